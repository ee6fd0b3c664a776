import { setTimeout as sleep } from 'node:timers/promises'
import sql, { raw } from 'sql-template-tag'
import type { Database } from '../../src/kernel/database/database.ts'
import type { Bench } from '../main.ts'
import { type Section, say, whole } from '../report.ts'

const aged = 2000

/** Customers nobody follows go back to the pool: how many a second, with their contacts, intervals and audit. */
export const recycle = async (bench: Bench): Promise<Section> => {
  const { db } = bench.system.kernel
  const backlog = await runJob(bench)
  const began = new Date().toISOString()
  await db.query(sql`DROP TABLE IF EXISTS bench_kept`)
  await db.query(
    sql`CREATE TABLE bench_kept AS SELECT * FROM customers WHERE owner_id IS NOT NULL AND deleted_at IS NULL AND deal_status = 'none' AND locked IS NOT TRUE ORDER BY id DESC LIMIT ${aged}`,
  )
  try {
    await db.query(
      sql`UPDATE customers c SET owned_at = c.owned_at - interval '400 days', last_valid_follow_up_at = c.last_valid_follow_up_at - interval '400 days', protected_until = ${began}::timestamptz - interval '1 day' FROM bench_kept k WHERE k.id = c.id`,
    )
    const measured = await runJob(bench)
    return {
      title: 'Recycling to the pool',
      columns: ['', 'customers', 'seconds', 'customers/s'],
      rows: [
        [
          'due by themselves before',
          whole(backlog.recycled),
          backlog.seconds.toFixed(1),
          backlog.recycled === 0 ? '' : whole(backlog.recycled / backlog.seconds),
        ],
        [
          'measured',
          whole(measured.recycled),
          measured.seconds.toFixed(1),
          whole(measured.recycled / measured.seconds),
        ],
      ],
    }
  } finally {
    await putBack(db, began)
  }
}

const runJob = async ({ app, admin }: Bench): Promise<{ recycled: number; seconds: number }> => {
  const call = async (method: string, path: string) => {
    const answer = await fetch(`${app.url}/api/v1/jobs/pool-recycle/${path}`, {
      method,
      headers: { cookie: admin.cookie },
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as unknown
  }
  const { runId } = (await call('POST', 'run')) as { runId: string }
  for (;;) {
    const { data } = (await call('GET', 'runs')) as {
      data: {
        id: string
        state: string
        startedAt: string
        finishedAt: string | null
        error: string | null
        result: { recycled?: number } | null
      }[]
    }
    const run = data.find((one) => one.id === runId)
    if (run?.state === 'failed') throw new Error(`the job failed: ${run.error ?? ''}`)
    if (run?.state === 'done') {
      const seconds = (Date.parse(run.finishedAt ?? '') - Date.parse(run.startedAt)) / 1000
      say(`  ${run.result?.recycled ?? 0} recycled in ${seconds.toFixed(1)} s`)
      return { recycled: run.result?.recycled ?? 0, seconds }
    }
    await sleep(250)
  }
}

/** Leaves the database as it was, so that the next run measures the same. */
const putBack = async (db: Database, began: string): Promise<void> => {
  await db.transaction(async (tx) => {
    const ids = sql`SELECT id FROM bench_kept`
    await tx.query(sql`DELETE FROM customers WHERE id IN (${ids})`)
    await tx.query(sql`INSERT INTO customers SELECT * FROM bench_kept`)
    await tx.query(
      sql`UPDATE contacts c SET owner_id = k.owner_id, department_id = k.department_id, pool_id = k.pool_id FROM bench_kept k WHERE c.customer_id = k.id`,
    )
    await tx.query(sql`DELETE FROM ownership_intervals WHERE record_id IN (${ids}) AND from_at >= ${began}`)
    await tx.query(sql`UPDATE ownership_intervals SET to_at = NULL WHERE record_id IN (${ids}) AND to_at >= ${began}`)
    for (const table of ['audit_entries', 'field_facts', 'outbox'])
      await tx.query(sql`DELETE FROM ${raw(table)} WHERE record_id IN (${ids}) AND at >= ${began}`)
    await tx.query(sql`DROP TABLE bench_kept`)
  })
  for (const table of ['customers', 'contacts', 'ownership_intervals'])
    await db.query(sql`VACUUM (ANALYZE) ${raw(table)}`)
}
