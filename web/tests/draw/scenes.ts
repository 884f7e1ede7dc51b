// Small scenes for the tests of the map.
import type { Place, Ribbon, Scene } from '../../src/draw/scene'

export function place(id: string, lon: number, lat: number, more: Partial<Place> = {}): Place {
  return { id, name: id, at: { lon, lat }, kind: 'hub', importance: 0, label: '', ...more }
}

export function ribbon(from: number, to: number, amount: number, more: Partial<Ribbon> = {}): Ribbon {
  return {
    id: `${from}-${to}`, name: '', from, to, route: [], flows: [{ group: 0, amount }], utilisation: null,
    closed: false, change: null, ...more,
  }
}

export function scene(places: Place[], ribbons: Ribbon[], more: Partial<Scene> = {}): Scene {
  const groups = [{ name: 'crude oil', unit: 'Mt/yr', fullWidthAmount: 40, legendAmounts: [] }]
  return { year: 0, mode: 'flow', places, ribbons, groups, ...more }
}

export const frame = { left: 0, top: 0, right: 1000, bottom: 600 }
