import { expect, it } from 'vitest'
import { distance, grown } from '../../src/draw/geometry'
import {
  cappedGroups, changeClass, crossingsOf, fullWidthAmounts, ribbonWidth, shapeRibbons, utilisationClass, type EdgeCrossing,
} from '../../src/draw/ribbons'
import { defaultOptions, type Ribbon, type Scene } from '../../src/draw/scene'
import { style } from '../../src/draw/style'
import { fitView, View } from '../../src/draw/view'
import { frame, place, ribbon, scene } from './scenes'

const places = [place('a', 30, 44), place('b', 60, 44)]
const shapes = (...ribbons: Ribbon[]) => {
  const some = scene(places, ribbons)
  return shapeRibbons(some, fitView(some, defaultOptions, frame)).shapes
}

it('widths are in proportion to flows, seen when tiny and bounded when huge', () => {
  expect(ribbonWidth(ribbon(0, 1, 20), [40])).toBeCloseTo(style.fullRibbonWidth / 2, 9)
  expect(ribbonWidth(ribbon(0, 1, 1e-6), [40])).toBe(style.thinnestRibbon)
  expect(ribbonWidth(ribbon(0, 1, 4000), [40])).toBeCloseTo(style.fullRibbonWidth * style.widestShare, 9)
  expect(cappedGroups(scene(places, [ribbon(0, 1, 4000)]), [40])).toEqual([true])
})

it('a group without a scale of its own takes its largest amount', () => {
  const some = scene(places, [ribbon(0, 1, -7), ribbon(0, 1, 3)])
  some.groups[0]!.fullWidthAmount = 0
  expect(fullWidthAmounts(some)).toEqual([7])
})

it('a value at a break belongs to the stronger class', () => {
  expect([null, 0, 0.4999, 0.5, 0.7, 0.85, 0.95, 1.2].map(utilisationClass)).toEqual([0, 0, 0, 1, 2, 3, 4, 4])
  expect([-1, -0.5, -0.15, -0.03, 0, 0.03, 0.15, 0.5].map((c) => changeClass(c, 0))).toEqual([0, 0, 1, 2, 3, 4, 5, 6])
  expect([-2, 0, 2].map((amount) => changeClass(null, amount))).toEqual([1, 3, 5])
})

it('parallel and opposing links do not lie on each other', () => {
  const [there, parallel, back] = shapes(ribbon(0, 1, 40), ribbon(0, 1, 40), ribbon(1, 0, 40))
  expect(distance(there!.middle, parallel!.middle)).toBeGreaterThan(style.fullRibbonWidth)
  expect(distance(there!.middle, back!.middle)).toBeGreaterThan(style.fullRibbonWidth)
})

it('arrow heads point at the destination; closed and idle links have none and lie above and below', () => {
  const drawn = shapes(ribbon(0, 1, 0, { closed: true }), ribbon(0, 1, 30), ribbon(0, 1, 0))
  expect(drawn.map((shape) => shape.ribbon)).toEqual([2, 1, 0])
  expect(drawn.map((shape) => shape.head.length)).toEqual([0, 3, 0])
  const flowing = drawn[1]!
  expect(flowing.head[1]!.x).toBeGreaterThan(flowing.head[0]!.x)
})

it('what has not changed is not shaped anew in the same view, and all else is', () => {
  const route = [{ lon: 45, lat: 48 }]
  const opposed = (amount: number) => scene(places, [ribbon(0, 1, 10, { route }), ribbon(1, 0, amount, { route })])
  const view = fitView(opposed(1), defaultOptions, frame)
  const by = (some: Scene) => new Map(shapeRibbons(some, view).shapes.map((it) => [some.ribbons[it.ribbon]!.id, it]))
  const before = by(opposed(1))
  const after = by(opposed(30))
  expect(after.get('0-1')!.parts).toBe(before.get('0-1')!.parts)
  expect(after.get('1-0')!.parts).not.toBe(before.get('1-0')!.parts)
  // As in a view that knows nothing of before.
  const fresh = shapeRibbons(opposed(30), fitView(opposed(1), defaultOptions, frame)).shapes
  expect([...after.values()]).toEqual(fresh)
  // The opposing one is gone: this one need not step aside for it.
  const alone = by(scene(places, [ribbon(0, 1, 10, { route })])).get('0-1')!
  expect(alone.parts).not.toEqual(before.get('0-1')!.parts)
})

it('ribbons of a wider frame cross a smaller one where they would cross it by themselves', () => {
  const some = scene([...places, place('c', 75, 44)], [ribbon(0, 1, 10), ribbon(1, 2, 10), ribbon(2, 0, 10)])
  const view = (beyond: number) => {
    const fitted = fitView(some, { ...defaultOptions, focus: { west: 45, east: 65, south: 40, north: 48 } }, frame)
    return new View(fitted.projection, fitted.scale, fitted.planeCentre, grown(frame, beyond))
  }
  const found = crossingsOf(shapeRibbons(some, view(140)), some, frame)
  const wanted = shapeRibbons(some, view(0)).crossings
  const list = (crossings: EdgeCrossing[]) => crossings.map((it) => `${it.place} ${it.leaving}`).sort()
  expect(list(found)).toEqual(list(wanted))
  expect(found.length).toBe(4)
  for (const it of found)
    expect(Math.min(...wanted.filter((one) => one.place === it.place).map((one) => distance(one.at, it.at)))).toBeLessThan(1)
})
