// Ribbons on the page: centre line, width, colour class and arrow head of every link, and where links leave the frame.
// Twin of src/korridor/draw/ribbons.cpp.
import {
  clamp, clipLine, containsPoint, curvedArc, distance, lengthOf, movedAside, pointAlong, rounded, trimmed,
  type Box, type Point, type Polyline,
} from './geometry'
import type { Place, Ribbon, Scene } from './scene'
import { changeScale, style, utilisationScale } from './style'
import type { View } from './view'

const samePoint = 2 // px
const gap = 1.5 // px between a mark and a ribbon's end
const offFrame = 0.7 // px; a clipped end is farther than this from the true end

/** Where a ribbon crosses the frame, and the place beyond. */
export interface EdgeCrossing {
  place: number
  at: Point
  /** The flow goes to the place, or else comes from it. */
  leaving: boolean
}

export interface RibbonShape {
  /** Position in Scene.ribbons. */
  ribbon: number
  /** Visible centre line, in order; ends at the base of the arrow head. */
  parts: Polyline[]
  /** Triangle, or empty. */
  head: Polyline
  /** px */
  width: number
  colourClass: number
  /** The group with the widest share. */
  group: number
  /** No flow, or no change. */
  idle: boolean
  /** Both ends at one point of the page: a ring round the mark. */
  loop: boolean
  /** Of the visible line. */
  middle: Point
}

export interface Ribbons {
  /** In drawing order, wide ones first. */
  shapes: RibbonShape[]
  crossings: EdgeCrossing[]
}

/** Class of a utilisation: 0 (below half) to style.fullClass. No limit counts as room. */
export function utilisationClass(utilisation: number | null): number {
  let chosen = 0
  // A solver's 0.95 may arrive a rounding error below the break.
  for (let k = 1; k < utilisationScale.length; ++k)
    if (utilisation !== null && utilisation >= utilisationScale[k]!.from - 1e-9) chosen = k
  return chosen
}

/** Class of a change, as a share of capacity; without a share the sign of the amount picks a middle class. */
export function changeClass(change: number | null, amount: number): number {
  if (change === null) return amount === 0 ? style.unchangedClass : amount < 0 ? 1 : 5
  // Classes are mirror images: a loss of exactly a break belongs to the stronger class, as a gain does.
  let strength = 0
  for (let k = style.unchangedClass + 1; k < changeScale.length; ++k)
    if (Math.abs(change) >= changeScale[k]!.from - 1e-9) ++strength
  return change < 0 ? style.unchangedClass - strength : style.unchangedClass + strength
}

const totalAmount = (ribbon: Ribbon): number => ribbon.flows.reduce((sum, flow) => sum + flow.amount, 0)

function widestGroup(ribbon: Ribbon, full: readonly number[]): number {
  let widest = 0
  let width = -1
  for (const flow of ribbon.flows) {
    const w = Math.abs(flow.amount) / full[flow.group]!
    if (w > width) {
      width = w
      widest = flow.group
    }
  }
  return widest
}

function fullWidthShare(ribbon: Ribbon, full: readonly number[]): number {
  return ribbon.flows.reduce((share, flow) => share + Math.abs(flow.amount) / full[flow.group]!, 0)
}

function isIdle(ribbon: Ribbon, scene: Scene, full: readonly number[]): boolean {
  if (fullWidthShare(ribbon, full) < 1e-9) return true
  return scene.mode === 'change' && changeClass(ribbon.change, totalAmount(ribbon)) === style.unchangedClass
}

/** The amount that a group draws at style.fullRibbonWidth. */
export function fullWidthAmounts(scene: Scene): number[] {
  const full = scene.groups.map((group) => group.fullWidthAmount)
  for (const ribbon of scene.ribbons)
    for (const flow of ribbon.flows)
      if (scene.groups[flow.group]!.fullWidthAmount <= 0)
        full[flow.group] = Math.max(full[flow.group]!, Math.abs(flow.amount))
  return full.map((amount) => (amount <= 0 ? 1 : amount)) // a group that nothing uses
}

/** px; proportional to the amounts, each on its group's scale, from style.thinnestRibbon to style.widestShare of the
 * full width. */
export function ribbonWidth(ribbon: Ribbon, full: readonly number[]): number {
  // An amount far beyond a scale that was set for a part of the map may not bury the map.
  const share = Math.min(fullWidthShare(ribbon, full), style.widestShare)
  return Math.max(style.fullRibbonWidth * share, style.thinnestRibbon)
}

/** Whether a group has a ribbon that would be wider than style.widestShare allows. */
export function cappedGroups(scene: Scene, full: readonly number[]): boolean[] {
  const capped = scene.groups.map(() => false)
  for (const ribbon of scene.ribbons)
    if (fullWidthShare(ribbon, full) > style.widestShare + 1e-9) capped[widestGroup(ribbon, full)] = true
  return capped
}

export function markRadius(place: Place): number {
  const radius = style.markRadius + style.markRadiusRange * clamp(place.importance, 0, 1)
  return place.kind === 'strait' ? radius + 2.5 : radius
}

/** Centre lines, with parallel ribbons fanned out and opposing ones side by side. */
class Router {
  private readonly scene: Scene
  private readonly view: View
  private readonly joined = new Set<string>()
  private readonly used = new Map<string, number>()

  constructor(scene: Scene, view: View) {
    this.scene = scene
    this.view = view
    for (const ribbon of scene.ribbons) this.joined.add(`${ribbon.from} ${ribbon.to}`)
  }

  /** Bow of the ribbon's arc, larger for each one that joined the same two places before. */
  nextBow(ribbon: Ribbon): number {
    if (ribbon.route.length > 0) return style.bow
    const ends = `${ribbon.from} ${ribbon.to}`
    const before = this.used.get(ends) ?? 0
    this.used.set(ends, before + 1)
    return style.bow + style.bowStep * before
  }

  isOpposed(ribbon: Ribbon): boolean {
    return this.joined.has(`${ribbon.to} ${ribbon.from}`)
  }

  line(ribbon: Ribbon, width: number, bow: number, copy: number): Polyline {
    const { places } = this.scene
    const way = [places[ribbon.from]!.at, ...ribbon.route, places[ribbon.to]!.at]
    const page = this.view.lineToPage(way, copy) // the near way round where the world repeats
    if (ribbon.route.length === 0) return curvedArc(page[0]!, page[page.length - 1]!, bow)
    return this.isOpposed(ribbon) ? movedAside(rounded(page), width / 2 + 0.5) : rounded(page)
  }
}

/** Cuts a line at the base of an arrow head and returns both, the head's tip at the line's end. */
function cutHead(line: Polyline, width: number): { shaft: Polyline; head: Polyline } {
  const whole = lengthOf(line)
  const length = Math.min(clamp(1.35 * width + 3.5, 6.5, 23), 0.6 * whole)
  const half = Math.min(width / 2 + clamp(0.3 * width + 1.6, 2.3, 6.5), 1.2 * length)
  const tip = line[line.length - 1]!
  const shaft = trimmed(line, 0, length)
  if (shaft.length < 2) return { shaft: line, head: [] }
  const base = shaft[shaft.length - 1]!
  const reach = distance(base, tip)
  if (reach <= 0) return { shaft: line, head: [] }
  const along = { x: (tip.x - base.x) / reach, y: (tip.y - base.y) / reach }
  return {
    shaft: trimmed(line, 0, length - 0.5), // it reaches into the head, or a hairline shows between them
    head: [
      { x: base.x - half * along.y, y: base.y + half * along.x },
      tip,
      { x: base.x + half * along.y, y: base.y - half * along.x },
    ],
  }
}

/** Shapes one copy of a ribbon; false when nothing of it is in the frame. */
function shapeCopy(
  line: Polyline, ribbon: Ribbon, scene: Scene, frame: Box, shape: RibbonShape, crossings: EdgeCrossing[],
): boolean {
  const betweenMarks = trimmed(
    line, markRadius(scene.places[ribbon.from]!) + gap, markRadius(scene.places[ribbon.to]!) + gap)
  const whole = betweenMarks.length >= 2 ? betweenMarks : line
  shape.parts = clipLine(whole, frame)
  const last = shape.parts.length - 1
  if (last < 0) return false
  const silent = shape.idle && !ribbon.closed
  const start = shape.parts[0]![0]!
  const end = shape.parts[last]![shape.parts[last]!.length - 1]!
  if (!silent && distance(start, whole[0]!) > offFrame)
    crossings.push({ place: ribbon.from, at: start, leaving: false })
  if (!silent && distance(end, whole[whole.length - 1]!) > offFrame)
    crossings.push({ place: ribbon.to, at: end, leaving: true })
  const longest = shape.parts.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a))
  shape.middle = pointAlong(longest, 0.5)
  if (!shape.idle && !ribbon.closed) {
    const { shaft, head } = cutHead(shape.parts[last]!, shape.width)
    shape.parts[last] = shaft
    shape.head = head
  }
  return true
}

// The browser shapes ribbons anew for every answer while a slider moves: the view stays then, and most flows do.
interface KeptShape {
  /** What the shape was made for. */
  from: Place
  to: Place
  route: Ribbon['route']
  looks: string
  /** Null: nothing of it is in the frame. */
  shape: RibbonShape | null
  crossings: EdgeCrossing[]
}
const keptShapes = new WeakMap<View, Map<string, KeptShape>>()

export function shapeRibbons(scene: Scene, view: View): Ribbons {
  const result: Ribbons = { shapes: [], crossings: [] }
  let kept = keptShapes.get(view)
  if (kept === undefined) keptShapes.set(view, (kept = new Map()))
  const full = fullWidthAmounts(scene)
  const router = new Router(scene, view)
  scene.ribbons.forEach((ribbon, index) => {
    const idle = isIdle(ribbon, scene, full)
    const width = idle ? style.idleWidth : ribbonWidth(ribbon, full)
    const colourClass =
      scene.mode === 'flow' ? utilisationClass(ribbon.utilisation) : changeClass(ribbon.change, totalAmount(ribbon))
    const group = widestGroup(ribbon, full)
    const bow = router.nextBow(ribbon)
    const [from, to] = [scene.places[ribbon.from]!, scene.places[ribbon.to]!]
    for (let copy = -view.copies; copy <= view.copies; ++copy) {
      const key = `${ribbon.id} ${copy}`
      const looks = `${width.toFixed(2)} ${bow} ${idle} ${ribbon.closed} ${router.isOpposed(ribbon)} ${ribbon.from} ${ribbon.to}`
      let one = kept.get(key)
      if (one?.from !== from || one.to !== to || one.route !== ribbon.route || one.looks !== looks) {
        const line = router.line(ribbon, width, bow, copy)
        const loop = lengthOf(line) < samePoint
        const shape: RibbonShape = {
          ribbon: index, parts: [], head: [], width, colourClass, group, idle, loop, middle: line[0]!,
        }
        const crossings: EdgeCrossing[] = []
        const shown = loop
          ? containsPoint(view.frame, shape.middle)
          : shapeCopy(line, ribbon, scene, view.frame, shape, crossings)
        one = { from, to, route: ribbon.route, looks, shape: shown ? shape : null, crossings }
        kept.set(key, one)
      }
      if (one.shape) result.shapes.push({ ...one.shape, ribbon: index, colourClass, group })
      result.crossings.push(...one.crossings)
    }
  })
  const rank = (s: RibbonShape) => (scene.ribbons[s.ribbon]!.closed ? 2 : s.idle ? 0 : 1)
  result.shapes.sort((a, b) => rank(a) - rank(b) || b.width - a.width)
  return result
}

/** Where ribbons that were shaped for a wider frame cross this one, and the places beyond. */
export function crossingsOf(ribbons: Ribbons, scene: Scene, frame: Box): EdgeCrossing[] {
  const crossings: EdgeCrossing[] = []
  for (const shape of ribbons.shapes) {
    const ribbon = scene.ribbons[shape.ribbon]!
    if (shape.loop || (shape.idle && !ribbon.closed)) continue
    const seen = shape.parts.flatMap((part) => clipLine(part, frame))
    if (seen.length === 0) continue
    const [start, end] = [seen[0]![0]!, seen[seen.length - 1]!.at(-1)!]
    const whole = [shape.parts[0]![0]!, shape.parts[shape.parts.length - 1]!.at(-1)!]
    if (distance(start, whole[0]!) > offFrame) crossings.push({ place: ribbon.from, at: start, leaving: false })
    if (distance(end, whole[1]!) > offFrame) crossings.push({ place: ribbon.to, at: end, leaving: true })
  }
  return crossings
}
