// The state of the view in the address: #view=change&close=link:cpc_kaz&at=0.1,0.7,4 and so on. What is not said is as at the start.
import { caseOf, cardsOf, emptyDraft, type Draft } from './changes'
import type { Case } from '../api/client'

export type View = 'baseline' | 'scenario' | 'change'
export const views: readonly View[] = ['baseline', 'scenario', 'change']
export type Tab = 'ranking' | 'details' | 'changes' | 'tables' | 'measures'
export const tabs: readonly Tab[] = ['ranking', 'changes', 'details', 'tables', 'measures']

export interface Address {
  view: View
  tab: Tab
  language: string
  /** table:id of what is selected, or empty. */
  selected: string
  /** Groups that are not shown. */
  hidden: string[]
  /** The map's middle in radii of the sphere on the plane of its projection, and the zoom; where the map was moved. */
  at: [number, number, number] | undefined
  draft: Draft
}

const lists = ['close', 'ban', 'measure', 'set', 'lift'] as const

export function addressText(address: Address): string {
  const words = new URLSearchParams()
  if (address.view !== 'baseline') words.set('view', address.view)
  if (address.tab !== (address.view === 'change' ? 'changes' : 'ranking')) words.set('tab', address.tab)
  if (address.language) words.set('lang', address.language)
  if (address.selected) words.set('sel', address.selected)
  if (address.hidden.length > 0) words.set('hide', address.hidden.join(' '))
  if (address.at) words.set('at', address.at.map((x) => Number(x.toFixed(4))).join(','))
  if (address.draft.title) words.set('title', address.draft.title)
  const given = caseOf(address.draft)
  if (given.scenario) words.set('scenario', given.scenario)
  if (given.date) words.set('date', given.date)
  for (const list of lists) for (const text of given[list] ?? []) words.append(list, text)
  const text = words.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/')
  return text ? `#${text}` : ''
}

const oneOf = <T extends string>(known: readonly T[], word: string | null): T => known.find((one) => one === word) ?? known[0]!

export function readAddress(text: string): Address {
  const words = new URLSearchParams(text.replace(/^#/, ''))
  const given: Case = {}
  for (const list of lists) if (words.has(list)) given[list] = words.getAll(list)
  const at = (words.get('at') ?? '').split(',').map(Number)
  const sound = at.length === 3 && at.every(Number.isFinite) && at[2]! > 0
  return {
    view: oneOf(views, words.get('view')),
    tab: words.has('tab') ? oneOf(tabs, words.get('tab')) : words.get('view') === 'change' ? 'changes' : 'ranking',
    language: words.get('lang') ?? '',
    selected: words.get('sel') ?? '',
    hidden: (words.get('hide') ?? '').split(' ').filter(Boolean),
    at: sound ? (at as [number, number, number]) : undefined,
    draft: {
      ...emptyDraft,
      scenario: words.get('scenario') ?? '',
      date: /^\d{4}-\d{2}-\d{2}$/.test(words.get('date') ?? '') ? words.get('date')! : '',
      title: words.get('title') ?? '',
      cards: cardsOf(given).cards,
    },
  }
}
