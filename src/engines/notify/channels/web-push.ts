import webPush from 'web-push'
import { isOutcome, type Outbound, post } from '../outbound.ts'
import type { Answer } from './bot.ts'
import { cutBytes, gone, headingOf, later, type Message, never, type Outcome, oneLine, sent } from './channel.ts'

export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
  /** Who a push service may turn to: `mailto:` or an https address (RFC 8292 §2.1). */
  readonly subject: string
}

export interface Subscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

const dayInSeconds = 86_400

/** What the worker in the browser shows; a payload of at most 4096 bytes encrypted (RFC 8291), kept well below. */
const payloadOf = (message: Message): string => {
  const [first] = message.lines
  const only = message.lines.length === 1
  const body = only
    ? (first?.text ?? '')
    : message.lines
        .slice(0, 5)
        .map((line) => line.title)
        .join('\n')
  return JSON.stringify({
    id: message.id,
    title: cutBytes(oneLine(headingOf(message)), 500),
    body: cutBytes(body, 1500),
    path: (only ? first?.path : null) ?? '/notifications',
  })
}

/** Encrypts for one browser (RFC 8291, aes128gcm), signs by VAPID (RFC 8292) and hands it to its push service (RFC 8030). */
export const sendPush = async (
  { subscription, keys, message }: { subscription: Subscription; keys: VapidKeys; message: Message },
  outbound: Outbound,
): Promise<Outcome> => {
  const request = webPush.generateRequestDetails(
    { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } },
    payloadOf(message),
    {
      vapidDetails: keys,
      contentEncoding: 'aes128gcm',
      TTL: dayInSeconds,
      urgency: message.urgent ? 'high' : 'normal',
    },
  )
  // The length is for the client that sends it to say.
  const headers = Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map(([name, value]) => [name, String(value)]),
  )
  const answer = await post({ url: subscription.endpoint, headers, body: request.body ?? '' }, outbound)
  return isOutcome(answer) ? answer : outcome(answer)
}

const outcome = ({ status, retryAfter }: Answer): Outcome => {
  if (status >= 200 && status < 300) return sent
  if (status === 404 || status === 410) return gone('这个浏览器不再接收推送', 'This browser takes no messages any more')
  if (status === 429) {
    const asked = Number(retryAfter)
    return later(
      '推送服务说发得太频繁',
      'The push service says there were too many messages',
      asked > 0 && asked < dayInSeconds ? asked * 1000 : 60_000,
    )
  }
  if (status >= 400 && status < 500)
    return never(`推送服务拒收（${status}）`, `The push service refuses it (${status})`)
  return later(`推送服务回答了 ${status}`, `The push service answered ${status}`)
}
