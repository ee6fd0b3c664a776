import type { FastifyReply, FastifyRequest } from 'fastify'
import { hashed, nameTokens, numberTokens, reading } from '../../src/engines/search/tokens.ts'
import { newId } from '../../src/kernel/ids.ts'
import { lockAndCount, protectedUntil } from './capacity.ts'
import { customerColumns } from './columns.ts'
import { type Bare, sessionOf } from './session.ts'

interface Typed {
  readonly name: string
  readonly phone: string
  readonly level: string
  readonly source: string
  readonly industry: string
  readonly region: string
}

/** A new customer by the same statements the application needs, one after the other in one transaction. */
export const createHandler = (bare: Bare) => async (request: FastifyRequest, reply: FastifyReply) => {
  const session = await sessionOf(bare, request)
  if (session === undefined) return reply.status(401).send()
  const typed = request.body as Typed
  if (typed.name === '' || typed.name.length > 200) return reply.status(422).send()
  const { defaultPool, excluded, policyVersion } = bare.facts
  const me = session.employee_id
  const id = newId()
  const now = new Date().toISOString()
  const until = protectedUntil(typed.level, now)
  const client = await bare.pool.connect()
  try {
    await client.query('BEGIN')
    if ((await lockAndCount(client, me, excluded)) >= 1_000_000) throw new Error('full')
    const { rows } = await client.query(
      `INSERT INTO customers AS t (id, version, created_at, updated_at, created_by_id, owner_id, department_id, member_ids, member_department_ids, pool_id, owned_at, protected_until, protected_by,
         locked, completeness, name, level, source, industry, region, phone, lifecycle, deal_status, trade_status, follow_up_count)
       VALUES ($1, 1, $2, $2, $3, $3, $4, '{}', '{}', $5, $2, $6, 'daysWithoutFollowUp', false, 60, $7, $8, $9, $10, $11, $12, 'target', 'none', 'active', 0) RETURNING ${customerColumns}`,
      [
        id,
        now,
        me,
        session.department_id,
        defaultPool,
        until,
        typed.name,
        typed.level,
        typed.source,
        typed.industry,
        typed.region,
        typed.phone,
      ],
    )
    await client.query('INSERT INTO customers_search (id, tokens, hidden, reading) VALUES ($1, $2, $3, $4)', [
      id,
      hashed(nameTokens(typed.name)),
      hashed(numberTokens(typed.phone)),
      reading(typed.name),
    ])
    const changes = Object.entries({
      ...typed,
      ownerId: me,
      createdById: me,
      departmentId: session.department_id,
      poolId: defaultPool,
      locked: false,
      lifecycle: 'target',
      dealStatus: 'none',
      tradeStatus: 'active',
    }).map(([field, to]) => ({ field, from: null, to }))
    const facts = { locked: false, level: typed.level, lifecycle: 'target', dealStatus: 'none', tradeStatus: 'active' }
    await client.query(
      `WITH a AS (INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via) VALUES ($1, $2, 'customers', $3, $4, 'create', $5, $6, 'api')),
         f AS (INSERT INTO field_facts (id, at, object, record_id, field, to_value, actor_id) SELECT i, $2, 'customers', $3, k, v, $4 FROM unnest($7::uuid[], $8::text[], $9::jsonb[]) AS u(i, k, v)),
         o AS (INSERT INTO outbox (object, record_id, event, payload, actor_id, at, due) VALUES ('customers', $3, 'create', $10, $4, $2, now() + interval '1 day'))
       INSERT INTO undo_entries (token, actor_id, kind, payload, created_at, expires_at) VALUES ($11, $4, 'delete', $12, $2, $13)`,
      [
        newId(),
        now,
        id,
        me,
        JSON.stringify(changes),
        request.id,
        Object.keys(facts).map(() => newId()),
        Object.keys(facts),
        Object.values(facts).map((value) => JSON.stringify(value)),
        JSON.stringify({ kind: 'create', fields: changes.map((change) => change.field), ownerId: me }),
        newId(),
        JSON.stringify({ object: 'customers', id }),
        new Date(Date.parse(now) + 600_000).toISOString(),
      ],
    )
    await client.query(
      `INSERT INTO ownership_intervals (id, object, record_id, owner_id, pool_id, from_at, cause, policy_version, actor_id) VALUES ($1, 'customers', $2, $3, $4, $5, 'create', $6, $3)`,
      [newId(), id, me, defaultPool, now, policyVersion],
    )
    await client.query('COMMIT')
    return reply.status(201).send(rows[0])
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
