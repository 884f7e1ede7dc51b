// Path data with rounded numbers. Twin of the paths of src/korridor/draw/svg_text.cpp; words and amounts are the
// browser's own, by language.
import type { Polyline } from './geometry'

/** A coordinate with at most one decimal, without "-0". */
export function coordinate(value: number): string {
  const tenths = Math.sign(value) * Math.round(Math.abs(value) * 10)
  return String(tenths === 0 ? 0 : tenths / 10)
}

/** "M10 20L30 40"; `closed` adds "Z". Empty for lines of fewer than two points. */
export function pathData(line: Polyline, closed = false): string {
  if (line.length < 2) return ''
  return line.map((p, k) => `${k === 0 ? 'M' : 'L'}${coordinate(p.x)} ${coordinate(p.y)}`).join('') + (closed ? 'Z' : '')
}
