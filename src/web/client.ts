import type { Json } from '../model/label.ts'

/** One wrong value of a refused request: a dotted path, a stable code, a sentence. */
export interface ProblemFault {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** What the server refused and why (RFC 9457), or that it could not be reached (status 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly rule: string | null
  readonly errors: readonly ProblemFault[]
  /** Further members of the problem document: `current`, `ticket`, `changes` … */
  readonly members: Readonly<Record<string, unknown>>

  constructor(document: Readonly<Record<string, unknown>>) {
    const { status, code, title, detail, rule, errors, type: _type, ...members } = document
    super(text(detail) || text(title) || text(code))
    this.status = typeof status === 'number' ? status : 0
    this.code = text(code)
    this.title = text(title)
    this.detail = text(detail) || this.title
    this.rule = typeof rule === 'string' ? rule : null
    this.errors = Array.isArray(errors) ? (errors as ProblemFault[]) : []
    this.members = members
  }
}

/** A write that went through: the answer, the token that takes it back, and the status. */
export interface Answer<T> {
  readonly data: T
  readonly undo: string | null
  readonly status: number
}

export interface SendOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly ifMatch?: number | string
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

export interface Page<T> {
  readonly data: readonly T[]
  readonly page: { readonly next: string | null; readonly total: { readonly value: number; readonly exact: boolean } }
}

const base = '/api/v1'
let language = 'zh'
let signedOut: () => void = () => {}

/** The language errors and reasons come back in. */
export const speak = (locale: string): void => {
  language = locale
}

/** What to do when a request finds nobody signed in. */
export const onSignedOut = (handler: () => void): void => {
  signedOut = handler
}

/** Address of a download or an event stream. */
export const apiUrl = (path: string, query?: SendOptions['query']): string => base + path + search(query)

/** The one way the pages speak to the server. Paths stand below `/api/v1`. */
export const api = {
  get: async <T>(path: string, options: SendOptions = {}): Promise<T> =>
    (await send<T>({ method: 'GET', path, options })).data,
  post: <T>(path: string, body?: unknown, options: SendOptions = {}): Promise<Answer<T>> =>
    send<T>({ method: 'POST', path, body: body ?? {}, options }),
  patch: <T>(path: string, body: unknown, options: SendOptions = {}): Promise<Answer<T>> =>
    send<T>({ method: 'PATCH', path, body, options }),
  delete: <T = null>(path: string, body?: unknown, options: SendOptions = {}): Promise<Answer<T>> =>
    send<T>({ method: 'DELETE', path, body, options }),
  /** Sends files and plain values as multipart. */
  upload: <T>(path: string, form: FormData, options: SendOptions = {}): Promise<Answer<T>> =>
    send<T>({ method: 'POST', path, body: form, options }),
}

interface Request {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly options: SendOptions
}

const send = async <T>({ method, path, body, options }: Request): Promise<Answer<T>> => {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language }
  const multipart = body instanceof FormData
  if (body !== undefined && !multipart) headers['content-type'] = 'application/json'
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  const response = await reach(apiUrl(path, options.query), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: multipart ? body : JSON.stringify(body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  const data = await content(response)
  if (response.ok) return { data: data as T, undo: response.headers.get('undo'), status: response.status }
  throw refusedBy(path, response.status, data)
}

/** A page or file the server makes, in a language of its own if wanted. */
export const fetchFile = async (
  path: string,
  { query, body, locale = language }: { query?: SendOptions['query']; body?: unknown; locale?: string } = {},
): Promise<Blob> => {
  const response = await reach(apiUrl(path, query), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'accept-language': locale, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response.blob()
  throw refusedBy(path, response.status, await content(response))
}

/** What a refused request is told as. */
const refusedBy = (path: string, status: number, data: unknown): ApiProblem => {
  const problem = new ApiProblem(isDocument(data) ? data : { status, ...unreadable(status) })
  if (problem.status === 401 && path !== '/session' && path !== '/setup') signedOut()
  return problem
}

/** Sends one file as multipart and tells how far it is, from 0 to 1; fetch cannot. Aborting leaves nothing behind. */
export const sendFile = <T>(
  path: string,
  file: File,
  options: {
    readonly idempotencyKey: string
    readonly signal: AbortSignal
    readonly onProgress: (part: number) => void
  },
): Promise<Answer<T>> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', apiUrl(path))
    request.setRequestHeader('accept-language', language)
    request.setRequestHeader('idempotency-key', options.idempotencyKey)
    request.upload.onprogress = ({ loaded, total }) => options.onProgress(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'unreachable', ...unreadable(0) }))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      const data = parsed(request.responseText)
      const { status } = request
      if (status < 300) return resolve({ data: data as T, undo: request.getResponseHeader('undo'), status })
      if (status === 401) signedOut()
      reject(new ApiProblem(isDocument(data) ? data : { status, ...unreadable(status) }))
    }
    options.signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })

const reach = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({ status: 0, code: 'unreachable', ...unreadable(0) })
  }
}

const content = async (response: Response): Promise<unknown> => {
  if (response.status === 204) return null
  return parsed(await response.text())
}

const parsed = (body: string): unknown => {
  if (body === '') return null
  try {
    return JSON.parse(body) as Json
  } catch {
    return null
  }
}

const isDocument = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && 'code' in value

const unreadable = (status: number): { title: string; detail: string } =>
  language === 'zh'
    ? status === 0
      ? { title: '连不上服务器', detail: '网络断开或服务器没有回应，检查网络后再试' }
      : { title: '服务器出错', detail: `服务器回答了 ${status}，没有说明原因；稍后再试` }
    : status === 0
      ? {
          title: 'Server not reachable',
          detail: 'The network is down or the server does not answer. Check it and try again',
        }
      : { title: 'Server error', detail: `The server answered ${status} without a reason. Try again later` }

const search = (query: SendOptions['query']): string => {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') parts.set(name, String(value))
  const written = parts.toString()
  return written === '' ? '' : `?${written}`
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
