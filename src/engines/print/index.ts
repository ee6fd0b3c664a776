import sql from 'sql-template-tag'
import { isId, newId } from '../../kernel/ids.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import { read, rowsOf } from '../../kernel/records/read.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** As much of each part as one page of paper takes. */
const most = 6

interface Part {
  readonly object: string
  readonly field: string
  /** The people and what was said with them. */
  readonly main: boolean
  readonly rows: readonly Row[]
  readonly total: number
}

interface Source {
  readonly child: CompiledObject
  readonly field: string
  readonly sort: string
  readonly main: boolean
}

/** The references elsewhere that belong on the sheet: the tabs of the object, and who was in touch. */
const partsOf = (kernel: Kernel, object: CompiledObject): Source[] => {
  const { objects } = kernel.registry()
  const tabs = (object.def.tabs ?? []).flatMap((tab) => {
    const [path = '', field = ''] = tab.split('.')
    const child = objects.get(path)
    return child === undefined || child === object
      ? []
      : [{ child, field, sort: child.def.sort, main: child.def.traits.follows === field }]
  })
  const logs = [...objects.values()].flatMap((child) => {
    const { touches } = child.def.traits
    return touches !== undefined && child.fields.get(touches.on)?.def.to === object.path
      ? [{ child, field: touches.on, sort: `-${touches.at}`, main: true }]
      : []
  })
  return [...tabs, ...logs]
}

const partOf = async (
  kernel: Kernel,
  context: Context,
  { child, field, sort, main }: Source,
  id: string,
): Promise<Part> => {
  const query = parseList(kernel, context, child, {
    filter: JSON.stringify({ [field]: id }),
    sort,
    limit: String(most),
  })
  const { data, page } = await list(kernel, context, child, query)
  return { object: child.path, field, main, rows: data, total: page.total?.value ?? data.length }
}

/**
 * 档案卡 (A30): what one sheet of paper says of a record, for those whose role may print it and within that reach;
 * masked as everywhere, and noted in the record's history (O31).
 */
const sheet = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectOf(call)
  const { id } = call.params
  if (!isId(id)) throw notFound()
  const record = await read(kernel, context, object, id)
  if (!kernel.access.may(context.principal, object, 'print')) throw noRight(object, 'print')
  const [reached] = await rowsOf(kernel, context, object, [id], { verb: 'print' })
  if (reached === undefined) throw noRight(object, 'print', kernel, record)
  const parts: Part[] = []
  for (const one of partsOf(kernel, object))
    if (kernel.access.may(context.principal, one.child, 'read')) parts.push(await partOf(kernel, context, one, id))
  await kernel.db.query(sql`INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${context.now}, ${object.path}, ${id}, ${context.principal.employeeId}, 'print', '[]'::jsonb, ${context.requestId}, 'api')`)
  const by = { id: context.principal.employeeId, name: context.principal.name }
  return { body: { record, parts, printedAt: context.now, by } }
}

export const printEngine: Engine = {
  name: 'print',
  routes: [{ method: 'GET', path: '/:object/:id/print', run: sheet }],
}
