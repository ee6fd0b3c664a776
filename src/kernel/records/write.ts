import sql, { raw } from 'sql-template-tag'
import { forbidden, invalid, notFound, type Refusal, versionConflict } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { evaluator, isLocal } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { RuleContext } from '../../model/rule.ts'
import { compile } from '../compile.ts'
import type { Transaction } from '../database/database.ts'
import { isId, newId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import type { Change, ChangeKind, Outcome, Stage, UndoPlan, WriteScope } from './parts.ts'
import { insertRows, lockRows, purgeRows, recordChanges, updateRows } from './store.ts'
import { applyDefaults, changedFields, checkReferences, checkRequired, checkUnique, takeValues } from './values.ts'
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
}

export interface Edit {
  readonly id: string
  readonly values: unknown
  /** The version the caller saw. */
  readonly version?: number
}

export const inTransaction = <T>(kernel: Kernel, context: Context, work: (context: InTransaction) => Promise<T>): Promise<T> =>
  context.tx !== undefined ? work(context as InTransaction) : kernel.db.transaction((tx) => work({ ...context, tx }))

/** Makes records; a batch is judged row by row, and sees its own earlier rows. */
export const create = (kernel: Kernel, context: Context, object: CompiledObject, inputs: readonly unknown[], options: WriteOptions = {}): Promise<Outcome[]> => {
  if (options.trusted !== true && !kernel.access.may(context.principal, object, 'create')) throw noRight(object, 'create')
  return inTransaction(kernel, context, async (inside) => {
    const secrets = new Map<string, Row>()
    const changes = inputs.map((input): Change => {
      const id = newId()
      const change = blank('create', id, null, { id, version: 1, createdAt: context.now, updatedAt: context.now, createdById: context.principal.employeeId, deletedAt: null }, options)
      takeValues(kernel, context, object, input, change, options.trusted === true, secrets)
      return change
    })
    return settle(kernel, inside, object, changes, options, secrets)
  })
}

/** Changes fields of records. Not seen: 404; seen but not allowed: 403; stale: 412. */
export const update = (kernel: Kernel, context: Context, object: CompiledObject, edits: readonly Edit[], options: WriteOptions = {}): Promise<Outcome[]> =>
  inTransaction(kernel, context, async (inside) => {
    const secrets = new Map<string, Row>()
    const locked = await lockRows(kernel, inside, object, edits.map((edit) => edit.id).filter(isId), 'update')
    const current = new Map<string, Row>()
    const changes: Change[] = []
    for (const edit of edits) {
      const at = locked.get(edit.id)
      const row = current.get(edit.id) ?? at?.row ?? {}
      const change = blank('update', edit.id, row, { ...row }, options)
      changes.push(change)
      if (at === undefined || (options.trusted !== true && (!at.seen || row.deletedAt !== null))) change.refusal = notFound()
      else if (options.trusted !== true && !at.allowed) change.refusal = noRight(object, 'update', kernel, at.row)
      else if (edit.version !== undefined && edit.version !== row.version) change.refusal = versionConflict((await shown(kernel, inside, object, [row]))[0])
      else takeValues(kernel, context, object, edit.values, change, options.trusted === true, secrets)
      current.set(edit.id, change.after)
    }
    return settle(kernel, inside, object, changes, options, secrets)
  })

/** Moves to the recycle bin, restores from it, or purges what lies in it. */
export const move = (kernel: Kernel, context: Context, object: CompiledObject, kind: 'delete' | 'restore' | 'purge', targets: readonly { id: string; version?: number }[], options: WriteOptions = {}): Promise<Outcome[]> => {
  const verb = kind === 'restore' ? 'delete' : kind
  if (options.trusted !== true && !kernel.access.may(context.principal, object, verb)) throw noRight(object, verb)
  return inTransaction(kernel, context, async (inside) => {
    const locked = await lockRows(kernel, inside, object, targets.map((target) => target.id).filter(isId), verb)
    const changes = await Promise.all(
      targets.map(async ({ id, version }) => {
        const at = locked.get(id)
        const row = at?.row ?? {}
        const change = blank(kind, id, row, { ...row, deletedAt: kind === 'delete' ? context.now : null }, options)
        const isThere = at !== undefined && (kind === 'delete') === (row.deletedAt === null)
        if (!isThere || (options.trusted !== true && !at.seen)) change.refusal = notFound()
        else if (options.trusted !== true && !at.allowed) change.refusal = noRight(object, verb, kernel, row)
        else if (version !== undefined && version !== row.version) change.refusal = versionConflict((await shown(kernel, inside, object, [row]))[0])
        return change
      }),
    )
    return settle(kernel, inside, object, changes, options, new Map())
  })
}

const blank = (kind: ChangeKind, id: string, before: Row | null, after: Row, options: WriteOptions): Change => ({
  kind,
  id,
  before,
  after,
  columns: {},
  faults: [],
  cause: options.cause ?? kind,
  ...(options.reason === undefined ? {} : { reason: options.reason }),
})

/** The stages, the rows, the after-image, the audit: the end every write comes to. */
const settle = async (kernel: Kernel, context: InTransaction, object: CompiledObject, changes: readonly Change[], options: WriteOptions, secrets: ReadonlyMap<string, Row>): Promise<Outcome[]> => {
  const scope: WriteScope = { context, object, tx: context.tx, trusted: options.trusted === true, secrets }
  const open = () => changes.filter((change) => change.refusal === undefined && change.faults.length === 0)
  const live = () => changes.filter((change) => change.refusal === undefined && change.kind !== 'delete' && change.kind !== 'purge')
  const rules: RuleContext = { now: context.now, timeZone: kernel.clock.timeZone }

  for (const change of live()) if (change.kind === 'create') applyDefaults(object, change)
  runRules(object, 'default', live(), rules)
  await runHooks(kernel, scope, 'default', changes.filter((change) => change.refusal === undefined))
  for (const change of live()) checkRequired(object, change)
  await checkReferences(kernel, scope, open())
  await checkUnique(object, open(), context.tx)
  runRules(object, 'validate', live(), rules)
  runRules(object, 'refuse', open(), rules)
  await runHooks(kernel, scope, 'validate', open())
  runRules(object, 'change', open(), rules)
  await runHooks(kernel, scope, 'change', open())

  const good = open()
  const undo = new Map<string, UndoPlan>()
  for (const change of good) {
    if (change.kind !== 'create' && change.kind !== 'purge' && changedFields(object, change).some((field) => field.def.derived !== true)) {
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
  if (purged.length > 0) await purgeRows(context.tx, object, purged.map((change) => change.id))
  if (options.trusted !== true) await checkAfterImage(kernel, context, object, [...made, ...changed.filter((change) => change.kind === 'update')])
  const tokens = await recordChanges(context, object, good, undo)
  if (good.length > 0) await runHooks(kernel, scope, 'write', good)
  const byId = new Map((await present(kernel, context, viewOf(kernel, context, object), rows, { verdicts: changes.length === 1 && !scope.trusted })).map((row) => [String(row.id), row]))
  return changes.map((change) => {
    if (change.refusal !== undefined) return { refusal: change.refusal }
    if (change.faults.length > 0) return { refusal: invalid(change.faults) }
    const token = tokens.get(change.id)
    return { row: byId.get(change.id) ?? { id: change.id }, ...(token === undefined ? {} : { undo: token }) }
  })
}

const runRules = (object: CompiledObject, stage: Stage | 'refuse', changes: readonly Change[], context: RuleContext) => {
  for (const rule of object.rules) {
    if (rule.stage !== stage) continue
    if (rule.stage === 'refuse') {
      const targets = changes.filter((change) => change.kind === rule.on)
      rule.run(targets, context).forEach((refusal, i) => {
        if (refusal !== undefined) targets[i]!.refusal = refusal
      })
    } else if (rule.stage === 'validate') {
      const targets = changes.filter((change) => change.kind === 'create' || change.kind === 'update')
      rule.run(targets, context).forEach((faults, i) => targets[i]!.faults.push(...faults))
    } else {
      const targets = changes.filter((change) => change.kind === 'create' || change.kind === 'update')
      if (targets.length > 0) rule.run(targets, context)
    }
  }
}

const runHooks = async (kernel: Kernel, scope: WriteScope, stage: Stage, changes: readonly Change[]) => {
  if (changes.length === 0) return
  for (const hook of kernel.hooks) if (hook.stage === stage && hook.applies(scope.object)) await hook.run(scope, changes)
}

const undoOf = (object: CompiledObject, change: Change): UndoPlan | undefined => {
  if (change.kind === 'create') return object.def.traits.recyclable === true ? { kind: 'delete', payload: { object: object.path, id: change.id } } : undefined
  if (change.kind === 'delete') return { kind: 'restore', payload: { object: object.path, id: change.id } }
  if (change.kind !== 'update') return undefined
  const values = changedFields(object, change).filter((field) => field.def.readOnly !== true)
  if (values.length === 0) return undefined
  return { kind: 'update', payload: { object: object.path, id: change.id, version: change.after.version ?? null, values: Object.fromEntries(values.map((field) => [field.name, change.before?.[field.name] ?? null])) } }
}

/** Nobody moves a row out of their own reach by typing (DESIGN §4); the row is already written, the transaction falls. */
const checkAfterImage = async (kernel: Kernel, context: InTransaction, object: CompiledObject, changes: readonly Change[]) => {
  if (changes.length === 0) return
  const p = kernel.access.rows(context.principal, object, 'read', context.now)
  const outside = isLocal(p)
    ? changes.filter((change) => !evaluator(object, p)(change.after)).map((change) => change.id)
    : (
        await context.tx.query<{ id: string }>(
          sql`SELECT t.id FROM ${raw(`${object.table} t`)} WHERE t.id = ANY(${changes.map((change) => change.id)}::uuid[]) AND (${compile({ registry: kernel.registry(), types: kernel.types }, object, p, 't')}) IS NOT TRUE`,
        )
      ).rows.map((row) => row.id)
  if (outside.length > 0) throw forbidden('out_of_reach', '保存后你就看不到它了，所以没有保存；换负责人请用“转移”', 'After this you could not see it any more, so it was not saved; use "transfer" to change the owner', 'after-image')
}

const shown = (kernel: Kernel, context: InTransaction, object: CompiledObject, rows: readonly Row[]) => present(kernel, context, viewOf(kernel, context, object), rows)

/** 403 with the rule: who has the function right, or whose record it is. */
export const noRight = (object: CompiledObject, verb: string, kernel?: Kernel, row?: Row): Refusal => {
  const owner = typeof row?.ownerId === 'string' ? kernel?.directory().people.get(row.ownerId)?.name : undefined
  if (owner !== undefined) return forbidden('not_yours', `它的负责人是${owner}，你的数据权限不包括“${verb}”`, `It belongs to ${owner}; your data scope does not include "${verb}"`, `${object.path}.${verb}`)
  return forbidden('no_right', `你的角色没有“${object.label.zh}·${verb}”的权限`, `Your roles do not include "${object.path}.${verb}"`, `${object.path}.${verb}`)
}

/** The one outcome of a batch of one, thrown if it was refused. */
export const single = (outcomes: readonly Outcome[]): { row: Row; undo?: string } => {
  const [outcome] = outcomes
  if (outcome === undefined) throw notFound()
  if ('refusal' in outcome) throw outcome.refusal
  return outcome
}
