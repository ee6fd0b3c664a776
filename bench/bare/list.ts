import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Scope } from '../../src/model/object.ts'
import { customerColumns, nameColumns } from './columns.ts'
import { type Bare, type Session, sessionOf } from './session.ts'

/** What somebody sees of the customers within a scope, written by hand: the reasons, each with an index of its own. */
export const reachOf = (
  scope: Scope,
  session: Session,
  pools: readonly string[],
): { reasons: readonly string[]; values: unknown[] } | undefined => {
  const inPools = (at: number) => `(t.owner_id IS NULL AND t.pool_id = ANY($${at}::uuid[]))`
  const { employee_id: me, department_id: department, in_person: listed, by_department: shared } = session
  switch (scope) {
    case 'none':
      return undefined
    case 'owner':
      return { reasons: ['t.owner_id = $1', inPools(2)], values: [me, pools] }
    case 'member':
      return { reasons: ['t.owner_id = $1', 't.id = ANY($2::uuid[])', inPools(3)], values: [me, listed, pools] }
    case 'ownerDepartment':
    case 'memberDepartment':
      return {
        reasons: ['t.owner_id = $1', 't.id = ANY($2::uuid[])', 't.department_id = $3', inPools(4)],
        values: [me, [...listed, ...shared], department, pools],
      }
    case 'all':
      return { reasons: ['TRUE'], values: [] }
  }
}

const order = 'ORDER BY t.updated_at DESC, t.id DESC LIMIT 51'

/** A page of fifty, the latest change first, with the count up to ten thousand or the planner's guess above. */
export const listHandler = (bare: Bare) => async (request: FastifyRequest, reply: FastifyReply) => {
  const session = await sessionOf(bare, request)
  if (session === undefined) return reply.status(401).send()
  const { scope } = request.params as { scope: Scope }
  const counts = (request.query as { count?: string }).count !== 'none'
  const reach = reachOf(scope, session, bare.facts.pools[session.employee_id] ?? [])
  if (reach === undefined) return { data: [], page: { next: null, total: { value: 0, exact: true } } }
  const wheres = reach.reasons.map((reason) => `${reason} AND t.deleted_at IS NULL`)
  const ids = (rest: string, between: string) =>
    wheres.map((where) => `(SELECT t.id FROM customers t WHERE ${where} ${rest})`).join(between)
  const key = `${scope} ${session.employee_id}`
  const known = bare.counts.get(key)
  const isKnown = known !== undefined && known.until > Date.now()
  const count = counts && !isKnown ? `, (SELECT count(*)::int FROM (${ids('LIMIT 10001', ' UNION ')}) n) AS total` : ''
  const where = wheres.length === 1 ? wheres[0] : `t.id = ANY(ARRAY(${ids(order, ' UNION ALL ')}))`
  const { rows } = await bare.pool.query<Record<string, unknown>>(
    `SELECT ${customerColumns}, ${nameColumns}${count} FROM customers t WHERE ${where} ${order}`,
    reach.values,
  )
  const shown = rows.slice(0, 50)
  const last = shown.at(-1)
  const found = Number(rows[0]?.total ?? 0)
  const total = !counts
    ? null
    : isKnown
      ? { value: known.value, exact: false }
      : found <= 10_000
        ? { value: found, exact: true }
        : { value: await guess(bare, wheres.map((one) => `(${one})`).join(' OR '), reach.values), exact: false }
  if (total !== null && !total.exact && !isKnown)
    bare.counts.set(key, { value: total.value, until: Date.now() + 60_000 })
  for (const row of shown) delete row.total
  return {
    data: shown,
    page: {
      next: rows.length > 50 && last !== undefined ? `${String(last.updatedAt)} ${String(last.id)}` : null,
      total,
    },
  }
}

const guess = async (bare: Bare, where: string, values: readonly unknown[]): Promise<number> => {
  const { rows } = await bare.pool.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    `EXPLAIN (FORMAT JSON) SELECT 1 FROM customers t WHERE ${where}`,
    [...values],
  )
  return rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
}
