import PgBoss from 'pg-boss'
import sql from 'sql-template-tag'
import { notFound } from '../model/errors.ts'
import type { Database } from './database/database.ts'
import { newId } from './ids.ts'
import type { JobDef, Kernel } from './kernel.ts'
import { contextOf } from './kernel.ts'
import { type Context, systemPrincipal } from './principal.ts'

export interface Jobs {
  /** Queues one run now; answers its id. A run that is already going is not started twice. */
  readonly run: (name: string, actorId: string | null) => Promise<string>
  readonly stop: () => Promise<void>
}

/** Queues and schedules in PostgreSQL by pg-boss: one run at a time of each job, whichever process takes it. */
export const startJobs = async (
  kernel: Kernel,
  url: string,
  options: { schedule: boolean; renew: () => Promise<void>; onError: (error: unknown) => void },
): Promise<Jobs> => {
  const boss = new PgBoss({ connectionString: url, max: 3, schema: 'pgboss', application_name: 'greensea-jobs' })
  boss.on('error', options.onError)
  await boss.start()
  for (const job of kernel.jobs.values()) {
    await boss.createQueue(job.name, { name: job.name, policy: 'singleton' })
    await boss.work<{ runId?: string; actorId?: string | null }>(
      job.name,
      { pollingIntervalSeconds: 1, batchSize: 1 },
      async ([task]) => {
        await options.renew()
        await perform(kernel, job, task?.data?.runId ?? newId(), task?.data?.actorId ?? null)
      },
    )
    if (job.schedule !== undefined && options.schedule)
      await boss.schedule(job.name, job.schedule, {}, { tz: kernel.clock.timeZone })
    else await boss.unschedule(job.name)
  }
  return {
    run: async (name, actorId) => {
      if (!kernel.jobs.has(name)) throw notFound()
      const runId = newId()
      await kernel.db.query(
        sql`INSERT INTO job_runs (id, name, started_at, state, actor_id) VALUES (${runId}, ${name}, ${kernel.clock.now()}, 'queued', ${actorId})`,
      )
      await boss.send(name, { runId, actorId })
      return runId
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: true }),
  }
}

/** One run with its log: when, what came of it, what went wrong. */
export const perform = async (kernel: Kernel, job: JobDef, runId: string, actorId: string | null): Promise<void> => {
  const { db, clock } = kernel
  await db.query(
    sql`INSERT INTO job_runs (id, name, started_at, state, actor_id) VALUES (${runId}, ${job.name}, ${clock.now()}, 'running', ${actorId}) ON CONFLICT (id) DO UPDATE SET state = 'running', started_at = excluded.started_at`,
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
