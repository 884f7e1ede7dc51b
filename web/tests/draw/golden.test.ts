// The browser's side of the golden drawing: the scenes of tests/golden as this writer shapes them must be
// tests/golden/drawing.json, which tests/draw/golden_test.cpp writes from the C++ writer.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseBaseMap, type BaseMap, type GeoLine } from '../../src/draw/base_map'
import { ringOnPage } from '../../src/draw/base_map_layer'
import { lengthOf, type Box, type Point } from '../../src/draw/geometry'
import { legendAmounts } from '../../src/draw/legend'
import { placeLabels, placeMarks } from '../../src/draw/place_names'
import { cappedGroups, fullWidthAmounts, shapeRibbons } from '../../src/draw/ribbons'
import type { Scene, SvgOptions } from '../../src/draw/scene'
import { shortName } from '../../src/draw/short_name'
import { fittedText, textWidth } from '../../src/draw/text_width'
import { fitView, type View } from '../../src/draw/view'

const tolerance = 1e-6 // px; far below what a picture shows, far above the rounding of two languages

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

interface Input {
  name: string
  options: SvgOptions
  scene: Scene
}

const inputs = JSON.parse(read('tests/golden/scenes.json')) as Input[]
const golden = JSON.parse(read('tests/golden/drawing.json')) as {
  frame: number[]
  scenes: ({ name: string } & Record<string, Json>)[]
  words: { text: string; short: string; width: number; bold: number; fitted: string }[]
}
const map = parseBaseMap(read('assets/basemap.txt'))
const [left, top, right, bottom] = golden.frame as [number, number, number, number]
const frame: Box = { left, top, right, bottom }

const point = (p: Point): Json => [p.x, p.y]
const box = (b: Box): Json => [b.left, b.top, b.right, b.bottom]

function ringsDrawn(rings: GeoLine[], view: View): Json {
  const parts = rings.flatMap((ring) => ringOnPage(ring, view))
  return {
    points: parts.reduce((sum, part) => sum + part.length, 0),
    length: parts.reduce((sum, part) => sum + lengthOf(part), 0),
  }
}

function drawing(input: Input, baseMap: BaseMap): Json {
  const { scene, options } = input
  const view = fitView(scene, options, frame)
  const ribbons = shapeRibbons(scene, view)
  const full = fullWidthAmounts(scene)
  const marks = placeMarks(scene, view)
  return {
    name: input.name,
    projection: view.projection.kind,
    centre: [view.projection.centre.lon, view.projection.centre.lat],
    scale: view.scale,
    points: scene.places.map((place) => point(view.toPage(place.at))),
    fullWidthAmounts: full,
    capped: cappedGroups(scene, full),
    legend: scene.groups.map((group, index) => legendAmounts(group, full[index]!)),
    ribbons: ribbons.shapes.map((shape) => ({
      ...shape,
      parts: shape.parts.map((part) => part.map(point)),
      head: shape.head.map(point),
      middle: point(shape.middle),
    })),
    crossings: ribbons.crossings.map((crossing) => ({ ...crossing, at: point(crossing.at) })),
    marks: marks.map((mark) => ({ ...mark, at: point(mark.at) })),
    labels: placeLabels(scene, view, marks, ribbons, baseMap).map(({ spot, ...label }) => ({
      ...label,
      box: box(spot.box),
      baseline: point(spot.baseline),
      anchor: spot.anchor,
    })),
    baseMap: { land: ringsDrawn(baseMap.land, view), lakes: ringsDrawn(baseMap.lakes, view) },
  }
}

/** The differences of two documents beyond the tolerance, as paths in the document. */
function differences(a: Json | undefined, b: Json | undefined, at: string): string[] {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= tolerance ? [] : [`${at}: ${a} is not ${b}`]
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return a === b ? [] : [`${at}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`]
  const one = a as Record<string, Json>
  const two = b as Record<string, Json>
  const keys = new Set([...Object.keys(one), ...Object.keys(two)])
  return [...keys].flatMap((key) => differences(one[key], two[key], `${at}/${key}`))
}

describe('the writer of the browser draws what the writer of files draws', () => {
  it('has a golden drawing of every scene', () => {
    expect(golden.scenes.map((scene) => scene.name)).toEqual(inputs.map((input) => input.name))
  })
  inputs.forEach((input, index) => {
    it(`in ${input.name}`, () => {
      expect(differences(drawing(input, map), golden.scenes[index], '')).toEqual([])
    })
  })
  it('with the same short names and widths of words', () => {
    for (const { text, short, width, bold, fitted } of golden.words) {
      expect(shortName(text)).toBe(short)
      expect(textWidth(text, 11.5)).toBeCloseTo(width, 6)
      expect(textWidth(text, 11.5, true)).toBeCloseTo(bold, 6)
      expect(fittedText(text, 11.5, 60)).toBe(fitted)
    }
  })
})
