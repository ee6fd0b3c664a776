import sql, { raw } from 'sql-template-tag'
import type { Database } from '../../kernel/database/database.ts'
import type { Flow } from './parts.ts'

interface Substitute {
  readonly employeeId: string
  readonly substituteId: string
  readonly startsAt: string
  readonly endsAt: string
}

/** Flows in use and who stands in for whom, as the process knows them; renewed with the access epoch. */
export interface ApprovalState {
  readonly flows: (object: string) => readonly Flow[]
  /** Who decides in place of somebody at this moment. */
  readonly substitute: (employeeId: string, now: string) => string | null
  readonly refresh: (db: Database) => Promise<void>
}

/** `flows` and `substitutes`: the tables of the objects that hold them. */
export const createApprovalState = (tables: {
  readonly flows: string
  readonly substitutes: string
}): ApprovalState => {
  let flows = new Map<string, Flow[]>()
  let standIns: readonly Substitute[] = []
  return {
    flows: (object) => flows.get(object) ?? [],
    substitute: (employeeId, now) =>
      standIns.find((one) => one.employeeId === employeeId && one.startsAt <= now && now < one.endsAt)?.substituteId ??
      null,
    refresh: async (db) => {
      const { rows } = await db.query<Flow>(
        sql`SELECT id, version, name, object, trigger, action, condition, nodes, coalesce(on_empty, 'administrators') AS empty, coalesce(on_same, 'once') AS same, coalesce(on_self, 'superior') AS self
          FROM ${raw(tables.flows)} WHERE active AND deleted_at IS NULL ORDER BY position, created_at, id`,
      )
      flows = new Map()
      for (const flow of rows) flows.set(flow.object, [...(flows.get(flow.object) ?? []), flow])
      const found = await db.query<Substitute>(
        sql`SELECT owner_id AS "employeeId", substitute_id AS "substituteId", starts_at AS "startsAt", ends_at AS "endsAt" FROM ${raw(tables.substitutes)} WHERE deleted_at IS NULL ORDER BY starts_at DESC, id`,
      )
      standIns = found.rows
    },
  }
}
