import { expect, it } from 'vitest'
import { containsBox, overlaps } from '../../src/draw/geometry'
import { LabelField, spotsAround, spotsAtEdge } from '../../src/draw/labels'
import { frame } from './scenes'

const mark = { x: 500, y: 300 }

it('the first spot is right of the mark, and a taken spot moves the next label on', () => {
  const field = new LabelField(frame)
  const first = field.take(spotsAround(mark, 4, 50, 12), 1e9)!
  const second = field.take(spotsAround(mark, 4, 50, 12), 1e9)!
  expect(first.box.left).toBeGreaterThan(mark.x)
  expect(overlaps(first.box, second.box)).toBe(false)
})

it('a label gives way to a ribbon where there is room', () => {
  const field = new LabelField(frame)
  field.pressLine([{ x: 500, y: 300 }, { x: 700, y: 300 }], 20, 1)
  expect(field.take(spotsAround(mark, 4, 50, 12), 1e9)!.box.right).toBeLessThan(mark.x)
})

it('no spot is taken outside the frame', () => {
  const field = new LabelField({ left: 490, top: 290, right: 510, bottom: 310 })
  expect(field.take(spotsAround(mark, 4, 50, 12), 1e9)).toBeNull()
})

it('spots at the edge lie inside the frame', () => {
  for (const spot of spotsAtEdge({ x: 1000, y: 200 }, frame, 80, 11)) expect(containsBox(frame, spot.box)).toBe(true)
})
