// Projects and clips the base map: path data for land, lakes, borders and disputed lines within the frame of a view.
// Twin of src/korridor/draw/base_map_layer.cpp.
import type { BaseMap, GeoLine } from './base_map'
import { clipLine, clipPolygon, grown, thinned, type Polyline } from './geometry'
import { longitudeDifference, type Projection } from './projection'
import { pathData } from './svg_text'
import type { View } from './view'

const margin = 12 // px beyond the frame, so that strokes along the clipping edge stay unseen
const finest = 0.5 // px between neighbouring points

/** Whether the point opposite the projection's centre lies in a ring; the ring then turns inside out on the page. */
function holdsAntipode(ring: GeoLine, projection: Projection): boolean {
  if (projection.kind !== 'lambert_azimuthal') return false
  const lat = -projection.centre.lat
  const lon = projection.centre.lon + 180
  let inside = false
  for (let k = 1; k < ring.length; ++k) {
    const p = ring[k - 1]!
    const q = ring[k]!
    if (p.lat > lat === q.lat > lat) continue
    const x0 = longitudeDifference(p.lon, lon)
    const x1 = x0 + longitudeDifference(q.lon, p.lon)
    if (x0 + ((lat - p.lat) / (q.lat - p.lat)) * (x1 - x0) > 0) inside = !inside
  }
  return inside
}

function copiesOf(view: View): number[] {
  return view.copies === 0 ? [0] : [-1, 0, 1]
}

/** A ring on the page, clipped to the view's frame with a little beyond it, as often as the world repeats there. */
export function ringOnPage(ring: GeoLine, view: View): Polyline[] {
  const paper = grown(view.frame, margin)
  const parts: Polyline[] = []
  for (const copy of copiesOf(view)) {
    const page = view.fixedLineToPage(ring, copy, paper)
    if (page.length === 0) continue
    const part = thinned(clipPolygon(page, paper), finest)
    if (part.length >= 3) parts.push(part)
  }
  return parts
}

/** A line on the page, clipped likewise. */
export function lineOnPage(line: GeoLine, view: View): Polyline[] {
  const paper = grown(view.frame, margin)
  const parts: Polyline[] = []
  for (const copy of copiesOf(view)) {
    const page = view.fixedLineToPage(line, copy, paper)
    if (page.length > 0) for (const part of clipLine(page, paper)) parts.push(thinned(part, finest))
  }
  return parts
}

function ringsPath(rings: readonly GeoLine[], view: View): string {
  let data = ''
  let turnedOut = false
  for (const ring of rings) {
    turnedOut = turnedOut !== holdsAntipode(ring, view.projection)
    for (const part of ringOnPage(ring, view)) data += pathData(part, true)
  }
  if (turnedOut) {
    // The land reaches to the rim of the projection, which lies beyond the frame.
    const { left, top, right, bottom } = grown(view.frame, margin)
    data += pathData([{ x: left, y: top }, { x: right, y: top }, { x: right, y: bottom }, { x: left, y: bottom }], true)
  }
  return data
}

export interface BaseMapPaths {
  /** Fill by the even-odd rule, as lakes. */
  land: string
  lakes: string
  borders: string
  disputed: string
}

/** Path data of the layers. `year` 0 draws every disputed line; otherwise lines that had lapsed by then are left out. */
export function baseMapPaths(map: BaseMap, view: View, year: number): BaseMapPaths {
  const linePath = (line: GeoLine) => lineOnPage(line, view).map((part) => pathData(part)).join('')
  const open = map.disputed.filter((line) => year === 0 || line.lastYear === 0 || line.lastYear >= year)
  return {
    land: ringsPath(map.land, view),
    lakes: ringsPath(map.lakes, view),
    borders: map.borders.map(linePath).join(''),
    disputed: open.map((line) => linePath(line.line)).join(''),
  }
}
