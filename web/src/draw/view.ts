// From the globe to the page: which projection, how large, and where the map's frame lies.
// Twin of src/korridor/draw/view.cpp.
import { boxOf, heightOf, hypot, overlaps, widthOf, type Box, type Point, type Polyline } from './geometry'
import { angularDistance, longitudeDifference, Projection } from './projection'
import type { GeoBox, LonLat, ProjectionChoice, Scene, SvgOptions } from './scene'

const defaultCentre: LonLat = { lon: 52, lat: 41 } // the Caspian Sea
const equalEarthCentre = 60 // keeps Eurasia whole and cuts in the Atlantic
const largestLambertRadius = 85 // degrees from the centre
const smallestHalfExtent = 0.05 // radii of the sphere, about 320 km
const padding = 0.055 // of the frame, room for labels at the rim
const focusPadding = 0

interface PlaneLine {
  points: Polyline
  box: Box
}
const keptByProjection = new WeakMap<Projection, Map<number, WeakMap<readonly LonLat[], PlaneLine>>>()

/** Lines on the plane of a projection, by copy of the world. */
function keptLines(projection: Projection, copy: number): WeakMap<readonly LonLat[], PlaneLine> {
  let copies = keptByProjection.get(projection)
  if (copies === undefined) keptByProjection.set(projection, (copies = new Map()))
  let lines = copies.get(copy)
  if (lines === undefined) copies.set(copy, (lines = new WeakMap()))
  return lines
}

/** A projection with the similarity that puts its plane on the page. */
export class View {
  readonly projection: Projection
  /** px for each radius of the sphere. */
  readonly scale: number
  readonly planeCentre: Point
  /** The map's own area on the page; nothing of the map is drawn outside. */
  readonly frame: Box

  constructor(projection: Projection, scale: number, planeCentre: Point, frame: Box) {
    this.projection = projection
    this.scale = scale
    this.planeCentre = planeCentre
    this.frame = frame
  }

  toPage(at: LonLat): Point {
    return this.planeToPage(this.projection.project(at))
  }

  /** Copies of the world on the page: 0 to 0, or -1 to 1 where the projection has a seam to be drawn over. */
  get copies(): number {
    return this.projection.kind === 'equal_earth' ? 1 : 0
  }

  /** A line on the page without a jump at the seam, in one of the copies of the world. */
  lineToPage(line: readonly LonLat[], copy = 0): Polyline {
    return this.lineToPlane(line, copy).map((at) => this.planeToPage(at))
  }

  /**
   * The same of a line that does not change, such as a coast, where its box meets `paper`; else nothing. What the
   * projection makes of it is kept: most of the time of drawing the base map anew after a gesture would go there.
   */
  fixedLineToPage(line: readonly LonLat[], copy: number, paper: Box): Polyline {
    const kept = keptLines(this.projection, copy)
    let plane = kept.get(line)
    if (plane === undefined) {
      const points = this.lineToPlane(line, copy)
      kept.set(line, (plane = { points, box: boxOf(points) }))
    }
    const { left, top, right, bottom } = plane.box // y is north on the plane
    const [low, high] = [this.planeToPage({ x: left, y: bottom }), this.planeToPage({ x: right, y: top })]
    const onPage = { left: low.x, top: low.y, right: high.x, bottom: high.y }
    return overlaps(onPage, paper) ? plane.points.map((at) => this.planeToPage(at)) : []
  }

  private lineToPlane(line: readonly LonLat[], copy: number): Polyline {
    const plane: Polyline = []
    let turn = 0
    for (const at of line) {
      const wrapped = longitudeDifference(at.lon, this.projection.centre.lon)
      turn = plane.length === 0 ? wrapped + 360 * copy : turn + longitudeDifference(wrapped, turn)
      plane.push(this.projection.projectTurned(turn, at.lat))
    }
    return plane
  }

  planeToPage(plane: Point): Point {
    return {
      x: (this.frame.left + this.frame.right) / 2 + this.scale * (plane.x - this.planeCentre.x),
      y: (this.frame.top + this.frame.bottom) / 2 - this.scale * (plane.y - this.planeCentre.y),
    }
  }
}

function outlineOf(box: GeoBox): LonLat[] {
  const span = box.east >= box.west ? box.east - box.west : box.east - box.west + 360
  const outline: LonLat[] = []
  const steps = 12
  for (let k = 0; k <= steps; ++k) {
    const share = k / steps
    const lat = box.south + share * (box.north - box.south)
    outline.push({ lon: box.west + share * span, lat: box.south })
    outline.push({ lon: box.west + share * span, lat: box.north })
    outline.push({ lon: box.west, lat })
    outline.push({ lon: box.west + span, lat })
  }
  return outline
}

function pointsToShow(scene: Scene): LonLat[] {
  return [...scene.places.map((place) => place.at), ...scene.ribbons.flatMap((ribbon) => ribbon.route)]
}

const middle = (box: Box): Point => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 })

/** As std::round does: halves away from zero. */
const roundedDegree = (value: number): number => Math.sign(value) * Math.round(Math.abs(value))

/** The whole degree at which the points' extent is centred, found by repeated projection. */
function lambertCentre(points: readonly LonLat[]): LonLat {
  // The mean direction is a safe start: it lies in the hemisphere of any set that fits in one.
  const radian = Math.PI / 180
  let x = 0
  let y = 0
  let z = 0
  for (const at of points) {
    x += Math.cos(at.lat * radian) * Math.cos(at.lon * radian)
    y += Math.cos(at.lat * radian) * Math.sin(at.lon * radian)
    z += Math.sin(at.lat * radian)
  }
  let centre = defaultCentre
  if (Math.sqrt(x * x + y * y + z * z) > 1e-9)
    centre = { lon: Math.atan2(y, x) / radian, lat: Math.atan2(z, hypot(x, y)) / radian }
  for (let round = 0; round < 6; ++round) {
    const projection = new Projection('lambert_azimuthal', centre)
    centre = projection.lambertInverse(middle(boxOf(points.map((at) => projection.project(at)))))
  }
  return { lon: roundedDegree(centre.lon), lat: roundedDegree(centre.lat) }
}

function chooseProjection(points: readonly LonLat[], choice: ProjectionChoice): Projection {
  const centre = points.length === 0 ? defaultCentre : lambertCentre(points)
  const radius = points.reduce((most, at) => Math.max(most, angularDistance(centre, at)), 0)
  const world = choice === 'equal_earth' || (choice === 'automatic' && radius > largestLambertRadius)
  if (world) return new Projection('equal_earth', { lon: equalEarthCentre, lat: 0 })
  return new Projection('lambert_azimuthal', centre)
}

/** Fits the scene, or the focus window of the options, into a frame. */
export function fitView(scene: Scene, options: SvgOptions, frame: Box): View {
  const points = options.focus ? outlineOf(options.focus) : pointsToShow(scene)
  const projection = chooseProjection(points, options.projection)
  const none = points.length === 0
  const extent = none ? { left: 0, top: 0, right: 0, bottom: 0 } : boxOf(points.map((at) => projection.project(at)))
  const centre = none ? projection.project(defaultCentre) : middle(extent)
  const smallest = none ? 0.35 : smallestHalfExtent
  const halfWidth = Math.max(widthOf(extent) / 2, smallest)
  const halfHeight = Math.max(heightOf(extent) / 2, smallest)
  const room = (options.focus ? focusPadding : padding) * Math.min(widthOf(frame), heightOf(frame))
  const scale = Math.min((widthOf(frame) / 2 - room) / halfWidth, (heightOf(frame) / 2 - room) / halfHeight)
  return new View(projection, scale, centre, frame)
}
