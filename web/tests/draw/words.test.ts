import { expect, it } from 'vitest'
import { legendAmounts } from '../../src/draw/legend'
import { shortName } from '../../src/draw/short_name'
import { changeScale, style, utilisationScale } from '../../src/draw/style'
import { coordinate, pathData } from '../../src/draw/svg_text'
import { fittedText, textWidth } from '../../src/draw/text_width'

it('coordinates have one decimal at most and no minus nought', () => {
  expect([1.25, -0.04, -2.26, 100].map(coordinate)).toEqual(['1.3', '0', '-2.3', '100'])
})

it('a path of one point is no path', () => {
  expect(pathData([{ x: 1, y: 2 }])).toBe('')
  expect(pathData([{ x: 1, y: 2 }, { x: 3.06, y: 4 }], true)).toBe('M1 2L3.1 4Z')
})

it('legend amounts are round, at or below the full width, and those of the data where it has some', () => {
  const group = { name: '', unit: '', fullWidthAmount: 0, legendAmounts: [] }
  expect(legendAmounts(group, 72.5)).toEqual([5, 20, 50])
  expect(legendAmounts({ ...group, legendAmounts: [1, 2] }, 72.5)).toEqual([1, 2])
})

it('a short name ends before a bracket or the first common word', () => {
  expect(shortName('Petropavl rail border node')).toBe('Petropavl')
  expect(shortName('Skagen (Danish Straits)')).toBe('Skagen')
  expect(shortName('Straße von Hormus')).toBe('Straße von Hormus')
  expect(shortName('CPC station')).toBe('CPC station')
})

it('a text that is too wide is cut and its cut fits', () => {
  const cut = fittedText('Novorossiysk port (Sheskharis)', 12, 80)
  expect(cut.endsWith('…')).toBe(true)
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(80)
})

it('the classes of the style rise, and the marked ones exist', () => {
  for (const scale of [utilisationScale, changeScale])
    scale.slice(1).forEach((look, k) => expect(look.from).toBeGreaterThan(scale[k]!.from))
  expect(utilisationScale[style.fullClass]!.from).toBe(0.95)
  expect(changeScale[style.unchangedClass]!.label).toBe('±3')
})
