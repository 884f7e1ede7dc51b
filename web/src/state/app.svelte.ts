// What the page knows and does: the model, the draft of the scenario, both answers, what is selected. Components read it and call it.
import { Gone, Refused, api, type Answer, type Case, type Finding, type Model, type Scope } from '../api/client'
import type { Projection } from '../draw/projection'
import { pictureOf } from '../map/scene'
import { Latest } from '../api/latest'
import { dictionaries } from '../words/words'
import type { Language } from '../words/numbers'
import { readAddress, type Tab, type View } from './address'
import { card, caseOf, emptyDraft, type Card, type Change, type Draft } from './changes'
import { History } from './history'

export interface Selected {
  table: 'link' | 'node' | 'actor' | 'measure'
  id: string
}

/** Lists of an answer that the page keeps; prices come place by place. */
const parts = ['links', 'flows', 'actors', 'unserved', 'nodes']

export class App {
  model = $state.raw<Model>()
  baseMapText = $state.raw('')
  /** Why the model could not be loaded at all. */
  loadFault = $state('')
  gone = $state(false)

  language = $state<Language>('en')
  view = $state<View>('baseline')
  tab = $state<Tab>('ranking')
  selected = $state.raw<Selected>()
  /** What the pointer is on in a list, shown on the map. */
  pointed = $state.raw<Selected>()
  hidden = $state.raw<ReadonlySet<string>>(new Set())
  /** What the map was moved to: its middle on the projection's plane, and the zoom. */
  at = $state.raw<[number, number, number]>()
  /** An element whose numbers the evidence drawer tells. */
  evidence = $state.raw<{ element: string; column: string }>()
  help = $state(false)
  /** West, south, east and north of the places that the map shows, where it does not show all. */
  shownWindow = $state('')
  /** How the map is projected; the map chooses by the model. */
  projection = $state.raw<Projection>()
  flyTo = $state.raw<Selected>()

  draft = $state.raw<Draft>(emptyDraft)
  private history = new History<Draft>(emptyDraft)
  canUndo = $state(false)
  canRedo = $state(false)

  base = $state.raw<Answer>()
  after = $state.raw<Answer>()
  /** The case that `after` answers, as text; another draft makes the answer stale. */
  private answered = $state('')
  solving = $state(false)
  /** A slider is held: what the map shows comes first, the rest waits until the hand is lifted. */
  dragging = $state(false)
  /** Neither a slider moves nor a map is awaited: time for questions that take a solve of their own. */
  resting = $derived(!this.dragging && !this.solving)
  refused = $state.raw<{ message: string; findings: Finding[] }>()
  scope = $state.raw<Scope>()
  /** Answers shown since the page was opened; tests wait for the next. */
  answers = $state(0)

  words = $derived(dictionaries[this.language])
  case = $derived(caseOf(this.draft))
  baseCase = $derived<Case>(this.draft.date ? { date: this.draft.date } : {})
  changed = $derived(JSON.stringify(this.case) !== JSON.stringify(this.baseCase))
  stale = $derived(this.answered !== '' && this.answered !== JSON.stringify(this.case))
  /** The answer that the view shows; a scenario that was refused before it had one shows the baseline. */
  shown = $derived(this.view === 'baseline' ? this.base : (this.after ?? this.base))

  places = $derived(new Map((this.model?.places ?? []).map((one) => [one.node_id, one])))
  links = $derived(new Map((this.model?.links ?? []).map((one) => [one.link_id, one])))
  actors = $derived(new Map((this.model?.actors ?? []).map((one) => [one.actor_id, one])))
  measures = $derived(new Map((this.model?.measures ?? []).map((one) => [one.measure_id, one])))
  commodities = $derived(new Map((this.model?.commodities ?? []).map((one) => [one.commodity_id, one])))

  picture = $derived.by(() => {
    const now = this.shown
    const before = this.view === 'change' ? this.base : undefined
    const lists = (answer: Answer | undefined) => ({ links: answer?.links ?? [], flows: answer?.flows ?? [] })
    const focus = this.selected?.table === 'node' ? this.selected.id : ''
    return (
      this.model &&
      pictureOf(this.model, lists(now), before && lists(before), {
        date: this.draft.date,
        language: this.language,
        hidden: this.hidden,
        focus,
      })
    )
  })

  private bases = new Map<string, Answer>()

  private solver = new Latest(async (draft: Draft, stop) => {
    const [wanted, plain]: Case[] = [caseOf(draft), draft.date ? { date: draft.date } : {}]
    const key = JSON.stringify(plain)
    const base = this.bases.get(key) ?? (await api.solve({ case: plain!, parts }, stop))
    this.bases.set(key, base)
    if (this.bases.size > 24) this.bases.delete(this.bases.keys().next().value!)
    this.base = base
    const after = JSON.stringify(wanted) === key ? base : await api.solve({ case: wanted!, parts }, stop)
    return { after, key: JSON.stringify(wanted) }
  })
  private scoper = new Latest((given: Case, stop) => api.scope(given, stop))

  // ----- loading -----

  async load(): Promise<void> {
    try {
      this.loadFault = ''
      // The first picture needs the base case too: asked for at once, not after the model has come. Of a model at fault there is none.
      const plain = this.baseCase
      const early = api.solve({ case: plain, parts }).catch(() => undefined)
      const [model, baseMap, base] = await Promise.all([api.model(), api.baseMap(), early])
      this.bases.clear() // the model may be another one
      if (base) this.bases.set(JSON.stringify(plain), base)
      this.baseMapText = baseMap
      this.model = model
      this.gone = false
      if (model.usable) await this.solve()
    } catch (fault) {
      if (fault instanceof Gone) this.gone = true
      else this.loadFault = String(fault instanceof Error ? fault.message : fault)
    }
  }

  openAddress(text: string): void {
    const address = readAddress(text)
    this.view = address.view
    this.tab = address.tab
    if (address.language === 'de' || address.language === 'en') this.language = address.language
    const selected = /^(link|node|actor|measure):(.+)$/.exec(address.selected)
    this.selected = selected ? { table: selected[1] as Selected['table'], id: selected[2]! } : undefined
    this.hidden = new Set(address.hidden)
    this.at = address.at
    this.draft = address.draft
    this.history = new History(this.draft)
    this.canUndo = this.canRedo = false
  }

  // ----- the draft -----

  /** Changes the draft and solves it. Steps with one `stroke`, such as a drag, undo together; it ends when the hand is lifted. */
  edit(draft: Draft, stroke?: string): void {
    const first = !this.changed
    this.dragging = stroke !== undefined
    this.history.set(draft, stroke)
    this.take(draft)
    if (first && this.changed && this.view === 'baseline') this.show('change')
  }

  liftHand(): void {
    this.dragging = false
    this.history.lift()
  }

  undo(): void {
    if (this.canUndo) this.take(this.history.undo())
  }

  redo(): void {
    if (this.canRedo) this.take(this.history.redo())
  }

  private take(draft: Draft): void {
    const before = JSON.stringify(this.case)
    this.draft = draft
    this.canUndo = this.history.canUndo
    this.canRedo = this.history.canRedo
    if (JSON.stringify(caseOf(draft)) !== before) void this.solve()
  }

  add(change: Change): Card {
    const made = card(change)
    this.edit({ ...this.draft, cards: [...this.draft.cards, made] })
    return made
  }

  replaceCard(key: number, by: Partial<Card>, stroke?: string): void {
    this.edit({ ...this.draft, cards: this.draft.cards.map((one) => (one.key === key ? { ...one, ...by } : one)) }, stroke)
  }

  removeCard(key: number): void {
    this.edit({ ...this.draft, cards: this.draft.cards.filter((one) => one.key !== key) })
  }

  duplicateCard(key: number): void {
    this.edit({ ...this.draft, cards: this.draft.cards.flatMap((one) => (one.key === key ? [one, card(one.change)] : [one])) })
  }

  async solve(): Promise<void> {
    if (!this.model?.usable) return
    this.solving = true
    const draft = this.draft
    try {
      const reply = await this.solver.ask(draft)
      if (!reply) return
      this.after = reply.after
      this.answered = reply.key
      ++this.answers
      this.refused = undefined
      this.gone = false
    } catch (fault) {
      if (fault instanceof Refused) this.refused = { message: fault.message, findings: fault.findings }
      else if (fault instanceof Gone) this.gone = true
      else throw fault
    } finally {
      this.solving = this.solver.inFlight
    }
    void this.findScope(draft)
  }

  private async findScope(draft: Draft): Promise<void> {
    try {
      const scope = await this.scoper.ask(caseOf(draft))
      if (scope) this.scope = scope
    } catch (fault) {
      if (fault instanceof Gone) this.gone = true
      else if (!(fault instanceof Refused)) throw fault
    }
  }

  // ----- the view -----

  select(selected: Selected | undefined, fly = false): void {
    this.selected = selected
    if (!selected) return
    this.tab = 'details'
    if (fly) this.flyTo = { ...selected }
  }

  show(view: View): void {
    this.view = view
    if (view === 'change' && this.tab === 'ranking') this.tab = 'changes'
    if (view !== 'change' && this.tab === 'changes') this.tab = 'ranking'
  }

  toggleGroup(id: string): void {
    const hidden = new Set(this.hidden)
    if (!hidden.delete(id)) hidden.add(id)
    this.hidden = hidden
  }
}

export const app = new App()
