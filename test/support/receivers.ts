import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Answer } from './app.ts'

const listening = (server: { listen: (port: number, host: string, done: () => void) => unknown }) =>
  new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))

const portOf = (server: { address: () => AddressInfo | string | null }): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly subject: string
  readonly body: string
}

/** Text of an encoded-word subject and of a base64 or quoted-printable part, as far as these tests need it. */
const words = (header: string) =>
  header
    .replace(/\r\n[ \t]+/g, '')
    .replace(/\?=\s*=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    )
const quoted = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
const plainPart = (raw: string) => {
  const part = /Content-Type: text\/plain[^\r]*\r\nContent-Transfer-Encoding: (\S+)\r\n\r\n([\s\S]*?)\r\n--/.exec(raw)
  if (part === null) return ''
  return part[1] === 'base64' ? Buffer.from(part[2] ?? '', 'base64').toString() : quoted(part[2] ?? '')
}

/** A mail server of its own: keeps what it takes, and refuses as it is told. */
export const startSmtp = async (options: SMTPServerOptions = {}) => {
  const mails: Mail[] = []
  const state = { refuse: undefined as { code: number; text: string } | undefined, signIns: 0 }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) => {
      state.signIns += 1
      return auth.username === 'crm@example.com' && auth.password === 'smtp-secret-1'
        ? done(null, { user: auth.username })
        : done(new Error('535 no'))
    },
    onRcptTo: (_address, _session, done) => {
      if (state.refuse === undefined) return done()
      done(Object.assign(new Error(state.refuse.text), { responseCode: state.refuse.code }))
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString()
        const subject = words(/^Subject: ([\s\S]*?)\r\n(?![ \t])/m.exec(raw)?.[1] ?? '')
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((one) => one.address),
          raw,
          subject,
          body: plainPart(raw),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await listening(server)
  return {
    mails,
    state,
    port: portOf(server.server),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export interface Hit {
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly json: Answer['body']
  readonly at: number
}

type Respond = (hit: Hit, response: ServerResponse) => void

/** An HTTP server that keeps what it is posted and answers as it is told. */
export const startHook = async (respond: Respond) => {
  const hits: Hit[] = []
  const state = { respond }
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const bytes = Buffer.concat(parts)
      const isJson = String(request.headers['content-type']).includes('json')
      const hit = {
        url: new URL(request.url ?? '/', 'http://127.0.0.1'),
        headers: request.headers,
        bytes,
        json: isJson ? JSON.parse(bytes.toString()) : undefined,
        at: Date.now(),
      }
      hits.push(hit)
      state.respond(hit, response)
    })
  })
  await listening(server)
  return {
    hits,
    state,
    origin: `http://127.0.0.1:${portOf(server)}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const answerJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const isRecent = (timestamp: number) => Math.abs(Date.now() - timestamp) < 3_600_000

/** What 企业微信 does by its document: the key, the type, 4096 bytes. */
export const asWecom =
  (key: string): Respond =>
  ({ url, json }, response) => {
    if (url.searchParams.get('key') !== key)
      return answerJson(response, { errcode: 93000, errmsg: 'invalid webhook url' })
    const content: unknown = json?.markdown?.content
    if (json?.msgtype !== 'markdown' || typeof content !== 'string' || content === '')
      return answerJson(response, { errcode: 40008, errmsg: 'invalid message type' })
    if (Buffer.byteLength(content) > 4096)
      return answerJson(response, { errcode: 40058, errmsg: 'exceed max length 4096' })
    answerJson(response, { errcode: 0, errmsg: 'ok' })
  }

/** What 钉钉 does by its document: the token, the sign in the address within an hour, title and text, 20 KB. */
export const asDingtalk =
  (token: string, secret: string): Respond =>
  ({ url, json, bytes }, response) => {
    const timestamp = url.searchParams.get('timestamp') ?? ''
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
    if (url.searchParams.get('access_token') !== token)
      return answerJson(response, { errcode: 300005, errmsg: 'token is not exist' })
    if (!isRecent(Number(timestamp)) || url.searchParams.get('sign') !== sign)
      return answerJson(response, { errcode: 310000, errmsg: 'sign not match' })
    const { title, text } = json?.markdown ?? {}
    if (json?.msgtype !== 'markdown' || !title || !text || bytes.length > 20_000)
      return answerJson(response, { errcode: 400106, errmsg: 'param error' })
    answerJson(response, { errcode: 0, errmsg: 'ok' })
  }

/** What 飞书 does by its document: the sign in the body within an hour, a post, 20 KB. */
export const asFeishu =
  (secret: string): Respond =>
  ({ json, bytes }, response) => {
    const sign = createHmac('sha256', `${json?.timestamp}\n${secret}`).update('').digest('base64')
    if (!isRecent(Number(json?.timestamp) * 1000) || json?.sign !== sign)
      return answerJson(response, {
        code: 19021,
        msg: 'sign match fail or timestamp is not within one hour from current time',
      })
    const posted = json?.content?.post?.zh_cn ?? json?.content?.post?.en_us
    if (json?.msg_type !== 'post' || !Array.isArray(posted?.content) || bytes.length > 20 * 1024)
      return answerJson(response, { code: 9499, msg: 'Bad Request' })
    answerJson(response, { code: 0, msg: 'success', data: {} })
  }
