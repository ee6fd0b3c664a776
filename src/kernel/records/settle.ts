import sql, { raw } from 'sql-template-tag'
import { forbidden, invalid } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { evaluator, isLocal } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { RuleContext } from '../../model/rule.ts'
import { compile } from '../compile.ts'
import type { Transaction } from '../database/database.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { refusePurgeWithChildren } from './children.ts'
import { followOldIds } from './old-ids.ts'
import type { Change, Outcome, Stage, UndoPlan, WriteScope } from './parts.ts'
import { insertRows, purgeRows, recordChanges, updateRows } from './store.ts'
import { applyDefaults, changedFields, checkReferences, checkRequired, checkUnique } from './values.ts'
import { present, viewOf } from './view.ts'

export type InTransaction = Context & { readonly tx: Transaction }

export interface WriteOptions {
  /** An action or the system writes: past the checks that bind typed-in values and rights. */
  readonly trusted?: boolean
  /** What the audit calls it; the kind of change by default. */
  readonly cause?: string
  readonly reason?: string
  /** Taken back by the action's own plan, not by the generic one. */
  readonly noUndo?: boolean
  /** Rows this transaction has locked and read already, as an action has: they are not asked for again. Trusted writes only. */
  readonly held?: readonly Row[]
}

/** The stages, the rows, the after-image, the audit: the end every write comes to. */
export const settle = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  changes: readonly Change[],
  options: WriteOptions,
  secrets: ReadonlyMap<string, Row>,
): Promise<Outcome[]> => {
  const scope: WriteScope = { context, object, tx: context.tx, trusted: options.trusted === true, secrets }
  const open = () =>
    changes.filter(
      ({ refusal, faults, deferred }) => refusal === undefined && faults.length === 0 && deferred === undefined,
    )
  const live = () =>
    changes.filter((change) => change.refusal === undefined && change.kind !== 'delete' && change.kind !== 'purge')
  const rules: RuleContext = { now: context.now, timeZone: kernel.clock.timeZone }

  await followOldIds(kernel, scope, live())
  for (const change of live()) if (change.kind === 'create') applyDefaults(object, change)
  runRules(object, 'default', live(), rules)
  await runHooks(
    kernel,
    scope,
    'default',
    changes.filter((change) => change.refusal === undefined),
  )
  for (const change of live()) checkRequired(object, change)
  await checkReferences(kernel, scope, open())
  await checkUnique(object, open(), context.tx)
  const purging = open().filter((change) => change.kind === 'purge')
  if (purging.length > 0) await refusePurgeWithChildren(kernel, context.tx, object, purging)
  runRules(object, 'validate', live(), rules)
  runRules(object, 'refuse', open(), rules)
  await runHooks(kernel, scope, 'validate', open())
  runRules(object, 'change', open(), rules)
  await runHooks(kernel, scope, 'change', open())

  if (options.trusted !== true) refuseOutOfReach(kernel, context, object, open())
  const good = open()
  const undo = new Map<string, UndoPlan>()
  for (const change of good) {
    if (
      change.kind !== 'create' &&
      change.kind !== 'purge' &&
      changedFields(object, change).some((field) => field.def.derived !== true)
    ) {
      change.after.version = Number(change.before?.version ?? 0) + 1
      change.after.updatedAt = context.now
    }
    if (options.noUndo !== true && context.via === 'api' && context.principal.kind === 'employee') {
      const plan = undoOf(object, change)
      if (plan !== undefined) undo.set(change.id, plan)
    }
  }
  const { select } = viewOf(kernel, context, object)
  const made = good.filter((change) => change.kind === 'create')
  const changed = good.filter((change) => ['update', 'delete', 'restore'].includes(change.kind))
  const rows = [
    ...(made.length > 0 ? await insertRows(kernel, context.tx, object, made, select) : []),
    ...(changed.length > 0 ? await updateRows(kernel, context.tx, object, changed, select) : []),
  ]
  const purged = good.filter((change) => change.kind === 'purge')
  if (purged.length > 0)
    await purgeRows(
      context.tx,
      object,
      purged.map((change) => change.id),
    )
  if (options.trusted !== true)
    await checkAfterImage(kernel, context, object, [...made, ...changed.filter((change) => change.kind === 'update')])
  const tokens = await recordChanges(context, object, good, undo)
  if (good.length > 0) await runHooks(kernel, scope, 'write', good)
  const byId = new Map(
    (
      await present(kernel, context, viewOf(kernel, context, object), rows, {
        verdicts: changes.length === 1 && !scope.trusted,
      })
    ).map((row) => [String(row.id), row]),
  )
  const deferred = changes.filter((change) => change.deferred !== undefined && change.before !== null)
  const kept = await present(
    kernel,
    context,
    viewOf(kernel, context, object),
    deferred.map((change) => ({ ...change.before })),
    { verdicts: false },
  )
  for (const [i, change] of deferred.entries()) byId.set(change.id, { ...kept[i], ...change.deferred })
  return changes.map((change) => {
    if (change.refusal !== undefined) return { refusal: change.refusal }
    if (change.faults.length > 0) return { refusal: invalid(change.faults) }
    const token = tokens.get(change.id)
    return { row: byId.get(change.id) ?? { id: change.id }, ...(token === undefined ? {} : { undo: token }) }
  })
}

const runRules = (
  object: CompiledObject,
  stage: Stage | 'refuse',
  changes: readonly Change[],
  context: RuleContext,
) => {
  for (const rule of object.rules) {
    if (rule.stage !== stage) continue
    if (rule.stage === 'refuse') {
      const targets = changes.filter((change) => change.kind === rule.on)
      rule.run(targets, context).forEach((refusal, i) => {
        if (refusal !== undefined) targets[i]!.refusal = refusal
      })
    } else if (rule.stage === 'validate') {
      const targets = changes.filter((change) => change.kind === 'create' || change.kind === 'update')
      for (const [i, faults] of rule.run(targets, context).entries()) targets[i]!.faults.push(...faults)
    } else {
      const targets = changes.filter((change) => change.kind === 'create' || change.kind === 'update')
      if (targets.length > 0) rule.run(targets, context)
    }
  }
}

const runHooks = async (kernel: Kernel, scope: WriteScope, stage: Stage, changes: readonly Change[]) => {
  if (changes.length === 0) return
  for (const hook of kernel.hooks)
    if (hook.stage === stage && hook.applies(scope.object)) await hook.run(scope, changes)
}

const undoOf = (object: CompiledObject, change: Change): UndoPlan | undefined => {
  if (change.kind === 'create')
    return object.def.traits.recyclable === true
      ? { kind: 'delete', payload: { object: object.path, id: change.id } }
      : undefined
  if (change.kind === 'delete') return { kind: 'restore', payload: { object: object.path, id: change.id } }
  if (change.kind !== 'update') return undefined
  const values = changedFields(object, change).filter((field) => field.def.readOnly !== true)
  if (values.length === 0) return undefined
  return {
    kind: 'update',
    payload: {
      object: object.path,
      id: change.id,
      version: change.after.version ?? null,
      values: Object.fromEntries(values.map((field) => [field.name, change.before?.[field.name] ?? null])),
    },
  }
}

const outOfReach = () =>
  forbidden(
    'out_of_reach',
    '保存后你就看不到它了，所以没有保存；换负责人请用“转移”',
    'After this you could not see it any more, so it was not saved; use "transfer" to change the owner',
    'after-image',
  )

/** Nobody moves a row out of their own reach by typing (DESIGN §4): told row by row where the row itself decides. */
const refuseOutOfReach = (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  changes: readonly Change[],
) => {
  const p = kernel.access.rows(context.principal, object, 'read', context.now)
  if (!isLocal(p)) return
  const isSeen = evaluator(object, p)
  for (const change of changes)
    if ((change.kind === 'create' || change.kind === 'update') && !isSeen(change.after)) change.refusal = outOfReach()
}

/** The same where it takes the database to tell; the rows are written by then, and the transaction falls. */
const checkAfterImage = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  changes: readonly Change[],
) => {
  if (changes.length === 0) return
  const p = kernel.access.rows(context.principal, object, 'read', context.now)
  if (isLocal(p)) return
  const condition = compile({ registry: kernel.registry(), types: kernel.types }, object, p, 't')
  const { rowCount } = await context.tx.query(
    sql`SELECT t.id FROM ${raw(`${object.table} t`)} WHERE t.id = ANY(${changes.map((change) => change.id)}::uuid[]) AND (${condition}) IS NOT TRUE LIMIT 1`,
  )
  if (rowCount > 0) throw outOfReach()
}

export const shown = (kernel: Kernel, context: InTransaction, object: CompiledObject, rows: readonly Row[]) =>
  present(kernel, context, viewOf(kernel, context, object), rows)
