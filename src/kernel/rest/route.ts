import type { Readable } from 'node:stream'
import { fault, invalid, malformed, type Refusal } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'

/** One request, signed in and parsed. */
export interface Call {
  readonly kernel: Kernel
  readonly context: Context
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly session: { readonly id: string; readonly token: string } | null
  readonly keyId: string | null
  readonly ip: string
  readonly userAgent: string
  /** The uploaded file of a multipart request, with its other fields. */
  readonly upload: () => Promise<{ bytes: Buffer; fileName: string; fields: Record<string, string> }>
  /** The same without holding it: `take` is handed the content as it comes in. More than `maxBytes`: 413. */
  readonly stream: (maxBytes: number, take: (content: Readable, fileName: string) => Promise<void>) => Promise<void>
}

/** An upload that has come in: what the call goes on with, what two equal ones have in common, and how it is let go. */
export interface Reception {
  readonly body: unknown
  readonly digest: unknown
  readonly discard: () => Promise<void>
}

export interface Reply {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly stream?: Readable
  /** Said instead of an answer after what was written stays written (a refused claim is a fact too). */
  readonly refusal?: Refusal
  /** Sets or (null) clears the session cookie. */
  readonly cookie?: { readonly token: string; readonly expiresAt: string } | null
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Everything it writes it writes through the transaction of the context: its answer can be stored in it. */
  readonly atomic?: boolean
  /** Under /api/v1, e.g. `/customers/:id`. */
  readonly path: string
  /** Answers people who are not signed in as well; `context.principal` is nobody then. */
  readonly open?: boolean
  readonly multipart?: boolean
  /** Of a multipart route: takes the upload in, before the transaction. Called once, discarded in any case. */
  readonly receive?: (call: Call) => Promise<Reception>
  /** Its answer is shown once and kept nowhere: a repeated Idempotency-Key is refused (`answered_once`). */
  readonly secret?: boolean
  /** The parameters its query may have; another one is refused by name. Without it the route looks itself. */
  readonly query?: readonly string[]
  /** What the API description says of it, beside what is said of every route. */
  readonly openapi?: Readonly<Record<string, unknown>>
  readonly run: (call: Call) => Promise<Reply>
}

/** `If-Match: "3"` -> 3. */
export const versionOf = (call: Call): number | undefined => {
  const value = call.headers['if-match']
  if (value === undefined || value === '*') return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(String(value).trim())
  if (match === null)
    throw malformed('invalid_if_match', 'If-Match 应是带引号的版本号', 'If-Match takes a quoted version')
  return Number(match[1])
}

/** A misspelt parameter would look like one that was heeded. */
export const checkParameters = ({ query: known }: Route, query: Call['query']): void => {
  const unknown = known === undefined ? [] : Object.keys(query).filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw invalid(
      unknown.map((name) => fault(name, 'unknown_parameter', `没有参数“${name}”`, `There is no parameter "${name}"`)),
    )
}

/** How many are asked for, `usual` where nothing is said. */
export const limitOf = ({ query }: Call, usual: number, most = 200): number => limitIn(query.limit, usual, most)

/** How many rows are asked for, by the parameter as it was typed. */
export const limitIn = (typed: string | undefined, usual: number, most = 200): number => {
  if (typed === undefined || typed === '') return usual
  const limit = Number(typed)
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit
  throw invalid([fault('limit', 'out_of_range', `limit 应在 1 到 ${most} 之间`, `limit is between 1 and ${most}`)])
}

export const bodyObject = (body: unknown): Record<string, unknown> => {
  if (body === undefined || body === null) return {}
  if (!isObject(body)) throw malformed('malformed', '请求体应是一个 JSON 对象', 'The body is a JSON object')
  return body
}
