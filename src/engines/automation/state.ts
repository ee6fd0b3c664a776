import sql, { raw } from 'sql-template-tag'
import type { Database } from '../../kernel/database/database.ts'
import type { Automation } from './parts.ts'

/** Automations in use, as the process knows them; renewed with the access epoch. */
export interface AutomationState {
  readonly of: (object: string) => readonly Automation[]
  readonly all: () => readonly Automation[]
  readonly refresh: (db: Database) => Promise<void>
}

export const automationSql = (table: string, where: string) =>
  sql`SELECT id, version, name, object, trigger, field, coalesce(days, 0) AS days, condition, steps FROM ${raw(`${table} WHERE ${where} AND deleted_at IS NULL ORDER BY name, id`)}`

export const createAutomationState = (table: string): AutomationState => {
  let all: readonly Automation[] = []
  const byObject = new Map<string, Automation[]>()
  return {
    all: () => all,
    of: (object) => byObject.get(object) ?? [],
    refresh: async (db) => {
      all = (await db.query<Automation>(automationSql(table, 'active'))).rows
      byObject.clear()
      for (const one of all) byObject.set(one.object, [...(byObject.get(one.object) ?? []), one])
    },
  }
}
