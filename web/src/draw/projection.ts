// The two equal-area projections of the maps, on a unit sphere. Twin of src/korridor/draw/projection.cpp.
//
// Lambert azimuthal equal-area for any region up to a hemisphere (Snyder, Map Projections: A Working Manual, equations
// 24-2 to 24-4), Equal Earth for the world (Savric, Patterson and Jenny 2018). Plane coordinates are in radii of the
// sphere, y north.
import { clamp, type Point } from './geometry'
import type { LonLat } from './scene'

const radian = Math.PI / 180

// Polynomial of Equal Earth.
const a1 = 1.340264
const a2 = -0.081106
const a3 = 0.000893
const a4 = 0.003796

function equalEarth(turn: number, lat: number): Point {
  const theta = Math.asin((Math.sqrt(3) / 2) * Math.sin(lat * radian))
  const t2 = theta * theta
  const t6 = t2 * t2 * t2
  const slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
  return {
    x: ((2 / Math.sqrt(3)) * turn * radian * Math.cos(theta)) / slope,
    y: theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2)),
  }
}

/** Signed difference of two longitudes, in [-180, 180). */
export function longitudeDifference(lon: number, reference: number): number {
  const turn = (lon - reference + 180) % 360
  return (turn < 0 ? turn + 360 : turn) - 180
}

/** Great-circle distance in degrees. */
export function angularDistance(a: LonLat, b: LonLat): number {
  const dlat = ((b.lat - a.lat) * radian) / 2
  const dlon = ((b.lon - a.lon) * radian) / 2
  const h =
    Math.sin(dlat) * Math.sin(dlat) +
    Math.cos(a.lat * radian) * Math.cos(b.lat * radian) * Math.sin(dlon) * Math.sin(dlon)
  return (2 * Math.asin(Math.sqrt(Math.min(1, h)))) / radian
}

export type ProjectionKind = 'lambert_azimuthal' | 'equal_earth'

export class Projection {
  readonly kind: ProjectionKind
  readonly centre: LonLat
  private readonly sinLat: number
  private readonly cosLat: number

  constructor(kind: ProjectionKind, centre: LonLat) {
    this.kind = kind
    this.centre = centre
    this.sinLat = Math.sin(centre.lat * radian)
    this.cosLat = Math.cos(centre.lat * radian)
  }

  /** `turn` is the longitude relative to the centre, in degrees; Equal Earth takes any, beyond its seam too. */
  projectTurned(turn: number, lat: number): Point {
    if (this.kind === 'equal_earth') return equalEarth(turn, lat)
    const sinLat = Math.sin(lat * radian)
    const cosLat = Math.cos(lat * radian)
    const sinTurn = Math.sin(turn * radian)
    const cosTurn = Math.cos(turn * radian)
    // At the antipode the factor is infinite; a point there goes to the rim of the disk.
    const denominator = Math.max(1e-12, 1 + this.sinLat * sinLat + this.cosLat * cosLat * cosTurn)
    const k = Math.sqrt(2 / denominator)
    return { x: k * cosLat * sinTurn, y: k * (this.cosLat * sinLat - this.sinLat * cosLat * cosTurn) }
  }

  project(at: LonLat): Point {
    return this.projectTurned(longitudeDifference(at.lon, this.centre.lon), at.lat)
  }

  /** The position of a plane point of the Lambert projection; points beyond the disk are pulled to its rim. */
  lambertInverse(plane: Point): LonLat {
    const rho = Math.hypot(plane.x, plane.y)
    if (rho < 1e-12) return this.centre
    const c = 2 * Math.asin(Math.min(1, rho / 2))
    const sinLat = Math.cos(c) * this.sinLat + (plane.y * Math.sin(c) * this.cosLat) / rho
    const turn = Math.atan2(
      plane.x * Math.sin(c),
      rho * this.cosLat * Math.cos(c) - plane.y * this.sinLat * Math.sin(c),
    )
    return {
      lon: longitudeDifference(this.centre.lon + turn / radian, 0),
      lat: Math.asin(clamp(sinLat, -1, 1)) / radian,
    }
  }
}
