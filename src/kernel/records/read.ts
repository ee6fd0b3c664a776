import sql, { empty, raw } from 'sql-template-tag'
import { notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { all, any, test } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { compile } from '../compile.ts'
import type { Kernel } from '../kernel.ts'
import { type Context, systemPrincipal } from '../principal.ts'
import { binned } from './condition.ts'
import { wholesOf } from './numbers.ts'
import { present, viewOf } from './view.ts'

/** Raw rows of these ids that a verb reaches; used wherever a single record is asked for. Locks them in id order on request. */
export const rowsOf = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  ids: readonly string[],
  options: { verb?: string; lock?: boolean; deleted?: boolean | 'either' } = {},
): Promise<Row[]> => {
  const seen = kernel.access.rows(context.principal, object, options.verb ?? 'read', context.now)
  // What lies in the recycle bin is there for those who may delete it, and for nobody else.
  const inBin = all(binned(object), kernel.access.rows(context.principal, object, 'delete', context.now))
  const alive = test('deletedAt', 'isNull', true)
  const bin = options.deleted === 'either' ? any(alive, inBin) : options.deleted === true ? inBin : alive
  const condition = compile(
    { registry: kernel.registry(), types: kernel.types, named: true },
    object,
    all(seen, bin),
    't',
  )
  const view = viewOf(kernel, context, object)
  const one = ids.length === 1 ? sql`t.id = ${ids[0]}::uuid` : sql`t.id = ANY(${ids}::uuid[])`
  const { rows } = await (context.tx ?? kernel.db).query<Row>(
    sql`SELECT ${view.select} FROM ${raw(`${object.table} t`)} WHERE ${one} AND ${condition} ORDER BY t.id ${options.lock === true ? sql`FOR NO KEY UPDATE` : empty}`,
  )
  return rows
}

/** One record as this person may see it, or 404: invisible and absent are the same. */
export const read = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  id: string,
  deleted: boolean | 'either' = false,
): Promise<Row> => {
  const rows = await rowsOf(kernel, context, object, [id], { deleted })
  if (rows.length === 0) throw notFound()
  for (const guard of kernel.guards) await guard(context, object, rows[0]!)
  const [shown] = await present(kernel, context, viewOf(kernel, context, object), rows)
  for (const decorate of kernel.decorators) decorate(context, object, shown!, rows[0]!)
  return shown!
}

/**
 * Whether somebody sees a record only as one that lies in a pool: masked, or within reach for being claimable alone; or
 * as a part of such a one (a follow-up, by its own author too). What hangs on it (files and their names) is not shown
 * then; a file may hold the number that the record hides.
 */
export const isOnlyClaimable = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  row: Readonly<Row>,
): Promise<boolean> => {
  const { traits } = object.def
  if (traits.pooled !== true && traits.follows === undefined) {
    for (const field of wholesOf(object)) {
      const whole = kernel.registry().objects.get(String(field.def.to))
      const id = row[field.name]
      if (whole === undefined || typeof id !== 'string') continue
      const inside = { ...context, principal: systemPrincipal('what a part belongs to') }
      const [found] = await rowsOf(kernel, inside, whole, [id], { deleted: 'either' })
      if (found !== undefined && (await isOnlyClaimable(kernel, context, whole, found))) return true
    }
    return false
  }
  if ((row.ownerId ?? null) !== null) return false
  if (viewOf(kernel, context, object).masks.some(({ test }) => test(row))) return true
  return (await rowsOf(kernel, context, object, [String(row.id)], { verb: 'link', deleted: 'either' })).length === 0
}

/** Those of these ids that the person may see; of unknown objects, none. */
export const visibleIds = async (
  kernel: Kernel,
  context: Context,
  path: string,
  ids: readonly string[],
): Promise<Set<string>> => {
  const object = kernel.registry().objects.get(path)
  if (object === undefined || ids.length === 0) return new Set()
  const seen = kernel.access.rows(context.principal, object, 'read', context.now)
  const condition = compile({ registry: kernel.registry(), types: kernel.types, named: true }, object, seen, 't')
  const { rows } = await (context.tx ?? kernel.db).query<{ id: string }>(
    sql`SELECT t.id FROM ${raw(`${object.table} t`)} WHERE t.id = ANY(${ids}::uuid[]) AND ${condition}`,
  )
  return new Set(rows.map((row) => row.id))
}
