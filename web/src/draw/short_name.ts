// The part of a place's name that fits on a map. Twin of src/korridor/draw/short_name.cpp.

const joining = new Set(['of', 'at', 'the', 'el', 'al', 'de', 'da', 'la', 'le', 'du', 'am', 'on', 'von', 'der'])

/** "pipeline", but not "el-Mandeb". */
const isCommon = (word: string): boolean => /^[a-z]/.test(word) && !/[A-Z]/.test(word)

/** Four bytes at most, as the program counts them, none of them in lower case. */
const isAbbreviation = (word: string): boolean =>
  !/[a-z]/.test(word) && new TextEncoder().encode(word).length <= 4

/**
 * The proper name at the start of a description: "Petropavl rail border node" is "Petropavl", "Skagen (Danish
 * Straits)" is "Skagen", "Port of Baku at Alat" stays. It ends before a bracket, a comma or the first word in lower
 * case that does not join names. Names that are short, or would leave an abbreviation alone, stay whole.
 */
export function shortName(name: string): string {
  const head = name.split(/[(,;]/, 1)[0]!.replace(/ +$/, '')
  let end = 0 // of the last word that belongs to the name
  let at = 0
  for (const word of head.split(' ')) {
    const joins = joining.has(word)
    if (isCommon(word) && !joins) break
    if (!joins) end = at + word.length
    at += word.length + 1
  }
  const proper = head.slice(0, end)
  if (proper === '' || isAbbreviation(proper)) return head === '' ? name : head
  return proper
}
