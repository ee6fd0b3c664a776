import sql, { raw } from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, fault } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { checkCapacity } from './capacity.ts'
import { isIncomplete } from './complete.ts'
import { carriedBy, holdCarried } from './held.ts'
import { keepPools } from './pool-rules.ts'
import { graceOf, protectionOf, ruleOf } from './protection.ts'
import type { OwnershipState } from './state.ts'

export interface OwnershipParts {
  readonly kernel: () => Kernel
  readonly state: OwnershipState
  readonly roleKeys: (roleIds: readonly string[]) => readonly string[]
}

const isOwned = (object: CompiledObject) => object.def.traits.owned === true
const isPooled = (object: CompiledObject) => object.def.traits.pooled === true
const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

/** The part of ownership that every write passes, whoever causes it: form, import, claim, transfer, job, undo. */
export const ownershipHooks = (parts: OwnershipParts): readonly Hook[] => [
  { stage: 'default', applies: isOwned, run: (scope, changes) => setOwner(parts, scope, changes) },
  {
    stage: 'validate',
    applies: (object) => object.path === 'pools',
    run: (scope, changes) => keepPools(parts, scope, changes),
  },
  { stage: 'validate', applies: isPooled, run: refuseLocked },
  { stage: 'change', applies: isPooled, run: (scope, changes) => keepClocks(parts, scope, changes) },
  { stage: 'write', applies: isPooled, run: (scope, changes) => keepIntervals(parts, scope, changes) },
  {
    stage: 'write',
    applies: (object) => isPooled(object) && carriedBy(parts.kernel(), object).length > 0,
    run: (scope, changes) => holdCarried(parts.kernel(), scope, changes),
  },
  {
    stage: 'write',
    applies: (object) => childrenOf(parts.kernel(), object).length > 0,
    run: (scope, changes) => leadChildren(parts, scope, changes),
  },
]

/** What is locked does not leave its owner by any door: not released, not recycled, and not deleted. */
const refuseLocked = ({ trusted }: WriteScope, changes: readonly Change[]) => {
  for (const change of changes)
    if (change.kind === 'delete' && !trusted && change.before?.locked === true)
      change.refusal = conflict('locked', '已锁定，先解除锁定再删除', 'It is locked; unlock it before deleting it')
}

const childrenOf = (kernel: Kernel, object: CompiledObject) =>
  [...kernel.registry().objects.values()].filter(
    (child) =>
      child.def.traits.follows !== undefined && child.fields.get(child.def.traits.follows)?.def.to === object.path,
  )

/** Whose it is: the caller's unless said otherwise; without an owner it lies in a pool; its department is the owner's. */
const setOwner = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const { object, context } = scope
  const { follows } = object.def.traits
  if (follows !== undefined) {
    for (const { before, after, faults } of changes)
      if (before !== null && !scope.trusted && before.ownerId !== after.ownerId && before[follows] === after[follows])
        faults.push(
          fault(
            'ownerId',
            'use_action',
            '负责人跟着客户走，请转移客户',
            'It follows its customer; transfer the customer',
          ),
        )
    await copyParent(parts.kernel(), scope, changes, follows)
  }
  const people = parts.kernel().directory().people
  for (const change of changes) {
    if (change.kind !== 'create' && change.kind !== 'update') continue
    const { before, after } = change
    if (follows === undefined && before === null && after.ownerId === undefined)
      after.ownerId = context.principal.employeeId
    if (follows === undefined && !isPooled(object) && (after.ownerId ?? null) === null)
      after.ownerId = before?.ownerId ?? context.principal.employeeId
    const moved = before === null || (before.ownerId ?? null) !== (after.ownerId ?? null)
    if (
      before !== null &&
      !scope.trusted &&
      (isPooled(object) || follows !== undefined) &&
      (moved || (before.poolId ?? null) !== (after.poolId ?? null))
    )
      change.faults.push(
        fault(
          moved ? 'ownerId' : 'poolId',
          'use_action',
          '负责人和公海只能通过转移、领取、退回、移动公海来改',
          'Owner and pool change by transfer, claim, release and move-pool only',
        ),
      )
    if (moved && follows === undefined) {
      const owner = people.get(text(after.ownerId) ?? '')
      if (owner !== undefined && owner.status === 'left')
        change.faults.push(
          fault('ownerId', 'left', `${owner.name}已离职，不能再负责客户`, `${owner.name} has left and can own nothing`),
        )
      if (before !== null || after.departmentId === undefined) after.departmentId = owner?.departmentId ?? null
    }
    if (isPooled(object) && before !== null && (after.poolId ?? null) === null)
      after.poolId = parts.state.defaultPool()?.id ?? null
  }
}

/** A child is always where its parent is. */
const copyParent = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[], field: string) => {
  const parent = kernel.registry().objects.get(String(scope.object.fields.get(field)!.def.to))!
  const ids = [...new Set(changes.map((change) => text(change.after[field])).filter((id) => id !== null))]
  if (ids.length === 0) return
  const { rows } = await scope.tx.query<{
    id: string
    ownerId: string | null
    departmentId: string | null
    poolId: string | null
  }>(
    sql`SELECT id, owner_id AS "ownerId", department_id AS "departmentId", pool_id AS "poolId" FROM ${raw(parent.table)} WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const change of changes) {
    const at = byId.get(text(change.after[field]) ?? '')
    if (at !== undefined)
      Object.assign(change.after, { ownerId: at.ownerId, departmentId: at.departmentId, poolId: at.poolId })
  }
}

/** Capacity, moments of ownership and pooling, and the end of protection. */
const keepClocks = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const { context } = scope
  // Not before what was typed is checked: the default pool is nobody's choice, and need not be seen.
  for (const { kind, after } of changes) if (kind === 'create') after.poolId ??= parts.state.defaultPool()?.id ?? null
  const people = parts.kernel().directory().people
  for (const { kind, after } of changes)
    if (kind === 'restore' && people.get(text(after.ownerId) ?? '')?.status === 'left') after.ownerId = null
  const occupying = changes.filter((change) => gains(change))
  if (occupying.length > 0) await checkCapacity(parts, scope, occupying)
  for (const change of changes) {
    if (change.refusal !== undefined || change.kind === 'purge' || change.kind === 'delete') continue
    const { before, after } = change
    const moved = before === null || (before.ownerId ?? null) !== (after.ownerId ?? null)
    if (moved && context.via !== 'undo') {
      after.extendedUntil = null
      if (text(after.ownerId) === null)
        Object.assign(after, {
          pooledAt: context.now,
          ownedAt: null,
          previousOwnerId: before?.ownerId ?? null,
          locked: false,
          poolCause: change.kind === 'create' && context.via === 'import' ? 'import' : change.cause,
          poolReason: change.reason ?? after.poolReason ?? null,
          incomplete: isIncomplete(scope.object, after, parts.state.policy(context.now).policy.release),
        })
      else
        Object.assign(after, {
          pooledAt: null,
          ownedAt: context.now,
          locked: before === null ? (after.locked ?? false) : false,
          poolCause: null,
          poolReason: null,
          incomplete: false,
        })
    }
    if (
      before !== null &&
      !moved &&
      text(after.ownerId) === null &&
      before.poolId !== after.poolId &&
      context.via !== 'undo'
    )
      after.pooledAt = context.now
    const pool = parts.state.pools().get(text(after.poolId) ?? '')
    if (before !== null && !moved && before.poolId !== after.poolId && context.via !== 'undo')
      after.extendedUntil = graceOf(before, after, pool, parts.state.clock, context.now)
    const protection = protectionOf(after, pool, parts.state.clock)
    after.protectedUntil = protection.until
    after.protectedBy = protection.by
  }
}

/** What the end of protection causes: its reason is the rule. */
const byClock: ReadonlySet<string> = new Set(['recycle', 'return'])

const gains = (change: Change): boolean => {
  const owner = text(change.after.ownerId)
  // Undoing costs no quota: what a merge took away was counted before it.
  if (owner === null || change.refusal !== undefined || change.faults.length > 0 || change.cause === 'unmerge')
    return false
  return (
    change.kind === 'create' ||
    change.kind === 'restore' ||
    (change.kind === 'update' && owner !== text(change.before?.ownerId))
  )
}

/** Ownership intervals: closed and opened exactly once per change of owner or pool. */
const keepIntervals = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const { object, context, tx } = scope
  const moved = changes.filter(
    (change) =>
      change.kind === 'purge' ||
      change.kind === 'create' ||
      ((change.kind === 'update' || change.kind === 'restore') &&
        ((change.before?.ownerId ?? null) !== (change.after.ownerId ?? null) ||
          (change.before?.poolId ?? null) !== (change.after.poolId ?? null))),
  )
  if (moved.length === 0) return
  await calmMembers(scope, moved)
  const old = moved.filter((change) => change.kind !== 'create').map((change) => change.id)
  // Who waited for the row carries an earlier moment than who had it: the chain of owners never runs backwards.
  const until = new Map<string, string>()
  if (old.length > 0) {
    const { rows } = await tx.query<{ recordId: string; toAt: string }>(
      sql`UPDATE ownership_intervals SET to_at = greatest(from_at, ${context.now}::timestamptz) WHERE object = ${object.path} AND record_id = ANY(${old}::uuid[]) AND to_at IS NULL RETURNING record_id AS "recordId", to_at AS "toAt"`,
    )
    for (const row of rows) until.set(row.recordId, row.toAt)
  }
  const { version } = parts.state.policy(context.now)
  const opened = moved
    .filter((change) => change.kind !== 'purge')
    .map((change) => ({
      id: newId(),
      object: object.path,
      record_id: change.id,
      owner_id: change.after.ownerId ?? null,
      pool_id: change.after.poolId ?? null,
      from_at: until.get(change.id) ?? context.now,
      cause: change.kind === 'create' ? (context.via === 'import' ? 'import' : 'create') : change.cause,
      rule:
        byClock.has(change.cause) && change.before !== null
          ? ruleOf(
              protectionOf(change.before, parts.state.pools().get(text(change.before.poolId) ?? ''), parts.state.clock),
            )
          : null,
      reason: byClock.has(change.cause) ? null : (change.reason ?? null),
      policy_version: version,
      actor_id: context.principal.employeeId,
    }))
  if (opened.length > 0)
    await tx.query(sql`INSERT INTO ownership_intervals (id, object, record_id, owner_id, pool_id, from_at, cause, rule, reason, policy_version, actor_id)
      SELECT id, object, record_id, owner_id, pool_id, from_at, cause, rule, reason, policy_version, actor_id FROM jsonb_populate_recordset(NULL::ownership_intervals, ${JSON.stringify(opened)}::jsonb)`)
}

/** In the pool nobody writes before claiming: who was listed to write keeps reading. */
const calmMembers = async ({ object, tx }: WriteScope, moved: readonly Change[]) => {
  const pooled = moved.filter((change) => change.kind === 'update' && (change.after.ownerId ?? null) === null)
  if (pooled.length === 0) return
  await tx.query(
    sql`UPDATE record_members SET access = 'read' WHERE object = ${object.path} AND record_id = ANY(${pooled.map((change) => change.id)}::uuid[]) AND access = 'write'`,
  )
}

/** Children that follow go where the parent goes; that is not an edit of theirs. */
const leadChildren = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const moved = changes.filter(
    (change) =>
      change.kind === 'update' &&
      ['ownerId', 'departmentId', 'poolId'].some(
        (name) => (change.before?.[name] ?? null) !== (change.after[name] ?? null),
      ),
  )
  if (moved.length === 0) return
  const places: Row[] = moved.map((change) => ({
    id: change.id,
    owner_id: change.after.ownerId ?? null,
    department_id: change.after.departmentId ?? null,
    pool_id: change.after.poolId ?? null,
  }))
  for (const child of childrenOf(parts.kernel(), scope.object)) {
    const key = child.fields.get(child.def.traits.follows!)!.column
    await scope.tx.query(sql`UPDATE ${raw(child.table)} c SET owner_id = p.owner_id, department_id = p.department_id, pool_id = p.pool_id
      FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS p(id uuid, owner_id uuid, department_id uuid, pool_id uuid) WHERE ${raw(`c.${key}`)} = p.id`)
  }
}
