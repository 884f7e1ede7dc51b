import { expect, it } from 'vitest'
import { parseBaseMap } from '../../src/draw/base_map'

// Two arcs by hand: (0, 0) to (1, 2), and (1, 2) to (0, 0). Zigzag makes 1, 2, -1, -2 to 2, 4, 1, 3; '?' is nought.
const head = 'korridor-basemap 1\nsource S\npolicy P\nnote N\nquantum 0.5\narc ??AC\narc AC@B\n'
const [origin, far] = [{ lon: 0, lat: 0 }, { lon: 0.5, lat: 1 }]

it('arcs are differences, and rings join them at their common point', () => {
  const map = parseBaseMap(`${head}land 0 1\nborder -2\n`)
  expect(map.land).toEqual([[origin, far, origin]])
  expect(map.borders).toEqual([[origin, far]]) // arc 1 backwards
})

it('countries and disputed lines carry names with blanks, and a disputed line its last year', () => {
  const map = parseBaseMap(`${head}country 0 1 Bosnia and Herzegovina|Bosnien und Herzegowina\ncountry 0 1 Oman\ndisputed 0 2021 Line of contact\n`)
  const ring = [origin, far, origin]
  expect(map.countries).toEqual([
    { name: 'Bosnia and Herzegovina', nameDe: 'Bosnien und Herzegowina', ring },
    { name: 'Oman', nameDe: 'Oman', ring },
  ])
  expect(map.disputed).toEqual([{ line: [origin, far], lastYear: 2021, name: 'Line of contact' }])
  expect([map.source, map.policy, map.note]).toEqual(['S', 'P', 'N'])
})

it('a broken file is refused with the number of its line', () => {
  for (const [text, message] of [
    ['something else\n', 'base map line 1: not a base map of format 1'],
    [`${head}land 2\n`, 'base map line 8: no such arc'],
    [`${head}land\n`, 'base map line 8: no arcs'],
    [`${head}arc ??A\n`, 'base map line 8: broken polyline'],
    [`${head}arc ~\n`, 'base map line 8: broken polyline'],
    [`${head}disputed x\n`, 'base map line 8: expected a whole number'],
    [`${head}sea 0\n`, 'base map line 8: unknown record'],
  ] as const)
    expect(() => parseBaseMap(text)).toThrow(message)
})
