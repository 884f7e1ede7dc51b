// What a corridor map shows, as plain data: places, ribbons and titles. Twin of src/korridor/draw/scene.hpp.

/** A position on the globe in degrees, east and north positive. */
export interface LonLat {
  lon: number
  lat: number
}

/** A window in degrees; `east` may be below `west` when it spans the antimeridian. */
export interface GeoBox {
  west: number
  south: number
  east: number
  north: number
}

export type PlaceKind = 'hub' | 'market' | 'port' | 'terminal' | 'refinery' | 'field' | 'border' | 'strait'

export interface Place {
  id: string
  name: string
  at: LonLat
  kind: PlaceKind
  /** 0 to 1; decides who gets a label first and the size of the mark. */
  importance: number
  /** The name on the map; empty: shortName of the name. */
  label: string
}

/** A commodity group: its amounts share one unit and one scale of widths. */
export interface Group {
  name: string
  unit: string
  /** Drawn at the full ribbon width; 0: the largest amount of the scene. */
  fullWidthAmount: number
  /** Empty: three round amounts. */
  legendAmounts: number[]
}

export interface GroupFlow {
  /** Position in Scene.groups. */
  group: number
  /** In the group's unit; in change mode the difference, with its sign. */
  amount: number
}

/** The flow on one link in one direction. */
export interface Ribbon {
  id: string
  name: string
  /** Position in Scene.places. */
  from: number
  to: number
  /** Between both ends, without them; empty: a curved arc. */
  route: LonLat[]
  flows: GroupFlow[]
  /** Flow by capacity; null: the link has no limit. */
  utilisation: number | null
  closed: boolean
  /** Change mode: difference of flow by capacity; null: the sign of the amounts decides. */
  change: number | null
}

export type Mode = 'flow' | 'change'

export interface Scene {
  /** Leaves out disputed lines that had lapsed by then; 0: draws them all. */
  year: number
  mode: Mode
  places: Place[]
  ribbons: Ribbon[]
  groups: Group[]
}

export type ProjectionChoice = 'automatic' | 'lambert_azimuthal' | 'equal_earth'

export interface SvgOptions {
  /** Shows this window; flows that leave it are named at the edge. */
  focus: GeoBox | null
  projection: ProjectionChoice
}

export const defaultOptions: SvgOptions = { focus: null, projection: 'automatic' }
