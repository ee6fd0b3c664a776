import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { eventually, good } from './company.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const query = (text: string, values: unknown[] = []) => app.app.system.kernel.db.pool.query(text, values)

/** What is left of a run when its process was killed a minute ago: a job that is taken, a run that is under way. */
const takenBy = async (name: string) => {
  const runId = newId()
  const taskId = newId()
  await query(
    "INSERT INTO job_runs (id, name, started_at, state) VALUES ($1, $2, now() - interval '1 minute', 'running')",
    [runId, name],
  )
  await query(
    "INSERT INTO pgboss.job (id, name, data, state, started_on, policy, expire_in, retry_limit) VALUES ($1, $2, $3, 'active', now() - interval '1 minute', 'singleton', interval '23 hours', 2)",
    [taskId, name, JSON.stringify({ runId })],
  )
  return { runId, taskId }
}

const runOf = async (name: string, runId: string) =>
  good(await app.admin.get(`/jobs/${name}/runs`)).data.find((run: { id: string }) => run.id === runId)

it('takes a run up again whose process was killed', async () => {
  const { runId } = await takenBy('pool-recycle')
  const run = await eventually(async () => {
    const found = await runOf('pool-recycle', runId)
    return found.state === 'done' ? found : undefined
  }, 'the run that was left')
  expect(run).toMatchObject({ error: null, result: { recycled: 0, refused: 0 } })
  const { runId: next } = good(await app.admin.post('/jobs/pool-recycle/run'), 202)
  await eventually(
    async () => ((await runOf('pool-recycle', next)).state === 'done' ? true : undefined),
    'the next run',
  )
}, 30_000)

it('leaves a run alone that still goes on elsewhere, however long it takes', async () => {
  const { runId, taskId } = await takenBy('pool-recycle')
  const elsewhere = await app.app.system.kernel.db.pool.connect()
  try {
    await elsewhere.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`job ${taskId}`])
    await new Promise((resolve) => setTimeout(resolve, 7_000))
    expect((await runOf('pool-recycle', runId)).state).toBe('running')
  } finally {
    await elsewhere.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`job ${taskId}`])
    elsewhere.release()
  }
  await eventually(async () => ((await runOf('pool-recycle', runId)).state === 'done' ? true : undefined), 'its end')
}, 30_000)
