import sql from 'sql-template-tag'
import { type Clock, parseOffset } from '../kernel/clock.ts'
import { checkDatabase } from '../kernel/database/check.ts'
import type { Database } from '../kernel/database/database.ts'
import type { Engine } from '../kernel/kernel.ts'
import { migrate } from '../kernel/migrations.ts'
import { kernelSchema } from '../kernel/schema.ts'
import { signInSchema } from '../kernel/sign-in/schema.ts'
import { readEpochs } from './epochs.ts'
import { preferencesSchema } from './identify.ts'

interface Prepared {
  readonly clock?: string
  readonly production?: boolean
}

/** Under one lock for all processes that start at once: the first does the work, the others find it done. */
export const prepare = async (
  db: Database,
  clock: Clock,
  options: Prepared,
  engines: readonly Engine[],
  work: () => Promise<void>,
) => {
  await checkDatabase(db)
  const lock = await db.pool.connect()
  try {
    await lock.query('SELECT pg_advisory_lock(4711)')
    for (const ddl of [
      kernelSchema,
      signInSchema,
      preferencesSchema,
      ...engines.flatMap((engine) => engine.schema ?? []),
    ])
      await lock.query(ddl)
    await migrate(db)
    await setClock(db, clock, options)
    await work()
  } finally {
    await lock.query('SELECT pg_advisory_unlock(4711)').catch(() => undefined)
    lock.release()
  }
}

/** One offset per database: every process of it lives in the same shifted time; never in production. */
const setClock = async (db: Database, clock: Clock, options: Prepared) => {
  if (options.clock !== undefined && options.clock !== '') {
    if (options.production === true)
      throw new Error(
        'GREENSEA_CLOCK shifts business time and is refused when NODE_ENV=production · 生产环境不能使用 GREENSEA_CLOCK',
      )
    const offset = parseOffset(options.clock)
    await db.query(sql`UPDATE epochs SET clock_offset = ${offset}`)
    clock.setOffset(offset)
    return
  }
  const { clockOffset } = await readEpochs(db)
  if (clockOffset !== 0 && options.production === true)
    throw new Error(
      'The clock of this database is shifted (GREENSEA_CLOCK was used); set GREENSEA_CLOCK=+0d once outside production first',
    )
  clock.setOffset(clockOffset)
}
