// At most one request in flight, the newest wins: what a slider that asks sixty times a second needs. While a request runs, a newer
// one waits and replaces any that waited before; a passed-over request resolves to nothing.
export class Latest<Question, Reply> {
  private busy = false
  private waiting: { question: Question; settle: (reply: Reply | undefined) => void; fail: (fault: unknown) => void } | undefined

  constructor(private readonly send: (question: Question) => Promise<Reply>) {}

  get inFlight(): boolean {
    return this.busy
  }

  /** The reply, or nothing when a newer question took this one's place before it was sent. */
  ask(question: Question): Promise<Reply | undefined> {
    return new Promise((settle, fail) => {
      this.waiting?.settle(undefined)
      this.waiting = { question, settle, fail }
      if (!this.busy) void this.next()
    })
  }

  private async next(): Promise<void> {
    const job = this.waiting
    if (!job) return
    this.waiting = undefined
    this.busy = true
    try {
      job.settle(await this.send(job.question))
    } catch (fault) {
      job.fail(fault)
    } finally {
      this.busy = false
      void this.next()
    }
  }
}
