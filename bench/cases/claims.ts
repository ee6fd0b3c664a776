import { setTimeout as sleep } from 'node:timers/promises'
import sql, { raw } from 'sql-template-tag'
import type { Database } from '../../src/kernel/database/database.ts'
import { handedOver } from '../cluster.ts'
import { compare } from '../load.ts'
import type { Bench } from '../main.ts'
import type { Person } from '../people.ts'
import { comparisonColumns, comparisonRow, type Section } from '../report.ts'

const kept = 20_000

/** Claims of different customers by different people, against the same statements by hand, and against the update alone. */
export const claims = async ({ cluster, app, bare, reps, system, rounds, seconds }: Bench): Promise<Section> => {
  const { db } = system.kernel
  const members = new Map<string, Person[]>()
  for (const person of reps.slice(0, 50))
    for (const pool of (await system.kernel.principalFor(person.id))?.poolIds ?? [])
      members.set(pool, [...(members.get(pool) ?? []), person])
  const [poolId, people] = [...members].sort((a, b) => b[1].length - a[1].length)[0]!
  const { rows: before } = await db.query<{ daily: number | null }>(
    sql`SELECT daily_claims AS daily FROM pools WHERE id = ${poolId}`,
  )
  const ration = async (daily: number | null) => {
    await db.query(sql`UPDATE pools SET daily_claims = ${daily} WHERE id = ${poolId}`)
    await db.query(sql`UPDATE epochs SET access = access + 1`)
  }
  // The day's claims are counted each time, but nobody reaches the limit.
  await ration(1_000_000)
  const began = new Date().toISOString()
  await db.query(sql`DROP TABLE IF EXISTS bench_claims`)
  await db.query(
    sql`CREATE TABLE bench_claims AS SELECT * FROM customers WHERE pool_id = ${poolId} AND owner_id IS NULL AND deleted_at IS NULL AND pooled_at < now() - interval '61 days' ORDER BY id LIMIT ${kept}`,
  )
  const { rows: open } = await db.query<{ id: string }>(sql`SELECT id FROM bench_claims ORDER BY id`)
  let taken = 0
  const next = () => open[taken++ % open.length]!.id
  const shots = (path: (id: string) => string) =>
    people.map(({ cookie }) => ({
      path: '/',
      method: 'POST' as const,
      headers: { cookie },
      body: () => ({}),
      next: () => path(next()),
    }))
  const sides: readonly [string, (id: string) => string][] = [
    ['the same statements by hand', (id) => `/customers/${id}/claim`],
    ['the conditional update alone', (id) => `/customers/${id}/update`],
  ]
  const rows: string[][] = []
  try {
    for (const [name, path] of sides) {
      const result = await compare({
        name: `claims, ${name}`,
        app: { server: app, shots: shots((id) => `/api/v1/customers/${id}/claim`) },
        bare: { server: bare, shots: shots(path) },
        rounds,
        seconds,
        dataDir: cluster.dataDir,
        between: async () => {
          await putBack(db, began)
          taken = 0
        },
      })
      rows.push(comparisonRow(`against ${name}`, result))
    }
  } finally {
    await putBack(db, began)
    await db.query(sql`DROP TABLE bench_claims`)
    await ration(before[0]?.daily ?? null)
  }
  return {
    title: 'Claims of different customers',
    columns: comparisonColumns,
    rows,
    notes: [
      `${people.length} people of one pool, each request another customer; in both the session is read, limits are counted in the first bare row.`,
      'By hand: row lock, advisory lock, capacity and the day’s claims counted, conditional update, contacts, interval closed and opened, ledger, audit, outbox event, undo entry, and the customer read back with its names, in one transaction.',
    ],
  }
}

const putBack = async (db: Database, began: string): Promise<void> => {
  // What was under way when the load ended is still being answered.
  await sleep(1500)
  await handedOver(db)
  const ids = sql`SELECT c.id FROM customers c JOIN bench_claims k ON k.id = c.id WHERE c.owner_id IS NOT NULL`
  await db.transaction(async (tx) => {
    await tx.query(sql`CREATE TEMP TABLE claimed ON COMMIT DROP AS ${ids}`)
    const those = sql`SELECT id FROM claimed`
    await tx.query(sql`DELETE FROM customers WHERE id IN (${those})`)
    await tx.query(sql`INSERT INTO customers SELECT * FROM bench_claims WHERE id IN (${those})`)
    await tx.query(
      sql`UPDATE contacts SET owner_id = NULL, department_id = NULL WHERE customer_id IN (${those}) AND owner_id IS NOT NULL`,
    )
    await tx.query(sql`DELETE FROM ownership_intervals WHERE record_id IN (${those}) AND from_at >= ${began}`)
    await tx.query(sql`UPDATE ownership_intervals SET to_at = NULL WHERE record_id IN (${those}) AND to_at >= ${began}`)
    for (const table of ['audit_entries', 'field_facts', 'outbox', 'claim_ledger'])
      await tx.query(sql`DELETE FROM ${raw(table)} WHERE record_id IN (${those}) AND at >= ${began}`)
    await tx.query(sql`DELETE FROM undo_entries WHERE created_at >= ${began}`)
  })
  for (const table of ['customers', 'contacts', 'ownership_intervals', 'claim_ledger', 'outbox'])
    await db.query(sql`VACUUM (ANALYZE) ${raw(table)}`)
}
