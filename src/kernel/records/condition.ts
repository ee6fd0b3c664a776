import sql, { type Sql } from 'sql-template-tag'
import type { Json } from '../../model/label.ts'
import { all, always, any, isLocal, isNever, never, type Predicate, test } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { compile } from '../compile.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { branchesOf } from './branches.ts'
import { hiddenNumbers } from './numbers.ts'
import type { ListQuery } from './query.ts'

/** What lies in the recycle bin; what was merged into another record lives on there, and is not for restoring. */
export const binned = (object: CompiledObject): Predicate =>
  object.fields.has('mergedIntoId')
    ? all(test('deletedAt', 'isNull', false), test('mergedIntoId', 'isNull', true))
    : test('deletedAt', 'isNull', false)

const inOrOut = (object: CompiledObject, deleted: boolean): Predicate =>
  deleted ? binned(object) : test('deletedAt', 'isNull', true)

/** The rows a verb reaches for this person, of those not (or, on request, only those) in the recycle bin. */
export const reach = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  verb: string,
  deleted = false,
): Predicate => all(kernel.access.rows(context.principal, object, verb, context.now), inOrOut(object, deleted))

/** Conditions whose rows together are those of a list; `local`: told by the table alone. */
export type Alternatives = readonly { readonly where: Sql; readonly local: boolean }[]

type Asked = Pick<ListQuery, 'predicate' | 'search' | 'deleted'>

/**
 * The condition of a list as alternatives, those first that need no other table: what may be seen, what was asked.
 * A search is one condition: its words find the rows, whatever the reach. Empty: nothing can match.
 */
export const alternativesOf = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  query: Asked,
): Alternatives => {
  if (query.search !== null) {
    const where = whereOf(kernel, context, object, query)
    return where === null ? [] : [{ where, local: true }]
  }
  const seen = kernel.access.rows(context.principal, object, query.deleted ? 'delete' : 'read', context.now)
  const asked = all(inOrOut(object, query.deleted), unmask(kernel, context, object, query.predicate))
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const branches = branchesOf(seen, asked)
  return [...branches.filter(isLocal), ...branches.filter((branch) => !isLocal(branch))].map((branch) => ({
    where: compile(compiler, object, branch, 't'),
    local: isLocal(branch),
  }))
}

/** The whole condition of a list: what may be seen, what was asked, what was searched. `null`: nothing can match. */
export const whereOf = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  query: Asked,
  /** A verb with a scope of its own that must reach the rows as well (export). */
  verb?: string,
): Sql | null => {
  const also = verb === undefined ? always : kernel.access.rows(context.principal, object, verb, context.now)
  const seen = reach(kernel, context, object, query.deleted ? 'delete' : 'read', query.deleted)
  const asked = unmask(kernel, context, object, query.predicate)
  const both = all(seen, also, asked)
  if (isNever(both)) return null
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const condition = compile(compiler, object, both, 't')
  if (query.search === null) return condition
  return sql`${condition} AND ${matchSql(kernel, context, object, query.search)}`
}

/** The words of a search as a condition; masked values are matched by nobody. */
export const matchSql = (kernel: Kernel, context: Context, object: CompiledObject, text: string): Sql => {
  if (kernel.matcher === undefined || object.def.traits.searchable !== true) {
    const title = object.fields.get(object.def.title)!
    return compile(
      { registry: kernel.registry(), types: kernel.types },
      object,
      unmask(kernel, context, object, test(title.name, 'contains', text)),
      't',
    )
  }
  const privates = [...object.fields.values()].filter(
    (field) => field.def.search === true && field.def.mask !== undefined,
  )
  const hidden: Predicate = {
    kind: 'any',
    of: privates.map((field) => kernel.access.masked(context.principal, object, field.name)).filter((p) => !isNever(p)),
  }
  return kernel.matcher(object, text, 't', {
    predicate: hidden,
    sql: compile({ registry: kernel.registry(), types: kernel.types }, object, hidden, 't'),
  })
}

/** On rows where a field is masked, a filter sees nothing instead of its value. */
const unmask = (kernel: Kernel, context: Context, object: CompiledObject, p: Predicate): Predicate => {
  switch (p.kind) {
    case 'all':
    case 'any':
      return { kind: p.kind, of: p.of.map((of) => unmask(kernel, context, object, of)) }
    case 'not':
      return { kind: 'not', of: unmask(kernel, context, object, p.of) }
    case 'via': {
      const target = kernel.registry().objects.get(p.to)!
      const seen = kernel.access.rows(context.principal, target, 'read', context.now)
      return { ...p, where: all(seen, unmask(kernel, context, target, p.where)) }
    }
    case 'test': {
      const hidden = hiddenFor(kernel, context, object, p.field, p.value)
      if (isNever(hidden)) return p
      const answer = p.operator === 'isNull' ? p.value === true : p.operator === 'ne' || p.operator === 'nin'
      return answer ? { kind: 'any', of: [hidden, p] } : { kind: 'all', of: [{ kind: 'not', of: hidden }, p] }
    }
    default:
      return p
  }
}

/** The rows whose value a condition on this field must not tell; numbers written into a text are hidden with the phone. */
const hiddenFor = (kernel: Kernel, context: Context, object: CompiledObject, name: string, value: Json): Predicate => {
  const field = object.fields.get(name)
  if (field?.def.mask !== undefined) return kernel.access.masked(context.principal, object, field.name)
  if (field === undefined || !['text', 'longText'].includes(field.type.name)) return never
  const digits = field.type.name === 'text' ? /\p{Nd}{3}/u : /\p{Nd}/u
  if (!digits.test(JSON.stringify(value))) return never
  const phones = [...object.fields.values()].filter((one) => one.def.mask === 'phone')
  return any(
    hiddenNumbers(kernel, context, object),
    ...phones.map((phone) => kernel.access.masked(context.principal, object, phone.name)),
  )
}
