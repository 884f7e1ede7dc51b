// Rows and columns of the tables: what is written, what sorts, and what is copied (plain numbers with a point).
import { app } from '../state/app.svelte'
import { number, scaleText } from './numbers'
import { actorName, actorNames, amount, nameOf, share } from './tell'
import { moneyScale } from './units'

export type TableName = 'link' | 'node' | 'actor'

export interface Column {
  title: string
  unit?: string
  numeric: boolean
}

export interface Cell {
  text: string
  sort: number | string
  plain: string
  tone?: string
}

export interface Row {
  id: string
  cells: Cell[]
}

const word = (text: string): Cell => ({ text, sort: text, plain: text })
const figure = (text: string, value: number, tone?: string): Cell => ({
  text,
  sort: value,
  plain: Number.isFinite(value) ? String(value) : '',
  ...(tone ? { tone } : {}),
})
const toneOf = (change: number): string => (change < 0 ? 'lost' : change > 0 ? 'gained' : '')

export function tableOf(name: TableName): { columns: Column[]; rows: Row[] } {
  return name === 'link' ? links() : name === 'node' ? places() : actors()
}

function links(): { columns: Column[]; rows: Row[] } {
  const words = app.words
  const compare = app.view === 'change'
  const before = new Map((app.base?.links ?? []).map((row) => [`${row.link_id}|${row.from_node_id}`, row]))
  const rows = (app.shown?.links ?? []).filter(
    (row, index, all) =>
      row.flow > 0 ||
      row.closed ||
      !all.some((other, at) => at !== index && other.link_id === row.link_id && (other.flow > 0 || at < index)),
  )
  return {
    columns: [
      { title: words.kinds.link, numeric: false },
      { title: words.flow, numeric: true },
      compare ? { title: words.changeWord, numeric: true } : { title: words.use, numeric: true },
      { title: words.controller, numeric: false },
    ],
    rows: rows.map((row) => {
      const link = app.links.get(row.link_id)
      const was = before.get(`${row.link_id}|${row.from_node_id}`)?.flow ?? row.flow
      const change = Math.abs(row.flow - was) > 1e-9 * Math.max(row.flow, was) ? row.flow - was : 0
      const back = link && row.from_node_id !== link.from_node_id
      return {
        id: row.link_id,
        cells: [
          word(`${back ? '← ' : ''}${nameOf('link', row.link_id)}`),
          figure(row.closed ? `✕ ${words.closed}` : amount(row.flow, row.unit), row.flow, row.closed ? 'lost' : undefined),
          compare
            ? figure(change === 0 ? '0' : amount(change, row.unit, true), change, toneOf(change))
            : row.capacity === null || row.utilization === null
              ? figure('–', -1)
              : figure(share(row.utilization), row.utilization),
          word(actorNames(link?.controller ?? '')),
        ],
      }
    }),
  }
}

function places(): { columns: Column[]; rows: Row[] } {
  const words = app.words
  const nodes = new Map((app.shown?.nodes ?? []).map((row) => [row.node_id, row]))
  return {
    columns: [
      { title: words.kinds.node, numeric: false },
      { title: words.kindWord, numeric: false },
      { title: words.throughput, numeric: true },
      { title: words.controller, numeric: false },
    ],
    rows: (app.model?.places ?? []).map((place) => {
      const node = nodes.get(place.node_id)
      return {
        id: place.node_id,
        cells: [
          word(nameOf('node', place.node_id)),
          word(words.placeKinds[place.kind]),
          figure(
            node?.closed
              ? `✕ ${words.closed}`
              : node
                ? node.unit
                  ? amount(node.throughput, node.unit)
                  : number(node.throughput, app.language)
                : '–',
            node?.throughput ?? -1,
          ),
          word(actorNames(place.controller)),
        ],
      }
    }),
  }
}

function actors(): { columns: Column[]; rows: Row[] } {
  const words = app.words
  const before = new Map((app.base?.actors ?? []).map((row) => [row.actor_id, row.total]))
  const rows = app.shown?.actors ?? []
  const compare = app.view !== 'baseline'
  const scale = moneyScale(app.model!.currency, app.model!.period, Math.max(0, ...rows.map((row) => Math.abs(row.total))))
  const unit = scaleText(scale, app.language)
  return {
    columns: [
      { title: words.kinds.actor, numeric: false },
      { title: words.accounts.total, unit, numeric: true },
      ...(compare ? [{ title: words.changeWord, unit, numeric: true }] : []),
    ],
    rows: rows.map((row) => {
      const change = row.total - (before.get(row.actor_id) ?? row.total)
      const still = Math.abs(change) <= 1e-9 * Math.abs(row.total)
      return {
        id: row.actor_id,
        cells: [
          word(actorName(row.actor_id)),
          figure(number(row.total / scale.divisor, app.language), row.total),
          ...(compare
            ? [
                figure(
                  still ? '0' : number(change / scale.divisor, app.language, true),
                  still ? 0 : change,
                  still ? '' : toneOf(change),
                ),
              ]
            : []),
        ],
      }
    }),
  }
}
