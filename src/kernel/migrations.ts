import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sql, { raw } from 'sql-template-tag'
import type { Database } from './database/database.ts'

/** The dated files of the checkout: what destroys or rewrites data is done by these alone, once each, in order. */
const folder = (): string | undefined => {
  const here = dirname(fileURLToPath(import.meta.url))
  return [join(here, '../../migrations'), join(here, '../migrations')].find((path) => existsSync(path))
}

/** Runs the migrations this database has not had, each in its own transaction. Call under the start-up lock. */
export const migrate = async (db: Database, from: string | undefined = folder()): Promise<string[]> => {
  await db.query(
    sql`CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, done_at timestamptz NOT NULL DEFAULT now())`,
  )
  const names =
    from === undefined
      ? []
      : readdirSync(from)
          .filter((name) => /^\d{4}-\d{2}-\d{2}-.+\.sql$/.test(name))
          .sort()
  const { rows } = await db.query<{ name: string }>(sql`SELECT name FROM migrations`)
  const known = new Set(rows.map((row) => row.name))
  const { rows: tables } = await db.query(
    sql`SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'employees'`,
  )
  const isNew = tables.length === 0
  const done: string[] = []
  for (const name of names.filter((one) => !known.has(one)))
    await db.transaction(async (tx) => {
      // A new database begins with the present schema; there is nothing in it to migrate.
      if (!isNew) await tx.query(sql`${raw(readFileSync(join(from!, name), 'utf8'))}`)
      await tx.query(sql`INSERT INTO migrations (name) VALUES (${name})`)
      done.push(name)
    })
  return done
}
