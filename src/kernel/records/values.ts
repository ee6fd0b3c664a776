import sql, { raw } from 'sql-template-tag'
import { linesOf } from '../../fields/lines/lines.ts'
import { fault } from '../../model/errors.ts'
import type { FieldDef } from '../../model/field.ts'
import { targetOf } from '../../model/filter.ts'
import { isObject, type Json, type Row } from '../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { compile, shapeOf } from '../compile.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import type { Change, WriteScope } from './parts.ts'

/** Columns a batch writes: every field that has one. */
export const storedFields = (kernel: Kernel, object: CompiledObject): CompiledField[] =>
  [...object.fields.values()].filter((field) => shapeOf(kernel.types, field) !== 'none' && field.def.writeOnly !== true)

/**
 * Typed-in values as canonical ones, into `after`. Unknown, unwritable and ill-formed values become faults, each with
 * its path; a write-only value is left for its engine in `secrets`.
 */
export const takeValues = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  input: unknown,
  change: Change,
  trusted: boolean,
  secrets: Map<string, Row>,
): void => {
  if (!isObject(input)) {
    change.faults.push(fault('', 'malformed', '应是一个对象', 'An object is expected'))
    return
  }
  for (const [name, value] of Object.entries(input)) {
    const field = object.fields.get(name)
    const right =
      field === undefined ? 'none' : trusted ? 'write' : kernel.access.field(context.principal, object, name)
    if (field === undefined || right === 'none') {
      change.faults.push(
        fault(name, 'unknown_field', `${object.label.zh}没有字段“${name}”`, `${object.path} has no field "${name}"`),
      )
      continue
    }
    if (!trusted && (field.def.readOnly === true || right !== 'write')) {
      const why =
        field.def.derived === true
          ? ['由系统计算', 'it is computed']
          : field.def.readOnly === true
            ? ['由系统维护', 'the system keeps it']
            : ['你没有这个字段的编辑权限', 'you have no right to edit it']
      change.faults.push(
        fault(name, 'read_only', `“${field.def.zh}”不能填写：${why[0]}`, `"${field.def.en}" cannot be set: ${why[1]}`),
      )
      continue
    }
    if (value === null || value === undefined) {
      change.after[name] = null
      continue
    }
    const parsed = field.type.parse(value, field.def)
    if (!parsed.ok)
      change.faults.push(
        ...(parsed.parts ?? [{ at: '', code: parsed.code, message: parsed.message }]).map(({ at, code, message }) => ({
          path: at === '' ? name : `${name}.${at}`,
          code,
          message,
        })),
      )
    else if (field.def.writeOnly === true) secrets.set(change.id, { ...secrets.get(change.id), [name]: parsed.value })
    else change.after[name] = parsed.value
  }
}

export const applyDefaults = (object: CompiledObject, change: Change): void => {
  for (const field of object.fields.values())
    if (field.def.default !== undefined && change.after[field.name] === undefined)
      change.after[field.name] = field.def.default
}

/** Required fields that are empty. On update only those the change touches, so that old gaps never block other work. */
export const checkRequired = (object: CompiledObject, change: Change): void => {
  for (const field of object.fields.values()) {
    if (field.def.required !== true || field.def.writeOnly === true) continue
    const value = change.after[field.name]
    const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    if (!isEmpty || change.faults.some((f) => f.path === field.name)) continue
    if (change.before !== null && (change.before[field.name] ?? null) === (value ?? null)) continue
    change.faults.push(fault(field.name, 'required', `“${field.def.zh}”必填`, `"${field.def.en}" is required`))
  }
}

export const same = (a: Json | undefined, b: Json | undefined): boolean => {
  const left = a ?? null
  const right = b ?? null
  if (left === right) return true
  return typeof left === 'object' && typeof right === 'object' && JSON.stringify(left) === JSON.stringify(right)
}

export const changedFields = (object: CompiledObject, change: Change): CompiledField[] =>
  [...object.fields.values()].filter((field) => !same(change.before?.[field.name], change.after[field.name]))

/**
 * What references point to must be there, and within reach for linking: a record somebody may not see is as absent
 * here as anywhere ("somebody else's id").
 */
export const checkReferences = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  const { object, context, tx } = scope
  for (const field of object.fields.values()) {
    for (const { to, def, wanted } of linksOf(field, changes)) {
      const ids = [...new Set(wanted.map((one) => one.id))]
      if (ids.length === 0) continue
      const found = await reachable(kernel, scope.trusted ? null : context, to, ids, tx)
      for (const { change, path, id } of wanted)
        if (!found.has(id))
          change.faults.push(
            fault(
              path,
              'unknown_reference',
              `“${def.zh}”指向的记录不存在，或你看不到它`,
              `"${def.en}" points to a record that is not there, or that you cannot see`,
            ),
          )
    }
  }
}

interface Links {
  readonly to: string
  readonly def: FieldDef
  readonly wanted: readonly { readonly change: Change; readonly path: string; readonly id: string }[]
}

/** What a field, or the columns of its lines, newly points to. */
const linksOf = (field: CompiledField, changes: readonly Change[]): Links[] => {
  const moved = changes.filter((change) => !same(change.before?.[field.name], change.after[field.name]))
  const to = targetOf(field) ?? (field.type.name === 'references' ? String(field.def.to) : undefined)
  if (to !== undefined)
    return [
      {
        to,
        def: field.def,
        wanted: moved.flatMap((change) => {
          const value = change.after[field.name]
          const ids = value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]
          return ids.map((id) => ({ change, path: field.name, id: String(id) }))
        }),
      },
    ]
  return (field.type.parts?.(field.def) ?? [])
    .filter(({ type }) => type.name === 'reference')
    .map(({ name, def }) => ({
      to: String(def.to),
      def,
      wanted: moved.flatMap((change) => {
        return linesOf(change.after[field.name]).flatMap((line, at) => {
          const id = line[name]
          return typeof id === 'string' ? [{ change, path: `${field.name}.${at}.${name}`, id }] : []
        })
      }),
    }))
}

const reachable = async (
  kernel: Kernel,
  context: Context | null,
  to: string,
  ids: readonly string[],
  tx: WriteScope['tx'],
): Promise<Set<string>> => {
  const directory = kernel.directory()
  const known = to === 'employees' ? directory.people : to === 'departments' ? directory.units : null
  if (known !== null && ids.every((id) => known.has(id))) return new Set(ids)
  const target = kernel.registry().objects.get(to)
  if (target === undefined) return new Set()
  const within =
    context === null
      ? sql`TRUE`
      : compile(
          { registry: kernel.registry(), types: kernel.types },
          target,
          kernel.access.rows(context.principal, target, 'link', context.now),
          't',
        )
  const { rows } = await tx.query<{ id: string }>(
    sql`SELECT t.id FROM ${raw(`${target.table} t`)} WHERE t.id = ANY(${ids}::uuid[]) AND t.deleted_at IS NULL AND ${within}`,
  )
  return new Set(rows.map((row) => row.id))
}

/** Unique fields, against the table and within the batch itself. Texts are compared folded. */
export const checkUnique = async (
  object: CompiledObject,
  changes: readonly Change[],
  tx: WriteScope['tx'],
): Promise<void> => {
  for (const field of object.fields.values()) {
    if (field.def.unique !== true) continue
    const touched = changes.filter(
      (change) =>
        !same(change.before?.[field.name], change.after[field.name]) && typeof change.after[field.name] === 'string',
    )
    if (touched.length === 0) continue
    const values = touched.map((change) => String(change.after[field.name]).toLowerCase())
    const { rows } = await tx.query<{ id: string; value: string }>(
      sql`SELECT id, lower(${raw(field.column)}) AS value FROM ${raw(object.table)} WHERE lower(${raw(field.column)}) = ANY(${values}::text[]) AND deleted_at IS NULL`,
    )
    const taken = new Map(rows.map((row) => [row.value, row.id]))
    for (const change of touched) {
      const value = String(change.after[field.name]).toLowerCase()
      const by = taken.get(value)
      if (by !== undefined && by !== change.id)
        change.faults.push(
          fault(field.name, 'not_unique', `“${field.def.zh}”已被使用`, `"${field.def.en}" is already taken`),
        )
      else taken.set(value, change.id)
    }
  }
}
