import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { noted, printable } from './printable.ts'

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
export const card = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const { object, record } = await printable(call)
  const parts: Part[] = []
  for (const one of partsOf(kernel, object))
    if (kernel.access.may(context.principal, one.child, 'read'))
      parts.push(await partOf(kernel, context, one, String(record.id)))
  await noted(call, object, record)
  const by = { id: context.principal.employeeId, name: context.principal.name }
  return { body: { record, parts, printedAt: context.now, by } }
}
