// How wide a text will be, without a font engine: the same in the browser and in files.
// Twin of src/korridor/draw/text_width.cpp.

// Advance widths of Inter for ASCII from the blank on, in hundredths of the type size.
const regular = [
  27, 29, 40, 64, 64, 83, 65, 22, 38, 38, 52, 67, 29, 46, 28, 37, 65, 47, 61, 64, 65, 62, 64, 58, 63, 64, 28, 29, 67,
  67, 67, 53, 97, 70, 65, 74, 72, 60, 59, 75, 74, 27, 55, 66, 56, 90, 75, 77, 64, 77, 65, 64, 65, 74, 70, 98, 67, 69,
  64, 38, 37, 38, 48, 46, 50, 57, 63, 57, 63, 59, 37, 62, 60, 25, 25, 56, 25, 88, 60, 60, 62, 62, 38, 54, 37, 59, 57,
  83, 55, 57, 55, 38, 34, 38, 67,
]
const boldFactor = 1.04 // the mean over letters of Inter Bold by Inter Regular
const room = 1.03

// Estimated widths by block (em), each up to its last code point.
const ranges: readonly (readonly [last: number, width: number])[] = [
  [0x9f, 0], [0xbf, 0.45], [0xdf, 0.7], [0x24f, 0.6], [0x2ff, 0.58], [0x36f, 0], [0x5ff, 0.66], [0x6ff, 0.52],
  [0x10ff, 0.64], [0x1fff, 0.62], [0x200f, 0], [0x206f, 0.62], [0x2e7f, 0.75], [0xd7ff, 1], [0xf8ff, 0.8],
  [0xfaff, 1], [0xfdff, 0.6], [0xfe0f, 0], [0xfe6f, 1], [0xfeff, 0.6], [0xffef, 1], [0xffff, 0.8], [0x10ffff, 1.05],
]

function emWidth(point: number): number {
  if (point >= 32 && point < 127) return regular[point - 32]! / 100
  if (point === 0x2009 || point === 0x202f) return 0.2
  return ranges.find(([last]) => point <= last)?.[1] ?? 1
}

/** px, by the advance widths of Inter; a few per cent of room is included for the fallback fonts. */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0
  for (const letter of text) em += emWidth(letter.codePointAt(0)!)
  return em * size * room * (bold ? boldFactor : 1)
}

/** The text, cut with "…" where it is wider than `limit` px. */
export function fittedText(text: string, size: number, limit: number, bold = false): string {
  if (textWidth(text, size, bold) <= limit) return text
  const left = limit - textWidth('…', size, bold)
  let used = 0
  let kept = ''
  for (const letter of text) {
    used += textWidth(letter, size, bold)
    if (used > left) break
    kept += letter
  }
  return kept + '…'
}
