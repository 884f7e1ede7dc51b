import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseBaseMap } from '../../src/draw/base_map'
import { overlaps, type Box } from '../../src/draw/geometry'
import { englishEdgeWords, placeLabels, placeMarks, type EdgeWords } from '../../src/draw/place_names'
import { shapeRibbons } from '../../src/draw/ribbons'
import { defaultOptions, type Scene } from '../../src/draw/scene'
import { fitView } from '../../src/draw/view'
import { de } from '../../src/words/de'
import { frame, place, ribbon, scene } from './scenes'

function labelsOf(some: Scene, options = defaultOptions) {
  const view = fitView(some, options, frame)
  return placeLabels(some, view, placeMarks(some, view), shapeRibbons(some, view), null)
}

it('no two names overlap in a crowd, and the important place has its name', () => {
  const crowd = Array.from({ length: 60 }, (_, k) =>
    place(`Place number ${k}`, 50 + (k % 8) * 0.4, 40 + k * 0.05, { importance: k === 33 ? 1 : 0.2 }))
  const labels = labelsOf(scene(crowd, []))
  labels.forEach((a, k) => labels.slice(k + 1).forEach((b) => expect(overlaps(a.spot.box, b.spot.box)).toBe(false)))
  expect(labels[0]!.text).toBe('Place')
  expect(labels[0]!.size).toBe(13.5)
})

it('two terminals of one port are named once', () => {
  const port = scene([place('Aktau', 51.17, 43.66), place('Aktau', 51.2, 43.66), place('Baku', 49.9, 40.4)], [])
  expect(labelsOf(port).map((label) => label.text).sort()).toEqual(['Aktau', 'Baku'])
})

it('a flow that leaves the window names the place beyond, once for both directions', () => {
  const some = scene(
    [place('Atyrau', 51.9, 47.1), place('Shanghai', 121.5, 31.2)],
    [ribbon(0, 1, 10, { route: [{ lon: 70, lat: 46 }] }), ribbon(1, 0, 10, { route: [{ lon: 70, lat: 46 }] })],
  )
  const window = { focus: { west: 45, south: 38, east: 60, north: 52 }, projection: 'automatic' as const }
  expect(labelsOf(some, window).map((label) => label.text)).toEqual(['to/from Shanghai', 'Atyrau'])
})

it('countries have the names of the language, also in a view that was named in the other', () => {
  const map = parseBaseMap(readFileSync(new URL('../../../assets/basemap.txt', import.meta.url), 'utf8'))
  const empty = scene([], [])
  const view = fitView(empty, { ...defaultOptions, focus: { west: 45, south: 40, east: 85, north: 56 } }, frame)
  const names = (words: EdgeWords) => placeLabels(empty, view, [], { shapes: [], crossings: [] }, map, words).map((it) => it.text)
  expect(names(englishEdgeWords)).toContain('Kazakhstan')
  expect(names(de.edge)).toContain('Kasachstan')
  expect(names(de.edge)).not.toContain('Kazakhstan')
})

it('no name lies under what else stands on the page', () => {
  const some = scene([place('Aktau', 51, 43), place('Baku', 50, 40)], [])
  const view = fitView(some, defaultOptions, frame)
  const [aktau] = placeMarks(some, view).filter((mark) => mark.place === 0)
  const { x, y } = aktau!.at
  const taken = { left: x - 200, right: x + 200, top: y - 60, bottom: y + 60 }
  const names = (boxes: Box[]) =>
    placeLabels(some, view, placeMarks(some, view), shapeRibbons(some, view), null, englishEdgeWords, boxes).map((it) => it.text)
  expect(names([])).toEqual(['Aktau', 'Baku'])
  expect(names([taken])).toEqual(['Baku'])
})
