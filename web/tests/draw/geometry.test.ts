import { expect, it } from 'vitest'
import {
  boxOf, clipLine, clipPolygon, curvedArc, distance, lengthOf, movedAside, pointAlong, rounded, thinned, trimmed,
} from '../../src/draw/geometry'

const square = { left: 0, top: 0, right: 10, bottom: 10 }

it('a line through a box keeps the part inside, in two parts when it leaves and comes back', () => {
  const line = [{ x: -5, y: 5 }, { x: 15, y: 5 }, { x: 15, y: 8 }, { x: -5, y: 8 }]
  expect(clipLine(line, square)).toEqual([
    [{ x: 0, y: 5 }, { x: 10, y: 5 }],
    [{ x: 10, y: 8 }, { x: 0, y: 8 }],
  ])
})

it('a polygon that covers a box becomes the box', () => {
  const polygon = [{ x: -5, y: -5 }, { x: 20, y: -5 }, { x: 20, y: 20 }, { x: -5, y: 20 }]
  expect(boxOf(clipPolygon(polygon, square))).toEqual(square)
})

it('an arc to the east bows south by the share of its chord', () => {
  const arc = curvedArc({ x: 0, y: 0 }, { x: 100, y: 0 }, 0.1)
  expect(boxOf(arc).bottom).toBeCloseTo(10, 9)
  expect(arc[arc.length - 1]).toEqual({ x: 100, y: 0 })
})

it('trimming takes lengths off both ends and leaves nothing of a short line', () => {
  const line = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }]
  expect(lengthOf(trimmed(line, 3, 4))).toBeCloseTo(13, 9)
  expect(trimmed(line, 12, 8)).toEqual([])
})

it('a line moved aside lies to the right of its direction', () => {
  expect(movedAside([{ x: 0, y: 0 }, { x: 10, y: 0 }], 3)).toEqual([{ x: 0, y: 3 }, { x: 10, y: 3 }])
})

it('rounding and thinning keep both ends', () => {
  const line = [{ x: 0, y: 0 }, { x: 0.1, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }]
  for (const changed of [rounded(line), thinned(line, 1)]) {
    expect(changed[0]).toEqual(line[0])
    expect(changed[changed.length - 1]).toEqual(line[3])
  }
  expect(thinned(line, 1)).toHaveLength(3)
})

it('the point half along a line is as far from both ends', () => {
  const line = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 4 }]
  expect(pointAlong(line, 0.5)).toEqual({ x: 7, y: 0 })
  expect(distance(pointAlong(line, 1), line[2]!)).toBe(0)
})
