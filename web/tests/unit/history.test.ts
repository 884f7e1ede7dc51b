// Undo and redo.
import { describe, expect, it } from 'vitest'
import { History } from '../../src/state/history'

describe('the history', () => {
  it('goes back and forth', () => {
    const history = new History('a')
    history.set('b')
    history.set('c')
    expect([history.undo(), history.undo(), history.canUndo]).toEqual(['b', 'a', false])
    expect([history.redo(), history.redo(), history.canRedo]).toEqual(['b', 'c', false])
  })
  it('forgets what was undone once something new is done', () => {
    const history = new History(1)
    history.set(2)
    history.undo()
    history.set(3)
    expect(history.canRedo).toBe(false)
    expect(history.undo()).toBe(1)
  })
  it('takes one stroke of a slider as one step', () => {
    const history = new History(0)
    for (const value of [1, 2, 3]) history.set(value, 'drag')
    expect(history.undo()).toBe(0)
    expect(history.redo()).toBe(3)
  })
  it('takes two strokes as two steps when the hand was lifted between', () => {
    const history = new History(0)
    history.set(1, 'drag')
    history.lift()
    history.set(2, 'drag')
    expect(history.undo()).toBe(1)
  })
  it('stays where it is at its ends', () => {
    const history = new History('a')
    expect([history.undo(), history.redo()]).toEqual(['a', 'a'])
  })
  it('keeps no more than it may', () => {
    const history = new History(0, 2)
    for (const value of [1, 2, 3]) history.set(value)
    expect([history.undo(), history.undo(), history.undo()]).toEqual([2, 1, 1])
  })
})
