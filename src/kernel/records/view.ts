import sql, { join, raw, type Sql } from 'sql-template-tag'
import { linesOf } from '../../fields/lines/lines.ts'
import { conflict, forbidden, type Refusal } from '../../model/errors.ts'
import { constantFilter, targetOf } from '../../model/filter.ts'
import type { Json, Row } from '../../model/label.ts'
import { maskNumbersIn, maskValue } from '../../model/mask.ts'
import { evaluator, isLocal, isNever, type Predicate } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { compile, shapeOf } from '../compile.ts'
import type { Kernel } from '../kernel.ts'
import type { Context, Principal } from '../principal.ts'
import { heldBy } from './gates.ts'
import { hiddenNumbers } from './numbers.ts'

type RowTest = (row: Readonly<Row>) => boolean

/** What one person sees of one object: worked out once, used for every row. */
export interface View {
  readonly object: CompiledObject
  readonly fields: readonly CompiledField[]
  readonly select: Sql
  readonly masks: readonly { readonly field: CompiledField; readonly test: RowTest }[]
  readonly verbs: readonly { readonly name: string; readonly test: RowTest }[]
  /** Whether phone numbers in the texts of a row, as `select` reads it, are hidden. */
  readonly hidesNumbers: RowTest
  readonly references: readonly { readonly field: CompiledField; readonly to: string }[]
  /** Lists of people and departments, and what their names stand under; who shares a record has an answer of its own. */
  readonly lists: readonly { readonly field: CompiledField; readonly expansion: string }[]
  /** References within lines: the field that holds the lines, the column, and where it points to. */
  readonly within: readonly { readonly field: CompiledField; readonly column: string; readonly to: string }[]
}

const sharing: ReadonlySet<string> = new Set(['memberIds', 'memberDepartmentIds'])
const cache = new WeakMap<Principal, Map<CompiledObject, View>>()
const basicVerbs = ['update', 'delete', 'assign'] as const

/** The value of a field as the column list names it. */
const columnOf = (field: CompiledField, alias: string) => `${alias}.${field.column} AS "${field.name}"`

export const viewOf = (kernel: Kernel, context: Context, object: CompiledObject): View => {
  const { principal } = context
  const mine = cache.get(principal) ?? new Map<CompiledObject, View>()
  cache.set(principal, mine)
  const known = mine.get(object)
  if (known !== undefined) return known
  const compiler = { registry: kernel.registry(), types: kernel.types, named: true }
  const fields = [...object.fields.values()].filter(
    (field) =>
      field.def.writeOnly !== true &&
      shapeOf(kernel.types, field) !== 'none' &&
      kernel.access.field(principal, object, field.name) !== 'none',
  )
  const computed: string[] = []
  const verbs: { name: string; test: RowTest }[] = []
  const values: Sql[] = []
  const asked = (key: string, p: Predicate): RowTest => {
    if (isLocal(p)) return evaluator(object, p)
    values.push(compile(compiler, object, p, 't'))
    computed.push(key)
    return (row) => row[key] === true
  }
  const decide = (name: string, p: Predicate) => verbs.push({ name, test: asked(`can$${name}`, p) })
  const hidesNumbers = asked('hides$numbers', hiddenNumbers(kernel, context, object))
  for (const verb of basicVerbs) decide(verb, kernel.access.rows(principal, object, verb, context.now))
  for (const action of object.actions.values()) {
    const rows = kernel.access.may(principal, object, action.name)
      ? kernel.access.rows(principal, object, action.name, context.now)
      : null
    decide(action.name, rows ?? { kind: 'any', of: [] })
  }
  const list = fields.map((field) => columnOf(field, 't')).join(', ')
  const select = join([raw(list), ...values.map((value, i) => sql`(${value}) AS ${raw(`"${computed[i]!}"`)}`)], ', ')
  const masks = fields.flatMap((field) => {
    if (field.def.mask === undefined) return []
    const p = kernel.access.masked(principal, object, field.name)
    return isNever(p) ? [] : [{ field, test: evaluator(object, p) }]
  })
  const references = fields.flatMap((field) => {
    const to = targetOf(field)
    return to === undefined ? [] : [{ field, to }]
  })
  const lists = fields.flatMap((field) =>
    field.type.name === 'members' && !sharing.has(field.name)
      ? [{ field, expansion: `${field.name.replace(/Ids$/, '')}s` }]
      : [],
  )
  const within = fields.flatMap((field) =>
    (field.type.parts?.(field.def) ?? []).flatMap(({ name, def, type }) =>
      type.name === 'reference' ? [{ field, column: name, to: String(def.to) }] : [],
    ),
  )
  const view: View = { object, fields, select, masks, verbs, hidesNumbers, references, lists, within }
  if (!principal.shared.overflow) mine.set(object, view)
  return view
}

/** Text shown for references: employees and departments from the directory, others looked up within the caller's rights. */
const namesOf = async (
  kernel: Kernel,
  context: Context,
  view: View,
  rows: readonly Row[],
): Promise<(to: string, id: string) => string | null> => {
  const directory = kernel.directory()
  const found = new Map<string, string>()
  const wanted = new Map<string, Set<string>>()
  const want = (to: string, id: Json | undefined) => {
    if (typeof id !== 'string' || to === 'employees' || to === 'departments' || directory.titles.has(to)) return
    const ids = wanted.get(to)
    if (ids === undefined) wanted.set(to, new Set([id]))
    else ids.add(id)
  }
  for (const { field, to } of view.references) for (const row of rows) want(to, row[field.name])
  for (const { field, column, to } of view.within)
    for (const row of rows) for (const line of linesOf(row[field.name])) want(to, line[column])
  for (const [to, ids] of wanted) {
    const target = kernel.registry().objects.get(to)!
    const readable = compile(
      { registry: kernel.registry(), types: kernel.types, named: true },
      target,
      kernel.access.rows(context.principal, target, 'read', context.now),
      't',
    )
    const title = target.fields.get(target.def.title)!
    const maskedRow = kernel.access.masked(context.principal, target, title.name)
    const hidden =
      title.def.mask === undefined || isNever(maskedRow)
        ? sql`FALSE`
        : compile({ registry: kernel.registry(), types: kernel.types }, target, maskedRow, 't')
    const names = await (context.tx ?? kernel.db).query<{ id: string; name: string; hidden: boolean }>(
      sql`SELECT t.id, ${raw(`t.${title.column}::text`)} AS name, ${hidden} AS hidden FROM ${raw(`${target.table} t`)} WHERE t.id = ANY(${[...ids]}::uuid[]) AND ${readable}`,
    )
    for (const row of names.rows)
      found.set(
        row.id,
        row.hidden && title.def.mask !== undefined ? String(maskValue(title.def.mask, row.name)) : row.name,
      )
  }
  return (to, id) =>
    (to === 'employees'
      ? directory.people.get(id)?.name
      : to === 'departments'
        ? directory.units.get(id)?.name
        : (directory.titles.get(to)?.get(id) ?? found.get(id))) ?? null
}

export interface PresentOptions {
  /** Only these fields. */
  readonly only?: ReadonlySet<string> | undefined
  /** Whether to work out `can` and `why`; files and batches do without. */
  readonly verdicts?: boolean
}

const written: ReadonlySet<string> = new Set(['text', 'longText'])

/** Whether phone numbers in what was written about this row, as `select` reads it, are hidden from this person. */
export const hidesNumbers = (view: View, row: Readonly<Row>): boolean =>
  view.hidesNumbers(row) || view.masks.some(({ field, test }) => field.def.mask === 'phone' && test(row))

/** Lists of ids: nobody listed is an empty list, not nothing. */
const listTypes: ReadonlySet<string> = new Set(['members', 'references'])

/** Rows of the database as the API shows them: masked, references named, with `can` and `why`. */
export const present = async (
  kernel: Kernel,
  context: Context,
  view: View,
  rows: readonly Row[],
  options: PresentOptions = {},
): Promise<Row[]> => {
  const { only, verdicts = true } = options
  const names =
    view.references.length + view.lists.length + view.within.length === 0
      ? () => null
      : await namesOf(kernel, context, view, rows)
  const prepared = new Map<string, unknown>()
  for (const action of verdicts ? view.object.actions.keys() : []) {
    const handler = kernel.actions.get(`${view.object.path}.${action}`)
    if (handler?.prepare !== undefined && rows.length > 0)
      prepared.set(action, await handler.prepare(context, view.object, rows, context.tx ?? kernel.db))
  }
  return rows.map((row) => {
    const shown: Row = {}
    for (const field of view.fields)
      if (only === undefined || only.has(field.name))
        shown[field.name] = row[field.name] ?? (listTypes.has(field.type.name) ? [] : null)
    for (const { field, to } of view.references) {
      if (only !== undefined && !only.has(field.name)) continue
      const id = row[field.name]
      shown[field.expansion!] = typeof id === 'string' ? { id, name: names(to, id) } : null
    }
    for (const { field, expansion } of view.lists) {
      const ids = shown[field.name]
      if (Array.isArray(ids))
        shown[expansion] = ids.map((id) => ({ id, name: names(String(field.def.to), String(id)) }))
    }
    for (const { field, column, to } of view.within)
      if (shown[field.name] !== undefined && shown[field.name] !== null)
        shown[field.name] = linesOf(shown[field.name]).map((line) => {
          const id = line[column]
          return { ...line, [column.slice(0, -2)]: typeof id === 'string' ? { id, name: names(to, id) } : null }
        })
    if (verdicts) Object.assign(shown, judge(kernel, context, view, row, prepared))
    let masked: string[] | undefined
    for (const { field, test } of view.masks)
      if (shown[field.name] !== undefined && shown[field.name] !== null && test(row)) {
        shown[field.name] = maskValue(field.def.mask!, shown[field.name] as Json)
        masked ??= []
        masked.push(field.name)
      }
    if (masked !== undefined) shown.masked = masked
    if (view.hidesNumbers(row))
      for (const { name, type } of view.fields)
        if (written.has(type.name) && typeof shown[name] === 'string') shown[name] = maskNumbersIn(shown[name])
    return shown
  })
}

/** A refusal as `why` says it: with the rule and the facts a screen can count with (`opensAt`). */
const reasonOf = (refusal: Refusal, context: Context): Json => ({
  code: refusal.code,
  message: refusal.detail[context.locale],
  ...(refusal.more.rule === undefined ? {} : { rule: refusal.more.rule }),
  ...(refusal.more.members as Record<string, Json> | undefined),
})

/** What this person may do with the row, and why not where there is a reason worth knowing. */
const judge = (kernel: Kernel, context: Context, view: View, row: Row, prepared: ReadonlyMap<string, unknown>): Row => {
  const can: Record<string, boolean> = {}
  const why: Record<string, Json> = {}
  const hints: Record<string, Json> = {}
  for (const verb of view.verbs) {
    const verdict = verb.test(row) ? verdictOf(kernel, context, view, verb.name, row, prepared.get(verb.name)) : 'no'
    can[verb.name] = verdict === undefined
    if (verdict !== undefined && verdict !== 'no') why[verb.name] = reasonOf(verdict, context)
    const hint =
      verdict === undefined
        ? kernel.actions.get(`${view.object.path}.${verb.name}`)?.hint?.(context, row)?.[context.locale]
        : undefined
    if (hint !== undefined) hints[verb.name] = hint
  }
  return Object.keys(hints).length === 0 ? { can, why } : { can, why, hints }
}

const verdictOf = (
  kernel: Kernel,
  context: Context,
  view: View,
  verb: string,
  row: Row,
  prepared: unknown,
): Refusal | undefined => {
  const def = view.object.actions.get(verb)
  const held = heldBy(kernel, context, view.object, row, verb)
  if (def === undefined || held !== undefined) return held
  return (
    refusedByWhen(view.object, def.name, row) ??
    kernel.actions.get(`${view.object.path}.${verb}`)?.verdict?.(context, row, prepared)
  )
}

const whens = new WeakMap<object, { readonly test: RowTest; readonly refusal: Refusal }>()

/** The declared `when` of an action, with its own words where it refuses; always the same ones, made once. */
export const refusedByWhen = (object: CompiledObject, action: string, row: Readonly<Row>): Refusal | undefined => {
  const def = object.actions.get(action)!
  let when = whens.get(def)
  if (when === undefined) {
    const { status, code, message } = def.otherwise ?? {
      status: 409 as const,
      code: 'not_now',
      message: { zh: '现在不能这样做', en: 'Not possible in this state' },
    }
    const refuse = status === 403 ? forbidden : conflict
    when = { test: evaluator(object, constantFilter(def.when)), refusal: refuse(code, message.zh, message.en) }
    whens.set(def, when)
  }
  return when.test(row) ? undefined : when.refusal
}
