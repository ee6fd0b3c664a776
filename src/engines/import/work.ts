import type { Transaction } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Outcome } from '../../kernel/records/parts.ts'
import { create, update } from '../../kernel/records/write.ts'
import type { Refusal } from '../../model/errors.ts'
import type { Json } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Done, ImportRecord, Prepared, StoredRow } from './job.ts'
import type { CellFault } from './mapping.ts'
import { findMatches, keyOf, prepare } from './matching.ts'

/** One batch: cells to values, names to ids, matches, then the same create and update every other path takes. */
export const work = async (
  kernel: Kernel,
  job: ImportRecord,
  object: CompiledObject,
  context: Context & { tx: Transaction },
  rows: readonly StoredRow[],
): Promise<Done[]> => {
  const prepared = await prepare(kernel, job, object, context, rows)
  const good = prepared.filter((row) => row.faults.length === 0)
  await findMatches(kernel, job, object, context, good)
  const done = new Map<number, Done>()
  for (const row of prepared) if (row.faults.length > 0) done.set(row.number, failed(row.number, row.faults))
  const fresh: Prepared[] = []
  const edits: Prepared[] = []
  const keys = new Map<string, Prepared>()
  const repeated: { row: Prepared; first: Prepared }[] = []
  for (const row of good) {
    const key = keyOf(job, row)
    const first = key === null ? undefined : keys.get(key)
    if (job.onMatch !== 'create' && row.match === undefined && first !== undefined) repeated.push({ row, first })
    else if (row.match === undefined || job.onMatch === 'create') {
      fresh.push(row)
      if (key !== null) keys.set(key, row)
    } else if (job.onMatch === 'skip')
      done.set(row.number, {
        number: row.number,
        state: 'skipped',
        record_id: String(row.match.id),
        version: null,
        before: null,
        faults: null,
      })
    else edits.push(row)
  }
  // Rows that are there before anything that waits for capacity: every path takes its locks in this order.
  await edit(kernel, job, object, context, edits, done)
  const target =
    job.poolId !== null ? { ownerId: null, poolId: job.poolId } : job.ownerId !== null ? { ownerId: job.ownerId } : {}
  const made =
    fresh.length === 0
      ? []
      : await create(
          kernel,
          context,
          object,
          fresh.map((row) => ({ ...job.defaults, ...row.values, ...(object.def.traits.owned === true ? target : {}) })),
        )
  for (const [i, row] of fresh.entries()) done.set(row.number, resultOf(job, object, row, made[i]!, 'created'))
  const again: Prepared[] = []
  for (const { row, first } of repeated) {
    const earlier = done.get(first.number)
    if (earlier?.record_id == null)
      done.set(
        row.number,
        failed(row.number, [
          {
            column: '',
            code: 'duplicate_row',
            message: {
              zh: `与第 ${first.number} 行相同，那一行没有导入`,
              en: `The same as row ${first.number}, which was not imported`,
            },
            value: '',
          },
        ]),
      )
    else if (job.onMatch === 'skip')
      done.set(row.number, {
        number: row.number,
        state: 'skipped',
        record_id: earlier.record_id,
        version: null,
        before: null,
        faults: null,
      })
    else {
      row.match = { id: earlier.record_id }
      again.push(row)
    }
  }
  await edit(kernel, job, object, context, again, done)
  return rows.map((row) => done.get(row.number)!)
}

/** Changes what is there, in the order of the file; several rows about one record one after the other. */
const edit = async (
  kernel: Kernel,
  job: ImportRecord,
  object: CompiledObject,
  context: Context & { tx: Transaction },
  rows: readonly Prepared[],
  done: Map<number, Done>,
) => {
  for (let left = rows; left.length > 0; ) {
    const once = new Map<string, Prepared>()
    for (const row of left) if (!once.has(String(row.match!.id))) once.set(String(row.match!.id), row)
    const round = [...once.values()]
    const outcomes = await update(
      kernel,
      context,
      object,
      round.map((row) => ({ id: String(row.match!.id), values: row.values })),
    )
    for (const [i, row] of round.entries()) done.set(row.number, resultOf(job, object, row, outcomes[i]!, 'updated'))
    left = left.filter((row) => once.get(String(row.match!.id)) !== row)
  }
}

const failed = (number: number, faults: readonly CellFault[]): Done => ({
  number,
  state: 'failed',
  record_id: null,
  version: null,
  before: null,
  faults,
})

const resultOf = (
  job: ImportRecord,
  object: CompiledObject,
  row: Prepared,
  outcome: Outcome,
  state: 'created' | 'updated',
): Done => {
  if ('refusal' in outcome) return failed(row.number, faultsOf(job, object, row, outcome.refusal))
  const before =
    state === 'updated'
      ? Object.fromEntries(Object.keys(row.values).map((name) => [name, row.match?.[name] ?? null]))
      : null
  return {
    number: row.number,
    state,
    record_id: String(outcome.row.id),
    version: Number(outcome.row.version ?? 1),
    before: before as Json,
    faults: null,
  }
}

const faultsOf = (job: ImportRecord, object: CompiledObject, row: Prepared, refusal: Refusal): CellFault[] => {
  const header = (field: string) =>
    job.columns.find((column) => column.field === field)?.header ?? object.fields.get(field)?.def.zh ?? field
  const cellOf = (field: string) => row.cells[job.columns.find((column) => column.field === field)?.index ?? -1] ?? ''
  if (refusal.more.errors === undefined) return [{ column: '', code: refusal.code, message: refusal.detail, value: '' }]
  return refusal.more.errors.map((one) => ({
    column: header(one.path),
    code: one.code,
    message: one.message,
    value: cellOf(one.path).slice(0, 200),
  }))
}
