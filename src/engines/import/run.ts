import sql from 'sql-template-tag'
import type { Transaction } from '../../kernel/database/database.ts'
import { contextOf, type Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { hold } from '../../kernel/records/derive.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { batchSize, type Done, type ImportRecord, type StoredRow } from './job.ts'
import { findMatches, prepare } from './matching.ts'
import { work } from './work.ts'

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
    await kernel.db.query(
      sql`UPDATE imports SET status = 'failed', finished_at = ${kernel.clock.now()}, error = ${JSON.stringify({ zh: '导入的人已离开，或对象已不存在', en: 'Who started the import has left, or the object is gone' })}::jsonb WHERE id = ${job.id}`,
    )
    return
  }
  const context = (): Context => contextOf(kernel, principal, { via: 'import', requestId: job.id })
  if (job.dryRun) await rehearse(kernel, job, object, context)
  else
    for (;;) if (!(await kernel.db.transaction((tx) => nextBatch(kernel, job, object, { ...context(), tx }, tx)))) break
  await kernel.db.query(
    sql`UPDATE imports SET status = CASE WHEN dry_run THEN 'mapping' ELSE 'done' END, finished_at = ${kernel.clock.now()} WHERE id = ${job.id} AND status = 'running'`,
  )
  if (!job.dryRun)
    await kernel.db.query(
      sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) SELECT 'imports', id, 'import', jsonb_build_object('ownerId', created_by_id, 'created', created, 'updated', updated, 'skipped', skipped, 'failed', failed, 'fileName', file_name), NULL, ${kernel.clock.now()} FROM imports WHERE id = ${job.id}`,
    )
}

/** Every row the file will change, locked before the first is made: one transaction takes its locks in one order. */
const holdMatches = async (
  kernel: Kernel,
  job: ImportRecord,
  object: CompiledObject,
  context: Context & { tx: Transaction },
) => {
  const matched = new Set<string>()
  for (let from = 0; job.onMatch === 'update'; ) {
    const { rows } = await context.tx.query<StoredRow>(
      sql`SELECT number, cells FROM import_rows WHERE import_id = ${job.id} AND number > ${from} ORDER BY number LIMIT ${batchSize}`,
    )
    if (rows.length === 0) break
    from = rows.at(-1)!.number
    const good = (await prepare(kernel, job, object, context, rows)).filter((row) => row.faults.length === 0)
    await findMatches(kernel, job, object, context, good)
    for (const { match } of good) if (match !== undefined) matched.add(String(match.id))
  }
  await hold(kernel, context.tx, object.path, [...matched])
}

const rehearse = async (kernel: Kernel, job: ImportRecord, object: CompiledObject, context: () => Context) => {
  const results: Done[] = []
  await kernel.db
    .transaction(async (tx) => {
      await holdMatches(kernel, job, object, { ...context(), tx })
      let from = 0
      for (;;) {
        const { rows } = await tx.query<StoredRow>(
          sql`SELECT number, cells FROM import_rows WHERE import_id = ${job.id} AND number > ${from} ORDER BY number LIMIT ${batchSize}`,
        )
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
  for (let i = 0; i < results.length; i += 1000)
    await mark(
      kernel.db,
      job.id,
      results.slice(i, i + 1000).map((done) => ({ ...done, record_id: null, version: null, before: null })),
    )
}

const nextBatch = async (
  kernel: Kernel,
  job: ImportRecord,
  object: CompiledObject,
  context: Context & { tx: Transaction },
  tx: Transaction,
): Promise<boolean> => {
  const { rows: open } = await tx.query(
    sql`SELECT 1 FROM imports WHERE id = ${job.id} AND status = 'running' FOR UPDATE`,
  )
  if (open.length === 0) return false
  const { rows } = await tx.query<StoredRow>(
    sql`SELECT number, cells FROM import_rows WHERE import_id = ${job.id} AND state = 'pending' ORDER BY number LIMIT ${batchSize}`,
  )
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
  await db.query(
    sql`UPDATE imports SET created = created + ${of('created')}, updated = updated + ${of('updated')}, skipped = skipped + ${of('skipped')}, failed = failed + ${of('failed')} WHERE id = ${id}`,
  )
}
