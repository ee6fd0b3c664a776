import { createHash } from 'node:crypto'
import { type Fault, fault, invalid, malformed } from '../../model/errors.ts'
import { parseFilter } from '../../model/filter.ts'
import { isObject, type Json } from '../../model/label.ts'
import { always, type Predicate } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Tokens } from '../../model/tokens.ts'
import { isId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'

/** A list as asked for in the query string; everything still text. */
export interface ListRequest {
  readonly filter?: string
  readonly sort?: string
  readonly search?: string
  readonly limit?: string
  readonly cursor?: string
  readonly fields?: string
  readonly count?: string
  readonly deleted?: string
}

export interface SortKey {
  readonly field: CompiledField
  readonly descending: boolean
}

export interface ListQuery {
  readonly predicate: Predicate
  readonly sort: readonly SortKey[]
  readonly search: string | null
  readonly limit: number
  readonly cursor: Cursor | null
  readonly only: ReadonlySet<string> | undefined
  readonly count: 'none' | 'estimate' | 'exact' | 'default'
  readonly deleted: boolean
  readonly hash: string
}

/** Where a page ended: the values it was sorted by, and the last id. */
export interface Cursor {
  readonly values: readonly Json[]
  readonly id: string
}

const listKeys = new Set([
  'filter',
  'sort',
  'search',
  'limit',
  'cursor',
  'fields',
  'count',
  'deleted',
  'view',
  'format',
  'name',
])

export const tokensOf = (kernel: Kernel, context: Context): Tokens => ({
  me: context.principal.employeeId,
  myDepartments: context.principal.departmentId === null ? [] : [context.principal.departmentId],
  mySubordinates: context.principal.subordinateIds,
  today: kernel.clock.today(context.now),
  now: context.now,
  startOfDay: kernel.clock.startOfDay,
})

/** Filter JSON of a caller as a predicate, by readable fields only. Throws 422 with every fault. */
export const filterOf = (kernel: Kernel, context: Context, object: CompiledObject, json: unknown): Predicate => {
  const parsed = parseFilter(json, object, {
    registry: kernel.registry(),
    tokens: tokensOf(kernel, context),
    isReadable: (on, name) =>
      on.fields.get(name)?.def.writeOnly !== true &&
      ['read', 'write'].includes(kernel.access.field(context.principal, on, name)),
    departmentsUnder: kernel.directory().under,
  })
  if ('faults' in parsed) throw invalid(parsed.faults)
  return parsed.predicate
}

export const parseList = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  request: ListRequest,
): ListQuery => {
  const faults: Fault[] = []
  for (const key of Object.keys(request))
    if (!listKeys.has(key))
      faults.push(fault(key, 'unknown_parameter', `没有参数“${key}”`, `There is no parameter "${key}"`))
  const predicate =
    request.filter === undefined || request.filter === ''
      ? always
      : filterOf(kernel, context, object, parseJson(request.filter))
  const sort = parseSort(kernel, context, object, request.sort || object.def.sort, faults)
  const limit = parseLimit(request.limit, faults)
  const search = request.search?.trim() || null
  if (search !== null && search.length > 200)
    faults.push(fault('search', 'too_long', '搜索最多 200 个字', 'A search has at most 200 characters'))
  const only = parseFields(kernel, context, object, request.fields, faults)
  const count = parseCount(request.count, faults)
  const deleted = request.deleted === 'true'
  if (!['true', 'false', '', undefined].includes(request.deleted))
    faults.push(fault('deleted', 'unknown_option', 'deleted 可以是 true、false', 'deleted is true or false'))
  const hash = createHash('sha256')
    .update(JSON.stringify([object.path, request.filter ?? '', request.sort || object.def.sort, search, deleted]))
    .digest('base64url')
    .slice(0, 12)
  const cursor =
    request.cursor === undefined || request.cursor === '' ? null : readCursor(request.cursor, hash, sort, faults)
  if (faults.length > 0) throw invalid(faults)
  return { predicate, sort, search, limit, cursor, only, count, deleted, hash }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('filter_malformed', '筛选不是合法的 JSON', 'The filter is not valid JSON')
  }
}

const parseSort = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  text: string,
  faults: Fault[],
): SortKey[] => {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (keys.length > 4)
    faults.push(fault('sort', 'too_many_sorts', '最多按 4 个字段排序', 'At most 4 fields to sort by'))
  return keys.flatMap((key) => {
    const name = key.replace(/^[-+]/, '')
    const field = object.fields.get(name)
    if (field === undefined || kernel.access.field(context.principal, object, name) === 'none') {
      faults.push(
        fault('sort', 'unknown_field', `${object.label.zh}没有字段“${name}”`, `${object.path} has no field "${name}"`),
      )
      return []
    }
    if (field.def.sortable !== true && name !== 'id') {
      faults.push(fault('sort', 'not_sortable', `不能按“${field.def.zh}”排序`, `It cannot be sorted by "${name}"`))
      return []
    }
    return [{ field, descending: key.startsWith('-') }]
  })
}

const parseLimit = (text: string | undefined, faults: Fault[]): number => {
  if (text === undefined || text === '') return 50
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit
  faults.push(fault('limit', 'out_of_range', 'limit 应在 1 到 200 之间', 'limit is between 1 and 200'))
  return 50
}

const parseFields = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  text: string | undefined,
  faults: Fault[],
) => {
  if (text === undefined || text === '') return undefined
  const names = text.split(',').map((name) => name.trim())
  for (const name of names)
    if (object.fields.get(name) === undefined || kernel.access.field(context.principal, object, name) === 'none')
      faults.push(
        fault(
          'fields',
          'unknown_field',
          `${object.label.zh}没有字段“${name}”`,
          `${object.path} has no field "${name}"`,
        ),
      )
  return new Set([...names, 'id', 'version'])
}

const parseCount = (text: string | undefined, faults: Fault[]): ListQuery['count'] => {
  if (text === undefined || text === '') return 'default'
  if (text === 'none' || text === 'estimate' || text === 'exact') return text
  faults.push(
    fault('count', 'unknown_option', 'count 可以是 none、estimate、exact', 'count is none, estimate or exact'),
  )
  return 'default'
}

export const writeCursor = (cursor: Cursor, hash: string): string =>
  Buffer.from(JSON.stringify([hash, cursor.id, ...cursor.values])).toString('base64url')

const readCursor = (text: string, hash: string, sort: readonly SortKey[], faults: Fault[]): Cursor | null => {
  const wrong = (zh: string, en: string) => {
    faults.push(fault('cursor', 'invalid_cursor', zh, en))
    return null
  }
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return wrong('翻页标记不对', 'The cursor cannot be read')
  }
  if (!Array.isArray(parts) || parts.length !== sort.length + 2 || !isId(parts[1]) || isObject(parts))
    return wrong('翻页标记不对', 'The cursor cannot be read')
  if (parts[0] !== hash) return wrong('翻页标记属于另一个筛选或排序', 'The cursor belongs to another filter or order')
  const values = parts.slice(2) as Json[]
  // A choice may still hold an option that was taken away since.
  const fits = values.every(
    (value, i) =>
      value === null ||
      sort[i]!.field.type.parse(value, sort[i]!.field.def).ok ||
      (sort[i]!.field.type.name === 'choice' && typeof value === 'string' && !value.includes('\0')),
  )
  return fits ? { values, id: parts[1] } : wrong('翻页标记不对', 'The cursor cannot be read')
}
