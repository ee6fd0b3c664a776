import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { fault, forbidden, invalid, malformed, notFound, Refusal, toProblem } from '../../model/errors.ts'
import { type Locale, label } from '../../model/label.ts'
import { newId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context, Principal } from '../principal.ts'
import { fail, first, localeOf, send, sessionCookie } from './answers.ts'
import { once } from './idempotency.ts'
import { type Call, checkParameters, type Reception, type Route } from './route.ts'

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
  readonly identify: (request: {
    cookie: string | undefined
    bearer: string | undefined
  }) => Promise<Identity | undefined>
  readonly nobody: Principal
  readonly log: boolean
  readonly onAnswer?: (method: string, route: string, status: number, seconds: number) => void
  readonly trustProxy?: boolean
}

const maxJson = 2 * 1024 * 1024
const maxUpload = 64 * 1024 * 1024

/** The HTTP server: one place for sign-in, languages, errors, idempotency and upload limits. */
export const createHttp = async (options: HttpOptions): Promise<FastifyInstance> => {
  const app = fastify({
    logger: options.log
      ? { level: 'info', serializers: { req: (req) => ({ method: req.method, url: loggedPath(req.url) }) } }
      : false,
    bodyLimit: maxJson,
    genReqId: () => newId(),
    frameworkErrors: (error, request, reply) => fail(request, reply, error),
    trustProxy: options.trustProxy === true,
    routerOptions: { maxParamLength: 200, querystringParser: parseQuery },
    exposeHeadRoutes: false,
    // A filter naming a thousand ids travels in the address.
    http: { maxHeaderSize: 64 * 1024 },
    clientErrorHandler: refuseUnread,
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: maxUpload, files: 1, fields: 20, fieldSize: 10_000 } })
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error, request, reply) => fail(request, reply, error))
  app.setNotFoundHandler((request, reply) => fail(request, reply, notFound()))
  if (options.onAnswer !== undefined)
    app.addHook('onResponse', async (request, reply) =>
      options.onAnswer?.(
        request.method,
        request.routeOptions.url ?? 'none',
        reply.statusCode,
        reply.elapsedTime / 1000,
      ),
    )
  for (const route of options.routes)
    app.route({
      method: route.method,
      url: `/api/v1${route.path}`,
      handler: (request, reply) => answer(options, route, request, reply),
    })
  return app
}

/** A path for the log: without its query, and without the secret of a feed. */
const loggedPath = (url: string): string => (url.split('?')[0] ?? '').replace(/(\/feed\/)[^/]+/, '$1***')

/** What is not HTTP, or too long to be read, has no request to answer by: the same document is written to the wire. */
const refuseUnread = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, refusal] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ([
          '413 Content Too Large',
          new Refusal(413, 'too_large', label('地址或请求头太长', 'The address or the headers are too long')),
        ] as const)
      : (['400 Bad Request', malformed('malformed', '请求格式不对', 'The request is malformed')] as const)
  const body = JSON.stringify(toProblem(refusal, 'zh'))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

/** Repeated keys keep their last value; nothing becomes an object. */
const parseQuery = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

const answer = async (
  options: HttpOptions,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const kernel = options.kernel()
  const token = request.cookies[sessionCookie]
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const identity =
    token === undefined && bearer === undefined
      ? undefined
      : await options.identify({ cookie: bearer === undefined ? token : undefined, bearer })
  const locale = localeOf(request.headers['accept-language'], identity?.locale ?? null)
  if (identity === undefined && route.open !== true)
    return fail(request, reply, new Refusal(401, 'not_signed_in', label('请先登录', 'Sign in first')), locale)
  const context: Context = {
    principal: identity?.principal ?? options.nobody,
    now: kernel.clock.now(),
    locale,
    requestId: request.id,
    via: 'api',
  }
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
    stream: (maxBytes, take) => streamed(request, maxBytes, take),
  }
  let received: Reception | undefined
  try {
    if (identity?.session != null && request.method !== 'GET') checkOrigin(request)
    checkParameters(route, call.query)
    if (route.multipart !== true && request.isMultipart())
      throw new Refusal(415, 'unsupported_type', label('这里只接受 JSON', 'Only JSON is accepted here'))
    const key = first(request.headers['idempotency-key'])
    received = await route.receive?.(call)
    const whole = received === undefined ? call : { ...call, body: received.body }
    if (
      route.method === 'POST' &&
      key !== undefined &&
      identity !== undefined &&
      (route.multipart !== true || received !== undefined)
    )
      return await once(kernel, whole, route, key, request, reply, received?.digest)
    return send(request, reply, await route.run(whole))
  } catch (error) {
    return fail(request, reply, error, locale)
  } finally {
    // What could not be let go now is let go by the sweep; the answer stands.
    await received?.discard().catch((error: unknown) => request.log.error({ err: error }, 'an upload stays behind'))
  }
}

/** Cookies travel with any site's requests; the origin tells ours apart. */
const checkOrigin = (request: FastifyRequest) => {
  const origin = first(request.headers.origin)
  const site = first(request.headers['sec-fetch-site'])
  if (origin === undefined) {
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw forbidden('wrong_origin', '请求来自别的网站', 'The request comes from another site')
    return
  }
  let isOurs: boolean
  try {
    const { host, protocol } = new URL(origin)
    // A proxy may name the default port in Host; a browser leaves it out of the origin.
    isOurs = host === new URL(`${protocol}//${request.host}`).host
  } catch {
    isOurs = false
  }
  if (!isOurs) throw forbidden('wrong_origin', '请求来自别的网站', 'The request comes from another site')
}

const mustBeMultipart = (request: FastifyRequest) => {
  if (!request.isMultipart())
    throw new Refusal(
      415,
      'unsupported_type',
      label('请用 multipart/form-data 上传文件', 'Upload the file as multipart/form-data'),
    )
}

/** A form that breaks off or is none; what has a status of its own (too large, too many) keeps it. */
const unreadable = (error: unknown): unknown =>
  typeof (error as { statusCode?: unknown }).statusCode === 'number'
    ? error
    : malformed('malformed_multipart', '上传的表单不完整或格式不对', 'The uploaded form is incomplete or malformed')

const noFile = () => invalid([fault('file', 'required', '没有收到文件', 'No file was received')])

const streamed = async (
  request: FastifyRequest,
  maxBytes: number,
  take: (content: Readable, fileName: string) => Promise<void>,
): Promise<void> => {
  mustBeMultipart(request)
  let taken = false
  let refused: unknown
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
      if (part.type === 'field') continue
      taken = true
      // A refusal is read only by who has sent everything: what is left is let run through.
      await take(part.file, part.filename ?? '').catch((error: unknown) => {
        refused = error
        part.file.resume()
      })
    }
  } catch (error) {
    refused ??= unreadable(error)
  }
  if (refused !== undefined) throw refused
  if (!taken) throw noFile()
}

const upload = async (
  request: FastifyRequest,
): Promise<{ bytes: Buffer; fileName: string; fields: Record<string, string> }> => {
  mustBeMultipart(request)
  const fields: Record<string, string> = {}
  let file: { bytes: Buffer; fileName: string } | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value)
      else file = { bytes: await part.toBuffer(), fileName: part.filename ?? '' }
    }
  } catch (error) {
    throw unreadable(error)
  }
  if (file === undefined) throw noFile()
  return { ...file, fields }
}
