import sql from 'sql-template-tag'
import { contextOf, type Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { childrenOf } from '../../kernel/records/children.ts'
import { move, update } from '../../kernel/records/write.ts'
import { invalid } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { batchSize, type ImportRecord } from './job.ts'

/** Takes an import back: what it made goes to the recycle bin, what it changed gets its old values, unless touched since. */
export const undoImport = async (kernel: Kernel, job: ImportRecord): Promise<void> => {
  const principal = await kernel.principalFor(job.createdById)
  const object = kernel.registry().objects.get(job.object)
  if (principal === undefined || object === undefined) throw invalid([])
  for (;;) {
    const left = await kernel.db.transaction(async (tx) => {
      const context: Context = contextOf(kernel, principal, { via: 'undo', requestId: job.id, tx })
      const { rows } = await tx.query<{
        number: number
        state: string
        recordId: string
        version: number
        before: Row | null
      }>(
        sql`SELECT number, state, record_id AS "recordId", version, before FROM import_rows WHERE import_id = ${job.id} AND state IN ('created', 'updated') ORDER BY number DESC LIMIT ${batchSize} FOR UPDATE`,
      )
      if (rows.length === 0) return 0
      const kept = new Set<number>()
      const created = rows.filter((row) => row.state === 'created')
      // What somebody has worked on since stays: a follow-up must not lose its customer.
      const worked = await childrenOf(
        kernel,
        tx,
        object,
        created.map((row) => row.recordId),
      )
      const made = created.filter((row) => !worked.has(row.recordId))
      for (const row of created) if (worked.has(row.recordId)) kept.add(row.number)
      const gone =
        made.length === 0
          ? []
          : await move(
              kernel,
              context,
              object,
              'delete',
              made.map((row) => ({ id: row.recordId, version: row.version })),
              { trusted: true, cause: 'undo-import', noUndo: true },
            )
      for (const [i, row] of made.entries()) if ('refusal' in gone[i]!) kept.add(row.number)
      const changed = rows.filter((row) => row.state === 'updated')
      const back =
        changed.length === 0
          ? []
          : await update(
              kernel,
              context,
              object,
              changed.map((row) => ({ id: row.recordId, version: row.version, values: row.before ?? {} })),
              { trusted: true, cause: 'undo-import', noUndo: true },
            )
      for (const [i, row] of changed.entries()) if ('refusal' in back[i]!) kept.add(row.number)
      await tx.query(
        sql`UPDATE import_rows SET state = CASE WHEN number = ANY(${[...kept]}::int[]) THEN 'kept' ELSE 'undone' END WHERE import_id = ${job.id} AND number = ANY(${rows.map((row) => row.number)}::int[])`,
      )
      await tx.query(sql`UPDATE imports SET kept = kept + ${kept.size} WHERE id = ${job.id}`)
      return rows.length
    })
    if (left === 0) break
  }
  await kernel.db.query(
    sql`UPDATE imports SET status = 'undone', finished_at = ${kernel.clock.now()} WHERE id = ${job.id}`,
  )
}
