// What can be done to an element, with the numbers that a new card begins with.
import type { Answer, FlowRow, Model } from '../api/client'
import { amountScale, periodSymbol, priceScale } from '../words/units'
import * as changes from './changes'
import type { Change, Element } from './changes'

export type Offer = 'close' | 'reduce' | 'ban' | 'toll' | 'tariff' | 'capacity'
export const offersFor = (element: Element): Offer[] =>
  element.table === 'actor' ? ['close', 'reduce', 'ban', 'toll', 'tariff'] : ['close', 'reduce', 'ban', 'toll', 'capacity']

/** A unit that cases may name: powers of ten in words are not units there. */
export function caseUnit(unit: string, period: string, size: number): { unit: string; divisor: number } {
  const scale = amountScale(unit, period, size)
  return scale.word === ''
    ? { unit: scale.unit, divisor: scale.divisor }
    : { unit: `${unit}/${periodSymbol(period)}`, divisor: 1 }
}

// A toll to begin with: a few percent of what the goods cost to move.
const firstTolls: Record<string, number> = { t: 5, bbl: 1, MWh: 2, Mm3: 10_000, TEU: 100 }

/** Money for a unit of some goods, as a charge on them is stated. */
export const chargeUnit = (model: Model, commodity: string): string =>
  priceScale(model.currency, model.commodities.find((one) => one.commodity_id === commodity)?.unit ?? 't').unit

const rounded = (value: number): number => Number(value.toPrecision(2))

/** The room and the use of an element in an answer. */
function sizeOf(element: Element, answer: Answer): { unit: string; capacity: number | null; use: number } {
  if (element.table === 'node') {
    const row = answer.nodes?.find((one) => one.node_id === element.id)
    return { unit: row?.unit ?? '', capacity: row?.capacity ?? null, use: row?.throughput ?? 0 }
  }
  const rows = (answer.links ?? []).filter((one) => one.link_id === element.id)
  return { unit: rows[0]?.unit ?? '', capacity: rows[0]?.capacity ?? null, use: Math.max(0, ...rows.map((one) => one.flow)) }
}

/** The goods that most passes an element of, each on the scale of its group; a charge is by the unit of its goods, so it needs some. */
export function mainGoods(element: Element, model: Model, flows: readonly FlowRow[]): string {
  const links = new Map(model.links.map((link) => [link.link_id, link]))
  const touches = (row: FlowRow): boolean => {
    if (element.table === 'link') return row.link_id === element.id
    if (element.table === 'node') return row.from_node_id === element.id || row.to_node_id === element.id
    return links.get(row.link_id)?.controller.split(';').includes(element.id) ?? false
  }
  const weights = new Map(
    model.groups.flatMap((group) =>
      group.commodities.map((id, at) => [id, (group.factors[at] ?? 1) / (group.full_width_amount || 1)] as const),
    ),
  )
  const sums = new Map<string, number>()
  for (const row of flows)
    if (touches(row))
      sums.set(row.commodity_id, (sums.get(row.commodity_id) ?? 0) + row.flow * (weights.get(row.commodity_id) ?? 0))
  const largest = [...sums].sort((a, b) => b[1] - a[1])[0]
  return (
    largest?.[0] ??
    (element.table === 'link' ? links.get(element.id)?.carrier[0] : undefined) ??
    model.commodities[0]?.commodity_id ??
    ''
  )
}

/** The change that an offer makes, or nothing where it cannot be: there is no limit, and no flow to limit. */
export function changeFor(offer: Offer, element: Element, model: Model, answer: Answer): Change | undefined {
  if (offer === 'close') return changes.close(element)
  if (offer === 'ban') return changes.ban(element, '')
  if (offer === 'toll' || offer === 'tariff') {
    const goods = mainGoods(element, model, answer.flows ?? [])
    const unit = chargeUnit(model, goods)
    const first = firstTolls[unit.split('/')[1] ?? ''] ?? 5
    return offer === 'toll' ? changes.toll(element, goods, first, unit) : changes.tariff(element.id, goods, first, unit)
  }
  const size = sizeOf(element, answer)
  if (offer === 'reduce') {
    if (element.table === 'actor' || size.capacity !== null) return changes.reduce(element, 0.5)
    if (size.use <= 0 || !size.unit) return undefined
    const stated = caseUnit(size.unit, model.period, size.use)
    return changes.limitTo(element, rounded((0.5 * size.use) / stated.divisor), stated.unit)
  }
  if (size.capacity === null || !size.unit) return undefined
  const stated = caseUnit(size.unit, model.period, size.capacity)
  return changes.addCapacity(element, rounded((0.25 * size.capacity) / stated.divisor), stated.unit)
}
