// Units of amounts, money and prices, as the terminal report chooses them (src/korridor/report/number.cpp): the largest step of a family
// of units of which the amount is at least one.
type Step = readonly [size: number, unit: string]

const families: readonly (readonly Step[])[] = [
  [
    [1, 't'],
    [1e3, 'kt'],
    [1e6, 'Mt'],
    [1e9, 'Gt'],
  ],
  [
    [1, 'bbl'],
    [1e3, 'kbbl'],
    [1e6, 'Mbbl'],
  ],
  [
    [1, 'MWh'],
    [1e3, 'GWh'],
    [1e6, 'TWh'],
  ],
  [
    [1, 'MW'],
    [1e3, 'GW'],
  ],
  [
    [1, 'Mm3'],
    [1e3, 'bcm'],
  ],
]

const symbols: Record<string, string> = { day: 'd', week: 'wk', month: 'mo', quarter: 'qtr', year: 'yr' }
export const periodSymbol = (period: string): string => symbols[period] ?? period

/** Divide by `divisor` and write `unit` behind it; `word` is a power of ten to be said in words. */
export interface Scale {
  divisor: number
  word: '' | 'thousand' | 'million' | 'billion'
  unit: string
}

const byWords: readonly [number, Scale['word']][] = [
  [1, ''],
  [1e3, 'thousand'],
  [1e6, 'million'],
  [1e9, 'billion'],
]

// What rounds to one of the larger unit is said in it.
const choose = <T extends readonly [number, unknown]>(steps: readonly T[], largest: number): T =>
  steps.reduce((chosen, step) => (largest >= 0.9995 * step[0] ? step : chosen), steps[0]!)

const rate = (unit: string, period: string): string => (period ? `${unit}/${periodSymbol(period)}` : unit)

/** For amounts of a unit per period of which the largest is given. */
export function amountScale(unit: string, period: string, largest: number): Scale {
  const size = Number.isFinite(largest) ? Math.abs(largest) : 0
  for (const family of families)
    for (const own of family)
      if (own[1] === unit) {
        const step = size > 0 ? choose(family, size * own[0]) : own
        return { divisor: step[0] / own[0], word: '', unit: rate(step[1], period) }
      }
  const step = choose(byWords, size)
  return { divisor: step[0], word: step[1], unit: rate(unit, period) }
}

export const moneyScale = (currency: string, period: string, largest: number): Scale => {
  const step = choose(byWords, Number.isFinite(largest) ? Math.abs(largest) : 0)
  return { divisor: step[0], word: step[1], unit: rate(currency, period) }
}

/** Money for each unit; for the smallest unit of the family, USD/t rather than USD/kt. */
export function priceScale(currency: string, unit: string): Scale {
  if (!unit) return { divisor: 1, word: '', unit: currency }
  for (const family of families)
    for (const [size, own] of family) if (own === unit) return { divisor: size, word: '', unit: `${currency}/${family[0]![1]}` }
  return { divisor: 1, word: '', unit: `${currency}/${unit}` }
}
