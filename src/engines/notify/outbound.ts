import type { Label } from '../../model/label.ts'
import type { Answer, BotKind } from './channels/bot.ts'
import { down, type Outcome } from './channels/channel.ts'

/** What this process may call, given when it starts and by nobody later: an address typed in settings cannot widen it. */
export interface Outbound {
  /** Further hosts of webhooks, for products a company runs itself. */
  readonly hosts?: readonly string[]
  /** Also plain http to this machine, on any port; for trying things. */
  readonly loopback?: boolean
  /** Milliseconds until a silent service counts as down. */
  readonly timeout?: number
}

const patience = 10_000
const mostRead = 64 * 1024

/** Where browsers take their messages: Chrome and Android, Firefox, Edge and Windows, Safari. */
const pushHosts = ['fcm.googleapis.com', 'android.googleapis.com']
const pushDomains = ['.push.services.mozilla.com', '.notify.windows.com', '.push.apple.com']

const isLoopback = (url: URL) => url.hostname === '127.0.0.1' || url.hostname === '[::1]'

const parsed = (text: unknown): URL | undefined =>
  typeof text === 'string' && text.length <= 2000 && URL.canParse(text) ? new URL(text) : undefined

/** Only https, on its own port, without a password in the address; or this machine, where that was allowed at start. */
const isPlain = (url: URL): boolean =>
  url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '' && url.hash === ''

/** Why an address is not one of this kind of bot; undefined when it is. The address itself is never in the words. */
export const botAddressFault = (text: unknown, kind: BotKind, outbound: Outbound): Label | undefined => {
  const url = parsed(text)
  const [host = ''] = kind.hosts
  const wrong: Label = {
    zh: `应是${kind.label.zh}给出的 Webhook 地址：https://${host}/…`,
    en: `It is the webhook address ${kind.label.en} gives: https://${host}/…`,
  }
  if (url === undefined) return wrong
  const isLocal = outbound.loopback === true && isLoopback(url)
  const isKnown = kind.hosts.includes(url.hostname) || (outbound.hosts ?? []).includes(url.hostname)
  if (!isLocal && !(isKnown && isPlain(url))) return wrong
  if (!kind.path.test(url.pathname)) return wrong
  if (kind.keyParameter !== undefined && (url.searchParams.get(kind.keyParameter) ?? '') === '')
    return {
      zh: `地址里缺少 ${kind.keyParameter}，请完整复制`,
      en: `The address lacks ${kind.keyParameter}; copy all of it`,
    }
  return undefined
}

/** Whether this is one of the further hosts this process may call, or this machine where that was allowed. */
export const mayCall = (text: unknown, outbound: Outbound): boolean => {
  const url = parsed(text)
  if (url === undefined) return false
  if (outbound.loopback === true && isLoopback(url)) return true
  return isPlain(url) && (outbound.hosts ?? []).includes(url.hostname)
}

/** Whether a browser may be reached there: at the push services there are, nowhere else. */
export const isPushEndpoint = (text: unknown, outbound: Outbound): text is string => {
  const url = parsed(text)
  if (url === undefined) return false
  if (outbound.loopback === true && isLoopback(url)) return true
  return (
    isPlain(url) && (pushHosts.includes(url.hostname) || pushDomains.some((domain) => url.hostname.endsWith(domain)))
  )
}

/** The milliseconds a service has to answer. */
export const patienceOf = (outbound: Outbound): number => outbound.timeout ?? patience

interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** One POST: no redirect is followed, a long answer is cut, silence ends. A failure to connect is an outcome. */
export const post = async ({ url, headers, body }: Post, outbound: Outbound): Promise<Answer | Outcome> => {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : Buffer.from(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceOf(outbound)),
    })
    return { status: response.status, body: await firstOf(response), retryAfter: response.headers.get('retry-after') }
  } catch (error) {
    return unreachable(host, error)
  }
}

const firstOf = async (response: Response): Promise<string> => {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const parts: Uint8Array[] = []
  let size = 0
  while (size < mostRead) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    size += value.length
  }
  await reader.cancel()
  return Buffer.concat(parts).toString('utf8')
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'ETIMEDOUT'
  // A library that has a code of its own keeps that of the system in the message.
  const [named] = /\bE[A-Z]{5,15}\b/.exec(error.message) ?? []
  if (named !== undefined) return named
  const inner: unknown = 'code' in error && typeof error.code === 'string' ? error : error.cause
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
}

/** Why a service could not be reached, by the code of the failure: the message of it may hold an address. */
export const unreachable = (host: string, error: unknown): Outcome => {
  const code = codeOf(error)
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT')
    return down(`${host} 一直没有回答`, `${host} did not answer in time`)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EDNS')
    return down(`找不到 ${host}，检查地址和域名解析`, `${host} is not found; check the address and the name server`)
  if (code === 'ECONNREFUSED')
    return down(`${host} 拒绝连接，检查地址和端口`, `${host} refuses the connection; check address and port`)
  const because = code === '' ? '' : `（${code}）`
  return down(`连不上 ${host}${because}`, `${host} cannot be reached${code === '' ? '' : ` (${code})`}`)
}

export const isOutcome = (answer: Answer | Outcome): answer is Outcome => 'state' in answer

/** The public address of this installation, without a slash at its end; undefined when it is not one. */
export const publicAddress = (text: unknown): string | undefined => {
  const url = parsed(text)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined
  return url.href.replace(/\/+$/, '')
}
