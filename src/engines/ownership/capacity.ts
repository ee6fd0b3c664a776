import sql, { raw } from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Directory } from '../../kernel/directory.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { capacityOf } from './policy.ts'
import type { OwnershipState } from './state.ts'

export interface Usage {
  readonly used: number
  readonly limit: number | null
  readonly excluded: number
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
  const person = directory.people.get(employeeId)
  const { policy } = state.policy(now)
  const limit = capacityOf(policy, {
    employeeId,
    roleIds: person?.roleIds ?? [],
    roleKeys: roleKeys(person?.roleIds ?? []),
    grade: person?.grade ?? null,
  })
  const excluded = policy.capacity.excludes.dealStatus
  const counts = object.fields.has('dealStatus')
    ? sql`count(*) FILTER (WHERE deal_status = ANY(${excluded}::text[]))`
    : sql`0::bigint`
  const { rows } = await db.query<{ owned: number; excluded: number }>(
    sql`SELECT count(*) AS owned, ${counts} AS excluded FROM ${raw(object.table)} WHERE owner_id = ${employeeId} AND deleted_at IS NULL`,
  )
  const { owned, excluded: free } = rows[0] ?? { owned: 0, excluded: 0 }
  return { used: owned - free, limit, excluded: free }
}

/** Everybody who is about to own something more waits here for the others of the same owner. */
export const lockCapacity = async (db: Queryable, employeeIds: readonly string[]): Promise<void> => {
  for (const id of [...employeeIds].sort())
    await db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`capacity ${id}`}, 0))`)
}

export const capacityFull = (name: string, isMe: boolean, usage: Usage): Refusal =>
  conflict(
    'capacity_full',
    isMe ? `库容已满 ${usage.used}/${usage.limit}，先退回一个再来` : `${name}的库容已满 ${usage.used}/${usage.limit}`,
    isMe
      ? `Capacity is full: ${usage.used}/${usage.limit}. Release one first`
      : `The capacity of ${name} is full: ${usage.used}/${usage.limit}`,
    { capacity: { used: usage.used, limit: usage.limit } },
  )
