import type pg from 'pg'
import type { Database } from './database/database.ts'

/** Locks that tell whether a run still goes on: they end with the process that holds them, however that ends. */
export interface JobLocks {
  /** Holds the lock of a task while the work goes on. */
  readonly during: (taskId: string, work: () => Promise<void>) => Promise<void>
  /** Does the work if nobody holds the lock of the task; answers whether. */
  readonly ifFree: (taskId: string, work: () => Promise<void>) => Promise<boolean>
  readonly close: () => void
}

const key = (taskId: string) => [`job ${taskId}`]

/** All on one connection of this process, which is opened again, with what it held, when it breaks. */
export const openJobLocks = (db: Database): JobLocks => {
  let connecting: Promise<pg.PoolClient> | undefined
  const held = new Set<string>()
  const lock = (client: pg.PoolClient, taskId: string) =>
    client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', key(taskId))
  const open = async (): Promise<pg.PoolClient> => {
    const client = await db.pool.connect()
    client.on('error', (error: Error) => {
      connecting = undefined
      client.release(error)
    })
    for (const taskId of held) await lock(client, taskId)
    return client
  }
  const connection = (): Promise<pg.PoolClient> => {
    connecting ??= open().catch((error: unknown) => {
      connecting = undefined
      throw error
    })
    return connecting
  }
  const unlock = async (taskId: string) => {
    const client = await connection()
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key(taskId))
  }
  return {
    during: async (taskId, work) => {
      await lock(await connection(), taskId)
      held.add(taskId)
      try {
        await work()
      } finally {
        held.delete(taskId)
        await unlock(taskId)
      }
    },
    ifFree: async (taskId, work) => {
      // The connection would be given its own lock twice.
      if (held.has(taskId)) return false
      const client = await connection()
      const { rows } = await client.query<{ got: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
        key(taskId),
      )
      if (rows[0]?.got !== true) return false
      try {
        await work()
      } finally {
        await unlock(taskId)
      }
      return true
    },
    close: () => {
      void connecting?.then((client) => client.release()).catch(() => undefined)
      connecting = undefined
    },
  }
}
