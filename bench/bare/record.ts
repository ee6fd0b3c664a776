import type { FastifyReply, FastifyRequest } from 'fastify'
import { customerColumns, nameColumns } from './columns.ts'
import { reachOf } from './list.ts'
import { type Bare, sessionOf } from './session.ts'

/** One customer by id, if the person may see it as a member. */
export const recordHandler = (bare: Bare) => async (request: FastifyRequest, reply: FastifyReply) => {
  const session = await sessionOf(bare, request)
  if (session === undefined) return reply.status(401).send()
  const { reasons, values } = reachOf('member', session, bare.facts.pools[session.employee_id] ?? [])!
  const { rows } = await bare.pool.query(
    `SELECT ${customerColumns}, ${nameColumns} FROM customers t WHERE t.id = $${values.length + 1} AND (${reasons.join(' OR ')}) AND t.deleted_at IS NULL`,
    [...values, (request.params as { id: string }).id],
  )
  return rows[0] ?? reply.status(404).send()
}
