// Marks and names of places, names of places beyond the frame, names of countries: which are written, and where.
// Twin of src/korridor/draw/place_names.cpp.
import type { BaseMap } from './base_map'
import { ringOnPage } from './base_map_layer'
import {
  boxOf, clamp, clipLine, containsPoint, distance, grown, type Box, type Point, type Polyline,
} from './geometry'
import { LabelField, spotsAround, spotsAtEdge, type LabelSpot } from './labels'
import { markRadius, type EdgeCrossing, type Ribbons } from './ribbons'
import type { Place, Scene } from './scene'
import { shortName } from './short_name'
import { style } from './style'
import { textWidth } from './text_width'
import type { View } from './view'

const edgeMerge = 70 // px between crossings that share one name
const countryBusy = 0.012 // a country's name goes only where next to nothing else is
const anyBusyness = 1e9

export type LabelKind = 'place' | 'strait' | 'edge' | 'country'

export interface Label {
  kind: LabelKind
  text: string
  size: number
  spot: LabelSpot
}

export interface Mark {
  /** Position in Scene.places. */
  place: number
  at: Point
  radius: number
}

/** Words that join a far place to the edge of the map, by language, and the language of countries. */
export interface EdgeWords {
  germanNames: boolean
  to: string
  from: string
  both: string
}

/** As the files of the program say it. */
export const englishEdgeWords: EdgeWords = { germanNames: false, to: 'to', from: 'from', both: 'to/from' }

function markBox(mark: Mark): Box {
  const { x, y } = mark.at
  return { left: x - mark.radius, top: y - mark.radius, right: x + mark.radius, bottom: y + mark.radius }
}

/** What the map calls a place; pointing at its mark tells the full name. */
export const mapName = (place: Place): string => (place.label === '' ? shortName(place.name) : place.label)

const importanceOf = (place: Place): number => clamp(place.importance, 0, 1)

/** Marks of the places inside the frame, by rising importance, so that the important ones lie on top. */
export function placeMarks(scene: Scene, view: View): Mark[] {
  const marks = scene.places
    .map((place, index) => ({ place: index, at: view.toPage(place.at), radius: markRadius(place) }))
    .filter((mark) => containsPoint(view.frame, mark.at))
  // Among equals the first of the scene counts as the more important.
  const importance = (mark: Mark) => importanceOf(scene.places[mark.place]!)
  return marks.sort((a, b) => importance(a) - importance(b) || b.place - a.place)
}

function pressRibbons(field: LabelField, ribbons: Ribbons, scene: Scene): void {
  for (const shape of ribbons.shapes) {
    for (const part of shape.parts) field.pressLine(part, shape.width + 2, shape.idle ? 0.35 : 1)
    if (shape.head.length > 0) field.pressLine(shape.head, 4, 2)
    const { x, y } = shape.middle
    if (scene.ribbons[shape.ribbon]!.closed) field.block({ left: x - 9, top: y - 9, right: x + 9, bottom: y + 9 })
  }
}

/** Crossings of one place near each other share a name; both directions of one place read "to/from". */
interface EdgeName {
  place: number
  at: Point
  to: boolean
  from: boolean
}

function edgeNames(crossings: readonly EdgeCrossing[]): EdgeName[] {
  const names: EdgeName[] = []
  for (const crossing of crossings) {
    const near = names.find((name) => name.place === crossing.place && distance(name.at, crossing.at) < edgeMerge)
    if (near === undefined)
      names.push({ place: crossing.place, at: crossing.at, to: crossing.leaving, from: !crossing.leaving })
    else if (crossing.leaving) near.to = true
    else near.from = true
  }
  return names
}

function nameEdges(
  field: LabelField, scene: Scene, view: View, ribbons: Ribbons, words: EdgeWords, labels: Label[],
): void {
  for (const name of edgeNames(ribbons.crossings)) {
    const way = name.to && name.from ? words.both : name.to ? words.to : words.from
    const text = `${way} ${mapName(scene.places[name.place]!)}`
    const size = style.edgeLabelSize
    const spot = field.take(spotsAtEdge(name.at, view.frame, textWidth(text, size) + 8, size), anyBusyness)
    if (spot !== null) labels.push({ kind: 'edge', text, size, spot })
  }
}

/** Two terminals of one port need its name once. */
function isNamedNear(labels: readonly Label[], text: string, at: Point): boolean {
  const near = 12 // px beyond the label's box
  return labels.some((label) => label.text === text && containsPoint(grown(label.spot.box, near), at))
}

function namePlaces(field: LabelField, scene: Scene, marks: readonly Mark[], labels: Label[]): void {
  for (const mark of [...marks].reverse()) {
    // the most important first
    const place = scene.places[mark.place]!
    const kind = place.kind === 'strait' ? 'strait' : 'place'
    const text = mapName(place)
    if (text === '' || isNamedNear(labels, text, mark.at)) continue
    const size = style.labelSize + style.labelSizeRange * importanceOf(place)
    const width = textWidth(text, size, kind === 'strait')
    const spot = field.take(spotsAround(mark.at, mark.radius, width, size), anyBusyness)
    if (spot !== null) labels.push({ kind, text, size, spot })
  }
}

type Stretch = readonly [left: number, right: number]

/** The stretches of a horizontal line inside a polygon, sorted. */
function stretches(ring: Polyline, y: number): Stretch[] {
  const cuts: number[] = []
  ring.forEach((p, k) => {
    const q = ring[(k + 1) % ring.length]!
    if (p.y > y !== q.y > y) cuts.push(p.x + ((y - p.y) / (q.y - p.y)) * (q.x - p.x))
  })
  cuts.sort((a, b) => a - b)
  const result: Stretch[] = []
  for (let k = 1; k < cuts.length; k += 2) result.push([cuts[k - 1]!, cuts[k]!])
  return result
}

const inside = (row: readonly Stretch[], left: number, right: number): boolean =>
  row.some((s) => s[0] <= left && right <= s[1])

/** Spots wholly inside a country's visible part, the ones near its middle first. */
function spotsInside(ring: Polyline, width: number, size: number): LabelSpot[] {
  const rowStep = 9
  const extent = boxOf(ring)
  const centre = { x: (extent.left + extent.right) / 2, y: (extent.top + extent.bottom) / 2 }
  const height = 1.2 * size
  const spots: LabelSpot[] = []
  for (let top = extent.top; top + height <= extent.bottom; top += rowStep) {
    const upper = stretches(ring, top)
    const lower = stretches(ring, top + height)
    for (const [left, right] of stretches(ring, top + height / 2)) {
      if (right - left < width + 6) continue
      for (const share of [0.5, 0.3, 0.7, 0.12, 0.88]) {
        const x = left + share * (right - left) - width / 2
        if (x < left + 2 || x + width > right - 2 || !inside(upper, x, x + width) || !inside(lower, x, x + width))
          continue
        const box = { left: x, top, right: x + width, bottom: top + height }
        spots.push({ box, baseline: { x: x + width / 2, y: top + 0.9 * size }, anchor: 'middle' })
      }
    }
  }
  spots.sort((a, b) => distance(a.baseline, centre) - distance(b.baseline, centre))
  return spots.slice(0, 80)
}

// What depends on the view alone: the browser writes names anew for every answer while a slider moves, and the view stays.
interface Ground {
  disputed: Polyline[]
  /** Spots for the name in each part of each country on the page, in the order of BaseMap.countries. */
  countries: { name: string; spots: LabelSpot[][] }[]
}
const grounds = { english: new WeakMap<View, Ground>(), german: new WeakMap<View, Ground>() }

function groundOf(view: View, map: BaseMap, german: boolean): Ground {
  const kept = german ? grounds.german : grounds.english
  let ground = kept.get(view)
  if (ground) return ground
  const size = style.countrySize
  ground = {
    disputed: map.disputed.flatMap((line) => clipLine(view.fixedLineToPage(line.line, 0, view.frame), view.frame)),
    countries: map.countries.map((part) => {
      const name = german ? part.nameDe : part.name
      const width = textWidth(name, size, true) + [...name].length * style.countrySpacing
      return { name, spots: ringOnPage(part.ring, view).map((ring) => spotsInside(ring, width, size)) }
    }),
  }
  kept.set(view, ground)
  return ground
}

function nameCountries(field: LabelField, view: View, map: BaseMap, german: boolean, labels: Label[]): void {
  const ground = groundOf(view, map, german)
  for (const part of ground.disputed) field.pressLine(part, 2, 1) // a name across the line would look like a claim
  let named = ''
  for (const part of ground.countries) {
    if (part.name === named) continue // a larger part carries the name already
    for (const spots of part.spots) {
      const spot = field.take(spots, countryBusy)
      if (spot !== null) {
        labels.push({ kind: 'country', text: part.name, size: style.countrySize, spot })
        named = part.name
        break
      }
    }
  }
}

/** All labels that find room. No two of their boxes overlap, and none overlaps a mark, or what else is `taken` on the
 * page. Countries are named with a map. */
export function placeLabels(
  scene: Scene, view: View, marks: readonly Mark[], ribbons: Ribbons, map: BaseMap | null,
  words: EdgeWords = englishEdgeWords, taken: readonly Box[] = [],
): Label[] {
  const field = new LabelField(view.frame)
  pressRibbons(field, ribbons, scene)
  for (const box of taken) field.block(box)
  for (const mark of marks) field.block(markBox(mark))
  const labels: Label[] = []
  nameEdges(field, scene, view, ribbons, words, labels)
  namePlaces(field, scene, marks, labels)
  if (map !== null) nameCountries(field, view, map, words.germanNames, labels)
  return labels
}
