// The long run of the page (a ranking) and the stream of events that tells of it; the stream's end is how the page learns that the
// server is gone.
import { Gone, Refused, api, type Case, type Run, type RunRequest } from '../api/client'
import { app } from './app.svelte'

export type RankKind = 'link' | 'node' | 'controller' | 'measure'

export interface RankRow {
  kind: string
  id: string
  surplus_loss: number
  welfare_loss: number | null
  surplus_loss_low: number | null
  surplus_loss_high: number | null
  unserved: { commodity_id: string; quantity: number }[]
  by_actor: { actor_id: string; loss: number }[]
  status: string
  diverted_commodity: string | null
  diverted: number | null
  alternative_link_id: string | null
  alternative_gain: number | null
}

export interface RankResult {
  /** Whose loss the rows are ranked by; none: surplus J. */
  actor: string | null
  cases: number
  solved: number
  proved_unused: number
  skipped_by_bounds: number
  failed: number
  not_reached: number
  ranking: RankRow[]
}

class Runs {
  run = $state.raw<Run>()
  /** The case that was ranked, as text. */
  ranked = $state('')
  fault = $state('')
  private stream: EventSource | undefined

  result = $derived((this.run?.result ?? undefined) as RankResult | undefined)
  running = $derived(this.run?.state === 'running')
  stale = $derived(this.run !== undefined && this.ranked !== JSON.stringify(app.case))

  listen(): void {
    this.stream?.close()
    const stream = new EventSource('/api/events')
    this.stream = stream
    stream.onopen = () => {
      // Not while the page loads for the first time: it would load, and draw, all twice.
      if (app.gone || app.loadFault) void app.load()
      // A run may have ended, or been lost with its server, while nobody listened.
      const run = this.run
      if (run?.state === 'running') void this.fetch(run)
    }
    stream.onerror = () => (app.gone = true)
    for (const name of ['progress', 'partial', 'done', 'cancelled', 'failed'])
      stream.addEventListener(name, (event) => this.hear(JSON.parse((event as MessageEvent<string>).data) as Run))
  }

  private hear(run: Run): void {
    if (run.run_id !== this.run?.run_id) return
    // A reply may have been written before an event that overtook it: what has ended does not run again.
    if (run.state === 'running' && this.run.state !== 'running') return
    // Progress comes without the rows that were told before.
    this.run = { ...run, result: run.result ?? this.run.result }
  }

  private async fetch(run: Run): Promise<void> {
    try {
      this.hear(await api.run(run.run_id))
    } catch (fault) {
      if (fault instanceof Refused) this.run = { ...run, state: 'failed', message: app.words.runLost }
    }
  }

  async rank(rank: NonNullable<RunRequest['rank']>, given: Case): Promise<void> {
    try {
      this.fault = ''
      this.ranked = JSON.stringify(given)
      this.run = undefined
      this.run = await api.startRun({ kind: 'rank', case: given, rank })
      // A short run may have ended before its id was known here.
      await this.fetch(this.run)
    } catch (fault) {
      if (fault instanceof Gone) app.gone = true
      else this.fault = String(fault instanceof Error ? fault.message : fault)
    }
  }

  async cancel(): Promise<void> {
    if (!this.run) return
    try {
      this.hear(await api.cancelRun(this.run.run_id))
    } catch (fault) {
      if (fault instanceof Gone) app.gone = true
      else if (!(fault instanceof Refused)) throw fault
    }
  }
}

export const runs = new Runs()
