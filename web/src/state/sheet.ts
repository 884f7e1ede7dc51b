// The sheet that `why` tells of an element, in the parts that the page shows. Fields differ by table; what a sheet lacks is absent.
import type { Statement } from '../api/client'

export interface Source {
  method: string
  value: string
  unit: string
  low: string
  high: string
  used: boolean
  source: string
  date_from: string
  note: string
  evidence_id: string
}

export interface CellValue {
  value: string
  unit: string
  date_from: string
  date_to: string
  sources: Source[]
}

/** Where a number comes from: `why` with a column. */
export interface CellStory {
  table: string
  id: string
  column: string
  cell: CellValue
  series?: CellValue[]
  changes?: { kind?: string; id?: string; value?: string; unit?: string; title?: string }[]
  statements?: Statement[]
  about?: Statement[]
}

export interface Limit {
  kind?: string
  id?: string
  to_node_id?: string
  level?: number
  flow?: number
  capacity: number | null
  utilization?: number | null
  worth: number | null
  low: number | null
  high: number | null
  unit?: string
}

export interface Leg {
  kind: string
  id: string
  charge: number
  scarcity: number
  room: number | null
}

export interface Sheet {
  table: string
  id: string
  measures?: { measure_id?: string; id?: string }[]
  bound?: Limit[]
  binds_too?: Limit[]
  next_best?: { commodity_id: string; found: boolean; extra_cost: number; own_scarcity: number; room: number | null }
  next_best_legs?: Leg[]
  next_best_legs_remark?: string
  cells?: CellStory[]
  statements?: Statement[]
}
