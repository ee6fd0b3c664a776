import { setTimeout as sleep } from 'node:timers/promises'
import sql, { raw } from 'sql-template-tag'
import type { Database } from '../../src/kernel/database/database.ts'
import { percentile } from '../load.ts'
import type { Bench } from '../main.ts'
import { ms, type Section, say, whole } from '../report.ts'

/**
 * A tenth of all customers is due at once. While they go back to the pool somebody keeps asking for the very rows that
 * are being recycled, as a person who writes a follow-up would; in the middle the server is killed and started again.
 */
export const recycle = async (bench: Bench): Promise<Section> => {
  const { db } = bench.system.kernel
  const backlog = await finished(bench, await runJob(bench))
  const aged = Math.round(bench.cluster.customers / 10)
  const began = new Date().toISOString()
  const due = await age(db, aged, began)
  try {
    const asking = ask(db)
    const first = await runJob(bench)
    await reached(db, due, aged / 2)
    await bench.kill()
    const killed = performance.now()
    const left = await dueStill(db)
    await bench.restart()
    await reached(db, due, due - left + 1)
    const resumed = performance.now() - killed
    const run = await finished(bench, first)
    const waits = await asking.stop()
    const odd = await oddIntervals(db, began)
    const remaining = await dueStill(db)
    return {
      title: 'Recycling to the pool',
      columns: [
        'due',
        'killed with left',
        'goes on after s',
        'customers/s',
        'left at the end',
        'intervals not closed once',
        'rows asked for',
        'lock waits p50 ms',
        'p99 ms',
        'longest ms',
        'must ≤ 200',
      ],
      rows: [
        [
          whole(due),
          whole(left),
          (resumed / 1000).toFixed(1),
          whole(run.recycled / run.seconds),
          whole(remaining),
          whole(odd),
          whole(waits.length),
          ms(percentile(waits, 0.5)),
          ms(percentile(waits, 0.99)),
          ms(waits.at(-1) ?? 0),
          remaining === 0 && odd === 0 && (waits.at(-1) ?? 0) <= 200 ? 'holds' : 'missed',
        ],
      ],
      notes: [
        `Before it ${whole(backlog.recycled)} were due by themselves. The server was killed (SIGKILL) in the middle and started again; the time until it goes on includes its start.`,
        'Asked for: the next rows in line, each FOR NO KEY UPDATE on a connection of its own; the time is that of the whole statement.',
      ],
    }
  } finally {
    await putBack(db, began)
  }
}

/** Makes so many owned customers due a day ago; keeps them as they were. */
const age = async (db: Database, aged: number, began: string): Promise<number> => {
  await db.query(sql`DROP TABLE IF EXISTS bench_kept`)
  await db.query(
    sql`CREATE TABLE bench_kept AS SELECT * FROM customers WHERE owner_id IS NOT NULL AND deleted_at IS NULL AND deal_status = 'none' AND locked IS NOT TRUE AND lifecycle <> 'nurturing' ORDER BY id DESC LIMIT ${aged}`,
  )
  const { rowCount } = await db.query(
    sql`UPDATE customers c SET owned_at = c.owned_at - interval '400 days', last_valid_follow_up_at = c.last_valid_follow_up_at - interval '400 days', protected_until = ${began}::timestamptz - interval '1 day' FROM bench_kept k WHERE k.id = c.id`,
  )
  await db.query(sql`VACUUM (ANALYZE) customers`)
  return rowCount
}

const dueStill = async (db: Database): Promise<number> => {
  const { rows } = await db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM customers c JOIN bench_kept k ON k.id = c.id WHERE c.owner_id IS NOT NULL`,
  )
  return rows[0]?.n ?? 0
}

const reached = async (db: Database, due: number, done: number): Promise<void> => {
  for (let i = 0; i < 3600; i++) {
    if (due - (await dueStill(db)) >= done) return
    await sleep(1000)
  }
  throw new Error('recycling did not go on within an hour')
}

/** Of the recycled, those whose intervals are not exactly: the owner's closed, one of the pool open. */
const oddIntervals = async (db: Database, began: string): Promise<number> => {
  const { rows } = await db.query<{ n: number }>(sql`
    SELECT count(*) AS n FROM bench_kept k JOIN customers c ON c.id = k.id AND c.owner_id IS NULL
    WHERE (SELECT count(*) FILTER (WHERE i.to_at IS NULL AND i.owner_id IS NULL AND i.from_at >= ${began}) * 10 + count(*) FILTER (WHERE i.from_at >= ${began})
      FROM ownership_intervals i WHERE i.object = 'customers' AND i.record_id = k.id) <> 11`)
  return rows[0]?.n ?? 0
}

/** Keeps asking for one of the next rows in line, and how long each took. */
const ask = (db: Database): { stop: () => Promise<number[]> } => {
  let going = true
  const waits: number[] = []
  const asked = (async () => {
    const client = await db.pool.connect()
    try {
      while (going) {
        const { rows } = await client.query<{ id: string }>(
          'SELECT id FROM customers WHERE protected_until <= now() AND owner_id IS NOT NULL AND deleted_at IS NULL ORDER BY protected_until, id LIMIT 60',
        )
        const one = rows[Math.floor(Math.random() * rows.length)]
        if (one !== undefined) {
          const began = performance.now()
          await client.query('SELECT id FROM customers WHERE id = $1 FOR NO KEY UPDATE', [one.id])
          waits.push(performance.now() - began)
        }
        await sleep(20)
      }
    } finally {
      client.release()
    }
  })()
  return {
    stop: async () => {
      going = false
      await asked
      return waits.sort((a, b) => a - b)
    },
  }
}

const call = async ({ app, admin }: Bench, method: string, path: string): Promise<unknown> => {
  const answer = await fetch(`${app.url}/api/v1/jobs/pool-recycle/${path}`, {
    method,
    headers: { cookie: admin.cookie },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const runJob = async (bench: Bench): Promise<string> => ((await call(bench, 'POST', 'run')) as { runId: string }).runId

interface Run {
  readonly id: string
  readonly state: string
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly error: string | null
  readonly result: { readonly recycled?: number } | null
}

const finished = async (bench: Bench, runId: string): Promise<{ recycled: number; seconds: number }> => {
  for (;;) {
    const { data } = (await call(bench, 'GET', 'runs')) as { data: Run[] }
    const run = data.find((one) => one.id === runId)
    if (run?.state === 'failed' && run.error !== 'the process ended')
      throw new Error(`the job failed: ${run.error ?? ''}`)
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
      sql`UPDATE contacts c SET owner_id = k.owner_id, department_id = k.department_id, pool_id = k.pool_id FROM bench_kept k WHERE c.customer_id = k.id AND c.owner_id IS DISTINCT FROM k.owner_id`,
    )
    await tx.query(sql`DELETE FROM ownership_intervals WHERE record_id IN (${ids}) AND from_at >= ${began}`)
    await tx.query(sql`UPDATE ownership_intervals SET to_at = NULL WHERE record_id IN (${ids}) AND to_at >= ${began}`)
    for (const table of ['audit_entries', 'field_facts', 'outbox', 'notifications'])
      await tx.query(sql`DELETE FROM ${raw(table)} WHERE record_id IN (${ids}) AND at >= ${began}`)
    await tx.query(sql`DROP TABLE bench_kept`)
  })
  for (const table of ['customers', 'contacts', 'ownership_intervals', 'outbox'])
    await db.query(sql`VACUUM (ANALYZE) ${raw(table)}`)
}
