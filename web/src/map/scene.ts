// From answers to what the map shows: a ribbon for each link and direction, as src/korridor/report/map_scene.cpp makes them.
import type { FlowRow, LinkRow, Model } from '../api/client'
import { shortName } from '../draw/short_name'
import type { GroupFlow, LonLat, Place, Ribbon, Scene } from '../draw/scene'
import type { Language } from '../words/numbers'

const drawn = 1e-6 // flows below this share of their group's full width are rounding of the solver

export interface Flows {
  links: LinkRow[]
  flows: FlowRow[]
}

/** What stands behind a ribbon, in the order of Scene.ribbons. */
export interface Strand {
  linkId: string
  forward: boolean
  row: LinkRow | undefined
  /** The same link and direction in the baseline; only where two answers are compared. */
  before: LinkRow | undefined
}

export interface Picture {
  scene: Scene
  strands: Strand[]
}

const keyOf = (row: { link_id: string; from_node_id: string }): string => `${row.link_id}|${row.from_node_id}`

/** Amounts by link and direction, one for each group, in the group's unit. */
export function amounts(model: Model, flows: readonly FlowRow[]): Map<string, number[]> {
  const place = new Map<string, [group: number, factor: number]>()
  model.groups.forEach((group, index) =>
    group.commodities.forEach((commodity, at) => place.set(commodity, [index, group.factors[at] ?? 1])),
  )
  const result = new Map<string, number[]>()
  for (const row of flows) {
    const [group, factor] = place.get(row.commodity_id) ?? [undefined, 1]
    if (group === undefined) continue
    const key = keyOf(row)
    let sums = result.get(key)
    if (!sums) result.set(key, (sums = new Array<number>(model.groups.length).fill(0)))
    sums[group]! += row.flow * factor
  }
  return result
}

/** Changes are drawn on one larger scale for all groups where the largest of them would be thin on the scale of the flows. */
function widen(scene: Scene): void {
  const shares = scene.ribbons.map((ribbon) =>
    ribbon.flows.reduce((sum, flow) => sum + Math.abs(flow.amount) / (scene.groups[flow.group]!.fullWidthAmount || 1), 0),
  )
  const largest = Math.min(1, Math.max(0.01, ...shares))
  scene.groups = scene.groups.map((group) => ({ ...group, fullWidthAmount: group.fullWidthAmount * largest, legendAmounts: [] }))
}

const yearOf = (date: string): number => Number(/^\d{4}/.exec(date)?.[0] ?? 0)

// What does not depend on the answer, made once: a place or way that is the same object tells the drawing that it has not moved.
interface Ground {
  places: Place[]
  positions: Map<string, number>
  /** [link] points between its ends, in its direction and against it. */
  ways: { forward: LonLat[]; back: LonLat[] }[]
}
const grounds = new WeakMap<Model, Map<Language, Ground>>()

function groundOf(model: Model, language: Language): Ground {
  let byLanguage = grounds.get(model)
  if (byLanguage === undefined) grounds.set(model, (byLanguage = new Map()))
  let ground = byLanguage.get(language)
  if (ground) return ground
  ground = {
    places: model.places.map((place) => ({
      id: place.node_id,
      name: placeName(place, language),
      at: { lon: place.lon, lat: place.lat },
      kind: place.kind,
      importance: place.importance,
      label: mapLabel(place, language),
    })),
    positions: new Map(model.places.map((place, index) => [place.node_id, index])),
    ways: model.links.map((link) => {
      const forward = link.route.map(([lon, lat]) => ({ lon: lon!, lat: lat! }))
      return { forward, back: [...forward].reverse() }
    }),
  }
  byLanguage.set(language, ground)
  return ground
}

/** What a place is called on the map. */
const mapLabel = (place: Model['places'][number], language: Language): string =>
  language === 'de' && place.name_de ? shortName(place.name_de) : place.label

/** A link's name; where it is made of the names of its ends, as "Aktau - Baku, containers", of those in the language. */
export function linkName(model: Model, link: Model['links'][number], language: Language): string {
  const name = link.name || link.link_id
  if (language === 'en') return name
  const { positions } = groundOf(model, language)
  const ends = [link.from_node_id, link.to_node_id].map((id) => model.places[positions.get(id) ?? -1])
  return name
    .split(' - ')
    .map((part) => {
      const [head, ...rest] = part.split(', ')
      const end = ends.find((one) => one !== undefined && (one.label === head || one.name === head))
      return end ? [mapLabel(end, language), ...rest].join(', ') : part
    })
    .join(' - ')
}

export const placeName = (place: { name: string; name_de?: string }, language: Language): string =>
  language === 'de' && place.name_de ? place.name_de : place.name

/** Rows by link and direction. */
export const rowsOf = (rows: readonly LinkRow[]): Map<string, LinkRow> => new Map(rows.map((row) => [keyOf(row), row]))

/**
 * The map of an answer, or with `before` of what differs. Groups named in `hidden` are left out. `focus` is a place: flows that do
 * not touch it turn idle.
 */
export function pictureOf(
  model: Model,
  now: Flows,
  before: Flows | undefined,
  options: { date: string; language: Language; hidden: ReadonlySet<string>; focus?: string },
): Picture {
  const { places, positions, ways } = groundOf(model, options.language)
  const scene: Scene = {
    year: yearOf(options.date || model.base_period),
    mode: 'flow',
    groups: model.groups.map((group) => ({
      name: group.name,
      unit: group.unit,
      fullWidthAmount: group.full_width_amount,
      legendAmounts: group.legend_amounts,
    })),
    places,
    ribbons: [],
  }
  const strands: Strand[] = []
  const shown = model.groups.map((group) => !options.hidden.has(group.group_id))
  const is = amounts(model, now.flows)
  const was = before && amounts(model, before.flows)
  const rows = rowsOf(now.links)
  const rowsBefore = before && rowsOf(before.links)
  if (before) scene.mode = 'change'
  const none: number[] = []

  const flowsOf = (key: string): GroupFlow[] => {
    const after = is.get(key) ?? none
    const earlier = was?.get(key) ?? none
    const result: GroupFlow[] = []
    let alike = false
    model.groups.forEach((group, index) => {
      if (!shown[index]) return
      const amount = (after[index] ?? 0) - (was ? (earlier[index] ?? 0) : 0)
      if (Math.abs(amount) > drawn * group.full_width_amount) result.push({ group: index, amount })
      else if (was && (after[index] ?? 0) > drawn * group.full_width_amount) alike = true
    })
    // What flows as it did stays on the map of changes, faint.
    if (result.length === 0 && alike)
      model.groups.forEach((_, index) => shown[index] && (after[index] ?? 0) > 0 && result.push({ group: index, amount: 0 }))
    return result
  }

  for (const [at, link] of model.links.entries()) {
    const touches = !options.focus || options.focus === link.from_node_id || options.focus === link.to_node_id
    const directions = (link.directed ? [true] : [true, false]).map((forward) => {
      const [from, to] = forward ? [link.from_node_id, link.to_node_id] : [link.to_node_id, link.from_node_id]
      const key = `${link.link_id}|${from}`
      return { forward, from, to, key, flows: touches ? flowsOf(key) : [] }
    })
    // A link that nothing uses is drawn once.
    const busy = directions.filter((one) => one.flows.length > 0)
    for (const { forward, from, to, key, flows } of busy.length > 0 ? busy : directions.slice(0, 1)) {
      const row = rows.get(key)
      const earlier = rowsBefore?.get(key)
      const closed = row?.closed ?? rows.size > 0
      const from_ = positions.get(from),
        to_ = positions.get(to)
      if (from_ === undefined || to_ === undefined) continue
      const ribbon: Ribbon = {
        id: forward ? link.link_id : `${link.link_id}:back`,
        name: linkName(model, link, options.language),
        from: from_,
        to: to_,
        route: forward ? ways[at]!.forward : ways[at]!.back,
        flows,
        utilisation: row && row.capacity !== null && !closed ? row.utilization : null,
        closed,
        change: null,
      }
      if (before) {
        // A closed link lost its share of the capacity that it had.
        const capacity = (closed ? (earlier ?? row) : row)?.capacity ?? null
        if (capacity !== null && capacity > 0) ribbon.change = ((row?.flow ?? 0) - (earlier?.flow ?? 0)) / capacity
      }
      scene.ribbons.push(ribbon)
      strands.push({ linkId: link.link_id, forward, row, before: earlier })
    }
  }
  if (before) widen(scene)
  return { scene, strands }
}
