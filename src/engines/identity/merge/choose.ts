import type { Kernel } from '../../../kernel/kernel.ts'
import type { Context } from '../../../kernel/principal.ts'
import { storedFields } from '../../../kernel/records/values.ts'
import { type Fault, fault, invalid } from '../../../model/errors.ts'
import { isObject, type Json, type Row } from '../../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../../model/registry.ts'
import { identityOf } from '../parts.ts'

/** The choices of a merge: a field, and the record whose value it keeps. */
export type Choices = Readonly<Record<string, string>>

const places = new Set(['ownerId', 'departmentId', 'poolId'])

/** Fields of an object that somebody types: what two records of it may differ in. */
export const mergedFields = (kernel: Kernel, object: CompiledObject): CompiledField[] =>
  storedFields(kernel, object).filter(
    (field) => field.def.readOnly !== true && field.def.derived !== true && !places.has(field.name),
  )

const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Choices as they were given, checked: known fields one may write, records of this merge. Throws 422 naming each fault. */
export const choicesOf = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  given: Json | undefined,
  ids: readonly string[],
): Choices => {
  if (given === undefined || given === null) return {}
  if (!isObject(given))
    throw invalid([fault('choices', 'malformed', '应是“字段: 编号”的对象', 'An object of "field: id" is expected')])
  const fields = new Map(mergedFields(kernel, object).map((field) => [field.name, field]))
  const faults: Fault[] = []
  const choices: Record<string, string> = {}
  for (const [name, id] of Object.entries(given)) {
    const path = `choices.${name}`
    const field = name === 'ownerId' ? object.fields.get(name) : fields.get(name)
    if (field === undefined)
      faults.push(fault(path, 'unknown_field', `“${name}”不能选择`, `"${name}" cannot be chosen`))
    else if (kernel.access.field(context.principal, object, name) !== 'write')
      faults.push(
        fault(path, 'read_only', `你没有“${field.def.zh}”的编辑权限`, `You have no right to edit "${field.def.en}"`),
      )
    else if (typeof id !== 'string' || !ids.includes(id.toLowerCase()))
      faults.push(
        fault(
          path,
          'unknown_reference',
          '应是参与合并的某条记录的编号',
          'It should be the id of one of the merged records',
        ),
      )
    else choices[name] = id.toLowerCase()
  }
  if (faults.length > 0) throw invalid(faults)
  return choices
}

/** What lists hold together, each value once; of contact points the first that is primary stays it. */
const united = (lists: readonly (Json | undefined)[]): Json => {
  const seen = new Set<string>()
  let hasPrimary = false
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter((point) => {
      const key = isObject(point) ? String(point.value) : JSON.stringify(point)
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    .map((point) => {
      if (!isObject(point)) return point as Json
      const primary = point.primary === true && !hasPrimary
      hasPrimary ||= primary
      return { ...point, primary } as Json
    })
}

/** Texts one under the other, if they fit. */
const joined = (texts: readonly string[], most: number): string | undefined => {
  const text = [...new Set(texts.map((one) => one.trim()))].join('\n')
  return text.length <= most ? text : undefined
}

/**
 * The values the winner takes on: those chosen; else its own, or where it has none, those of the first that has one.
 * Lists are united, long texts put one under the other, and a single number that gives way joins the list beside it:
 * nothing is lost without somebody's choice.
 */
export const mergedValues = (
  kernel: Kernel,
  object: CompiledObject,
  winner: Readonly<Row>,
  losers: readonly Readonly<Row>[],
  choices: Choices,
): Row => {
  const all = [winner, ...losers]
  const values: Row = {}
  for (const field of mergedFields(kernel, object)) {
    const { name } = field
    const chosen = choices[name]
    const own = winner[name]
    let value: Json | undefined
    if (chosen !== undefined) value = all.find((row) => row.id === chosen)?.[name] ?? null
    else if (field.def.many === true || ['references', 'multiChoice'].includes(field.type.name))
      value = all.some((row) => !isEmpty(row[name])) ? united(all.map((row) => row[name])) : own
    else if (field.type.name === 'longText' && typeof own === 'string')
      value =
        joined(
          [own, ...losers.flatMap((row) => (typeof row[name] === 'string' ? [row[name]] : []))],
          Number(field.def.max ?? 5000),
        ) ?? own
    else if (isEmpty(own)) value = losers.find((row) => !isEmpty(row[name]))?.[name] ?? own
    else value = own
    if (JSON.stringify(value ?? null) !== JSON.stringify(own ?? null)) values[name] = value ?? null
  }
  const identity = identityOf(object)
  for (const [single, many] of [identity.phones, identity.emails].map((names) => names ?? [])) {
    if (single === undefined || many === undefined || choices[many] !== undefined) continue
    const kept = values[single] ?? winner[single]
    const given = new Set(all.map((row) => row[single]).filter((value) => typeof value === 'string' && value !== kept))
    const list = values[many] ?? winner[many] ?? []
    if (given.size === 0) continue
    values[many] = united([list, [...given].map((value) => ({ value: value as string }))])
  }
  return values
}
