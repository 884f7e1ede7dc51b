// Reader of the base map (assets/basemap.txt): arcs as polyline text, then rings and lines that name arcs by their
// order. Twin of src/korridor/draw/base_map.cpp; assets/README.md describes the format.
import type { LonLat } from './scene'

export type GeoLine = LonLat[]

/** A disputed or undetermined boundary; `lastYear` 0: still open. */
export interface DisputedLine {
  line: GeoLine
  lastYear: number
  name: string
}

/** A larger part of a country, that may carry its name. Country shapes decide nothing but this. */
export interface CountryPart {
  name: string
  nameDe: string
  ring: GeoLine
}

export interface BaseMap {
  source: string
  /** Name of the boundary policy. */
  policy: string
  /** The sentence that pictures carry. */
  note: string
  /** Rings, holes too: fill by the even-odd rule; the Caspian is a hole. */
  land: GeoLine[]
  lakes: GeoLine[]
  borders: GeoLine[]
  disputed: DisputedLine[]
  countries: CountryPart[]
}

const firstLetter = 63 // '?'

class Line {
  private rest: string
  private readonly number: number

  constructor(text: string, number: number) {
    this.rest = text
    this.number = number
  }

  fail(what: string): never {
    throw new Error(`base map line ${this.number}: ${what}`)
  }

  next(): string {
    const end = this.rest.indexOf(' ')
    const word = end < 0 ? this.rest : this.rest.slice(0, end)
    this.rest = end < 0 ? '' : this.rest.slice(end + 1)
    return word
  }

  remainder(): string {
    return this.rest
  }

  /** Whether the next word is a whole number, as an arc's index is. */
  atNumber(): boolean {
    return /^-?[0-9]/.test(this.rest)
  }

  wholeNumber(): number {
    const word = this.next()
    if (!/^-?[0-9]+$/.test(word)) this.fail('expected a whole number')
    return Number(word)
  }
}

function decodeArc(line: Line, quantum: number): GeoLine {
  const text = line.remainder()
  const arc: GeoLine = []
  const sums = [0, 0]
  let axis = 0
  for (let at = 0; at < text.length; axis = 1 - axis) {
    let value = 0
    let shift = 0
    let group: number
    do {
      if (at === text.length || text.charCodeAt(at) < firstLetter || shift > 30) line.fail('broken polyline')
      group = text.charCodeAt(at++) - firstLetter
      value += (group & 0x1f) * 2 ** shift
      shift += 5
    } while ((group & 0x20) !== 0)
    sums[axis]! += value % 2 !== 0 ? -(value + 1) / 2 : value / 2
    if (axis === 1) arc.push({ lon: sums[0]! * quantum, lat: sums[1]! * quantum })
  }
  if (axis !== 0 || arc.length < 2) line.fail('broken polyline')
  return arc
}

/** Joins the arcs that the next words name; a negative index -1 - n is arc n backwards. */
function joinedArcs(line: Line, arcs: readonly GeoLine[]): GeoLine {
  const joined: GeoLine = []
  while (line.atNumber()) {
    const index = line.wholeNumber()
    const arc = arcs[index >= 0 ? index : -1 - index]
    if (arc === undefined) line.fail('no such arc')
    joined.pop() // the joint is in both arcs
    joined.push(...(index >= 0 ? arc : [...arc].reverse()))
  }
  if (joined.length === 0) line.fail('no arcs')
  return joined
}

/** Reads the format that tools/basemap/build_basemap.py writes. Throws an Error that names the line. */
export function parseBaseMap(text: string): BaseMap {
  const map: BaseMap = { source: '', policy: '', note: '', land: [], lakes: [], borders: [], disputed: [], countries: [] }
  const arcs: GeoLine[] = []
  let quantum = 0
  const lines = text.split('\n')
  if (lines[lines.length - 1] === '') lines.pop()
  lines.forEach((words, index) => {
    const line: Line = new Line(words, index + 1)
    const kind = line.next()
    if (index === 0) {
      if (kind !== 'korridor-basemap' || line.remainder() !== '1') line.fail('not a base map of format 1')
      return
    }
    switch (kind) {
      case 'source':
      case 'policy':
      case 'note':
        map[kind] = line.remainder()
        break
      case 'quantum':
        quantum = Number(line.remainder())
        break
      case 'arc':
        arcs.push(decodeArc(line, quantum))
        break
      case 'land':
        map.land.push(joinedArcs(line, arcs))
        break
      case 'lake':
        map.lakes.push(joinedArcs(line, arcs))
        break
      case 'border':
        map.borders.push(joinedArcs(line, arcs))
        break
      case 'country': {
        const ring = joinedArcs(line, arcs)
        const [name, nameDe = name] = line.remainder().split('|') as [string, string?] // Yemen|Jemen, or one for both
        map.countries.push({ name, nameDe, ring })
        break
      }
      case 'disputed': {
        const arc = arcs[line.wholeNumber()]
        if (arc === undefined) line.fail('no such arc')
        const lastYear = line.wholeNumber()
        map.disputed.push({ line: arc, lastYear, name: line.remainder() })
        break
      }
      default:
        line.fail('unknown record')
    }
  })
  return map
}
