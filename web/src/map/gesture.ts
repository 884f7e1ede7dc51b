// Dragging, pinching and the wheel, as pans and zooms in px of the map. A press that hardly moves stays a click.
const still = 4 // px

export class Gesture {
  private pointers = new Map<number, { x: number; y: number }>()
  private began: { x: number; y: number } | undefined
  private dragging = false
  /** Whether the last press was a drag, so that its click means nothing. */
  wasDrag = false

  constructor(
    private readonly pan: (dx: number, dy: number) => void,
    private readonly zoom: (factor: number, x: number, y: number) => void,
  ) {}

  get active(): boolean {
    return this.dragging
  }

  down(event: PointerEvent, host: HTMLElement): void {
    if (event.button !== 0 || (event.target as Element).closest('button, .card')) return
    if (this.pointers.size === 0) {
      this.began = { x: event.clientX, y: event.clientY }
      this.wasDrag = this.dragging = false
    }
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (this.pointers.size > 1) this.drag(event, host)
  }

  move(event: PointerEvent, host: HTMLElement): void {
    const last = this.pointers.get(event.pointerId)
    if (!last || !this.began) return
    if (!this.dragging && Math.hypot(event.clientX - this.began.x, event.clientY - this.began.y) < still) return
    if (!this.dragging) this.drag(event, host)
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at)
    const other = others[0]
    if (other) {
      const area = host.getBoundingClientRect()
      const reach = (at: { x: number; y: number }) => Math.hypot(at.x - other.x, at.y - other.y)
      const now = { x: event.clientX, y: event.clientY }
      this.zoom(reach(now) / Math.max(1, reach(last)), (now.x + other.x) / 2 - area.left, (now.y + other.y) / 2 - area.top)
      this.pan((now.x - last.x) / 2, (now.y - last.y) / 2)
    } else this.pan(event.clientX - last.x, event.clientY - last.y)
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }

  up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId)
    if (this.pointers.size === 0) this.dragging = false
  }

  wheel(event: WheelEvent, host: HTMLElement): void {
    event.preventDefault()
    const area = host.getBoundingClientRect()
    const lines = event.deltaMode === 1 ? 16 : 1
    this.zoom(2 ** (-event.deltaY * lines * 0.0022), event.clientX - area.left, event.clientY - area.top)
  }

  // Captured only now: a captured press would give its click to the map instead of the ribbon.
  private drag(event: PointerEvent, host: HTMLElement): void {
    this.dragging = this.wasDrag = true
    host.setPointerCapture(event.pointerId)
  }
}
