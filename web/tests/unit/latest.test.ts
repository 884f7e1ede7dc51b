// One request in flight, the newest wins.
import { describe, expect, it } from 'vitest'
import { Latest } from '../../src/api/latest'

function held() {
  const open: { question: number; reply: (value: string) => void; fail: (fault: Error) => void }[] = []
  const latest = new Latest((question: number) => new Promise<string>((reply, fail) => open.push({ question, reply, fail })))
  return { latest, open }
}
const rest = () => new Promise((done) => setTimeout(done))

describe('a slider that asks faster than it is answered', () => {
  it('has one question under way and passes over those between', async () => {
    const { latest, open } = held()
    const replies = [latest.ask(1), latest.ask(2), latest.ask(3)]
    expect(open.map((one) => one.question)).toEqual([1])
    open[0]!.reply('one')
    await rest()
    expect(open.map((one) => one.question)).toEqual([1, 3])
    open[1]!.reply('three')
    expect(await Promise.all(replies)).toEqual(['one', undefined, 'three'])
    expect(latest.inFlight).toBe(false)
  })
  it('gives up a question that has run for long when a newer one waits, not before', async () => {
    const ended: number[] = []
    const slow = new Latest(
      (question: number, stop) =>
        new Promise<string>((reply, fail) => {
          if (question === 2) return reply('two')
          stop.addEventListener('abort', () => (ended.push(question), fail(new Error('given up'))))
        }),
      40,
    )
    const first = slow.ask(1)
    await new Promise((done) => setTimeout(done, 60))
    expect(ended).toEqual([])
    const second = slow.ask(2)
    expect([await first, await second, ended]).toEqual([undefined, 'two', [1]])
    expect(slow.inFlight).toBe(false)
  })
  it('goes on after a fault', async () => {
    const { latest, open } = held()
    const first = latest.ask(1)
    const second = latest.ask(2)
    open[0]!.fail(new Error('refused'))
    await expect(first).rejects.toThrow('refused')
    await rest()
    open[1]!.reply('two')
    expect(await second).toBe('two')
  })
})
