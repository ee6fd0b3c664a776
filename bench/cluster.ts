import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sql, { raw } from 'sql-template-tag'
import { loadSample, samplePassword } from '../sample/load.ts'
import { benchCounts } from '../sample/world.ts'
import { boot } from '../src/app/boot.ts'
import { type Database, openDatabase } from '../src/kernel/database/database.ts'
import { type Embedded, startEmbedded } from '../src/kernel/database/embedded.ts'
import { cheapHashingCost, hashPassword } from '../src/kernel/sign-in/hashing.ts'
import { sampleRights } from './people.ts'
import { say } from './report.ts'

/** The database that is measured: an embedded cluster with its data kept between runs. */
export interface Cluster {
  readonly dataDir: string
  readonly customers: number
  url: string
  /** Ends PostgreSQL, so that the application can bring its own on the same folder. */
  stop(): Promise<void>
  start(): Promise<void>
}

/** The proportions of the large company at any size: two employees to a thousand customers, ten to a department. */
const countsFor = (customers: number) => {
  const large = benchCounts()
  const employees = Math.max(60, Math.min(large.employees, Math.round(customers / 110)))
  // The generator lands a little under what it is asked for; these give 3 and 5 on average.
  return {
    ...large,
    contacts: 3.02,
    followUps: 5.45,
    customers,
    employees,
    departments: Math.max(27, Math.round(employees / 10)),
  }
}

export const openCluster = async (customers: number): Promise<Cluster> => {
  const dataDir = process.env.BENCH_DATA ?? join(tmpdir(), 'greensea-bench')
  let running: Embedded | undefined
  const cluster: Cluster = {
    dataDir,
    customers,
    url: '',
    stop: async () => {
      await running?.stop()
      running = undefined
    },
    start: async () => {
      running ??= await startEmbedded({ dataDir })
      cluster.url = running.url
    },
  }
  await cluster.start()
  try {
    await ensureFilled(cluster)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return cluster
}

const filledWith = async (db: Database): Promise<number | undefined> => {
  const { rows: there } = await db.query(sql`SELECT 1 FROM pg_class WHERE relname = 'settings' AND relkind = 'r'`)
  if (there.length === 0) return 0
  const { rows } = await db.query<{ customers: number }>(
    sql`SELECT (value->>'customers')::int AS customers FROM settings WHERE name = 'bench'`,
  )
  return rows[0]?.customers
}

/** Fills an empty database once; refuses one that holds something else. */
const ensureFilled = async (cluster: Cluster): Promise<void> => {
  const { customers, url, dataDir } = cluster
  const db = openDatabase(url, { max: 1 })
  const found = await filledWith(db).finally(() => db.close())
  if (found === customers) return
  if (found !== 0)
    throw new Error(`${dataDir} holds ${found ?? 'a company'} of another size; choose another BENCH_DATA or remove it`)
  const started = Date.now()
  const counts = countsFor(customers)
  say(`filling ${dataDir}: ${customers.toLocaleString('en')} customers, ${counts.employees} employees`)
  const system = await boot({ url, poolSize: 4 })
  try {
    const { kernel } = system
    const passwordHash = await hashPassword(samplePassword, cheapHashingCost)
    const each = Math.max(10_000, Math.round(customers / 20))
    await loadSample(kernel, {
      passwordHash,
      counts,
      rebuildIndexes: true,
      progress: (done) => {
        if (done % each < 2000)
          say(`  ${done.toLocaleString('en')} customers, ${Math.round((Date.now() - started) / 1000)} s`)
      },
    })
    await system.catchUp()
    await sampleRights(system)
    await tidy(kernel.db)
    await kernel.db.query(
      sql`INSERT INTO settings (name, value) VALUES ('bench', ${JSON.stringify({ customers, filledAt: new Date().toISOString() })}::jsonb)`,
    )
  } catch (error) {
    await system.close()
    await cluster.stop()
    await rm(join(dataDir, 'postgres'), { recursive: true, force: true })
    throw error
  }
  await system.close()
  say(`  filled in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** What autovacuum would have done by the time a company is that large. */
export const tidy = async (db: Database): Promise<void> => {
  for (const table of [
    'customers',
    'customers_search',
    'contacts',
    'contacts_search',
    'follow_ups',
    'tasks',
    'ownership_intervals',
    'outbox',
    'audit_entries',
    'record_members',
  ])
    await db.query(sql`VACUUM (ANALYZE) ${raw(table)}`)
  await db.query(sql`CHECKPOINT`)
}

/** What one round left in the outbox must not slow the next one. */
export const handedOver = async (db: Database): Promise<void> => {
  for (let i = 0; i < 600; i++) {
    const { rows } = await db.query<{ n: number }>(
      sql`SELECT count(*) AS n FROM outbox WHERE state = 'pending' AND due <= now()`,
    )
    if (rows[0]?.n === 0) return
    await sleep(100)
  }
  throw new Error('the outbox is not handed over after a minute')
}

/** Rows of the large tables, for the report. */
export const rowCounts = async (db: Database): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const table of ['customers', 'contacts', 'follow_ups', 'employees', 'departments']) {
    const { rows } = await db.query<{ n: number }>(sql`SELECT count(*) AS n FROM ${raw(table)}`)
    counts[table] = rows[0]?.n ?? 0
  }
  return counts
}
