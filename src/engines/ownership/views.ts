import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Guard } from '../../kernel/kernel.ts'
import { tooMany } from '../../model/errors.ts'
import type { OwnershipParts } from './hooks.ts'

/** How many pooled records somebody opened today, each counted once. */
export const viewsToday = async (
  db: Queryable,
  { state }: OwnershipParts,
  employeeId: string,
  now: string,
): Promise<number> => {
  const { rows } = await db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM pool_views WHERE employee_id = ${employeeId} AND day = ${state.clock.today(now)}::date`,
  )
  return rows[0]?.n ?? 0
}

/**
 * The pool is there to claim from, not to copy (lessons §3 item 1: a daily view limit): opening pooled records is
 * counted and limited a day. The same one again costs nothing; those who keep the pool are not counted.
 */
export const viewGuard =
  (parts: OwnershipParts): Guard =>
  async (context, object, raw) => {
    const { principal, now } = context
    const limit = parts.state.policy(now).policy.viewLimit
    if (limit === null || principal.kind !== 'employee' || object.def.traits.pooled !== true) return
    if (typeof raw.ownerId === 'string' || principal.adminPoolIds.includes(String(raw.poolId))) return
    const day = parts.state.clock.today(now)
    // Under one lock: two opened at once cannot share the last place.
    const refused = await parts.kernel().db.transaction(async (tx) => {
      await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`views ${principal.employeeId}`}, 0))`)
      const { rowCount: seen } = await tx.query(
        sql`SELECT 1 FROM pool_views WHERE employee_id = ${principal.employeeId} AND day = ${day}::date AND object = ${object.path} AND record_id = ${String(raw.id)}`,
      )
      if (seen > 0) return undefined
      const used = await viewsToday(tx, parts, principal.employeeId ?? '', now)
      if (used >= limit) return used
      await tx.query(
        sql`INSERT INTO pool_views (employee_id, day, object, record_id, at) VALUES (${principal.employeeId}, ${day}::date, ${object.path}, ${String(raw.id)}, ${now})`,
      )
      return undefined
    })
    if (refused !== undefined)
      throw tooMany(
        'view_limit',
        `今天已打开 ${refused}/${limit} 个公海${object.label.zh}，明天再来，或领取后再看`,
        `Today ${refused}/${limit} pooled records are opened; come back tomorrow, or claim it first`,
        { views: { used: refused, limit } },
      )
  }
