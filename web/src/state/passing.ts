// Flows of an element added up by goods and origin, the largest first within their goods.
import type { FlowRow } from '../api/client'

export interface Passing {
  commodity: string
  origin: string
  via: string
  amount: number
}

export function flowsByOrigin(flows: readonly FlowRow[], counts: (row: FlowRow) => boolean): Passing[] {
  const sums = new Map<string, Passing>()
  for (const row of flows) {
    if (!counts(row) || row.flow <= 0) continue
    const key = `${row.commodity_id}|${row.origin ?? ''}|${row.via ?? ''}`
    const sum = sums.get(key) ?? { commodity: row.commodity_id, origin: row.origin ?? '', via: row.via ?? '', amount: 0 }
    sum.amount += row.flow
    sums.set(key, sum)
  }
  return [...sums.values()].sort((a, b) => a.commodity.localeCompare(b.commodity) || b.amount - a.amount)
}
