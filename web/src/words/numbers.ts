// Numbers and dates in the reader's language, by Intl; three digits that count, as in the terminal report.
import type { Scale } from './units'

export type Language = 'en' | 'de'
export const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }

const scaleWords: Record<Language, Record<Scale['word'], string>> = {
  en: { '': '', thousand: 'thousand', million: 'million', billion: 'bn' },
  de: { '': '', thousand: 'Tsd.', million: 'Mio.', billion: 'Mrd.' },
}
// Symbols of periods and of units that German writes otherwise.
const germanUnits: Record<string, string> = {
  yr: 'a',
  mo: 'Mon.',
  wk: 'Wo.',
  qtr: 'Quartal',
  unit: 'Stück',
  Mm3: 'Mio. m³',
  m3: 'm³',
}
const englishUnits: Record<string, string> = { Mm3: 'million m³', m3: 'm³' }

export function unitText(unit: string, language: Language): string {
  return unit
    .split('/')
    .map((part) => {
      // A power of ten in words may stand before the unit: million TEU.
      const [, word, rest] = /^(thousand|million|bn) (.*)$/.exec(part) ?? [undefined, undefined, part]
      if (language === 'en') return `${word ? `${word} ` : ''}${englishUnits[rest!] ?? rest}`
      const german = word && scaleWords.de[word === 'bn' ? 'billion' : (word as Scale['word'])]
      return `${german ? `${german} ` : ''}${germanUnits[rest!] ?? rest}`
    })
    .join('/')
}

const formats = new Map<string, Intl.NumberFormat>()
function format(language: Language, decimals: number, sign: boolean): Intl.NumberFormat {
  const key = `${language}${decimals}${sign}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.NumberFormat(locales[language], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: sign ? 'exceptZero' : 'auto',
    })
    formats.set(key, made)
  }
  return made
}

/** 5,652 · 57.8 · 0.25 · <0.01; with `sign`, gains carry a plus. The minus is a true one. */
export function number(value: number, language: Language, sign = false): string {
  if (Number.isNaN(value)) return '?'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  if (size === 0) return '0'
  const decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0
  const text =
    size < 0.005
      ? `${value < 0 ? '>−' : '<'}${format(language, 2, false).format(0.01)}`
      : format(language, decimals, sign).format(value)
  return text.replace('-', '−')
}

/** A round number as it was meant: 0.2, 50, 1,000. */
export const plain = (value: number, language: Language): string =>
  value !== 0 && Math.abs(value) < 0.001
    ? tiny(value)
    : new Intl.NumberFormat(locales[language], { maximumSignificantDigits: 4 }).format(value).replace('-', '−')

export function scaled(value: number, scale: Scale, language: Language, sign = false): string {
  const word = scaleWords[language][scale.word]
  return `${number(value / scale.divisor, language, sign)} ${word ? `${word} ` : ''}${unitText(scale.unit, language)}`
}

/** The unit of a scale with its power of ten: "bn USD/yr". */
export function scaleText(scale: Scale, language: Language): string {
  const word = scaleWords[language][scale.word]
  return `${word ? `${word} ` : ''}${unitText(scale.unit, language)}`
}

export function percent(share: number, language: Language, sign = false): string {
  if (!Number.isFinite(share)) return '?'
  const decimals = Math.abs(share) < 0.00995 && share !== 0 ? 1 : 0
  return `${format(language, decimals, sign)
    .format(100 * share)
    .replace('-', '−')}\u00a0%`
}

/** 6e−15, as certificates are told. */
export function tiny(value: number): string {
  if (value === 0) return '0'
  const [mantissa, exponent] = value.toExponential(0).split('e')
  return `${mantissa!.replace('-', '−')}e${exponent!.replace('+', '').replace('-', '−')}`
}

export function duration(seconds: number, language: Language): string {
  const [unit, amount] = seconds < 90 ? (['s', Math.round(seconds)] as const) : (['min', Math.round(seconds / 60)] as const)
  return `${format(language, 0, false).format(amount)} ${unit}`
}

/** An ISO date in words; what is no date stays as it is. */
export function date(iso: string, language: Language, short = false): string {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso)
  if (!found) return iso
  const when = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3] ?? 1)))
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: short ? 'short' : 'long' }
  if (found[3]) options.day = 'numeric'
  return new Intl.DateTimeFormat(locales[language], options).format(when)
}
