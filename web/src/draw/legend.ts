// The round amounts of the legend of widths. Twin of legend_amounts in src/korridor/draw/legend.cpp; the browser lays
// out its own legend.
import type { Group } from './scene'

/** Round amounts at and below the amount of the full width, largest last. */
export function legendAmounts(group: Group, fullWidthAmount: number): number[] {
  if (group.legendAmounts.length > 0) return group.legendAmounts
  const roundBelow = (amount: number) => {
    const power = 10 ** Math.floor(Math.log10(amount))
    const lead = amount / power
    return power * (lead >= 5 - 1e-9 ? 5 : lead >= 2 - 1e-9 ? 2 : 1)
  }
  const largest = roundBelow(fullWidthAmount)
  return [roundBelow(largest / 10), roundBelow(largest / 2), largest]
}
