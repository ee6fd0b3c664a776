import sql from 'sql-template-tag'
import { contextOf, type Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { childrenOf } from '../../kernel/records/children.ts'
import type { Outcome } from '../../kernel/records/parts.ts'
import { move, update } from '../../kernel/records/write.ts'
import { invalid } from '../../model/errors.ts'
import type { Label, Row } from '../../model/label.ts'
import { batchSize, type ImportRecord } from './job.ts'

interface Written {
  readonly number: number
  readonly state: 'created' | 'updated'
  readonly recordId: string
  readonly version: number
  readonly before: Row | null
}

/** What one import did to one record, in the order it did it. */
interface Work {
  readonly id: string
  readonly rows: readonly Written[]
  readonly isMade: boolean
  /** The version the import left it at. */
  readonly version: number
  /** Nobody else wrote between two rows of the import. */
  readonly isUnbroken: boolean
}

const workOf = (id: string, rows: readonly Written[]): Work => {
  const versions = [...new Set(rows.map((row) => row.version))].sort((a, b) => a - b)
  const last = versions.at(-1)!
  return {
    id,
    rows,
    isMade: rows.some((row) => row.state === 'created'),
    version: last,
    isUnbroken: last - versions[0]! === versions.length - 1,
  }
}

/** The values before the first row of the import that touched each. */
const valuesBefore = (work: Work): Row => Object.assign({}, ...[...work.rows].reverse().map((row) => row.before ?? {}))

const touched: Label = {
  zh: '导入之后有人改过，保留现在的样子',
  en: 'Somebody changed it since the import; it stays as it is',
}

/** Takes an import back: what it made goes to the recycle bin, what it changed gets its old values, unless touched since. */
export const undoImport = async (kernel: Kernel, job: ImportRecord): Promise<void> => {
  const principal = await kernel.principalFor(job.createdById)
  const object = kernel.registry().objects.get(job.object)
  if (principal === undefined || object === undefined) throw invalid([])
  const options = { trusted: true, cause: 'undo-import', noUndo: true }
  for (;;) {
    const left = await kernel.db.transaction(async (tx) => {
      const context: Context = contextOf(kernel, principal, { via: 'undo', requestId: job.id, tx })
      await tx.query(sql`SELECT 1 FROM imports WHERE id = ${job.id} FOR UPDATE`)
      const { rows } = await tx.query<Written>(
        sql`SELECT number, state, record_id AS "recordId", version, before FROM import_rows WHERE import_id = ${job.id} AND state IN ('created', 'updated') AND record_id IN (
          SELECT record_id FROM import_rows WHERE import_id = ${job.id} AND state IN ('created', 'updated') GROUP BY record_id ORDER BY max(number) DESC LIMIT ${batchSize}) ORDER BY number`,
      )
      if (rows.length === 0) return 0
      const byRecord = new Map<string, Written[]>()
      for (const row of rows) byRecord.set(row.recordId, [...(byRecord.get(row.recordId) ?? []), row])
      const all = [...byRecord].map(([id, written]) => workOf(id, written))
      const kept = new Map<string, Label>(all.filter((work) => !work.isUnbroken).map((work) => [work.id, touched]))
      // What somebody has worked on since stays: a follow-up must not lose its customer.
      const made = all.filter((work) => work.isMade)
      const worked = await childrenOf(
        kernel,
        tx,
        object,
        made.map((work) => work.id),
      )
      for (const [id, { child, count }] of worked)
        kept.set(id, {
          zh: `已有 ${count} 个${child.label.zh}，保留`,
          en: `${count} of "${child.label.en}" point to it; it stays`,
        })
      const judge = (works: readonly Work[], outcomes: readonly Outcome[]) => {
        for (const [i, work] of works.entries()) if ('refusal' in outcomes[i]!) kept.set(work.id, touched)
      }
      const gone = made.filter((work) => !kept.has(work.id))
      if (gone.length > 0)
        judge(
          gone,
          await move(
            kernel,
            context,
            object,
            'delete',
            gone.map(({ id, version }) => ({ id, version })),
            options,
          ),
        )
      const back = all.filter((work) => !work.isMade && !kept.has(work.id))
      if (back.length > 0)
        judge(
          back,
          await update(
            kernel,
            context,
            object,
            back.map((work) => ({ id: work.id, version: work.version, values: valuesBefore(work) })),
            options,
          ),
        )
      const ends = rows.map((row) => {
        const why = kept.get(row.recordId)
        const faults = [{ column: '', code: 'changed_since', message: why ?? touched, value: '' }]
        return {
          number: row.number,
          state: why === undefined ? 'undone' : 'kept',
          faults: why === undefined ? null : faults,
        }
      })
      await tx.query(
        sql`UPDATE import_rows r SET state = n.state, faults = n.faults FROM jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) AS n(number int, state text, faults jsonb) WHERE r.import_id = ${job.id} AND r.number = n.number`,
      )
      const stayed = ends.filter((end) => end.state === 'kept').length
      await tx.query(sql`UPDATE imports SET kept = kept + ${stayed} WHERE id = ${job.id}`)
      return rows.length
    })
    if (left === 0) break
  }
  await kernel.db.query(
    sql`UPDATE imports SET status = 'undone', finished_at = ${kernel.clock.now()} WHERE id = ${job.id}`,
  )
}
