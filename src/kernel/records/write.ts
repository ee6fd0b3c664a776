import { forbidden, notFound, type Refusal, versionConflict } from '../../model/errors.ts'
import { type Label, label, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { isId, newId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { heldBy } from './gates.ts'
import type { Change, ChangeKind, Outcome } from './parts.ts'
import { type InTransaction, settle, shown, type WriteOptions } from './settle.ts'
import { lockRows } from './store.ts'
import { takeValues } from './values.ts'

export interface Edit {
  readonly id: string
  readonly values: unknown
  /** The version the caller saw. */
  readonly version?: number
}

export const inTransaction = <T>(
  kernel: Kernel,
  context: Context,
  work: (context: InTransaction) => Promise<T>,
): Promise<T> =>
  context.tx !== undefined ? work(context as InTransaction) : kernel.db.transaction((tx) => work({ ...context, tx }))

/** Makes records; a batch is judged row by row, and sees its own earlier rows. */
export const create = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  inputs: readonly unknown[],
  options: WriteOptions = {},
): Promise<Outcome[]> => {
  if (options.trusted !== true && !kernel.access.may(context.principal, object, 'create'))
    throw noRight(object, 'create')
  return inTransaction(kernel, context, async (inside) => {
    const secrets = new Map<string, Row>()
    const changes = inputs.map((input): Change => {
      const id = newId()
      const change = blank(
        'create',
        id,
        null,
        {
          id,
          version: 1,
          createdAt: context.now,
          updatedAt: context.now,
          createdById: context.principal.employeeId,
          deletedAt: null,
        },
        options,
      )
      takeValues(kernel, context, object, input, change, options.trusted === true, secrets)
      return change
    })
    return settle(kernel, inside, object, changes, options, secrets)
  })
}

/** Changes fields of records. Not seen: 404; seen but not allowed: 403; stale: 412. */
export const update = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  edits: readonly Edit[],
  options: WriteOptions = {},
): Promise<Outcome[]> =>
  inTransaction(kernel, context, async (inside) => {
    const secrets = new Map<string, Row>()
    const held = options.trusted === true ? (options.held ?? []) : []
    const locked = new Map(held.map((row) => [String(row.id), { row, seen: true, allowed: true }]))
    const others = edits.map((edit) => edit.id).filter((id) => isId(id) && !locked.has(id))
    if (others.length > 0)
      for (const [id, at] of await lockRows(kernel, inside, object, others, 'update')) locked.set(id, at)
    const current = new Map<string, Row>()
    const changes: Change[] = []
    for (const edit of edits) {
      const at = locked.get(edit.id)
      const row = current.get(edit.id) ?? at?.row ?? {}
      const change = blank('update', edit.id, row, { ...row }, options)
      changes.push(change)
      if (at === undefined || (options.trusted !== true && (!at.seen || row.deletedAt !== null)))
        change.refusal = notFound()
      else if (options.trusted !== true && !at.allowed) change.refusal = noRight(object, 'update', kernel, at.row)
      else if (edit.version !== undefined && edit.version !== row.version)
        change.refusal = versionConflict((await shown(kernel, inside, object, [row]))[0])
      else {
        const held = options.trusted === true ? undefined : heldBy(kernel, context, object, row, 'update')
        if (held === undefined)
          takeValues(kernel, context, object, edit.values, change, options.trusted === true, secrets)
        else change.refusal = held
      }
      current.set(edit.id, change.after)
    }
    return settle(kernel, inside, object, changes, options, secrets)
  })

/** Moves to the recycle bin, restores from it, or purges what lies in it. */
export const move = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  kind: 'delete' | 'restore' | 'purge',
  targets: readonly { id: string; version?: number }[],
  options: WriteOptions = {},
): Promise<Outcome[]> => {
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
        else if (version !== undefined && version !== row.version)
          change.refusal = versionConflict((await shown(kernel, inside, object, [row]))[0])
        else if (options.trusted !== true && kind === 'delete') {
          const held = heldBy(kernel, context, object, row, 'delete')
          if (held !== undefined) change.refusal = held
        }
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

const verbs: Readonly<Record<string, Label>> = {
  read: label('查看', 'view'),
  create: label('新建', 'create'),
  update: label('修改', 'edit'),
  delete: label('删除', 'delete'),
  restore: label('恢复', 'restore'),
  purge: label('彻底删除', 'purge'),
  assign: label('分配', 'assign'),
  export: label('导出', 'export'),
  import: label('导入', 'import'),
  print: label('打印', 'print'),
  reveal: label('查看隐藏的值', 'reveal hidden values'),
  comment: label('评注', 'comment'),
  manage: label('管理', 'manage'),
}

/** Why not: the record is out of the verb's reach (told where a row is given), or no role has the function. */
export const noRight = (object: CompiledObject, verb: string, kernel?: Kernel, row?: Row): Refusal => {
  const act = verbs[verb] ?? object.actions.get(verb)?.label ?? label(verb, verb)
  const rule = `${object.path}.${verb}`
  const owner = typeof row?.ownerId === 'string' ? kernel?.directory().people.get(row.ownerId)?.name : undefined
  if (owner !== undefined)
    return forbidden(
      'not_yours',
      `它的负责人是${owner}，你的数据权限不包括“${act.zh}”`,
      `It belongs to ${owner}; your data scope does not include "${act.en}"`,
      rule,
    )
  if (row !== undefined && row.ownerId === null && object.def.traits.pooled === true)
    return forbidden(
      'no_right',
      `它在公海里，没有负责人；领取以后才能“${act.zh}”`,
      `It is in the pool, without an owner; claim it before you "${act.en}" it`,
      rule,
    )
  return forbidden(
    'no_right',
    `你的角色或密钥没有“${object.label.zh}·${act.zh}”的权限`,
    `Your roles, or the key you use, do not include "${object.label.en} · ${act.en}"`,
    rule,
  )
}

/** The one outcome of a batch of one, thrown if it was refused. */
export const single = (outcomes: readonly Outcome[]): { row: Row; undo?: string } => {
  const [outcome] = outcomes
  if (outcome === undefined) throw notFound()
  if ('refusal' in outcome) throw outcome.refusal
  return outcome
}
