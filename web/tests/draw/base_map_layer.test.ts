import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseBaseMap } from '../../src/draw/base_map'
import { baseMapPaths } from '../../src/draw/base_map_layer'
import { defaultOptions } from '../../src/draw/scene'
import { fitView } from '../../src/draw/view'
import { frame, place, scene } from './scenes'

const map = parseBaseMap(readFileSync(new URL('../../../assets/basemap.txt', import.meta.url), 'utf8'))
const view = fitView(scene([place('a', 25, 38), place('b', 60, 52)], []), defaultOptions, frame)

it('nothing is drawn farther than a little beyond the frame', () => {
  const paths = baseMapPaths(map, view, 0)
  for (const path of [paths.land, paths.borders, paths.disputed]) {
    const numbers = path.match(/-?[0-9.]+/g)!.map(Number)
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-12)
    expect(Math.max(...numbers)).toBeLessThanOrEqual(1012)
  }
})

it('a disputed line that had lapsed is not drawn on a map of a later year', () => {
  const length = (year: number) => baseMapPaths(map, view, year).disputed.length
  expect(length(2022)).toBeLessThan(length(2021))
  expect(length(2021)).toBeGreaterThan(0)
  expect(baseMapPaths(map, view, 0).disputed.length).toBeGreaterThanOrEqual(length(2021))
})
