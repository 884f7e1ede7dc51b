// At most one request in flight, the newest wins: what a slider that asks sixty times a second needs. While a request runs, a newer
// one waits and replaces any that waited before. One that has run for `patience` is given up for the newer one: before that its reply
// is a picture under the hand, after that it only keeps the newer one waiting. A request passed over or given up resolves to nothing.
export class Latest<Question, Reply> {
  private running: { since: number; stop: AbortController } | undefined
  private waiting: { question: Question; settle: (reply: Reply | undefined) => void; fail: (fault: unknown) => void } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly send: (question: Question, stop: AbortSignal) => Promise<Reply>,
    private readonly patience = 1000, // ms
  ) {}

  get inFlight(): boolean {
    return this.running !== undefined
  }

  /** The reply, or nothing when a newer question took this one's place. */
  ask(question: Question): Promise<Reply | undefined> {
    return new Promise((settle, fail) => {
      this.waiting?.settle(undefined)
      this.waiting = { question, settle, fail }
      if (!this.running) return void this.next()
      const { since, stop } = this.running
      this.timer ??= setTimeout(() => stop.abort(), Math.max(0, since + this.patience - performance.now()))
    })
  }

  private async next(): Promise<void> {
    const job = this.waiting
    if (!job) return
    this.waiting = undefined
    const stop = new AbortController()
    this.running = { since: performance.now(), stop }
    try {
      job.settle(await this.send(job.question, stop.signal))
    } catch (fault) {
      if (stop.signal.aborted) job.settle(undefined)
      else job.fail(fault)
    } finally {
      clearTimeout(this.timer)
      this.timer = this.running = undefined
      void this.next()
    }
  }
}
