import sql from 'sql-template-tag'
import { isId, newId } from '../../kernel/ids.ts'
import type { Engine, JobDef, Kernel } from '../../kernel/kernel.ts'
import { noRight } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { conflict, type Fault, fault, invalid } from '../../model/errors.ts'
import { isObject, type Json } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { readCard } from './card.ts'
import { columnsSql, failures, find, type Stored } from './failures.ts'
import { applyMapping } from './mapping.ts'
import { runImport } from './run.ts'
import { importSchema } from './schema.ts'
import { defaultMatch, survey, writable } from './survey.ts'
import { undoImport } from './take-back.ts'

const upload = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const { bytes, fileName, fields } = await call.upload()
  const object = kernel.registry().objects.get(fields.object ?? 'customers')
  if (object === undefined || object.def.traits.importable !== true)
    throw invalid([fault('object', 'unknown_object', '没有这个可导入的对象', 'There is no such object to import into')])
  if (!kernel.access.may(context.principal, object, 'import')) throw noRight(object, 'import')
  const { table, sheet, body, columns } = await survey(kernel, context, object, { bytes, fileName }, undefined)
  const id = newId()
  await kernel.db.query(sql`INSERT INTO imports (id, object, status, file_name, file, format, encoding, sheets, sheet, columns, match_by, rows, created_by_id, created_at)
    VALUES (${id}, ${object.path}, 'mapping', ${fileName.slice(0, 200)}, ${bytes}, ${table.format}, ${table.encoding ?? null}, ${table.sheets}::text[], ${sheet}, ${JSON.stringify(columns)}::jsonb, ${defaultMatch(object, columns)}::text[], ${body.length}, ${context.principal.employeeId}, ${context.now})`)
  return { status: 201, body: await shown(call, id) }
}

const shown = async (call: Call, id?: string) => {
  const found = await find(call, id)
  return {
    ...found,
    mapping: Object.fromEntries(found.columns.map((column) => [column.header, column.field])),
    by: { id: found.createdById, name: call.kernel.directory().people.get(found.createdById)?.name ?? null },
  }
}

const change = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const stored = await find(call)
  if (stored.status !== 'mapping')
    throw conflict('not_mapping', '导入已经开始，不能再改', 'The import has started and cannot be changed')
  const body = bodyObject(call.body)
  const object = kernel.registry().objects.get(stored.object)!
  const faults: Fault[] = []
  for (const key of Object.keys(body))
    if (!['mapping', 'matchBy', 'onMatch', 'sheet', 'poolId', 'ownerId', 'defaults'].includes(key))
      faults.push(fault(key, 'unknown_field', `导入没有“${key}”`, `An import has no "${key}"`))
  let { columns, sheet, rows } = stored
  if (body.sheet !== undefined && body.sheet !== stored.sheet) {
    if (typeof body.sheet !== 'string' || !stored.sheets.includes(body.sheet))
      faults.push(fault('sheet', 'unknown_option', '文件里没有这个工作表', 'The file has no such sheet'))
    else {
      const { rows: files } = await kernel.db.query<{ file: Buffer }>(
        sql`SELECT file FROM imports WHERE id = ${stored.id}`,
      )
      const fresh = await survey(
        kernel,
        context,
        object,
        { bytes: files[0]!.file, fileName: stored.fileName },
        body.sheet,
      )
      columns = fresh.columns
      sheet = body.sheet
      rows = fresh.body.length
    }
  }
  if (body.mapping !== undefined) {
    const mapped = applyMapping(object, columns, body.mapping, writable(kernel, context, object))
    faults.push(...mapped.faults)
    columns = mapped.columns
  }
  const matchBy =
    body.matchBy === undefined
      ? stored.matchBy.filter((name) => columns.some((column) => column.field === name))
      : Array.isArray(body.matchBy)
        ? body.matchBy.map(String)
        : null
  if (
    matchBy === null ||
    matchBy.length > 4 ||
    !matchBy.every((name) => object.fields.has(name) && columns.some((column) => column.field === name))
  )
    faults.push(
      fault('matchBy', 'unknown_field', '匹配字段应是已对应的字段', 'Matching goes by fields that are mapped'),
    )
  const onMatch = body.onMatch ?? stored.onMatch
  if (onMatch !== 'skip' && onMatch !== 'update' && onMatch !== 'create')
    faults.push(
      fault('onMatch', 'unknown_option', 'onMatch 可以是 skip、update、create', 'onMatch is skip, update or create'),
    )
  const poolId = body.poolId === undefined ? stored.poolId : body.poolId
  const ownerId = body.ownerId === undefined ? stored.ownerId : body.ownerId
  if (poolId !== null && !(isId(poolId) && context.principal.poolIds.includes(poolId)))
    faults.push(
      fault(
        'poolId',
        'unknown_reference',
        '没有这个公海，或你不是它的成员',
        'There is no such pool, or you are not a member of it',
      ),
    )
  if (ownerId !== null && !(isId(ownerId) && kernel.directory().people.get(ownerId)?.status === 'active'))
    faults.push(fault('ownerId', 'unknown_reference', '没有这个在职员工', 'There is no such active employee'))
  const defaults = body.defaults === undefined ? stored.defaults : defaultsIn(call, object, body.defaults, faults)
  if (faults.length > 0) throw invalid(faults)
  await kernel.db.query(
    sql`UPDATE imports SET columns = ${JSON.stringify(columns)}::jsonb, sheet = ${sheet}, rows = ${rows}, match_by = ${matchBy}::text[], on_match = ${String(onMatch)}, pool_id = ${poolId as string | null}, owner_id = ${ownerId as string | null}, defaults = ${JSON.stringify(defaults)}::jsonb WHERE id = ${stored.id}`,
  )
  return { body: await shown(call) }
}

/** Values for what a row says nothing of, by the types of their fields; whether they can be seen is asked with each record. */
const defaultsIn = (call: Call, object: CompiledObject, given: unknown, faults: Fault[]): Record<string, Json> => {
  const fields = writable(call.kernel, call.context, object)
  const values: Record<string, Json> = {}
  if (!isObject(given)) {
    faults.push(fault('defaults', 'malformed', '应是一个对象', 'An object is expected'))
    return values
  }
  for (const [name, value] of Object.entries(given)) {
    const field = object.fields.get(name)
    if (field === undefined || !fields(field)) {
      faults.push(
        fault(`defaults.${name}`, 'unknown_field', `没有可以填的字段“${name}”`, `There is no field "${name}" to fill`),
      )
      continue
    }
    if (value === null) continue
    const parsed = field.type.parse(value, field.def)
    if (parsed.ok) values[name] = parsed.value
    else faults.push({ path: `defaults.${name}`, code: parsed.code, message: parsed.message })
  }
  return values
}

const start = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const stored = await find(call)
  const object = kernel.registry().objects.get(stored.object)!
  const dryRun = bodyObject(call.body).dryRun === true
  if (stored.status !== 'mapping') throw conflict('not_mapping', '导入已经开始', 'The import has started already')
  const missing = [...object.fields.values()].filter(
    (field) =>
      field.def.required === true &&
      field.def.default === undefined &&
      (stored.defaults[field.name] ?? null) === null &&
      !stored.columns.some((column) => column.field === field.name),
  )
  if (missing.length > 0)
    throw invalid(
      missing.map((field) =>
        fault(
          `mapping.${field.name}`,
          'required',
          `还没有列对应到必填的“${field.def.zh}”`,
          `No column is mapped to "${field.def.en}", which is required`,
        ),
      ),
    )
  const { rows: files } = await kernel.db.query<{ file: Buffer }>(sql`SELECT file FROM imports WHERE id = ${stored.id}`)
  const { body } = await survey(
    kernel,
    context,
    object,
    { bytes: files[0]!.file, fileName: stored.fileName },
    stored.sheet ?? undefined,
  )
  await kernel.db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      sql`UPDATE imports SET status = 'running', dry_run = ${dryRun}, total = ${body.length}, created = 0, updated = 0, skipped = 0, failed = 0, kept = 0, started_at = ${context.now}, finished_at = NULL, error = NULL WHERE id = ${stored.id} AND status = 'mapping'`,
    )
    if (rowCount === 0) throw conflict('not_mapping', '导入已经开始', 'The import has started already')
    await tx.query(sql`DELETE FROM import_rows WHERE import_id = ${stored.id}`)
    for (let i = 0; i < body.length; i += 2000)
      await tx.query(
        sql`INSERT INTO import_rows (import_id, number, cells) SELECT ${stored.id}::uuid, number, cells FROM jsonb_to_recordset(${JSON.stringify(body.slice(i, i + 2000)).replaceAll('\\u0000', '')}::jsonb) AS n(number int, cells jsonb)`,
      )
  })
  await kernel.enqueue('imports', context.principal.employeeId)
  return { status: 202, body: await shown(call) }
}

const takeBack = async (call: Call): Promise<Reply> => {
  const stored = await find(call)
  const { rowCount } = await call.kernel.db.query(
    sql`UPDATE imports SET status = 'undoing' WHERE id = ${stored.id} AND status = 'done'`,
  )
  if (rowCount === 0) throw conflict('not_done', '只有完成的导入可以撤销', 'Only a finished import can be undone')
  await call.kernel.enqueue('imports', call.context.principal.employeeId)
  return { status: 202, body: await shown(call) }
}

const list = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const { rows } = await kernel.db.query<Stored>(
    sql`SELECT ${columnsSql} FROM imports WHERE created_by_id = ${context.principal.employeeId} ORDER BY created_at DESC, id DESC LIMIT 100`,
  )
  const mine = rows.filter((row) => context.principal.mayKey?.(row.object, 'import') !== false)
  return {
    body: {
      data: mine.map(({ columns: _columns, ...row }) => row),
      page: { next: null, total: { value: mine.length, exact: true } },
    },
  }
}

/** Goes through every import that is open, this process's or one that stopped. */
const job = (kernel: () => Kernel): JobDef => ({
  name: 'imports',
  label: { zh: '导入', en: 'Imports' },
  schedule: '* * * * *',
  run: async () => {
    let done = 0
    for (;;) {
      const { rows } = await kernel().db.query<Stored>(
        sql`SELECT ${columnsSql} FROM imports WHERE status IN ('running', 'undoing') ORDER BY started_at LIMIT 1`,
      )
      const next = rows[0]
      if (next === undefined) return { done }
      try {
        await (next.status === 'undoing' ? undoImport(kernel(), next) : runImport(kernel(), next))
      } catch (error) {
        const words =
          isObject(error) && isObject(error.detail)
            ? error.detail
            : { zh: '导入中断，已写入的行保留', en: 'The import broke off; rows already written stay' }
        await kernel().db.query(
          sql`UPDATE imports SET status = 'failed', finished_at = ${kernel().clock.now()}, error = ${JSON.stringify(words)}::jsonb WHERE id = ${next.id}`,
        )
        throw error
      }
      done += 1
    }
  },
})

/** 导入 (A19, C11): a wizard's worth of steps, each answerable to a machine as well. */
export const importEngine = (kernel: () => Kernel): Engine => ({
  name: 'import',
  schema: importSchema,
  jobs: [job(kernel)],
  routes: [
    { method: 'POST', path: '/imports', multipart: true, run: upload },
    { method: 'GET', path: '/imports', run: list },
    { method: 'GET', path: '/imports/:id', run: async (call) => ({ body: await shown(call) }) },
    { method: 'PATCH', path: '/imports/:id', run: change },
    { method: 'POST', path: '/imports/:id/start', run: start },
    { method: 'GET', path: '/imports/:id/failures', run: failures },
    { method: 'POST', path: '/imports/:id/undo', run: takeBack },
    { method: 'POST', path: '/:object/read-card', run: readCard },
  ],
})
