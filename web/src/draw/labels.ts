// Greedy placement of labels: no label covers another label or a mark, and ribbons are avoided where there is room.
// Twin of src/korridor/draw/labels.cpp.
import {
  clamp, containsBox, containsPoint, distance, heightOf, overlaps, widthOf, type Box, type Point, type Polyline,
} from './geometry'

export type TextAnchor = 'start' | 'middle' | 'end'

/** Where a text goes: its box, and the point and side at which SVG anchors it. */
export interface LabelSpot {
  box: Box
  baseline: Point
  anchor: TextAnchor
}

const cellSize = 4 // px
const lineHeight = 1.2 // of the type size
const baselineShare = 0.9 // of the type size, below the box's top
const preferenceStep = 0.06 // busyness that one step down the list of spots is worth

function spot(left: number, top: number, width: number, size: number, anchor: TextAnchor): LabelSpot {
  const x = anchor === 'start' ? left : anchor === 'end' ? left + width : left + width / 2
  return {
    box: { left, top, right: left + width, bottom: top + lineHeight * size },
    baseline: { x, y: top + baselineShare * size },
    anchor,
  }
}

/** What is taken on the page. */
export class LabelField {
  private readonly frame: Box
  private readonly columns: number
  private readonly rows: number
  private readonly busy: Float32Array
  private readonly blocked: Box[] = []

  constructor(frame: Box) {
    this.frame = frame
    this.columns = Math.max(1, Math.ceil(widthOf(frame) / cellSize))
    this.rows = Math.max(1, Math.ceil(heightOf(frame) / cellSize))
    this.busy = new Float32Array(this.columns * this.rows)
  }

  /** Nothing may be written here. */
  block(box: Box): void {
    this.blocked.push(box)
  }

  /** Writing on this line costs: the busier a box, the later it is chosen. */
  pressLine(line: Polyline, width: number, weight: number): void {
    const half = width / 2
    for (let k = 1; k < line.length; ++k) {
      const p = line[k - 1]!
      const q = line[k]!
      const steps = Math.max(1, Math.trunc(distance(p, q) / cellSize))
      for (let step = 0; step < steps; ++step) {
        const share = step / steps
        const x = p.x + share * (q.x - p.x)
        const y = p.y + share * (q.y - p.y)
        for (let dy = -half; dy <= half; dy += cellSize)
          for (let dx = -half; dx <= half; dx += cellSize) {
            if (!containsPoint(this.frame, { x: x + dx, y: y + dy })) continue
            const cell = this.cellOf(x + dx, y + dy)
            this.busy[cell] = Math.max(this.busy[cell]!, weight)
          }
      }
    }
  }

  isFree(box: Box): boolean {
    return containsBox(this.frame, box) && !this.blocked.some((b) => overlaps(b, box))
  }

  /** Mean busyness of a box. */
  busyness(box: Box): number {
    let sum = 0
    let count = 0
    for (let y = box.top + cellSize / 2; y < box.bottom; y += cellSize)
      for (let x = box.left + cellSize / 2; x < box.right; x += cellSize, ++count) sum += this.busy[this.cellOf(x, y)]!
    return count === 0 ? 0 : sum / count
  }

  /** Takes the best free spot, earlier spots preferred among equals; null when all are taken or too busy. */
  take(spots: readonly LabelSpot[], mostBusyness: number): LabelSpot | null {
    let best: LabelSpot | null = null
    let bestCost = 0
    let preference = 0
    for (const candidate of spots) {
      const busy = this.busyness(candidate.box)
      const cost = busy + preference
      preference += preferenceStep
      if (busy > mostBusyness || (best !== null && cost >= bestCost) || !this.isFree(candidate.box)) continue
      best = candidate
      bestCost = cost
    }
    if (best !== null) this.block(best.box)
    return best
  }

  private cellOf(x: number, y: number): number {
    const clamped = (value: number, count: number) => Math.trunc(clamp(value / cellSize, 0, count - 1))
    return clamped(y - this.frame.top, this.rows) * this.columns + clamped(x - this.frame.left, this.columns)
  }
}

/** The eight spots round a mark: right, left, above, below and the four corners. */
export function spotsAround(mark: Point, radius: number, width: number, size: number): LabelSpot[] {
  const height = lineHeight * size
  const gap = radius + 3
  const near = radius + 1
  const middle = mark.y - height / 2
  const above = mark.y - near - height
  const below = mark.y + near
  const right = mark.x + gap
  const left = mark.x - gap - width
  const centred = mark.x - width / 2
  const cornerRight = mark.x + 0.7 * radius
  const cornerLeft = mark.x - 0.7 * radius - width
  return [
    spot(right, middle, width, size, 'start'),
    spot(left, middle, width, size, 'end'),
    spot(centred, above, width, size, 'middle'),
    spot(centred, below, width, size, 'middle'),
    spot(cornerRight, above, width, size, 'start'),
    spot(cornerRight, below, width, size, 'start'),
    spot(cornerLeft, above, width, size, 'end'),
    spot(cornerLeft, below, width, size, 'end'),
  ]
}

/** Spots inside the frame for a text beside a point on its edge. */
export function spotsAtEdge(edge: Point, frame: Box, width: number, size: number): LabelSpot[] {
  const inset = 4
  const height = lineHeight * size
  const room: Box = {
    left: frame.left + inset, top: frame.top + inset, right: frame.right - inset, bottom: frame.bottom - inset,
  }
  const x = clamp(edge.x - width / 2, room.left, Math.max(room.left, room.right - width))
  const y = clamp(edge.y - height / 2, room.top, Math.max(room.top, room.bottom - height))
  const atSide =
    Math.min(edge.x - frame.left, frame.right - edge.x) < Math.min(edge.y - frame.top, frame.bottom - edge.y)
  const spots: LabelSpot[] = []
  for (const step of [1, -1, 1.6, -1.6, 2.4, -2.4, 3.4, -3.4, 4.6, -4.6]) {
    // Along a side the text steps by its height, along top and bottom by its width.
    const left = atSide ? x : x + step * (width * 0.6 + 4)
    const top = atSide ? y + step * height : y
    if (containsBox(room, { left, top, right: left + width, bottom: top + height }))
      spots.push(spot(left, top, width, size, 'middle'))
  }
  return spots
}
