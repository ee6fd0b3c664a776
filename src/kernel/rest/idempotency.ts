import { createHmac } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import sql from 'sql-template-tag'
import { conflict, fault, invalid, malformed, tooMany } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import type { Queryable } from '../database/database.ts'
import type { Kernel } from '../kernel.ts'
import { serverSecret } from '../sign-in/secrets.ts'
import { send } from './answers.ts'
import type { Call, Reply, Route } from './route.ts'

/**
 * The same key with the same body answers the first answer again for a day; a repeat that comes while the first one
 * still runs waits for it. The answer of a change of records is stored with the change: both are there or neither. Refusals are not kept: they may have another reason next time.
 * Of a secret answer only the id is kept: a repeat makes nothing a second time, and says so.
 */
export const once = async (
  kernel: Kernel,
  call: Call,
  route: Route,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
  digest: unknown = call.body,
): Promise<FastifyReply> => {
  if (key.length > 200 || key === '')
    throw malformed(
      'invalid_idempotency_key',
      'Idempotency-Key 应为 1–200 个字符',
      'Idempotency-Key has 1–200 characters',
    )
  const actor = call.context.principal.employeeId
  // Bodies may hold passwords: whoever reads the table cannot try them out against a plain digest.
  const hash = createHmac('sha256', await serverSecret(kernel.db, 'idempotency'))
    .update(`${request.method} ${request.url}\n${JSON.stringify(digest ?? null)}`)
    .digest('hex')
  await kernel.db.query(
    sql`DELETE FROM idempotency_keys WHERE actor_id = ${actor} AND key = ${key} AND (created_at < now() - interval '24 hours' OR (status IS NULL AND created_at < now() - interval '2 minutes'))`,
  )
  const mine = await kernel.db.query(
    sql`INSERT INTO idempotency_keys (actor_id, key, body_hash) VALUES (${actor}, ${key}, ${hash}) ON CONFLICT DO NOTHING`,
  )
  if (mine.rowCount === 0) return repeat(kernel, route, actor, key, hash, request, reply)
  try {
    const keep = (on: Queryable, answered: Reply) => {
      const body = route.secret === true ? idOf(answered.body) : answered.body
      return on.query(
        sql`UPDATE idempotency_keys SET status = ${answered.status ?? 200}, headers = ${JSON.stringify(answered.headers ?? {})}::jsonb, body = ${body === undefined ? null : JSON.stringify(body)} WHERE actor_id = ${actor} AND key = ${key}`,
      )
    }
    const answered =
      route.atomic === true
        ? await kernel.db.transaction(async (tx) => {
            const done = await route.run({ ...call, context: { ...call.context, tx } })
            if (done.refusal === undefined) await keep(tx, done)
            return done
          })
        : await route.run(call)
    if (route.atomic !== true && answered.refusal === undefined) await keep(kernel.db, answered)
    if (answered.refusal !== undefined) throw answered.refusal
    return send(request, reply, answered)
  } catch (error) {
    await kernel.db.query(
      sql`DELETE FROM idempotency_keys WHERE actor_id = ${actor} AND key = ${key} AND status IS NULL`,
    )
    throw error
  }
}

const idOf = (body: unknown) => (isObject(body) && typeof body.id === 'string' ? { id: body.id } : undefined)

const answeredOnce = (kept: string | null) =>
  conflict(
    'answered_once',
    '这个请求已经做过，答复里有只显示一次的密钥，不能再给；没收到就停用它，用新的 Idempotency-Key 重做',
    'This request is done already; its answer held a secret that is shown once. If it was lost, revoke it and repeat with a new Idempotency-Key',
    kept === null ? undefined : (JSON.parse(kept) as Record<string, unknown>),
  )

const repeat = async (
  kernel: Kernel,
  route: Route,
  actor: string | null,
  key: string,
  hash: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  for (let waited = 0; waited < 100; waited++) {
    const { rows } = await kernel.db.query<{
      hash: string
      status: number | null
      headers: Record<string, string> | null
      body: string | null
    }>(
      sql`SELECT body_hash AS hash, status, headers, body FROM idempotency_keys WHERE actor_id = ${actor} AND key = ${key}`,
    )
    const row = rows[0]
    if (row === undefined) break
    if (row.hash !== hash)
      throw invalid([
        fault(
          'Idempotency-Key',
          'idempotency_mismatch',
          '同一个 Idempotency-Key 用在了不同的内容上',
          'The same Idempotency-Key came with another body',
        ),
      ])
    if (row.status !== null && route.secret === true) throw answeredOnce(row.body)
    if (row.status !== null)
      return send(request, reply, {
        status: row.status,
        headers: { ...row.headers, 'Idempotent-Replay': 'true' },
        ...(row.body === null ? {} : { body: JSON.parse(row.body) as unknown }),
      })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw tooMany('idempotency_in_progress', '同一个请求还在处理中', 'The same request is still being worked on')
}
