import sql from 'sql-template-tag'
import type { Transaction } from '../database/database.ts'
import type { ActionScope } from './parts.ts'

/**
 * Does one element of a batch so that nothing of it stays when it is refused half-way: what `work` throws is thrown on
 * after everything it wrote is taken back. It gets a transaction of its own identity, since locks taken within are let go
 * with it and must not be taken for held afterwards.
 */
export const apart = async <T>(scope: ActionScope, work: (scope: ActionScope) => Promise<T>): Promise<T> => {
  const tx: Transaction = { ...scope.tx }
  await scope.tx.query(sql`SAVEPOINT apart`)
  try {
    const done = await work({ ...scope, tx, context: { ...scope.context, tx } })
    await scope.tx.query(sql`RELEASE SAVEPOINT apart`)
    return done
  } catch (error) {
    await scope.tx.query(sql`ROLLBACK TO SAVEPOINT apart`)
    throw error
  }
}
