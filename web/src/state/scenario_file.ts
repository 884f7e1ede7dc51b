// A scenario as a text file (ScenarioFile of docs/openapi.yaml), which `--case FILE` of the command line reads, too.
import type { Case, ScenarioFile } from '../api/client'
import { cardsOf, caseOf, type Draft } from './changes'

export function scenarioFileText(draft: Draft): string {
  const file: ScenarioFile = { korridor_case: 1, case: caseOf(draft) }
  if (draft.title) file.title = draft.title
  if (draft.notes) file.notes = draft.notes
  return `${JSON.stringify(file, null, 2)}\n`
}

export type FileFault = 'not_json' | 'not_a_case' | 'unknown_field'

const texts = ['scenario', 'date', 'period'] as const
const lists = ['close', 'ban', 'measure', 'set', 'lift'] as const

/** The draft of a file, or what is wrong with it and where. `period` is not for the page: a date says the same there. */
export function readScenarioFile(text: string): { draft: Draft } | { fault: FileFault; where: string } {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (fault) {
    return { fault: 'not_json', where: String(fault instanceof Error ? fault.message : fault) }
  }
  if (!isObject(given) || given.korridor_case !== 1 || !isObject(given.case))
    return { fault: 'not_a_case', where: 'korridor_case, case' }
  for (const name of Object.keys(given))
    if (!['korridor_case', 'title', 'notes', 'case'].includes(name)) return { fault: 'unknown_field', where: name }
  const inner = given.case
  for (const [name, value] of Object.entries(inner)) {
    const isText = (texts as readonly string[]).includes(name)
    const isList = (lists as readonly string[]).includes(name)
    if (!isText && !isList) return { fault: 'unknown_field', where: `case.${name}` }
    const sound = isText ? typeof value === 'string' : Array.isArray(value) && value.every((one) => typeof one === 'string')
    if (!sound) return { fault: 'not_a_case', where: `case.${name}` }
  }
  if (inner.period) return { fault: 'unknown_field', where: 'case.period' }
  const { cards, unread } = cardsOf(inner as Case)
  if (unread.length > 0) return { fault: 'not_a_case', where: unread[0]! }
  const word = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    draft: { scenario: word(inner.scenario), date: word(inner.date), title: word(given.title), notes: word(given.notes), cards },
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
