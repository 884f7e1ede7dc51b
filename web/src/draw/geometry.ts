// Points, boxes and lines on the page (px, y down) and their clipping to a box. Twin of src/korridor/draw/geometry.cpp.

export interface Point {
  x: number
  y: number
}

export type Polyline = Point[]

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export const widthOf = (box: Box): number => box.right - box.left
export const heightOf = (box: Box): number => box.bottom - box.top

export function containsPoint(box: Box, p: Point): boolean {
  return p.x >= box.left && p.x <= box.right && p.y >= box.top && p.y <= box.bottom
}

export function containsBox(box: Box, b: Box): boolean {
  return b.left >= box.left && b.right <= box.right && b.top >= box.top && b.bottom <= box.bottom
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

export function grown(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by }
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}

export function boxOf(points: readonly Point[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const p of points) {
    box.left = Math.min(box.left, p.x)
    box.right = Math.max(box.right, p.x)
    box.top = Math.min(box.top, p.y)
    box.bottom = Math.max(box.bottom, p.y)
  }
  return box
}

/** Not Math.hypot, which is many times slower and guards against overflow that a page cannot have. */
export function hypot(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy)
}

export const distance = (a: Point, b: Point): number => hypot(a.x - b.x, a.y - b.y)

export function lengthOf(line: Polyline): number {
  let sum = 0
  for (let k = 1; k < line.length; ++k) sum += distance(line[k - 1]!, line[k]!)
  return sum
}

/** One side of a box as a half plane: inside where a * x + b * y <= c. */
interface HalfPlane {
  a: number
  b: number
  c: number
}

function sidesOf(box: Box): HalfPlane[] {
  return [
    { a: -1, b: 0, c: -box.left },
    { a: 1, b: 0, c: box.right },
    { a: 0, b: -1, c: -box.top },
    { a: 0, b: 1, c: box.bottom },
  ]
}

const excess = (side: HalfPlane, p: Point): number => side.a * p.x + side.b * p.y - side.c

function between(p: Point, q: Point, share: number): Point {
  return { x: p.x + share * (q.x - p.x), y: p.y + share * (q.y - p.y) }
}

/** The part of a polygon inside a box (Sutherland-Hodgman); an inner part may be joined along the box's edge. */
export function clipPolygon(polygon: Polyline, box: Box): Polyline {
  for (const side of sidesOf(box)) {
    if (polygon.length === 0) break
    const kept: Polyline = []
    let previous = polygon[polygon.length - 1]!
    let previousExcess = excess(side, previous)
    for (const p of polygon) {
      const e = excess(side, p)
      if (e > 0 !== previousExcess > 0) kept.push(between(previous, p, previousExcess / (previousExcess - e)))
      if (e <= 0) kept.push(p)
      previous = p
      previousExcess = e
    }
    polygon = kept
  }
  return polygon
}

/** The parts of a line inside a box, in order; parts of no length are left out. */
export function clipLine(line: Polyline, box: Box): Polyline[] {
  const parts: Polyline[] = []
  const sides = sidesOf(box)
  let open = false // whether the last part ends at the previous point
  for (let k = 1; k < line.length; ++k) {
    const p = line[k - 1]!
    const q = line[k]!
    let first = 0
    let last = 1 // Liang-Barsky
    for (const side of sides) {
      const e0 = excess(side, p)
      const e1 = excess(side, q)
      if (e0 > 0 && e1 > 0) last = -1
      else if (e0 > 0) first = Math.max(first, e0 / (e0 - e1))
      else if (e1 > 0) last = Math.min(last, e0 / (e0 - e1))
    }
    if (first >= last) {
      open = false
      continue
    }
    if (!open || first > 0) parts.push([between(p, q, first)])
    parts[parts.length - 1]!.push(between(p, q, last))
    open = last >= 1
  }
  return parts
}

/** A quadratic arc from one point to another that bows to the right of its direction by `bow` of the chord. */
export function curvedArc(from: Point, to: Point, bow: number): Polyline {
  // The control point lies twice as far out as the arc's crown. Right of the direction, with y down, is (-dy, dx).
  const dx = to.x - from.x
  const dy = to.y - from.y
  const control = { x: (from.x + to.x) / 2 - 2 * bow * dy, y: (from.y + to.y) / 2 + 2 * bow * dx }
  const steps = clamp(Math.trunc(hypot(dx, dy) / 8), 8, 64)
  const line: Polyline = []
  for (let k = 0; k <= steps; ++k) {
    const t = k / steps
    line.push(between(between(from, control, t), between(control, to, t), t))
  }
  return line
}

/** The line with its corners rounded off (two rounds of Chaikin's cutting); both ends stay. */
export function rounded(line: Polyline): Polyline {
  for (let round = 0; round < 2 && line.length > 2; ++round) {
    const cut: Polyline = [line[0]!]
    for (let k = 1; k < line.length; ++k) {
      if (k > 1) cut.push(between(line[k - 1]!, line[k]!, 0.25))
      if (k + 1 < line.length) cut.push(between(line[k - 1]!, line[k]!, 0.75))
    }
    cut.push(line[line.length - 1]!)
    line = cut
  }
  return line
}

/** The line moved to the right of its direction by a distance. */
export function movedAside(line: Polyline, by: number): Polyline {
  return line.map((at, k) => {
    const before = line[k === 0 ? 0 : k - 1]!
    const after = line[Math.min(k + 1, line.length - 1)]!
    const reach = distance(before, after)
    if (reach <= 0) return at
    return { x: at.x - (by * (after.y - before.y)) / reach, y: at.y + (by * (after.x - before.x)) / reach }
  })
}

/** The line without the given lengths at its start and end; empty when nothing remains. */
export function trimmed(line: Polyline, atStart: number, atEnd: number): Polyline {
  const end = lengthOf(line) - atEnd
  if (atStart >= end) return []
  const kept: Polyline = []
  let walked = 0
  for (let k = 1; k < line.length; ++k) {
    const p = line[k - 1]!
    const q = line[k]!
    const step = distance(p, q)
    if (step <= 0) continue
    if (walked + step > atStart && walked < end) {
      if (kept.length === 0) kept.push(between(p, q, Math.max(0, (atStart - walked) / step)))
      kept.push(between(p, q, Math.min(1, (end - walked) / step)))
    }
    walked += step
  }
  return kept
}

/** The point at a share of the line's length. */
export function pointAlong(line: Polyline, share: number): Point {
  let left = share * lengthOf(line)
  for (let k = 1; k < line.length; ++k) {
    const p = line[k - 1]!
    const q = line[k]!
    const step = distance(p, q)
    if (step > 0 && left <= step) return between(p, q, left / step)
    left -= step
  }
  return line[line.length - 1] ?? { x: 0, y: 0 }
}

/** Drops points nearer than `step` to the last one kept; both ends stay. */
export function thinned(line: Polyline, step: number): Polyline {
  const kept: Polyline = []
  line.forEach((at, k) => {
    const last = kept[kept.length - 1]
    if (last === undefined || k + 1 === line.length || distance(last, at) >= step) kept.push(at)
  })
  return kept
}
