// A change as its card says it: a chip with a tone, and where it acts.
import { readElement, type Change } from '../state/changes'
import { actorNames, commodityName, nameOf } from './tell'
import type { Words } from './words'

export interface Title {
  text: string
  tone: string
}

const tones: Record<string, string> = {
  closure: 'close',
  ban: 'ban',
  tariff: 'tariff',
  toll: 'toll',
  cost: 'toll',
  expansion: 'capacity',
  capacity_factor: 'reduce',
  quota: 'reduce',
}

export function changeTitle(change: Change, words: Words): Title {
  if (change.kind === 'close') return { text: words.measureKinds.closure, tone: 'close' }
  if (change.kind === 'ban') return { text: words.measureKinds.ban, tone: 'ban' }
  if (change.kind === 'lift') return { text: words.liftWord, tone: 'capacity' }
  if (change.kind === 'set')
    return {
      text: change.column === 'capacity' ? words.capacityTo : words.setWord(change.column),
      tone: change.column === 'capacity' ? 'reduce' : 'set',
    }
  const kind = change.cells.kind ?? ''
  return { text: words.measureKinds[kind as keyof Words['measureKinds']] ?? kind, tone: tones[kind] ?? 'set' }
}

export function changeWhere(change: Change): string {
  if (change.kind === 'lift') return nameOf('measure', change.measure)
  if (change.kind === 'set') return nameOf(change.table, change.id)
  if (change.kind === 'close') {
    const element = readElement(change.element)
    return element ? nameOf(element.table, element.id) : change.element
  }
  const { link, node, controller, commodity, origin, destination, enters } = change.cells
  const parts: string[] = []
  if (link) parts.push(nameOf('link', link))
  if (node) parts.push(nameOf('node', node))
  if (controller) parts.push(actorNames(controller))
  if (commodity) parts.push(commodityName(commodity))
  if (origin || destination) parts.push(`${origin ? actorNames(origin) : '…'} → ${destination ? actorNames(destination) : '…'}`)
  if (enters) parts.push(`→ ${actorNames(enters)}`)
  return (
    parts.join(' · ') ||
    Object.entries(change.cells)
      .filter(([column]) => column !== 'kind')
      .map(([column, value]) => `${column} ${value}`)
      .join(' · ')
  )
}
