// What two answers differ in, sorted: by link, by actor, by group of goods.
import type { ActorRow, Answer, Model, UnservedRow } from '../api/client'
import { amounts } from '../map/scene'

export interface Difference {
  id: string
  before: number
  after: number
  change: number
  /** How much it counts beside others of its list, 0 to 1, with its sign. */
  weight: number
  /** Of a link's flow; per period of the model. */
  unit?: string
}

// Differences below this share of the larger value are rounding.
const rounding = 1e-9

/** Lost first, then gained; each side by falling size. */
function sorted(rows: Difference[]): { lost: Difference[]; gained: Difference[] } {
  return {
    lost: rows.filter((row) => row.change < 0).sort((a, b) => a.weight - b.weight),
    gained: rows.filter((row) => row.change > 0).sort((a, b) => b.weight - a.weight),
  }
}

const differs = (before: number, after: number, scale: number): boolean =>
  Math.abs(after - before) > rounding * Math.max(scale, Math.abs(before), Math.abs(after))

/** Links of both directions together, in their own unit; weighed by the change's share of the full width of its group. */
export function linkDifferences(
  model: Model,
  before: Answer,
  after: Answer,
  hidden: ReadonlySet<string>,
): ReturnType<typeof sorted> {
  const total = (answer: Answer) => {
    const sums = new Map<string, number>()
    for (const row of answer.links ?? []) sums.set(row.link_id, (sums.get(row.link_id) ?? 0) + row.flow)
    return sums
  }
  const was = total(before),
    is = total(after)
  const units = new Map([...(before.links ?? []), ...(after.links ?? [])].map((row) => [row.link_id, row.unit]))
  const amountsBefore = amounts(model, before.flows ?? []),
    amountsAfter = amounts(model, after.flows ?? [])
  const rows: Difference[] = []
  for (const link of model.links) {
    const [b, a] = [was.get(link.link_id) ?? 0, is.get(link.link_id) ?? 0]
    if (!differs(b, a, 1e-6)) continue
    let width = 0
    for (const from of [link.from_node_id, link.to_node_id]) {
      const key = `${link.link_id}|${from}`
      model.groups.forEach((group, index) => {
        if (hidden.has(group.group_id) || group.full_width_amount <= 0) return
        width +=
          Math.abs((amountsAfter.get(key)?.[index] ?? 0) - (amountsBefore.get(key)?.[index] ?? 0)) / group.full_width_amount
      })
    }
    if (width <= 1e-6) continue
    const unit = units.get(link.link_id) ?? ''
    rows.push({ id: link.link_id, before: b, after: a, change: a - b, weight: Math.sign(a - b) * width, unit })
  }
  return sorted(rows)
}

export function actorDifferences(before: readonly ActorRow[], after: readonly ActorRow[]): ReturnType<typeof sorted> {
  const was = new Map(before.map((row) => [row.actor_id, row.total]))
  const is = new Map(after.map((row) => [row.actor_id, row.total]))
  const rows: Difference[] = []
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [b, a] = [was.get(id) ?? 0, is.get(id) ?? 0]
    if (differs(b, a, 1)) rows.push({ id, before: b, after: a, change: a - b, weight: a - b })
  }
  return sorted(rows)
}

/** Unserved demand by group, in the group's unit; a loss is more unserved. */
export function unservedDifferences(model: Model, before: readonly UnservedRow[], after: readonly UnservedRow[]): Difference[] {
  const sum = (rows: readonly UnservedRow[], commodities: string[], factors: number[]) =>
    rows.reduce((total, row) => {
      const at = commodities.indexOf(row.commodity_id)
      return at < 0 ? total : total + row.quantity * (factors[at] ?? 1)
    }, 0)
  return model.groups.flatMap((group) => {
    const b = sum(before, group.commodities, group.factors),
      a = sum(after, group.commodities, group.factors)
    return differs(b, a, group.full_width_amount)
      ? [{ id: group.group_id, before: b, after: a, change: a - b, weight: a - b }]
      : []
  })
}
