import sql, { raw } from 'sql-template-tag'
import { compile } from '../../kernel/compile.ts'
import { hiddenNumbers, wholesOf } from '../../kernel/records/numbers.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, fault } from '../../model/errors.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import { all, isNever, test } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'

/** What may be written on what: nothing on a record that still lies in the pool, nothing across two records. */
export const linkHooks = (parts: OwnershipParts): readonly Hook[] => [
  {
    stage: 'default',
    applies: (object) => pooledParents(parts, object).length > 0,
    run: (scope, changes) => refuseInPool(parts, scope, changes),
  },
  {
    stage: 'default',
    applies: (object) => pooledParents(parts, object).length > 0 || object.def.traits.gathers !== undefined,
    run: (scope, changes) => refuseHidden(parts, scope, changes),
  },
  {
    stage: 'validate',
    applies: (object) => [...object.fields.values()].some(isWithin),
    run: (scope, changes) => checkWithin(parts, scope, changes),
  },
]

const isWithin = (field: CompiledField) => field.def.within !== undefined

/** The references by which a record belongs to a pooled one: followed, or acted upon. */
const pooledParents = (parts: OwnershipParts, object: CompiledObject): { field: CompiledField; to: CompiledObject }[] =>
  wholesOf(object).flatMap((field) => {
    const to = parts.kernel().registry().objects.get(String(field.def.to))
    return to?.def.traits.pooled === true ? [{ field, to }] : []
  })

const moved = (change: Change, field: CompiledField): string | undefined => {
  const id = change.after[field.name]
  const isWritten = change.kind === 'create' || change.kind === 'update'
  return isWritten && typeof id === 'string' && id !== change.before?.[field.name] ? id : undefined
}

/**
 * Somebody who sees a customer through a pool alone claims it before writing on it; told so, where "there is no such
 * customer" would contradict what the screen shows.
 */
const refuseInPool = async (
  parts: OwnershipParts,
  { object, context, tx, trusted }: WriteScope,
  changes: readonly Change[],
) => {
  if (trusted) return
  const kernel = parts.kernel()
  const compiler = { registry: kernel.registry(), types: kernel.types }
  for (const { field, to } of pooledParents(parts, object)) {
    const ids = changes.flatMap((change) => moved(change, field) ?? [])
    if (ids.length === 0) continue
    const rows = (verb: string) => kernel.access.rows(context.principal, to, verb, context.now)
    const lying = all(rows('read'), test('ownerId', 'isNull', true), test('deletedAt', 'isNull', true))
    const found = await tx.query<{ id: string }>(
      sql`SELECT t.id FROM ${raw(`${to.table} t`)} WHERE t.id = ANY(${[...new Set(ids)]}::uuid[]) AND ${compile(compiler, to, lying, 't')}
        AND (${compile(compiler, to, rows('link'), 't')}) IS NOT TRUE`,
    )
    const inPool = new Set(found.rows.map((row) => row.id))
    for (const change of changes)
      if (inPool.has(moved(change, field) ?? ''))
        change.refusal = conflict(
          'in_pool',
          `${to.label.zh}在公海里，先领取再写${object.label.zh}`,
          `Claim it first: a ${object.label.en.toLowerCase()} is written on a ${to.label.en.toLowerCase()} with an owner`,
        )
  }
}

const texts: ReadonlySet<string> = new Set(['text', 'longText'])

/** Whether a text holds a number, which somebody from whom it is hidden cannot write again. */
const holdsNumber = (value: unknown): boolean => typeof value === 'string' && maskNumbersIn(value) !== value

/** A text whose numbers are hidden from somebody is not rewritten by them: what is saved would be the mask. */
const refuseHidden = async (
  parts: OwnershipParts,
  { object, context, tx, trusted }: WriteScope,
  changes: readonly Change[],
) => {
  const kernel = parts.kernel()
  const hidden = hiddenNumbers(kernel, context, object)
  if (trusted || isNever(hidden)) return
  const fields = [...object.fields.values()].filter(({ type }) => texts.has(type.name))
  const rewritten = changes.filter(
    ({ kind, before, after }) =>
      kind === 'update' &&
      fields.some(({ name }) => holdsNumber(before?.[name]) && (before?.[name] ?? null) !== (after[name] ?? null)),
  )
  if (rewritten.length === 0) return
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const { rows } = await tx.query<{ id: string }>(
    sql`SELECT t.id FROM ${raw(`${object.table} t`)} WHERE t.id = ANY(${rewritten.map(({ id }) => id)}::uuid[]) AND ${compile(compiler, object, hidden, 't')}`,
  )
  const found = new Set(rows.map((row) => row.id))
  for (const change of rewritten)
    if (found.has(change.id))
      change.refusal = conflict(
        'in_pool',
        `客户在公海里，号码看不全：先领取再改${object.label.zh}`,
        `The customer lies in a pool and its numbers are hidden: claim it before changing the ${object.label.en.toLowerCase()}`,
      )
}

/** `within: 'customerId'`: what the field points to belongs to the same customer as the record itself. */
const checkWithin = async (parts: OwnershipParts, { object, tx, trusted }: WriteScope, changes: readonly Change[]) => {
  if (trusted) return
  for (const field of [...object.fields.values()].filter(isWithin)) {
    const whole = object.fields.get(String(field.def.within))!
    const touched = changes.filter(
      (change) =>
        typeof change.after[field.name] === 'string' &&
        (moved(change, field) !== undefined || change.before?.[whole.name] !== change.after[whole.name]) &&
        (change.kind === 'create' || change.kind === 'update'),
    )
    if (touched.length === 0) continue
    const target = parts.kernel().registry().objects.get(String(field.def.to))!
    const column = target.fields.get(whole.name)!.column
    const { rows } = await tx.query<{ id: string; whole: string | null }>(
      sql`SELECT id, ${raw(column)} AS whole FROM ${raw(target.table)} WHERE id = ANY(${touched.map((change) => String(change.after[field.name]))}::uuid[])`,
    )
    const wholes = new Map(rows.map((row) => [row.id, row.whole]))
    for (const { after, faults } of touched)
      if ((wholes.get(String(after[field.name])) ?? null) !== (after[whole.name] ?? null))
        faults.push(
          fault(
            field.name,
            'belongs_elsewhere',
            `这个${field.def.zh}不属于所选的${whole.def.zh}`,
            `This "${field.def.en}" does not belong to the chosen "${whole.def.en}"`,
          ),
        )
  }
}
