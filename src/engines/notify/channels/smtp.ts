import { createTransport } from 'nodemailer'
import { unreachable } from '../outbound.ts'
import { down, headingOf, later, type Message, never, type Outcome, oneLine, sent } from './channel.ts'

/** How the connection is kept secret: from the first byte, by STARTTLS or not at all, or not. */
export const securities = ['tls', 'starttls', 'none'] as const
export type Security = (typeof securities)[number]

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: Security
  /** Empty: without signing in. */
  readonly user: string
  readonly password: string
  readonly from: string
  readonly fromName: string
}

interface Mail {
  readonly to: string
  readonly message: Message
  readonly timeout: number
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

const plainText = ({ lines, home, locale }: Message): string => {
  const items = lines.map(({ title, text, url }) =>
    [title, ...(text === null || text === '' ? [] : [text]), ...(url === null ? [] : [url])].join('\n'),
  )
  return [...items, ...(home === null ? [] : [footing(locale, home)])].join('\n\n')
}

const footing = (locale: Message['locale'], home: string): string =>
  locale === 'zh'
    ? `在绿海的“设置 · 通知”里选择收哪些邮件：${home}/settings/notifications`
    : `Choose which mails you get in Greensea, Settings · Notifications: ${home}/settings/notifications`

const html = ({ lines, home, locale }: Message): string => {
  const items = lines.map(({ title, text, url }) => {
    const name = escaped(title)
    const head = url === null ? name : `<a href="${escaped(url)}" style="color:#0F6B57">${name}</a>`
    const said =
      text === null || text === '' ? '' : `<div style="color:#4A5752;white-space:pre-wrap">${escaped(text)}</div>`
    return `<div style="margin:0 0 16px"><div style="font-weight:600">${head}</div>${said}</div>`
  })
  const foot =
    home === null
      ? ''
      : `<p style="color:#616E68;font-size:12px;border-top:1px solid #E4E9E6;padding-top:12px">${escaped(footing(locale, home))}</p>`
  return `<div lang="${locale === 'zh' ? 'zh-CN' : 'en'}" style="max-width:560px;font:14px/1.6 sans-serif;color:#17211D">${items.join('')}${foot}</div>`
}

/** Sends one mail by SMTP (RFC 5321), marked as made by a machine (RFC 3834). */
export const sendMail = async (server: MailServer, { to, message, timeout }: Mail): Promise<Outcome> => {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({
      from: { name: server.fromName, address: server.from },
      to: { name: '', address: to },
      subject: oneLine(headingOf(message)),
      text: plainText(message),
      html: html(message),
      messageId: `<${message.id}@${server.from.split('@')[1] ?? 'greensea'}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    })
    return sent
  } catch (error) {
    return failed(server, error)
  } finally {
    transport.close()
  }
}

const numberOf = (error: unknown, name: string): number | undefined => {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined
  return typeof value === 'number' ? value : undefined
}

const failed = (server: MailServer, error: unknown): Outcome => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const answered = numberOf(error, 'responseCode')
  const number = answered === undefined ? '' : `（${answered}）`
  const english = answered === undefined ? '' : ` (${answered})`
  if (code === 'EAUTH')
    return down(`邮件服务器不认账号或密码${number}`, `The mail server refuses the account or password${english}`)
  if (code === 'ETLS')
    return down('和邮件服务器谈不成加密，核对加密方式', 'No encryption could be agreed on; check the security chosen')
  // A lasting refusal of RFC 5321 (5yz) concerns this mail; anything else may pass.
  if (answered !== undefined && answered >= 500)
    return never(
      `邮件服务器拒收${number}：地址不存在或内容不被接受`,
      `The mail server refuses it${english}: no such address, or the content is not accepted`,
    )
  if (answered !== undefined) return later(`邮件服务器暂时不收${number}`, `The mail server takes it later${english}`)
  return unreachable(`${server.host}:${server.port}`, error)
}
