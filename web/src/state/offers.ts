// What can be done to an element, with the numbers that a new card begins with.
import type { LinkRow, Model, NodeRow } from '../api/client'
import { amountScale, periodSymbol, priceScale } from '../words/units'
import * as changes from './changes'
import type { Change, Element } from './changes'

export type Offer = 'close' | 'reduce' | 'ban' | 'toll' | 'tariff' | 'capacity'
export const offersFor = (element: Element): Offer[] =>
  element.table === 'actor' ? ['close', 'reduce', 'ban', 'toll', 'tariff'] : ['close', 'reduce', 'ban', 'toll', 'capacity']

/** A unit that cases may name: powers of ten in words are not units there. */
export function caseUnit(unit: string, period: string, size: number): { unit: string; divisor: number } {
  const scale = amountScale(unit, period, size)
  return scale.word === '' ? { unit: scale.unit, divisor: scale.divisor } : { unit: `${unit}/${periodSymbol(period)}`, divisor: 1 }
}

// A toll to begin with: a few percent of what the goods cost to move.
const firstTolls: Record<string, number> = { t: 5, bbl: 1, MWh: 2, Mm3: 10_000, TEU: 100 }

const rounded = (value: number): number => Number(value.toPrecision(2))

/** The room and the use of an element in an answer. */
function sizeOf(element: Element, links: readonly LinkRow[], nodes: readonly NodeRow[]): { unit: string; capacity: number | null; use: number } {
  if (element.table === 'node') {
    const row = nodes.find((one) => one.node_id === element.id)
    return { unit: row?.unit ?? '', capacity: row?.capacity ?? null, use: row?.throughput ?? 0 }
  }
  const rows = links.filter((one) => one.link_id === element.id)
  return { unit: rows[0]?.unit ?? '', capacity: rows[0]?.capacity ?? null, use: Math.max(0, ...rows.map((one) => one.flow)) }
}

/** The change that an offer makes, or nothing where it cannot be: no unit to reckon in, no flow to limit. */
export function changeFor(offer: Offer, element: Element, model: Model, links: readonly LinkRow[], nodes: readonly NodeRow[]): Change | undefined {
  const size = sizeOf(element, links, nodes)
  const commodity = model.commodities[0]
  const unit = size.unit || commodity?.unit || 't'
  const money = priceScale(model.currency, unit).unit
  const first = firstTolls[money.split('/')[1] ?? ''] ?? 5
  if (offer === 'close') return changes.close(element)
  if (offer === 'ban') return changes.ban(element, '')
  if (offer === 'toll') return changes.toll(element, first, money)
  if (offer === 'tariff') return changes.tariff(element.id, '', first, money)
  if (offer === 'reduce') {
    if (element.table === 'actor' || size.capacity !== null) return changes.reduce(element, 0.5)
    if (size.use <= 0 || !size.unit) return undefined
    const stated = caseUnit(size.unit, model.period, size.use)
    return changes.limitTo(element, rounded((0.5 * size.use) / stated.divisor), stated.unit)
  }
  if (size.capacity === null || !size.unit) return undefined // there is no limit to add to
  const stated = caseUnit(size.unit, model.period, size.capacity)
  return changes.addCapacity(element, rounded((0.25 * size.capacity) / stated.divisor), stated.unit)
}
