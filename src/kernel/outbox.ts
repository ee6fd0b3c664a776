import sql from 'sql-template-tag'
import type { Kernel, OutboxEvent } from './kernel.ts'

export interface Dispatcher {
  /** Handles everything that is due now; for tests and for the end of a process. */
  readonly drain: () => Promise<number>
  readonly stop: () => Promise<void>
}

const batch = 50
const maxAttempts = 8

/**
 * Hands events to their consumers after the fact: claimed by state with SKIP LOCKED, in order per record, repeated with
 * growing pauses. Consumers are idempotent: a process that dies between handling and marking hands over again.
 */
export const startDispatcher = (
  kernel: Kernel,
  options: { every: number; onError: (error: unknown) => void },
): Dispatcher => {
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const drain = async (): Promise<number> => {
    let handled = 0
    for (;;) {
      const taken = await handleBatch(kernel)
      handled += taken
      if (taken === 0) return handled
    }
  }
  const turn = () => {
    if (stopped) return
    running = drain()
      .catch(options.onError)
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, options.every)
      })
  }
  timer = setTimeout(turn, options.every)
  return {
    drain,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

const handleBatch = (kernel: Kernel): Promise<number> =>
  kernel.db.transaction(async (tx) => {
    const { rows } = await tx.query<OutboxEvent & { attempts: number }>(sql`
      SELECT o.id, o.object, o.record_id AS "recordId", o.event, o.payload, o.actor_id AS "actorId", o.at, o.attempts FROM outbox o
      WHERE o.state = 'pending' AND o.due <= now()
        AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state = 'pending' AND e.record_id = o.record_id AND e.id < o.id)
      ORDER BY o.due, o.id LIMIT ${batch} FOR UPDATE OF o SKIP LOCKED`)
    const done: number[] = []
    for (const event of rows) {
      try {
        for (const consumer of kernel.consumers) if (consumer.wants(event)) await consumer.run(event)
        done.push(event.id)
      } catch (error) {
        const attempts = event.attempts + 1
        await tx.query(
          sql`UPDATE outbox SET attempts = ${attempts}, error = ${String(error).slice(0, 1000)}, state = ${attempts >= maxAttempts ? 'failed' : 'pending'}, due = now() + make_interval(secs => ${2 ** attempts}) WHERE id = ${event.id}`,
        )
      }
    }
    if (done.length > 0) await tx.query(sql`DELETE FROM outbox WHERE id = ANY(${done}::bigint[])`)
    return rows.length
  })
