import sql from 'sql-template-tag'
import type { Database } from '../kernel/database/database.ts'

/** What moves when rights, definitions or the clock change: a process behind them catches up first. */
export interface Epochs {
  readonly access: number
  readonly registry: number
  readonly clockOffset: number
}

export const readEpochs = async (db: Database): Promise<Epochs> => {
  const { rows } = await db.query<Epochs>(sql`SELECT access, registry, clock_offset AS "clockOffset" FROM epochs`)
  return rows[0]!
}
