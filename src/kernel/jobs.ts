import PgBoss from 'pg-boss'
import sql from 'sql-template-tag'
import { notFound } from '../model/errors.ts'
import type { Database } from './database/database.ts'
import { newId } from './ids.ts'
import { type JobLocks, openJobLocks } from './job-locks.ts'
import type { JobDef, Kernel } from './kernel.ts'
import { contextOf } from './kernel.ts'
import { type Context, systemPrincipal } from './principal.ts'

export interface Jobs {
  /** Queues one run now; answers its id. A run that is already going is not started twice. */
  readonly run: (name: string, actorId: string | null) => Promise<string>
  readonly stop: () => Promise<void>
}

/** A run may take hours; whether it still goes on is told by its lock, not by the time it takes. */
const longestSeconds = 23 * 3600
const lookMilliseconds = 5_000

/** Queues and schedules in PostgreSQL by pg-boss: one run at a time of each job, whichever process takes it. */
export const startJobs = async (
  kernel: Kernel,
  url: string,
  options: { schedule: boolean; renew: () => Promise<void>; onError: (error: unknown) => void },
): Promise<Jobs> => {
  const boss = new PgBoss({ connectionString: url, max: 3, schema: 'pgboss', application_name: 'greensea-jobs' })
  boss.on('error', options.onError)
  await boss.start()
  const locks = openJobLocks(kernel.db)
  for (const job of kernel.jobs.values()) {
    await boss.createQueue(job.name, { name: job.name, policy: 'singleton' })
    await boss.work<{ runId?: string; actorId?: string | null }>(
      job.name,
      { pollingIntervalSeconds: 1, batchSize: 1 },
      async ([task]) => {
        if (task === undefined) return
        await locks.during(task.id, async () => {
          await options.renew()
          await perform(kernel, job, task.data?.runId ?? task.id, task.data?.actorId ?? null)
        })
      },
    )
    if (job.schedule !== undefined && options.schedule)
      await boss.schedule(job.name, job.schedule, {}, { tz: kernel.clock.timeZone, expireInSeconds: longestSeconds })
    else await boss.unschedule(job.name)
    if (job.atStart === true && options.schedule) await boss.send(job.name, {}, { expireInSeconds: longestSeconds })
  }
  let looking: Promise<void> = Promise.resolve()
  const look = () => {
    looking = looking.then(() => freeDead(kernel, boss, locks)).catch(options.onError)
  }
  look()
  const watch = setInterval(look, lookMilliseconds)
  return {
    run: async (name, actorId) => {
      if (!kernel.jobs.has(name)) throw notFound()
      const runId = newId()
      await kernel.db.query(
        sql`INSERT INTO job_runs (id, name, started_at, state, actor_id) VALUES (${runId}, ${name}, ${kernel.clock.now()}, 'queued', ${actorId})`,
      )
      await boss.send(name, { runId, actorId }, { expireInSeconds: longestSeconds })
      return runId
    },
    stop: async () => {
      clearInterval(watch)
      await looking
      await boss.stop({ graceful: true, timeout: 10_000, close: true })
      locks.close()
    },
  }
}

/**
 * A run whose process was killed leaves its job taken, and nobody could run it again until it expires. Whoever finds its
 * lock free hands the job back: it is taken up again at once, by any process, and goes on where it stopped.
 */
const freeDead = async ({ db, clock }: Kernel, boss: PgBoss, locks: JobLocks): Promise<void> => {
  const { rows } = await db.query<{ id: string; name: string; runId: string }>(
    sql`SELECT id, name, coalesce(data->>'runId', id::text) AS "runId" FROM pgboss.job WHERE state = 'active' AND started_on < now() - interval '10 seconds' AND NOT starts_with(name, '__')`,
  )
  for (const { id, name, runId } of rows)
    await locks.ifFree(id, async () => {
      await boss.fail(name, id, { message: 'the process ended' })
      await db.query(
        sql`UPDATE job_runs SET state = 'failed', finished_at = ${clock.now()}, error = 'the process ended' WHERE id = ${runId} AND state = 'running'`,
      )
    })
}

/** One run with its log: when, what came of it, what went wrong. */
export const perform = async (kernel: Kernel, job: JobDef, runId: string, actorId: string | null): Promise<void> => {
  const { db, clock } = kernel
  await db.query(
    sql`INSERT INTO job_runs (id, name, started_at, state, actor_id) VALUES (${runId}, ${job.name}, ${clock.now()}, 'running', ${actorId}) ON CONFLICT (id) DO UPDATE SET state = 'running', started_at = excluded.started_at, finished_at = NULL, error = NULL`,
  )
  const context: Context = contextOf(kernel, systemPrincipal(job.name), { requestId: runId })
  try {
    const result = await job.run(context, async (state) => {
      await db.query(sql`UPDATE job_runs SET result = ${JSON.stringify(state)}::jsonb WHERE id = ${runId}`)
    })
    await db.query(
      sql`UPDATE job_runs SET state = 'done', finished_at = ${clock.now()}, result = ${JSON.stringify(result)}::jsonb WHERE id = ${runId}`,
    )
  } catch (error) {
    await db.query(
      sql`UPDATE job_runs SET state = 'failed', finished_at = ${clock.now()}, error = ${String(error).slice(0, 2000)} WHERE id = ${runId}`,
    )
    throw error
  }
}

export const listRuns = async (db: Database, name: string): Promise<unknown[]> => {
  const { rows } = await db.query(
    sql`SELECT id, name, started_at AS "startedAt", finished_at AS "finishedAt", state, result, error FROM job_runs WHERE name = ${name} ORDER BY started_at DESC, id DESC LIMIT 50`,
  )
  return rows
}
