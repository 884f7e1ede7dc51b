// Search over what a model names. A hit at the start of a name counts more than one inside; signs over letters do not matter.
import type { Model } from '../api/client'
import { linkName } from '../map/scene'
import type { Language } from '../words/numbers'

export interface Hit {
  table: 'node' | 'link' | 'actor' | 'measure' | 'scenario'
  id: string
  name: string
}

export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('ß', 'ss').toLowerCase()

// What is on the map comes before what acts on it.
function rank(name: string, id: string, words: readonly string[], table: Hit['table']): number | undefined {
  const both = `${folded(name)} ${folded(id)}`
  const asked = words.join(' ')
  if (asked !== '' && (folded(id) === asked || folded(name) === asked)) return -1 // the whole of it
  let sum = table === 'measure' || table === 'scenario' ? 1.5 : 0
  for (const word of words) {
    const at = both.indexOf(word)
    if (at < 0) return undefined
    sum += at === 0 || folded(id).startsWith(word) ? 0 : /[\s\-_(.]/.test(both[at - 1] ?? '') ? 1 : 2
  }
  return sum
}

export function find(model: Model, language: Language, text: string): Hit[] {
  const words = folded(text).split(/\s+/).filter(Boolean)
  const named = (one: { name: string; name_de?: string }) => (language === 'de' && one.name_de) || one.name
  const all: Hit[] = [
    ...model.places.map((one): Hit => ({ table: 'node', id: one.node_id, name: named(one) })),
    ...model.links.map((one): Hit => ({ table: 'link', id: one.link_id, name: linkName(model, one, language) })),
    ...model.actors.map((one): Hit => ({ table: 'actor', id: one.actor_id, name: named(one) })),
    ...model.scenarios.map((one): Hit => ({ table: 'scenario', id: one.scenario_id, name: one.title || one.scenario_id })),
    ...model.measures.map((one): Hit => ({ table: 'measure', id: one.measure_id, name: one.title || one.measure_id })),
  ]
  return all
    .map((hit, order) => ({ hit, order, rank: rank(hit.name, hit.id, words, hit.table) }))
    .filter((one) => one.rank !== undefined)
    .sort((a, b) => a.rank! - b.rank! || a.hit.name.length - b.hit.name.length || a.order - b.order)
    .map((one) => one.hit)
}
