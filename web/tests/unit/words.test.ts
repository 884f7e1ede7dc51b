// Numbers, units and dates in both languages, and that German says everything that English does.
import { describe, expect, it } from 'vitest'
import { dictionaries } from '../../src/words/words'
import { date, duration, number, percent, plain, scaled, tiny, unitText } from '../../src/words/numbers'
import { amountScale, moneyScale, priceScale } from '../../src/words/units'

describe('a number', () => {
  it('has three digits that count', () =>
    expect([5652.3, 57.83, 5.6072, 0].map((x) => number(x, 'en'))).toEqual(['5,652', '57.8', '5.61', '0']))
  it('is written as Germans do', () => expect(number(5652.3, 'de')).toBe('5.652'))
  it('shows that a small one is not nothing', () =>
    expect([number(0.001, 'en'), number(-0.001, 'de')]).toEqual(['<0.01', '>−0,01']))
  it('carries a sign when asked, and a true minus', () =>
    expect([number(2, 'en', true), number(-2, 'en', true)]).toEqual(['+2.00', '−2.00']))
  it('is said to be unknown', () =>
    expect([number(Number.NaN, 'en'), number(Number.POSITIVE_INFINITY, 'en')]).toEqual(['?', '∞']))
  it('stays as it was meant in a key', () =>
    expect([plain(0.2, 'de'), plain(1000, 'en'), plain(5e-5, 'en')]).toEqual(['0,2', '1,000', '5e−5']))
  it('of a certificate is short', () => expect([tiny(6.28e-15), tiny(0), tiny(-9e-15)]).toEqual(['6e−15', '0', '−9e−15']))
})

describe('a unit', () => {
  it('is the largest of its family that leaves at least one', () => {
    expect(scaled(56072.4, amountScale('kt', 'year', 56072.4), 'en')).toBe('56.1 Mt/yr')
    expect(scaled(1.434, amountScale('bcm', 'year', 1.434), 'de')).toBe('1,43 bcm/a')
  })
  it('that has no family is counted in words', () => {
    expect(scaled(23046708, amountScale('TEU', 'year', 23046708), 'en')).toBe('23.0 million TEU/yr')
    expect(scaled(23046708, amountScale('TEU', 'year', 23046708), 'de')).toBe('23,0 Mio. TEU/a')
  })
  it('of money is counted in words', () =>
    expect(scaled(-28955527429, moneyScale('USD', 'year', -28955527429), 'de', true)).toBe('−29,0 Mrd. USD/a'))
  it('of a price is the smallest of the family', () => expect(scaled(581430.7, priceScale('USD', 'kt'), 'en')).toBe('581 USD/t'))
  it('of a group is put into German', () => expect(unitText('million TEU/yr', 'de')).toBe('Mio. TEU/a'))
})

describe('shares and times', () => {
  it('are told in the language', () => {
    expect([percent(0.7734, 'en'), percent(0.0051, 'de'), percent(-0.3, 'en', true)]).toEqual([
      '77\u00a0%',
      '0,5\u00a0%',
      '−30\u00a0%',
    ])
    expect([duration(12.4, 'en'), duration(150, 'de')]).toEqual(['12 s', '3 min'])
    expect([date('2023-03-01', 'en'), date('2023-03-01', 'de'), date('2022-07', 'de'), date('2023', 'en')]).toEqual([
      '1 March 2023',
      '1. März 2023',
      'Juli 2022',
      '2023',
    ])
  })
})

describe('the dictionaries', () => {
  const leaves = (value: unknown, path: string): string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
      : [path]
  it('have the same words', () => expect(leaves(dictionaries.de, '')).toEqual(leaves(dictionaries.en, '')))
  it('leave nothing empty', () => {
    for (const words of Object.values(dictionaries))
      for (const [key, value] of Object.entries(words)) if (typeof value === 'string') expect(value, key).not.toBe('')
  })
})
