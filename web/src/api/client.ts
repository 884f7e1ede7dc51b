// Calls of the HTTP interface (docs/openapi.yaml). A refusal is thrown as Refused with its findings; a server that cannot be
// reached as Gone, so that the page can tell "the answer is no" from "nobody answered".
import type { components } from './types'

type Schemas = components['schemas']
export type Case = Schemas['Case']
export type Model = Schemas['Model']
export type Place = Schemas['Place']
export type Link = Schemas['Link']
export type Group = Schemas['Group']
export type Actor = Schemas['Actor']
export type Measure = Schemas['Measure']
export type Finding = Schemas['Finding']
export type LinkRow = Schemas['LinkRow']
export type FlowRow = Schemas['FlowRow']
export type Scope = Schemas['Scope']
export type Run = Schemas['Run']
export type Certificate = Schemas['Certificate']
export type ScenarioFile = Schemas['ScenarioFile']
export type SolveRequest = Schemas['SolveRequest']
export type RunRequest = Schemas['RunRequest']
export type ExportRequest = Schemas['ExportRequest']

// Rows of lists that the contract leaves open; they are those of `korridor solve --json`.
export interface PriceRow {
  node_id: string
  commodity_id: string
  origin: string | null
  via: string | null
  price: number | null
  low: number | null
  high: number | null
}
export interface UnservedRow {
  demand_id: string
  node_id: string
  commodity_id: string
  quantity: number
}
export interface ActorRow {
  actor_id: string
  producer_surplus: number
  consumer_surplus: number
  rents: number
  tolls: number
  tariffs: number
  margins: number
  cap_discounts: number
  contracts: number
  total: number
  low: number | null
  high: number | null
}
export interface NodeRow {
  node_id: string
  throughput: number
  capacity: number | null
  rent: number
  unit: string
  closed: boolean
}
export interface DemandRow {
  demand_id: string
  node_id: string
  commodity_id: string
  served: number
  unserved: number
  price: number | null
}
export interface SupplyRow {
  supply_id: string
  node_id: string
  commodity_id: string
  origin: string
  produced: number
  shut_in: number
  price: number | null
}

export type Answer = Omit<Schemas['SolveAnswer'], 'prices' | 'unserved' | 'actors' | 'nodes' | 'demands' | 'supplies'> & {
  prices?: PriceRow[]
  unserved?: UnservedRow[]
  actors?: ActorRow[]
  nodes?: NodeRow[]
  demands?: DemandRow[]
  supplies?: SupplyRow[]
}

export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly findings: Finding[],
  ) {
    super(message)
  }
}

export class Gone extends Error {}

/** A call that is given up by `stop` throws what fetch throws then; the server ends the work for it. */
async function call(method: string, path: string, body?: unknown, stop?: AbortSignal): Promise<Response> {
  let response: Response
  try {
    const init: RequestInit = { method, cache: 'no-store', signal: stop ?? null }
    if (body !== undefined) {
      init.body = JSON.stringify(body)
      init.headers = { 'Content-Type': 'application/json' }
    }
    response = await fetch(path, init)
  } catch (fault) {
    throw stop?.aborted ? fault : new Gone(String(fault))
  }
  if (response.ok) return response
  // A proxy before a dead server answers with a page, the server itself with a Refusal.
  const refusal = await response.json().catch(() => null)
  if (refusal === null || typeof refusal.code !== 'string') throw new Gone(`${response.status} ${response.statusText}`)
  throw new Refused(refusal.code, refusal.message, refusal.findings ?? [])
}

const json = async <T>(method: string, path: string, body?: unknown, stop?: AbortSignal): Promise<T> =>
  (await call(method, path, body, stop)).json()

export const api = {
  model: () => json<Model>('GET', '/api/model'),
  baseMap: async () => (await call('GET', '/api/basemap')).text(),
  solve: (request: SolveRequest, stop?: AbortSignal) => json<Answer>('POST', '/api/solve', request, stop),
  why: (request: Schemas['WhyRequest'], stop?: AbortSignal) => json<Record<string, unknown>>('POST', '/api/why', request, stop),
  scope: (of: Case, stop: AbortSignal) => json<Scope>('POST', '/api/scope', { case: of }, stop),
  evidence: (element: string) =>
    json<{ statements?: Statement[] }>('GET', `/api/evidence?element=${encodeURIComponent(element)}`),
  export: async (request: ExportRequest) => (await call('POST', '/api/export', request)).blob(),
  startRun: (request: RunRequest) => json<Run>('POST', '/api/runs', request),
  run: (id: string) => json<Run>('GET', `/api/runs/${encodeURIComponent(id)}`),
  cancelRun: (id: string) => json<Run>('DELETE', `/api/runs/${encodeURIComponent(id)}`),
}

export interface Statement {
  evidence_id: string
  published: string
  speaker: string
  kind: string
  statement: string
  about: string
  quantity: string
  unit: string
  period: string
  element: string
  source: string
  note: string
  contested_by: string
}
