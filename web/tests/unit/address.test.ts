// The view in the address and the scenario in a file.
import { describe, expect, it } from 'vitest'
import { addressText, readAddress, type Address } from '../../src/state/address'
import { caseOf, card, close, emptyDraft, toll } from '../../src/state/changes'
import { readScenarioFile, scenarioFileText } from '../../src/state/scenario_file'

const plain: Address = {
  view: 'baseline',
  tab: 'ranking',
  language: '',
  selected: '',
  hidden: [],
  at: undefined,
  draft: emptyDraft,
}
const link = { table: 'link', id: 'cpc_kaz' } as const

describe('the address', () => {
  it('of the start is empty', () => expect(addressText(plain)).toBe(''))

  it('comes back as it was', () => {
    const given: Address = {
      view: 'change',
      tab: 'details',
      language: 'de',
      selected: 'link:cpc_kaz',
      hidden: ['oil', 'gas'],
      at: [0.125, -0.5, 4],
      draft: {
        ...emptyDraft,
        scenario: 'suez_shut',
        date: '2023-06-01',
        title: 'A & B = 100 %',
        cards: [card(close(link)), card(toll(link, 'crude', 5, 'USD/t'))],
      },
    }
    const back = readAddress(addressText(given))
    expect({ ...back, draft: caseOf(back.draft) }).toEqual({ ...given, draft: caseOf(given.draft) })
    expect(back.draft.title).toBe('A & B = 100 %')
  })

  it('takes nonsense for the start', () => expect(readAddress('#view=x&tab=y&at=1,2&date=soon&sel')).toEqual(plain))
})

describe('a scenario file', () => {
  const draft = { ...emptyDraft, scenario: 's', title: 'T', notes: 'why\nso', cards: [card(close(link))] }

  it('comes back with its notes', () => {
    const read = readScenarioFile(scenarioFileText(draft))
    expect('draft' in read && { ...read.draft, cards: caseOf(read.draft).close }).toEqual({
      scenario: 's',
      date: '',
      title: 'T',
      notes: 'why\nso',
      cards: ['link:cpc_kaz'],
    })
  })
  it.each([
    ['no json', 'not_json', /./],
    ['{"case": {}}', 'not_a_case', /korridor_case/],
    ['{"korridor_case": 1, "case": {}, "x": 1}', 'unknown_field', /^x$/],
    ['{"korridor_case": 1, "case": {"shut": []}}', 'unknown_field', /case\.shut/],
    ['{"korridor_case": 1, "case": {"close": "a"}}', 'not_a_case', /case\.close/],
    ['{"korridor_case": 1, "case": {"set": ["x"]}}', 'not_a_case', /^x$/],
  ])('%s is refused and says where', (text, fault, where) => {
    const read = readScenarioFile(text)
    expect('fault' in read && read.fault).toBe(fault)
    expect('where' in read && read.where).toMatch(where)
  })
})
