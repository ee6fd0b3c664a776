import type { FastifyReply, FastifyRequest } from 'fastify'
import { malformed, Refusal, toProblem } from '../../model/errors.ts'
import { type Locale, label } from '../../model/label.ts'
import type { Reply } from './route.ts'

export const sessionCookie = 'greensea_session'
export const localeOf = (header: string | undefined, own: Locale | null): Locale => {
  if (header === undefined || header === '' || header === '*') return own ?? 'zh'
  return /^\s*en\b/i.test(header) ? 'en' : 'zh'
}

export const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

export const send = (request: FastifyRequest, reply: FastifyReply, answered: Reply): FastifyReply => {
  if (answered.refusal !== undefined) throw answered.refusal
  reply.header('Cache-Control', 'no-store')
  for (const [name, value] of Object.entries(answered.headers ?? {})) reply.header(name, value)
  if (answered.cookie === null) reply.clearCookie(sessionCookie, { path: '/' })
  else if (answered.cookie !== undefined)
    reply.setCookie(sessionCookie, answered.cookie.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      expires: new Date(answered.cookie.expiresAt),
    })
  reply.header('X-Request-Id', request.id)
  if (answered.stream !== undefined) return reply.status(answered.status ?? 200).send(answered.stream)
  const status = answered.status ?? 200
  if (answered.body === undefined) return reply.status(status === 200 ? 204 : status).send()
  return reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify(answered.body))
}

/** Everything a caller can cause is a problem document; what is left is our defect, logged with its request id. */
export const fail = (
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  locale: Locale = localeOf(request.headers['accept-language'], null),
): FastifyReply => {
  const refusal = error instanceof Refusal ? error : translated(error)
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed')
  for (const [name, value] of Object.entries(refusal.more.headers ?? {})) reply.header(name, value)
  reply.header('X-Request-Id', request.id)
  return reply
    .status(refusal.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...toProblem(refusal, locale), requestId: request.id }))
}

const translated = (error: unknown): Refusal => {
  const code = String((error as { code?: unknown }).code ?? '')
  const status = (error as { statusCode?: unknown }).statusCode
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE' || status === 413)
    return new Refusal(413, 'too_large', label('内容太大', 'The content is too large'))
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415)
    return new Refusal(
      415,
      'unsupported_type',
      label('内容类型不对，请用 application/json', 'The content type is not supported; use application/json'),
    )
  if (
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    error instanceof SyntaxError
  )
    return malformed('malformed_json', '请求体不是合法的 JSON', 'The body is not valid JSON')
  if (code === '22021' || code === '22P05')
    return malformed('control_characters', '含有不能保存的字符', 'It contains characters that cannot be stored')
  if (code === '23505')
    return new Refusal(409, 'not_unique', label('已有相同的记录', 'The same record is already there'))
  if (code === '55P03')
    return new Refusal(
      503,
      'busy',
      label('有人正在改同一条记录，稍后再试', 'Somebody is changing the same record; try again'),
    )
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Refusal(status, 'malformed', label('请求格式不对', 'The request is malformed'))
  return new Refusal(
    500,
    'internal',
    label(
      '系统出错了，已记录；把错误编号发给管理员',
      'Something went wrong and was logged; give the error number to an administrator',
    ),
  )
}
