import type { Json, Row } from '../../model/label.ts'
import type { CellFault, Column } from './mapping.ts'

export interface ImportRecord {
  readonly id: string
  readonly object: string
  readonly status: string
  readonly columns: readonly Column[]
  readonly matchBy: readonly string[]
  readonly onMatch: 'skip' | 'update' | 'create'
  readonly poolId: string | null
  readonly ownerId: string | null
  /** What a row says nothing of: field -> value, for records it makes. */
  readonly defaults: Readonly<Record<string, Json>>
  readonly dryRun: boolean
  readonly createdById: string
}

export interface StoredRow {
  readonly number: number
  readonly cells: readonly string[]
}

export interface Done {
  readonly number: number
  readonly state: 'created' | 'updated' | 'skipped' | 'failed'
  readonly record_id: string | null
  readonly version: number | null
  readonly before: Json
  readonly faults: readonly CellFault[] | null
}

export const batchSize = 200

export interface Prepared {
  readonly number: number
  readonly cells: readonly string[]
  readonly values: Record<string, unknown>
  faults: CellFault[]
  match: Row | undefined
}
