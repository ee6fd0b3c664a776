import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { label } from '../../model/label.ts'
import { botAddress, botKindOf, botOf } from './bots.ts'
import { gone, later, type Message, never, type Outcome, type Pace } from './channels/channel.ts'
import { sendMail } from './channels/smtp.ts'
import { sendPush } from './channels/web-push.ts'
import { mailServer } from './mail-settings.ts'
import { botAddressFault, isOutcome, isPushEndpoint, patienceOf, post } from './outbound.ts'
import { subscriptionOf, vapidKeys } from './push.ts'
import type { Reach } from './reach.ts'
import type { Delivery } from './sift.ts'

/** To whom one message goes. */
export type Recipient = Pick<Delivery, 'channel' | 'receiver' | 'employeeId' | 'botId'> & {
  /** Of a test: another address than the one in the person's file. */
  readonly address?: string
}

/** A way to somebody: how fast it may be used, and the sending itself, which never throws for what a service does. */
interface Channel {
  readonly label: { readonly zh: string; readonly en: string }
  readonly paces: readonly Pace[]
  readonly send: (reach: Reach, to: Recipient, message: Message) => Promise<Outcome>
}

const email: Channel = {
  label: label('邮件', 'E-mail'),
  paces: [],
  send: async (reach, to, message) => {
    const { db } = reach.kernel()
    const server = await mailServer(db)
    if (server === undefined) return later('还没有设置邮件服务器', 'No mail server is set up', 60_000)
    const address = to.address ?? (await mailAddressOf(db, to.employeeId))
    if (address === undefined) return gone('收件人没有邮箱', 'The receiver has no mail address')
    return sendMail(server, { to: address, message, timeout: patienceOf(reach.options) })
  },
}

/** The mail address in somebody's file. */
export const mailAddressOf = async (db: Queryable, employeeId: string | null): Promise<string | undefined> => {
  const { rows } = await db.query<{ email: string }>(
    sql`SELECT email FROM employees WHERE id = ${employeeId} AND coalesce(email, '') <> '' AND deleted_at IS NULL`,
  )
  return rows[0]?.email
}

const push: Channel = {
  label: label('浏览器推送', 'Browser'),
  paces: [],
  send: async (reach, to, message) => {
    const { db } = reach.kernel()
    const subscription = await subscriptionOf(db, { id: to.receiver, employeeId: to.employeeId ?? '' })
    if (subscription === undefined || !isPushEndpoint(subscription.endpoint, reach.options))
      return gone('这个浏览器已退出登录或取消订阅', 'This browser has signed out or unsubscribed')
    const outcome = await sendPush({ subscription, keys: await vapidKeys(reach), message }, reach.options)
    if (outcome.state === 'gone') await db.query(sql`DELETE FROM push_subscriptions WHERE id = ${to.receiver}`)
    if (outcome.state === 'sent')
      await db.query(
        sql`UPDATE push_subscriptions SET sent_at = ${reach.kernel().clock.now()} WHERE id = ${to.receiver}`,
      )
    return outcome
  },
}

const groupBot: Channel['send'] = async (reach, to, message) => {
  const { db } = reach.kernel()
  const bot = await botOf(db, to.botId ?? '')
  const kind = botKindOf(bot.kind)
  const address = await botAddress(db, bot.id)
  // Asked again: what was allowed when it was typed need not be what this process may call.
  if (kind === undefined || botAddressFault(address.url, kind, reach.options) !== undefined)
    return never('Webhook 地址不被允许', 'The webhook address is not allowed')
  const { url, body } = kind.request(address, message, realNow())
  const answer = await post(
    { url, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) },
    reach.options,
  )
  return isOutcome(answer) ? answer : kind.read(answer)
}

/** The channel of a delivery; undefined for one that is no more. */
export const channelOf = (name: string): Channel | undefined => {
  if (name === 'email') return email
  if (name === 'push') return push
  const kind = botKindOf(name)
  return kind === undefined ? undefined : { label: kind.label, paces: kind.paces, send: groupBot }
}

/** Sends one message; whatever goes wrong is an outcome, so that no channel stops another. */
export const sendTo = async (reach: Reach, to: Recipient, message: Message): Promise<Outcome> => {
  const channel = channelOf(to.channel)
  if (channel === undefined) return never('没有这种渠道', 'There is no such channel')
  try {
    return await channel.send(reach, to, message)
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error'
    return later(`${channel.label.zh}出了意外（${name}）`, `${channel.label.en} failed unexpectedly (${name})`)
  }
}
