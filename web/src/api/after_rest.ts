// Asking after a rest, so that walking through a list does not ask for every row.

/** Calls `ask` after so many ms; what is returned ends the waiting, or tells a question under way that nobody waits for it. */
export function afterRest(ms: number, ask: (stop: AbortSignal) => Promise<void>): () => void {
  const stop = new AbortController()
  const timer = setTimeout(() => void ask(stop.signal), ms)
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
