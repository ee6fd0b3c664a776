import sql, { raw } from 'sql-template-tag'
import { brandAt, brandCount } from '../../sample/words/brands.ts'
import type { Database } from '../../src/kernel/database/database.ts'
import { handedOver } from '../cluster.ts'
import { compare } from '../load.ts'
import type { Bench } from '../main.ts'
import { comparisonColumns, comparisonRow, type Section } from '../report.ts'

let made = 0

const newCustomer = () => {
  const n = made++
  return {
    name: `${['杭州', '苏州', '宁波', '东莞'][n % 4]}${brandAt((n * 7919) % brandCount, false)}机械${n}有限公司`,
    phone: `138${String(n % 100_000_000).padStart(8, '0')}`,
    level: 'ABCD'[n % 4],
    source: 'website',
    industry: 'C34',
    region: '330100',
  }
}

/** A customer made by a rep: validated, counted against the capacity, tokenised, audited, with outbox and interval. */
export const create = async ({ cluster, app, bare, reps, system, rounds, seconds }: Bench): Promise<Section> => {
  const { db } = system.kernel
  const began = new Date().toISOString()
  const creators = reps.slice(0, 50)
  const shots = (path: string) =>
    creators.map(({ cookie }) => ({ path, method: 'POST' as const, headers: { cookie }, body: newCustomer }))
  const result = await compare({
    name: 'create a customer',
    app: { server: app, shots: shots('/api/v1/customers') },
    bare: { server: bare, shots: shots('/customers') },
    rounds,
    seconds,
    dataDir: cluster.dataDir,
    between: () => handedOver(db),
  })
  await takeBack(
    db,
    creators.map((one) => one.id),
    began,
  )
  return {
    title: 'Create a customer',
    columns: comparisonColumns,
    rows: [comparisonRow('create a customer', result)],
    notes: [
      'Bare: session, advisory lock, capacity count, the row with its search tokens, audit entry, field facts, outbox event, undo entry and ownership interval, by hand in one transaction.',
      'The application also hands its events over while it is measured; the customers made are taken out again.',
    ],
  }
}

/** Leaves the database as it was, so that the next run measures the same. */
const takeBack = async (db: Database, creators: readonly string[], began: string): Promise<void> => {
  await db.transaction(async (tx) => {
    await tx.query(
      sql`CREATE TEMP TABLE made ON COMMIT DROP AS SELECT id FROM customers WHERE owner_id = ANY(${creators}::uuid[]) AND created_at >= ${began}`,
    )
    for (const table of ['audit_entries', 'field_facts', 'outbox', 'ownership_intervals'])
      await tx.query(sql`DELETE FROM ${raw(table)} WHERE record_id IN (SELECT id FROM made)`)
    await tx.query(sql`DELETE FROM undo_entries WHERE created_at >= ${began}`)
    await tx.query(sql`DELETE FROM customers WHERE id IN (SELECT id FROM made)`)
  })
  await db.query(sql`VACUUM (ANALYZE) customers`)
  await db.query(sql`VACUUM outbox`)
}
