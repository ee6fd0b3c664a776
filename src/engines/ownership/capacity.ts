import sql, { raw } from 'sql-template-tag'
import type { Queryable, Transaction } from '../../kernel/database/database.ts'
import type { Directory } from '../../kernel/directory.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { capacityOf } from './policy.ts'
import type { OwnershipState } from './state.ts'

export interface Usage {
  readonly used: number
  readonly limit: number | null
  readonly excluded: number
}

/** How many customers somebody may own; null: as many as they like. */
export const limitOf = (
  state: OwnershipState,
  directory: Directory,
  roleKeys: (roleIds: readonly string[]) => readonly string[],
  employeeId: string,
  now: string,
): number | null => {
  const person = directory.people.get(employeeId)
  return capacityOf(state.policy(now).policy, {
    employeeId,
    roleIds: person?.roleIds ?? [],
    roleKeys: roleKeys(person?.roleIds ?? []),
    grade: person?.grade ?? null,
  })
}

/** How many customers somebody owns that count, and may own: the one place this is decided (F3, lessons §2.1 defect 2). */
export const usageOf = async (
  db: Queryable,
  state: OwnershipState,
  object: CompiledObject,
  directory: Directory,
  roleKeys: (roleIds: readonly string[]) => readonly string[],
  employeeId: string,
  now: string,
): Promise<Usage> => {
  const { policy } = state.policy(now)
  const limit = limitOf(state, directory, roleKeys, employeeId, now)
  const excluded = policy.capacity.excludes.dealStatus
  const counts = object.fields.has('dealStatus')
    ? sql`count(*) FILTER (WHERE deal_status = ANY(${excluded}::text[]))`
    : sql`0::bigint`
  const { rows } = await db.query<{ owned: number; excluded: number }>(
    sql`SELECT count(*) AS owned, ${counts} AS excluded FROM ${raw(object.table)} WHERE owner_id = ${employeeId} AND deleted_at IS NULL`,
    `usage-${object.table}`,
  )
  const { owned, excluded: free } = rows[0] ?? { owned: 0, excluded: 0 }
  return { used: owned - free, limit, excluded: free }
}

/**
 * Everybody who is about to own something more waits here for the others of the same owner. One order for all: the rows
 * first, in id order, then these locks, in the order of the employees' ids; so nobody who waits here is waited for.
 */
export const lockCapacity = async (tx: Transaction, employeeIds: readonly string[]): Promise<void> => {
  const mine = held.get(tx) ?? new Set<string>()
  held.set(tx, mine)
  for (const id of [...employeeIds].sort()) {
    if (mine.has(id)) continue
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`capacity ${id}`}, 0))`)
    mine.add(id)
  }
}
/** What a transaction holds it keeps to its end, and need not ask for again. */
const held = new WeakMap<Transaction, Set<string>>()

export const capacityFull = (name: string, isMe: boolean, usage: Usage): Refusal =>
  conflict(
    'capacity_full',
    isMe ? `库容已满 ${usage.used}/${usage.limit}，先退回一个再来` : `${name}的库容已满 ${usage.used}/${usage.limit}`,
    isMe
      ? `Capacity is full: ${usage.used}/${usage.limit}. Release one first`
      : `The capacity of ${name} is full: ${usage.used}/${usage.limit}`,
    { capacity: { used: usage.used, limit: usage.limit } },
  )

/** A batch sees its own earlier rows: the 51st customer of an import meets the same limit as the 51st by hand. */
export const checkCapacity = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const { object, tx, context } = scope
  const kernel = parts.kernel()
  const owners = [...new Set(changes.map((change) => String(change.after.ownerId)))]
  const excluded = parts.state.policy(context.now).policy.capacity.excludes.dealStatus
  await lockCapacity(tx, owners)
  const usages = new Map<string, Usage>()
  for (const owner of owners)
    usages.set(owner, await usageOf(tx, parts.state, object, kernel.directory(), parts.roleKeys, owner, context.now))
  for (const change of changes) {
    const owner = String(change.after.ownerId)
    const usage = usages.get(owner)!
    if (excluded.includes(String(change.after.dealStatus))) continue
    if (usage.limit !== null && usage.used >= usage.limit)
      change.refusal = capacityFull(
        kernel.directory().people.get(owner)?.name ?? '',
        owner === context.principal.employeeId,
        usage,
      )
    else usages.set(owner, { ...usage, used: usage.used + 1 })
  }
  await checkPoolCapacity(
    parts,
    scope,
    changes.filter((change) => change.refusal === undefined),
  )
}

/** A pool may set a sub-limit: how many customers of it one person owns at a time. */
const checkPoolCapacity = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const counted = new Map<string, number>()
  for (const change of changes) {
    const pool = parts.state.pools().get(String(change.after.poolId))
    if (pool === undefined || pool.capacity === null) continue
    const key = `${pool.id} ${String(change.after.ownerId)}`
    let used = counted.get(key)
    if (used === undefined) {
      const { rows } = await scope.tx.query<{ n: number }>(
        sql`SELECT count(*) AS n FROM ${raw(scope.object.table)} WHERE owner_id = ${String(change.after.ownerId)} AND pool_id = ${pool.id} AND deleted_at IS NULL`,
      )
      used = rows[0]?.n ?? 0
    }
    if (used >= pool.capacity)
      change.refusal = conflict(
        'capacity_full',
        `“${pool.name}”的客户你最多持有 ${pool.capacity} 个，现在 ${used}/${pool.capacity}`,
        `Of "${pool.name}" one person holds at most ${pool.capacity}: ${used}/${pool.capacity}`,
      )
    counted.set(key, used + (change.refusal === undefined ? 1 : 0))
  }
}
