// Undo and redo over values that are never changed in place. Steps of one hand (dragging a slider, typing a note) carry the same
// `stroke` and make one step of the history.
export class History<Value> {
  private past: Value[] = []
  private future: Value[] = []
  private stroke: string | undefined

  constructor(
    private value: Value,
    private readonly longest = 200,
  ) {}

  get now(): Value {
    return this.value
  }
  get canUndo(): boolean {
    return this.past.length > 0
  }
  get canRedo(): boolean {
    return this.future.length > 0
  }

  /** A new value; with the `stroke` of the step before it replaces that one. */
  set(value: Value, stroke?: string): void {
    if (stroke === undefined || stroke !== this.stroke) {
      this.past.push(this.value)
      if (this.past.length > this.longest) this.past.shift()
    }
    this.stroke = stroke
    this.value = value
    this.future = []
  }

  /** The hand is lifted: the next step counts by itself. */
  lift(): void {
    this.stroke = undefined
  }

  undo(): Value {
    return this.step(this.past, this.future)
  }

  redo(): Value {
    return this.step(this.future, this.past)
  }

  private step(from: Value[], to: Value[]): Value {
    const other = from.pop()
    this.stroke = undefined
    if (other !== undefined) {
      to.push(this.value)
      this.value = other
    }
    return this.value
  }
}
