import { expect, it } from 'vitest'
import { containsPoint } from '../../src/draw/geometry'
import { defaultOptions } from '../../src/draw/scene'
import { fitView } from '../../src/draw/view'
import { frame, place, scene } from './scenes'

it('all places of a region lie in the frame of an azimuthal map', () => {
  const some = scene([place('a', 30, 40), place('b', 87, 47), place('c', 51, 25)], [])
  const view = fitView(some, defaultOptions, frame)
  expect(view.projection.kind).toBe('lambert_azimuthal')
  for (const it of some.places) expect(containsPoint(frame, view.toPage(it.at))).toBe(true)
})

it('places all over the world get Equal Earth', () => {
  const some = scene([place('a', -118, 34), place('b', 121, 31), place('c', 18, -34), place('d', -46, -24)], [])
  expect(fitView(some, defaultOptions, frame).projection.kind).toBe('equal_earth')
})

it('a line over the antimeridian does not jump', () => {
  const some = scene([place('a', 121, 31)], [])
  const view = fitView(some, { focus: null, projection: 'equal_earth' }, frame)
  const line = view.lineToPage([{ lon: 179, lat: 0 }, { lon: -179, lat: 0 }])
  const degree = view.lineToPage([{ lon: 0, lat: 0 }, { lon: 2, lat: 0 }])
  expect(line[1]!.x - line[0]!.x).toBeCloseTo(degree[1]!.x - degree[0]!.x, 6)
})

it('a scene without places still has a view, of the Caspian Sea', () => {
  const view = fitView(scene([], []), defaultOptions, frame)
  expect(view.toPage({ lon: 52, lat: 41 })).toEqual({ x: 500, y: 300 })
})
