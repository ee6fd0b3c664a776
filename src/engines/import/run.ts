import sql, { join, raw } from 'sql-template-tag'
import { invalid, type Refusal } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import { all, test } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Transaction } from '../../kernel/database/database.ts'
import { compile, sqlTypeOf } from '../../kernel/compile.ts'
import { contextOf, type Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { reach } from '../../kernel/records/list.ts'
import type { Outcome } from '../../kernel/records/parts.ts'
import { create, move, update } from '../../kernel/records/write.ts'
import { type CellFault, type Column, readRow } from './mapping.ts'

export interface ImportRecord {
  readonly id: string
  readonly object: string
  readonly status: string
  readonly columns: readonly Column[]
  readonly matchBy: readonly string[]
  readonly onMatch: 'skip' | 'update' | 'create'
  readonly poolId: string | null
  readonly ownerId: string | null
  readonly dryRun: boolean
  readonly createdById: string
}

interface StoredRow {
  readonly number: number
  readonly cells: readonly string[]
}

interface Done {
  readonly number: number
  readonly state: 'created' | 'updated' | 'skipped' | 'failed'
  readonly record_id: string | null
  readonly version: number | null
  readonly before: Json
  readonly faults: readonly CellFault[] | null
}

export const batchSize = 200

/** Thrown to leave a transaction whose work was only a rehearsal. */
class Rehearsed extends Error {}

/**
 * Works through the rows of one import on behalf of the person who started it, with that person's rights. A batch and
 * its marks are one transaction, so a stopped process goes on where it was. A rehearsal is one transaction thrown away.
 */
export const runImport = async (kernel: Kernel, job: ImportRecord): Promise<void> => {
  const principal = await kernel.principalFor(job.createdById)
  const object = kernel.registry().objects.get(job.object)
  if (principal === undefined || object === undefined) {
    await kernel.db.query(sql`UPDATE imports SET status = 'failed', finished_at = ${kernel.clock.now()}, error = ${JSON.stringify({ zh: '导入的人已离开，或对象已不存在', en: 'Who started the import has left, or the object is gone' })}::jsonb WHERE id = ${job.id}`)
    return
  }
  const context = (): Context => contextOf(kernel, principal, { via: 'import', requestId: job.id })
  if (job.dryRun) await rehearse(kernel, job, object, context)
  else for (;;) if (!(await kernel.db.transaction((tx) => nextBatch(kernel, job, object, { ...context(), tx }, tx)))) break
  await kernel.db.query(sql`UPDATE imports SET status = CASE WHEN dry_run THEN 'mapping' ELSE 'done' END, finished_at = ${kernel.clock.now()} WHERE id = ${job.id} AND status = 'running'`)
  if (!job.dryRun) await kernel.db.query(sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) SELECT 'imports', id, 'import', jsonb_build_object('ownerId', created_by_id, 'created', created, 'updated', updated, 'skipped', skipped, 'failed', failed, 'fileName', file_name), NULL, ${kernel.clock.now()} FROM imports WHERE id = ${job.id}`)
}

const rehearse = async (kernel: Kernel, job: ImportRecord, object: CompiledObject, context: () => Context) => {
  const results: Done[] = []
  await kernel.db
    .transaction(async (tx) => {
      let from = 0
      for (;;) {
        const { rows } = await tx.query<StoredRow>(sql`SELECT number, cells FROM import_rows WHERE import_id = ${job.id} AND number > ${from} ORDER BY number LIMIT ${batchSize}`)
        if (rows.length === 0) break
        from = rows.at(-1)!.number
        results.push(...(await work(kernel, job, object, { ...context(), tx }, rows)))
        await count(kernel.db, job.id, results.slice(-rows.length))
      }
      throw new Rehearsed()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Rehearsed)) throw error
    })
  for (let i = 0; i < results.length; i += 1000) await mark(kernel.db, job.id, results.slice(i, i + 1000).map((done) => ({ ...done, record_id: null, version: null, before: null })))
}

const nextBatch = async (kernel: Kernel, job: ImportRecord, object: CompiledObject, context: Context & { tx: Transaction }, tx: Transaction): Promise<boolean> => {
  const { rows: open } = await tx.query(sql`SELECT 1 FROM imports WHERE id = ${job.id} AND status = 'running' FOR UPDATE`)
  if (open.length === 0) return false
  const { rows } = await tx.query<StoredRow>(sql`SELECT number, cells FROM import_rows WHERE import_id = ${job.id} AND state = 'pending' ORDER BY number LIMIT ${batchSize}`)
  if (rows.length === 0) return false
  const done = await work(kernel, job, object, context, rows)
  await mark(tx, job.id, done)
  await count(tx, job.id, done)
  return true
}

type Db = Pick<Kernel['db'], 'query'>

const mark = async (db: Db, id: string, done: readonly Done[]) => {
  await db.query(sql`UPDATE import_rows r SET state = n.state, record_id = n.record_id, version = n.version, before = n.before, faults = n.faults
    FROM jsonb_to_recordset(${JSON.stringify(done)}::jsonb) AS n(number int, state text, record_id uuid, version int, before jsonb, faults jsonb) WHERE r.import_id = ${id} AND r.number = n.number`)
}

const count = async (db: Db, id: string, done: readonly Done[]) => {
  const of = (state: Done['state']) => done.filter((one) => one.state === state).length
  await db.query(sql`UPDATE imports SET created = created + ${of('created')}, updated = updated + ${of('updated')}, skipped = skipped + ${of('skipped')}, failed = failed + ${of('failed')} WHERE id = ${id}`)
}

interface Prepared {
  readonly number: number
  readonly cells: readonly string[]
  readonly values: Record<string, unknown>
  faults: CellFault[]
  match: Row | undefined
}

/** One batch: cells to values, names to ids, matches, then the same create and update every other path takes. */
const work = async (kernel: Kernel, job: ImportRecord, object: CompiledObject, context: Context & { tx: Transaction }, rows: readonly StoredRow[]): Promise<Done[]> => {
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
    } else if (job.onMatch === 'skip') done.set(row.number, { number: row.number, state: 'skipped', record_id: String(row.match.id), version: null, before: null, faults: null })
    else edits.push(row)
  }
  const target = job.poolId !== null ? { ownerId: null, poolId: job.poolId } : job.ownerId !== null ? { ownerId: job.ownerId } : {}
  const made = fresh.length === 0 ? [] : await create(kernel, context, object, fresh.map((row) => ({ ...row.values, ...(object.def.traits.owned === true ? target : {}) })))
  fresh.forEach((row, i) => done.set(row.number, resultOf(job, object, row, made[i]!, 'created')))
  for (const { row, first } of repeated) {
    const earlier = done.get(first.number)
    if (earlier?.record_id == null) done.set(row.number, failed(row.number, [{ column: '', code: 'duplicate_row', message: { zh: `与第 ${first.number} 行相同，那一行没有导入`, en: `The same as row ${first.number}, which was not imported` }, value: '' }]))
    else if (job.onMatch === 'skip') done.set(row.number, { number: row.number, state: 'skipped', record_id: earlier.record_id, version: null, before: null, faults: null })
    else {
      row.match = { id: earlier.record_id }
      edits.push(row)
    }
  }
  const changed = edits.length === 0 ? [] : await update(kernel, context, object, edits.map((row) => ({ id: String(row.match!.id), values: row.values })))
  edits.forEach((row, i) => done.set(row.number, resultOf(job, object, row, changed[i]!, 'updated')))
  return rows.map((row) => done.get(row.number)!)
}

const failed = (number: number, faults: readonly CellFault[]): Done => ({ number, state: 'failed', record_id: null, version: null, before: null, faults })

const resultOf = (job: ImportRecord, object: CompiledObject, row: Prepared, outcome: Outcome, state: 'created' | 'updated'): Done => {
  if ('refusal' in outcome) return failed(row.number, faultsOf(job, object, row, outcome.refusal))
  const before = state === 'updated' ? Object.fromEntries(Object.keys(row.values).map((name) => [name, row.match?.[name] ?? null])) : null
  return { number: row.number, state, record_id: String(outcome.row.id), version: Number(outcome.row.version ?? 1), before: before as Json, faults: null }
}

const faultsOf = (job: ImportRecord, object: CompiledObject, row: Prepared, refusal: Refusal): CellFault[] => {
  const header = (field: string) => job.columns.find((column) => column.field === field)?.header ?? object.fields.get(field)?.def.zh ?? field
  const valueOf = (field: string) => row.cells[job.columns.find((column) => column.field === field)?.index ?? -1] ?? ''
  if (refusal.more.errors === undefined) return [{ column: '', code: refusal.code, message: refusal.detail, value: '' }]
  return refusal.more.errors.map((one) => ({ column: header(one.path), code: one.code, message: one.message, value: valueOf(one.path).slice(0, 200) }))
}

const keyOf = (job: ImportRecord, row: Prepared): string | null => {
  const parts = job.matchBy.map((name) => row.values[name])
  return parts.length === 0 || parts.some((part) => part === undefined || part === null) ? null : JSON.stringify(parts)
}

const prepare = async (kernel: Kernel, job: ImportRecord, object: CompiledObject, context: Context & { tx: Transaction }, rows: readonly StoredRow[]): Promise<Prepared[]> => {
  const read = rows.map((row) => ({ row, ...readRow(object, job.columns, row.cells) }))
  const wanted = new Map<string, Set<string>>()
  for (const { names } of read) for (const { field, text } of names) wanted.set(field.name, (wanted.get(field.name) ?? new Set()).add(text))
  const found = new Map<string, Map<string, string[]>>()
  for (const [name, texts] of wanted) found.set(name, await lookUp(kernel, context, object, name, [...texts]))
  return read.map(({ row, values, names, faults }) => {
    for (const { field, text, column } of names) {
      const ids = found.get(field.name)?.get(text) ?? []
      if (ids.length === 1) values[field.name] = ids[0]
      else
        faults.push(
          ids.length === 0
            ? { column, code: 'unknown_reference', message: { zh: `没有找到“${text}”`, en: `"${text}" was not found` }, value: text.slice(0, 200) }
            : { column, code: 'ambiguous_reference', message: { zh: `有 ${ids.length} 个“${text}”，分不清是哪一个`, en: `There are ${ids.length} of "${text}"` }, value: text.slice(0, 200) },
        )
    }
    return { number: row.number, cells: row.cells, values, faults: [...faults], match: undefined }
  })
}

/** Ids behind names, within what the person may link to. */
const lookUp = async (kernel: Kernel, context: Context & { tx: Transaction }, object: CompiledObject, name: string, texts: readonly string[]): Promise<Map<string, string[]>> => {
  const field = object.fields.get(name)!
  const to = field.type.name === 'employee' ? 'employees' : field.type.name === 'department' ? 'departments' : String(field.def.to)
  const target = kernel.registry().objects.get(to)
  const found = new Map<string, string[]>()
  if (target === undefined) return found
  const title = raw(`t.${target.fields.get(target.def.title)!.column}`)
  const within = compile({ registry: kernel.registry(), types: kernel.types }, target, all(kernel.access.rows(context.principal, target, 'link', context.now), test('deletedAt', 'isNull', true)), 't')
  const { rows } = await context.tx.query<{ id: string; title: string }>(sql`SELECT t.id, ${title} AS title FROM ${raw(`${target.table} t`)} WHERE ${title} = ANY(${texts}::text[]) AND ${within} LIMIT 5000`)
  for (const row of rows) found.set(row.title, [...(found.get(row.title) ?? []), row.id])
  return found
}

/** Existing records with the same key, among those the person sees unmasked; a hidden value matches nothing. */
const findMatches = async (kernel: Kernel, job: ImportRecord, object: CompiledObject, context: Context & { tx: Transaction }, rows: readonly Prepared[]) => {
  const keyed = rows.filter((row) => keyOf(job, row) !== null)
  if (keyed.length === 0 || job.onMatch === 'create') return
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const fields = job.matchBy.map((name) => object.fields.get(name)!)
  const [first] = fields
  if (first === undefined) return
  const open = fields.filter((field) => field.def.mask !== undefined).map((field) => sql`AND (${compile(compiler, object, kernel.access.masked(context.principal, object, field.name), 't')}) IS NOT TRUE`)
  const cast = raw(sqlTypeOf(kernel.types, first).cast)
  const list = raw([...object.fields.values()].filter((field) => field.def.writeOnly !== true).map((field) => `t.${field.column} AS "${field.name}"`).join(', '))
  const { rows: existing } = await context.tx.query<Row>(
    sql`SELECT ${list} FROM ${raw(`${object.table} t`)} WHERE ${raw(`t.${first.column}`)} = ANY(${keyed.map((row) => row.values[first.name] as string)}::${cast}[]) AND ${compile(compiler, object, reach(kernel, context, object, 'read'), 't')} ${open.length === 0 ? sql`` : join(open, ' ')} ORDER BY t.id`,
  )
  const byKey = new Map<string, Row>()
  for (const row of existing) {
    const key = JSON.stringify(job.matchBy.map((name) => row[name] ?? null))
    if (!byKey.has(key)) byKey.set(key, row)
  }
  for (const row of keyed) row.match = byKey.get(keyOf(job, row)!)
}

/** Takes an import back: what it made goes to the recycle bin, what it changed gets its old values, unless touched since. */
export const undoImport = async (kernel: Kernel, job: ImportRecord): Promise<void> => {
  const principal = await kernel.principalFor(job.createdById)
  const object = kernel.registry().objects.get(job.object)
  if (principal === undefined || object === undefined) throw invalid([])
  for (;;) {
    const left = await kernel.db.transaction(async (tx) => {
      const context: Context = contextOf(kernel, principal, { via: 'undo', requestId: job.id, tx })
      const { rows } = await tx.query<{ number: number; state: string; recordId: string; version: number; before: Row | null }>(
        sql`SELECT number, state, record_id AS "recordId", version, before FROM import_rows WHERE import_id = ${job.id} AND state IN ('created', 'updated') ORDER BY number DESC LIMIT ${batchSize} FOR UPDATE`,
      )
      if (rows.length === 0) return 0
      const kept = new Set<number>()
      const made = rows.filter((row) => row.state === 'created')
      const gone = made.length === 0 ? [] : await move(kernel, context, object, 'delete', made.map((row) => ({ id: row.recordId, version: row.version })), { trusted: true, cause: 'undo-import', noUndo: true })
      made.forEach((row, i) => ('refusal' in gone[i]! ? kept.add(row.number) : undefined))
      const changed = rows.filter((row) => row.state === 'updated')
      const back = changed.length === 0 ? [] : await update(kernel, context, object, changed.map((row) => ({ id: row.recordId, version: row.version, values: row.before ?? {} })), { trusted: true, cause: 'undo-import', noUndo: true })
      changed.forEach((row, i) => ('refusal' in back[i]! ? kept.add(row.number) : undefined))
      await tx.query(sql`UPDATE import_rows SET state = CASE WHEN number = ANY(${[...kept]}::int[]) THEN 'kept' ELSE 'undone' END WHERE import_id = ${job.id} AND number = ANY(${rows.map((row) => row.number)}::int[])`)
      await tx.query(sql`UPDATE imports SET kept = kept + ${kept.size} WHERE id = ${job.id}`)
      return rows.length
    })
    if (left === 0) break
  }
  await kernel.db.query(sql`UPDATE imports SET status = 'undone', finished_at = ${kernel.clock.now()} WHERE id = ${job.id}`)
}
