import sql, { raw } from 'sql-template-tag'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, forbidden, invalid, notFound } from '../../model/errors.ts'
import type { OwnershipParts } from './hooks.ts'
import { pooledObject } from './policy-routes.ts'

const mostWeeks = 53

/** The pool that is asked for, the default one where none is. */
export const askedPool = ({ state }: OwnershipParts, id: string | undefined) =>
  id === undefined || id === '' ? state.defaultPool() : state.pools().get(id)

interface Week {
  readonly week: string
  readonly claimed: number
  readonly refused: number
  readonly released: number
  readonly recycled: number
  readonly converted: number
}

/**
 * `GET /pool-report?poolId=&weeks=12`: how a pool is used (F8, F20, F25): what lies in it, how much of it can be called,
 * and week by week (from Monday, company time) what was claimed, refused, released and recycled; of what was claimed in
 * a week, how many have bought by now. For those who keep the pool.
 */
export const poolReport = async (parts: OwnershipParts, { kernel, context, query }: Call): Promise<Reply> => {
  const { principal, now } = context
  const pool = askedPool(parts, query.poolId)
  if (pool === undefined || !principal.poolIds.includes(pool.id)) throw notFound()
  const pools = kernel.registry().objects.get('pools')!
  if (!kernel.access.may(principal, pools, 'manage') && !principal.adminPoolIds.includes(pool.id))
    throw forbidden('no_right', '只有管理这个公海的人能看', 'Only those who keep this pool see this', 'pools.manage')
  const weeks = Number(query.weeks ?? '12')
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > mostWeeks)
    throw invalid([
      fault('weeks', 'out_of_range', `周数应是 1 到 ${mostWeeks}`, `Weeks are a number from 1 to ${mostWeeks}`),
    ])
  const object = pooledObject(kernel)
  const table = raw(object.table)
  const zone = kernel.clock.timeZone
  const { rows: sizes } = await kernel.db.query<Record<string, number>>(
    sql`SELECT count(*) FILTER (WHERE owner_id IS NULL) AS "inPool", count(*) FILTER (WHERE owner_id IS NOT NULL) AS owned,
      count(*) FILTER (WHERE owner_id IS NULL AND phone IS NOT NULL) AS "withPhone", count(*) FILTER (WHERE owner_id IS NULL AND incomplete) AS incomplete,
      count(*) FILTER (WHERE owner_id IS NULL AND pooled_at >= ${now}::timestamptz - interval '7 days') AS fresh FROM ${table} WHERE pool_id = ${pool.id} AND deleted_at IS NULL`,
  )
  const { rows } = await kernel.db.query<Week>(sql`
    WITH w AS (SELECT generate_series(date_trunc('week', ${now}::timestamptz AT TIME ZONE ${zone}) - (${weeks - 1} * interval '1 week'), date_trunc('week', ${now}::timestamptz AT TIME ZONE ${zone}), interval '1 week') AS week),
    since AS (SELECT min(week) AT TIME ZONE ${zone} AS at FROM w),
    moves AS (SELECT date_trunc('week', i.from_at AT TIME ZONE ${zone}) AS week, i.cause, i.owner_id, i.record_id FROM ownership_intervals i, since
      WHERE i.object = ${object.path} AND i.pool_id = ${pool.id} AND i.from_at >= since.at AND i.cause IN ('claim', 'release', 'recycle')),
    attempts AS (SELECT date_trunc('week', l.at AT TIME ZONE ${zone}) AS week, count(*) AS refused FROM claim_ledger l, since
      WHERE l.object = ${object.path} AND l.pool_id = ${pool.id} AND l.at >= since.at AND l.outcome <> 'claimed' GROUP BY 1)
    SELECT to_char(w.week, 'YYYY-MM-DD') AS week, count(*) FILTER (WHERE m.cause = 'claim') AS claimed, coalesce(max(a.refused), 0) AS refused,
      count(*) FILTER (WHERE m.cause = 'release') AS released, count(*) FILTER (WHERE m.cause = 'recycle') AS recycled,
      count(DISTINCT c.id) FILTER (WHERE m.cause = 'claim') AS converted
    FROM w LEFT JOIN moves m ON m.week = w.week LEFT JOIN attempts a ON a.week = w.week
    LEFT JOIN ${table} c ON c.id = m.record_id AND c.owner_id = m.owner_id AND c.deal_status <> 'none' AND c.deleted_at IS NULL
    GROUP BY w.week ORDER BY w.week`)
  return { body: { pool: { id: pool.id, name: pool.name }, ...sizes[0], weeks: rows } }
}
