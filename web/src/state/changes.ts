// The changes of a scenario as the cards show them, and their way to and from the case of the HTTP interface. A card that is off
// stays on the table but not in the case.
import type { Case } from '../api/client'
import { cellsText, readCells, type Cells } from './cells'

export type Table = 'link' | 'node' | 'actor'

/** What a place, a link or an actor of the model is called in a case: link:btc. */
export interface Element {
  table: Table
  id: string
}

export type Change =
  | { kind: 'close'; element: string }
  | { kind: 'ban'; cells: Cells }
  | { kind: 'measure'; cells: Cells }
  | { kind: 'set'; table: string; id: string; column: string; value: string; unit: string }
  | { kind: 'lift'; measure: string }

export interface Card {
  key: number
  on: boolean
  change: Change
}

/** What the scenario panel edits; undo and redo go from one of these to another. */
export interface Draft {
  scenario: string
  date: string
  title: string
  notes: string
  cards: Card[]
}

export const emptyDraft: Draft = { scenario: '', date: '', title: '', notes: '', cards: [] }

export const elementText = (element: Element): string => `${element.table}:${element.id}`

export function readElement(text: string): Element | undefined {
  const found = /^(link|node|actor):(.+)$/.exec(text)
  return found ? { table: found[1] as Table, id: found[2]! } : undefined
}

let lastKey = 0
export const card = (change: Change): Card => ({ key: ++lastKey, on: true, change })

// ----- what the menu of an element offers -----

/** The selector of measure.csv that means an element: an actor is what it controls. */
const selector = (element: Element): Cells =>
  element.table === 'actor' ? { controller: element.id } : { [element.table]: element.id }

export const close = (element: Element): Change => ({ kind: 'close', element: elementText(element) })

/** Keeps a share of the capacity; for an element that has one. */
export const reduce = (element: Element, share: number): Change => ({
  kind: 'measure',
  cells: { kind: 'capacity_factor', value: String(share), ...selector(element) },
})

/** Lets at most an amount pass where there is no capacity to take a share of. */
export const limitTo = (element: Element, amount: number, unit: string): Change => ({
  kind: 'set',
  table: element.table,
  id: element.id,
  column: 'capacity',
  value: String(amount),
  unit,
})

export const toll = (element: Element, commodity: string, value: number, unit: string): Change => ({
  kind: 'measure',
  cells: { kind: 'toll', value: String(value), value_unit: unit, ...selector(element), commodity },
})

export const addCapacity = (element: Element, amount: number, unit: string): Change => ({
  kind: 'measure',
  cells: { kind: 'expansion', value: String(amount), value_unit: unit, ...selector(element) },
})

/** Goods may not pass an element; of an actor, its goods may not be bought. */
export const ban = (element: Element, commodity: string): Change => ({
  kind: 'ban',
  cells: { ...(element.table === 'actor' ? { origin: element.id } : selector(element)), commodity },
})

export const tariff = (imposer: string, commodity: string, value: number, unit: string): Change => ({
  kind: 'measure',
  cells: { kind: 'tariff', value: String(value), value_unit: unit, commodity, enters: imposer, imposer },
})

export const lift = (measure: string): Change => ({ kind: 'lift', measure })

// ----- to and from the case -----

const setText = (change: Extract<Change, { kind: 'set' }>): string =>
  `${change.table}:${change.id}:${change.column}=${change.value}${change.unit}`

function readSet(text: string): Change | undefined {
  const found = /^([^:=]+):([^=]*):([^:=]+)=(.*)$/s.exec(text)
  if (!found) return undefined
  // A unit begins with a letter or %; 2023-05-01 is no number with a unit.
  const quantity = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([A-Za-z%].*)?$/.exec(found[4]!)
  const [value, unit] = quantity ? [quantity[1]!, quantity[2] ?? ''] : [found[4]!, '']
  return { kind: 'set', table: found[1]!, id: found[2]!, column: found[3]!, value, unit }
}

/** The case of a draft: what is on, in the order of the cards. */
export function caseOf(draft: Pick<Draft, 'scenario' | 'date' | 'cards'>): Case {
  const result: Case = {}
  if (draft.scenario) result.scenario = draft.scenario
  if (draft.date) result.date = draft.date
  for (const { on, change } of draft.cards) {
    if (!on) continue
    if (change.kind === 'close') (result.close ??= []).push(change.element)
    else if (change.kind === 'ban') (result.ban ??= []).push(cellsText(change.cells))
    else if (change.kind === 'measure') (result.measure ??= []).push(cellsText(change.cells))
    else if (change.kind === 'set') (result.set ??= []).push(setText(change))
    else (result.lift ??= []).push(change.measure)
  }
  return result
}

/** The cards of a case, and the texts that are of no known form. */
export function cardsOf(given: Case): { cards: Card[]; unread: string[] } {
  const cards: Card[] = []
  const unread: string[] = []
  const add = (text: string, change: Change | undefined) => (change ? cards.push(card(change)) : unread.push(text))
  for (const text of given.close ?? []) add(text, { kind: 'close', element: text })
  for (const kind of ['ban', 'measure'] as const)
    for (const text of given[kind] ?? []) {
      const cells = readCells(text)
      add(text, cells && { kind, cells })
    }
  for (const text of given.set ?? []) add(text, readSet(text))
  for (const text of given.lift ?? []) add(text, { kind: 'lift', measure: text })
  return { cards, unread }
}

// ----- what the slider of a card moves -----

export interface Dial {
  value: number
  min: number
  max: number
  step: number
  unit: string
}

/** The number of a change that a hand may drag, or nothing. `start` is the value that the card began with. */
export function dialOf(change: Change, start: number): Dial | undefined {
  const text =
    change.kind === 'set'
      ? change.value
      : change.kind === 'measure'
        ? change.cells.value
        : change.kind === 'ban'
          ? (change.cells.enforcement ?? '1')
          : undefined
  const value = Number(text)
  if (text === undefined || text === '' || !Number.isFinite(value)) return undefined
  if (change.kind === 'ban' || (change.kind === 'measure' && change.cells.kind?.endsWith('_factor')))
    return { value: value * 100, min: 0, max: change.kind === 'measure' && value > 1 ? 200 : 100, step: 1, unit: '%' }
  const unit = change.kind === 'set' ? change.unit : change.kind === 'measure' ? (change.cells.value_unit ?? '') : ''
  const max = 2 * Math.max(Math.abs(start), Math.abs(value) / 2, 1e-9)
  const step = 10 ** Math.floor(Math.log10(max / 100))
  return { value, min: 0, max: Math.ceil(max / step) * step, step, unit }
}

/** The change with its number moved. */
export function dialled(change: Change, value: number): Change {
  const text = (share: number) => String(Number(share.toPrecision(12)))
  if (change.kind === 'set') return { ...change, value: text(value) }
  if (change.kind === 'ban') return { ...change, cells: { ...change.cells, enforcement: text(value / 100) } }
  if (change.kind === 'measure') {
    const factor = change.cells.kind?.endsWith('_factor')
    return { ...change, cells: { ...change.cells, value: text(factor ? value / 100 : value) } }
  }
  return change
}
