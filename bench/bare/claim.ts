import type { FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../src/kernel/ids.ts'
import { lockAndCount, protectedUntil } from './capacity.ts'
import { customerColumns, nameColumns } from './columns.ts'
import { type Bare, sessionOf } from './session.ts'

/** A claim by the same statements the application needs: limits counted, the conditional update, contacts, ledger, interval, audit, event, undo. */
export const claimHandler = (bare: Bare) => async (request: FastifyRequest, reply: FastifyReply) => {
  const session = await sessionOf(bare, request)
  if (session === undefined) return reply.status(401).send()
  const { id } = request.params as { id: string }
  const { excluded, policyVersion, pools } = bare.facts
  const me = session.employee_id
  const now = new Date().toISOString()
  const client = await bare.pool.connect()
  try {
    await client.query('BEGIN')
    const { rows: found } = await client.query<{
      level: string | null
      pool_id: string
      owner_id: string | null
      version: number
      pooled_at: string
    }>('SELECT * FROM customers WHERE id = $1 AND deleted_at IS NULL AND pool_id = ANY($2) FOR NO KEY UPDATE', [
      id,
      pools[me] ?? [],
    ])
    const before = found[0]
    if (before === undefined || before.owner_id !== null) {
      await client.query('ROLLBACK')
      return reply.status(before === undefined ? 404 : 409).send({})
    }
    await lockAndCount(client, me, excluded)
    await client.query(
      "SELECT pool_id, count(*)::int AS n FROM claim_ledger WHERE employee_id = $1 AND at >= date_trunc('day', $2::timestamptz) AND outcome = 'claimed' AND undone_at IS NULL GROUP BY 1",
      [me, now],
    )
    await client.query(
      `UPDATE customers SET owner_id = $2, department_id = $3, owned_at = $4, pooled_at = NULL, pool_cause = NULL, pool_reason = NULL, protected_until = $5,
         protected_by = 'daysWithoutFollowUp', incomplete = false, version = version + 1, updated_at = $4 WHERE id = $1 AND owner_id IS NULL`,
      [id, me, session.department_id, now, protectedUntil(before.level, now)],
    )
    await client.query('UPDATE contacts SET owner_id = $2, department_id = $3 WHERE customer_id = $1', [
      id,
      me,
      session.department_id,
    ])
    await client.query(
      "UPDATE ownership_intervals SET to_at = $2 WHERE object = 'customers' AND record_id = $1 AND to_at IS NULL",
      [id, now],
    )
    const changes = [
      { field: 'ownerId', from: null, to: me },
      { field: 'departmentId', from: null, to: session.department_id },
      { field: 'pooledAt', from: before.pooled_at, to: null },
      { field: 'ownedAt', from: null, to: now },
    ]
    await client.query(
      `WITH a AS (INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via) VALUES ($1, $2, 'customers', $3, $4, 'claim', $5, $6, 'api')),
         o AS (INSERT INTO outbox (object, record_id, event, payload, actor_id, at, due) VALUES ('customers', $3, 'claim', $7, $4, $2, now() + interval '1 day')),
         l AS (INSERT INTO claim_ledger (id, object, record_id, employee_id, pool_id, at, outcome) VALUES ($8, 'customers', $3, $4, $9, $2, 'claimed')),
         i AS (INSERT INTO ownership_intervals (id, object, record_id, owner_id, pool_id, from_at, cause, policy_version, actor_id) VALUES ($10, 'customers', $3, $4, $9, $2, 'claim', $11, $4))
       INSERT INTO undo_entries (token, actor_id, kind, payload, created_at, expires_at) VALUES ($12, $4, 'ownership', $13, $2, $14)`,
      [
        newId(),
        now,
        id,
        me,
        JSON.stringify(changes),
        request.id,
        JSON.stringify({ kind: 'update', fields: changes.map((change) => change.field), ownerId: me }),
        newId(),
        before.pool_id,
        newId(),
        policyVersion,
        newId(),
        JSON.stringify({ object: 'customers', id, values: before }),
        new Date(Date.parse(now) + 600_000).toISOString(),
      ],
    )
    const { rows } = await client.query(`SELECT ${customerColumns}, ${nameColumns} FROM customers t WHERE t.id = $1`, [
      id,
    ])
    await client.query('COMMIT')
    return reply.send(rows[0])
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** Nothing but the session and the one conditional update, committed. */
export const updateHandler = (bare: Bare) => async (request: FastifyRequest, reply: FastifyReply) => {
  const session = await sessionOf(bare, request)
  if (session === undefined) return reply.status(401).send()
  const { id } = request.params as { id: string }
  const now = new Date().toISOString()
  const { rows } = await bare.pool.query(
    `UPDATE customers t SET owner_id = $2, department_id = $3, owned_at = $4, pooled_at = NULL, protected_until = $5, version = version + 1, updated_at = $4
       WHERE id = $1 AND owner_id IS NULL AND deleted_at IS NULL AND pool_id = ANY($6) RETURNING ${customerColumns}`,
    [
      id,
      session.employee_id,
      session.department_id,
      now,
      protectedUntil(null, now),
      bare.facts.pools[session.employee_id] ?? [],
    ],
  )
  return rows.length === 0 ? reply.status(409).send({}) : reply.send(rows[0])
}
