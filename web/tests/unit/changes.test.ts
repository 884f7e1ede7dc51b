// Cards to the case of the HTTP interface and back.
import { describe, expect, it } from 'vitest'
import * as changes from '../../src/state/changes'
import { cellsText, readCells } from '../../src/state/cells'

const link = { table: 'link', id: 'cpc_kaz' } as const
const draft = (...made: changes.Change[]) => ({ ...changes.emptyDraft, cards: made.map(changes.card) })

describe('a case', () => {
  it('of nothing is the base case', () => expect(changes.caseOf(changes.emptyDraft)).toEqual({}))

  it('says what each card says, in the words of the command line', () => {
    const made = draft(
      changes.close(link),
      changes.reduce({ table: 'actor', id: 'RUS' }, 0.4),
      changes.limitTo({ table: 'node', id: 'suez' }, 12.5, 'Mt/yr'),
      changes.toll(link, 'crude', 5, 'USD/t'),
      changes.ban({ table: 'actor', id: 'RUS' }, 'crude'),
      changes.lift('us_oil_ban'),
    )
    expect(changes.caseOf({ ...made, scenario: 'suez_shut', date: '2023-03-01' })).toEqual({
      scenario: 'suez_shut',
      date: '2023-03-01',
      close: ['link:cpc_kaz'],
      measure: [
        'kind=capacity_factor value=0.4 controller=RUS',
        'kind=toll value=5 value_unit=USD/t link=cpc_kaz commodity=crude',
      ],
      set: ['node:suez:capacity=12.5Mt/yr'],
      ban: ['origin=RUS commodity=crude'],
      lift: ['us_oil_ban'],
    })
  })

  it('leaves out cards that are off and cells that are empty', () => {
    const made = draft(changes.close(link), changes.ban(link, ''))
    made.cards[0]!.on = false
    expect(changes.caseOf(made)).toEqual({ ban: ['link=cpc_kaz'] })
  })

  it('comes back from its own text, card by card', () => {
    const given = changes.caseOf(
      draft(
        changes.close(link),
        changes.tariff('EUU', 'crude', 7, 'USD/t'),
        changes.limitTo(link, 1e-3, 'Mt/yr'),
        changes.lift('x'),
      ),
    )
    const { cards, unread } = changes.cardsOf(given)
    expect(unread).toEqual([])
    expect(changes.caseOf({ ...changes.emptyDraft, cards })).toEqual(given)
  })

  it('names what it cannot read', () =>
    expect(changes.cardsOf({ set: ['no cell'], measure: ['kind'] }).unread).toEqual(['kind', 'no cell']))

  it('keeps a date that is set for a number without a unit', () =>
    expect(changes.cardsOf({ set: ['measure:a:date_from=2023-01-01'] }).cards[0]!.change).toMatchObject({
      value: '2023-01-01',
      unit: '',
    }))
})

describe('cells of a measure', () => {
  it('quote what has blanks or quotes', () => {
    const cells = { kind: 'toll', note: 'two words', title: 'the "old" rate' }
    expect(cellsText(cells)).toBe(`kind=toll note="two words" title='the "old" rate'`)
    expect(readCells(cellsText(cells))).toEqual(cells)
  })
  it('refuse a column given twice and a text without =', () => {
    expect(readCells('a=1 a=2')).toBeUndefined()
    expect(readCells('plain text')).toBeUndefined()
    expect(readCells('')).toBeUndefined()
  })
})

describe('a slider', () => {
  it('moves a share of capacity in percent', () => {
    const half = changes.reduce(link, 0.5)
    expect(changes.dialOf(half, 0.5)).toMatchObject({ value: 50, min: 0, max: 100, unit: '%' })
    expect(changes.dialled(half, 30)).toMatchObject({ cells: { value: '0.3' } })
  })
  it('spans twice what the card began with', () => {
    const dial = changes.dialOf(changes.toll(link, 'crude', 5, 'USD/t'), 5)!
    expect(dial.max).toBe(10)
    expect(dial.unit).toBe('USD/t')
  })
  it('moves how much of a ban is enforced', () => {
    const made = changes.dialled(changes.ban(link, 'crude'), 90)
    expect(made).toMatchObject({ kind: 'ban', cells: { enforcement: '0.9' } })
    expect(changes.dialOf(made, 0)!.value).toBeCloseTo(90, 9)
  })
  it('is not there where there is no number', () => {
    expect(changes.dialOf(changes.close(link), 0)).toBeUndefined()
    expect(
      changes.dialOf({ kind: 'set', table: 'link', id: 'a', column: 'owner', value: 'RUS', unit: '' }, Number.NaN),
    ).toBeUndefined()
  })
})
