import { createHash } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import sql from 'sql-template-tag'
import { fault, forbidden, invalid, malformed, notFound, Refusal, toProblem, tooMany } from '../../model/errors.ts'
import { type Locale, label } from '../../model/label.ts'
import { newId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context, Principal } from '../principal.ts'
import type { Call, Reply, Route } from './route.ts'

export interface Identity {
  readonly principal: Principal
  readonly session: { readonly id: string; readonly token: string } | null
  readonly keyId: string | null
  readonly locale: Locale | null
}

export interface HttpOptions {
  readonly kernel: () => Kernel
  readonly routes: readonly Route[]
  /** Who is asking, in one statement with the epochs; undefined when nobody is signed in. */
  readonly identify: (request: { cookie: string | undefined; bearer: string | undefined }) => Promise<Identity | undefined>
  readonly nobody: Principal
  readonly log: boolean
  readonly onAnswer?: (method: string, route: string, status: number, seconds: number) => void
  readonly trustProxy?: boolean
}

export const sessionCookie = 'greensea_session'
const maxJson = 2 * 1024 * 1024
const maxUpload = 64 * 1024 * 1024

const localeOf = (header: string | undefined, own: Locale | null): Locale => {
  if (header === undefined || header === '' || header === '*') return own ?? 'zh'
  return /^\s*en\b/i.test(header) ? 'en' : 'zh'
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** The HTTP server: one place for sign-in, languages, errors, idempotency and upload limits. */
export const createHttp = async (options: HttpOptions): Promise<FastifyInstance> => {
  const app = fastify({
    logger: options.log ? { level: 'info', serializers: { req: (req) => ({ method: req.method, url: req.url.split('?')[0] }) } } : false,
    bodyLimit: maxJson,
    genReqId: () => newId(),
    trustProxy: options.trustProxy === true,
    routerOptions: { maxParamLength: 200, querystringParser: parseQuery },
    exposeHeadRoutes: false,
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: maxUpload, files: 1, fields: 20, fieldSize: 10_000 } })
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error, request, reply) => fail(request, reply, error))
  app.setNotFoundHandler((request, reply) => fail(request, reply, notFound()))
  if (options.onAnswer !== undefined) app.addHook('onResponse', async (request, reply) => options.onAnswer?.(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000))
  for (const route of options.routes)
    app.route({ method: route.method, url: `/api/v1${route.path}`, handler: (request, reply) => answer(options, route, request, reply) })
  return app
}

/** Repeated keys keep their last value; nothing becomes an object. */
const parseQuery = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

const answer = async (options: HttpOptions, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const kernel = options.kernel()
  const token = request.cookies[sessionCookie]
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const identity = token === undefined && bearer === undefined ? undefined : await options.identify({ cookie: bearer === undefined ? token : undefined, bearer })
  const locale = localeOf(request.headers['accept-language'], identity?.locale ?? null)
  if (identity === undefined && route.open !== true) return fail(request, reply, new Refusal(401, 'not_signed_in', label('请先登录', 'Sign in first')), locale)
  const context: Context = { principal: identity?.principal ?? options.nobody, now: kernel.clock.now(), locale, requestId: request.id, via: 'api' }
  const call: Call = {
    kernel,
    context,
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    body: request.body,
    headers: request.headers,
    session: identity?.session ?? null,
    keyId: identity?.keyId ?? null,
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    upload: () => upload(request),
  }
  try {
    if (identity?.session != null && request.method !== 'GET') checkOrigin(request)
    if (route.multipart !== true && request.isMultipart()) throw new Refusal(415, 'unsupported_type', label('这里只接受 JSON', 'Only JSON is accepted here'))
    const key = first(request.headers['idempotency-key'])
    if (route.method === 'POST' && key !== undefined && identity !== undefined && route.multipart !== true) return await once(kernel, call, route, key, request, reply)
    return send(request, reply, await route.run(call))
  } catch (error) {
    return fail(request, reply, error, locale)
  }
}

/** Cookies travel with any site's requests; the origin tells ours apart. */
const checkOrigin = (request: FastifyRequest) => {
  const origin = first(request.headers.origin)
  if (origin === undefined || origin === 'null') {
    if (first(request.headers['sec-fetch-site']) === 'cross-site') throw forbidden('wrong_origin', '请求来自别的网站', 'The request comes from another site')
    return
  }
  let host: string | undefined
  try {
    host = new URL(origin).host
  } catch {
    host = undefined
  }
  if (host !== request.host) throw forbidden('wrong_origin', '请求来自别的网站', 'The request comes from another site')
}

const upload = async (request: FastifyRequest): Promise<{ bytes: Buffer; fileName: string; fields: Record<string, string> }> => {
  if (!request.isMultipart()) throw new Refusal(415, 'unsupported_type', label('请用 multipart/form-data 上传文件', 'Upload the file as multipart/form-data'))
  const fields: Record<string, string> = {}
  let file: { bytes: Buffer; fileName: string } | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else file = { bytes: await part.toBuffer(), fileName: part.filename ?? '' }
  }
  if (file === undefined) throw invalid([fault('file', 'required', '没有收到文件', 'No file was received')])
  return { ...file, fields }
}

const send = (request: FastifyRequest, reply: FastifyReply, answered: Reply): FastifyReply => {
  for (const [name, value] of Object.entries(answered.headers ?? {})) reply.header(name, value)
  if (answered.cookie === null) reply.clearCookie(sessionCookie, { path: '/' })
  else if (answered.cookie !== undefined)
    reply.setCookie(sessionCookie, answered.cookie.token, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', expires: new Date(answered.cookie.expiresAt) })
  reply.header('Cache-Control', 'no-store')
  reply.header('X-Request-Id', request.id)
  if (answered.stream !== undefined) return reply.status(answered.status ?? 200).send(answered.stream)
  const status = answered.status ?? 200
  if (answered.body === undefined) return reply.status(status === 200 ? 204 : status).send()
  return reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify(answered.body))
}

/**
 * The same key with the same body answers the first answer again for a day; a repeat that comes while the first one
 * still runs waits for it. Refusals are not kept: they may have another reason next time.
 */
const once = async (kernel: Kernel, call: Call, route: Route, key: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  if (key.length > 200 || key === '') throw malformed('invalid_idempotency_key', 'Idempotency-Key 应为 1–200 个字符', 'Idempotency-Key has 1–200 characters')
  const actor = call.context.principal.employeeId
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(call.body ?? null)}`).digest('hex')
  await kernel.db.query(sql`DELETE FROM idempotency_keys WHERE actor_id = ${actor} AND key = ${key} AND (created_at < now() - interval '24 hours' OR (status IS NULL AND created_at < now() - interval '2 minutes'))`)
  const mine = await kernel.db.query(sql`INSERT INTO idempotency_keys (actor_id, key, body_hash) VALUES (${actor}, ${key}, ${hash}) ON CONFLICT DO NOTHING`)
  if (mine.rowCount === 0) return repeat(kernel, actor, key, hash, request, reply)
  try {
    const answered = await route.run(call)
    await kernel.db.query(sql`UPDATE idempotency_keys SET status = ${answered.status ?? 200}, headers = ${JSON.stringify(answered.headers ?? {})}::jsonb, body = ${answered.body === undefined ? null : JSON.stringify(answered.body)} WHERE actor_id = ${actor} AND key = ${key}`)
    return send(request, reply, answered)
  } catch (error) {
    await kernel.db.query(sql`DELETE FROM idempotency_keys WHERE actor_id = ${actor} AND key = ${key}`)
    throw error
  }
}

const repeat = async (kernel: Kernel, actor: string | null, key: string, hash: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  for (let waited = 0; waited < 100; waited++) {
    const { rows } = await kernel.db.query<{ hash: string; status: number | null; headers: Record<string, string> | null; body: string | null }>(sql`SELECT body_hash AS hash, status, headers, body FROM idempotency_keys WHERE actor_id = ${actor} AND key = ${key}`)
    const row = rows[0]
    if (row === undefined) break
    if (row.hash !== hash) throw invalid([fault('Idempotency-Key', 'idempotency_mismatch', '同一个 Idempotency-Key 用在了不同的内容上', 'The same Idempotency-Key came with another body')])
    if (row.status !== null) return send(request, reply, { status: row.status, headers: { ...row.headers, 'Idempotent-Replay': 'true' }, ...(row.body === null ? {} : { body: JSON.parse(row.body) as unknown }) })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw tooMany('idempotency_in_progress', '同一个请求还在处理中', 'The same request is still being worked on')
}

/** Everything a caller can cause is a problem document; what is left is our defect, logged with its request id. */
const fail = (request: FastifyRequest, reply: FastifyReply, error: unknown, locale: Locale = localeOf(request.headers['accept-language'], null)): FastifyReply => {
  const refusal = error instanceof Refusal ? error : translated(error)
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed')
  for (const [name, value] of Object.entries(refusal.more.headers ?? {})) reply.header(name, value)
  reply.header('X-Request-Id', request.id)
  return reply.status(refusal.status).type('application/problem+json; charset=utf-8').send(JSON.stringify({ ...toProblem(refusal, locale), requestId: request.id }))
}

const translated = (error: unknown): Refusal => {
  const code = String((error as { code?: unknown }).code ?? '')
  const status = (error as { statusCode?: unknown }).statusCode
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE' || status === 413) return new Refusal(413, 'too_large', label('内容太大', 'The content is too large'))
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415) return new Refusal(415, 'unsupported_type', label('内容类型不对，请用 application/json', 'The content type is not supported; use application/json'))
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) return malformed('malformed_json', '请求体不是合法的 JSON', 'The body is not valid JSON')
  if (code === '22021' || code === '22P05') return malformed('control_characters', '含有不能保存的字符', 'It contains characters that cannot be stored')
  if (code === '23505') return new Refusal(409, 'not_unique', label('已有相同的记录', 'The same record is already there'))
  if (code === '55P03') return new Refusal(503, 'busy', label('有人正在改同一条记录，稍后再试', 'Somebody is changing the same record; try again'))
  if (typeof status === 'number' && status >= 400 && status < 500) return new Refusal(status, 'malformed', label('请求格式不对', 'The request is malformed'))
  return new Refusal(500, 'internal', label('系统出错了，已记录；把错误编号发给管理员', 'Something went wrong and was logged; give the error number to an administrator'))
}
