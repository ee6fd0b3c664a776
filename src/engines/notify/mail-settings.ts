import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Context } from '../../kernel/principal.ts'
import { type Fault, fault, invalid } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import { type MailServer, type Security, securities } from './channels/smtp.ts'
import type { Outbound } from './outbound.ts'
import { type AuditChange, audit, keepSecret, secretOf } from './reach.ts'

/** The mail server as administrators see it: the password is not in it. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly security: Security
  readonly user: string
  readonly from: string
  readonly fromName: string
  readonly passwordSet: boolean
}

type Stored = Omit<MailSettings, 'passwordSet'>

/** The ports mail is handed in at; the rest of a network is not to be felt out through here. */
const ports = [25, 465, 587, 994, 2465, 2525, 2587]
const secretName = 'smtp'

const stored = async (db: Queryable): Promise<Stored | undefined> => {
  const { rows } = await db.query<{ value: Stored }>(sql`SELECT value FROM settings WHERE name = 'mail'`)
  return rows[0]?.value
}

/** The settings, or null when mail is not set up. */
export const mailSettings = async (db: Queryable): Promise<MailSettings | null> => {
  const settings = await stored(db)
  if (settings === undefined) return null
  const { rows } = await db.query(sql`SELECT 1 FROM notify_secrets WHERE name = ${secretName}`)
  return { ...settings, passwordSet: rows.length > 0 }
}

/** With the password, for who sends. */
export const mailServer = async (db: Queryable): Promise<MailServer | undefined> => {
  const settings = await stored(db)
  return settings === undefined ? undefined : { ...settings, password: await secretOf(db, secretName) }
}

export const isMailOn = async (db: Queryable): Promise<boolean> => (await stored(db)) !== undefined

const hostForm =
  /^(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const addressForm = /^[^\s@<>"',;:]{1,64}@[^\s@<>"',;:]{1,190}$/

export const isMailAddress = (value: unknown): value is string => typeof value === 'string' && addressForm.test(value)

const text = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && !/\p{Cc}/u.test(value)

const faultsOf = (settings: Readonly<Record<keyof Stored, unknown>>, outbound: Outbound): Fault[] => {
  const faults: Fault[] = []
  const { host, port, security, user, from, fromName } = settings
  if (typeof host !== 'string' || !hostForm.test(host))
    faults.push(
      fault(
        'mail.host',
        'invalid',
        '填邮件服务器的域名或 IP，如 smtp.exmail.qq.com',
        'Give the name or IP of the mail server',
      ),
    )
  const isPort = Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536
  if (!isPort || (outbound.loopback !== true && !ports.includes(Number(port))))
    faults.push(
      fault('mail.port', 'invalid', `端口只能是 ${ports.join('、')}`, `The port is one of ${ports.join(', ')}`),
    )
  if (!securities.includes(security as Security))
    faults.push(
      fault('mail.security', 'unknown_option', '加密方式是 tls、starttls 或 none', 'Security is tls, starttls or none'),
    )
  if (!text(user, 200))
    faults.push(fault('mail.user', 'invalid', '账号最多 200 个字符', 'An account has at most 200 characters'))
  if (!isMailAddress(from))
    faults.push(fault('mail.from', 'invalid', '发件地址应是一个邮箱地址', 'The sender is a mail address'))
  if (!text(fromName, 100))
    faults.push(
      fault('mail.fromName', 'invalid', '发件人最多 100 个字符', 'A sender’s name has at most 100 characters'),
    )
  return faults
}

const keys = ['host', 'port', 'security', 'user', 'password', 'from', 'fromName']

/**
 * Keeps or, with null, takes away the mail server. The password is kept only as long as it goes to the same server in
 * the same way: whoever changes those gives it again. Throws 422.
 */
export const saveMail = async (
  tx: Queryable,
  { context, value, outbound }: { context: Context; value: unknown; outbound: Outbound },
): Promise<void> => {
  const before = await mailSettings(tx)
  if (value === null) {
    await tx.query(sql`DELETE FROM settings WHERE name = 'mail'`)
    await keepSecret(tx, secretName, '')
    await audit(tx, context, { recordId: null, action: 'delete-mail', changes: [] })
    return
  }
  if (!isObject(value)) throw invalid([fault('mail', 'invalid', '邮件设置应是一个对象', 'Mail settings are an object')])
  const unknown = Object.keys(value).filter((key) => !keys.includes(key))
  const { password, ...given } = value
  const { passwordSet = false, ...kept } = before ?? {
    host: '',
    port: 465,
    security: 'tls',
    user: '',
    from: '',
    fromName: '',
  }
  const settings = { ...kept, ...given } as Stored
  const faults = [
    ...unknown.map((key) =>
      fault(`mail.${key}`, 'unknown_field', `这里没有“${key}”可改`, `There is no "${key}" to change here`),
    ),
    ...faultsOf(settings, outbound),
  ]
  if (password !== undefined && !text(password, 500))
    faults.push(fault('mail.password', 'invalid', '密码最多 500 个字符', 'A password has at most 500 characters'))
  const isElsewhere = (['host', 'port', 'security', 'user'] as const).some((key) => settings[key] !== kept[key])
  if (passwordSet && isElsewhere && password === undefined)
    faults.push(
      fault(
        'mail.password',
        'required',
        '换了服务器、端口、加密方式或账号，重新填写密码',
        'The server, port, security or account changed: give the password again',
      ),
    )
  if (faults.length > 0) throw invalid(faults)
  await tx.query(
    sql`INSERT INTO settings (name, value) VALUES ('mail', ${JSON.stringify(settings)}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
  if (typeof password === 'string') await keepSecret(tx, secretName, password)
  // What waited because the server was wrong is tried with the right one.
  await tx.query(sql`UPDATE notify_lanes SET failures = 0, blocked_until = NULL WHERE lane = 'mail'`)
  const changes: AuditChange[] = (Object.keys(settings) as (keyof Stored)[])
    .filter((key) => settings[key] !== kept[key])
    .map((key) => ({ field: key, from: before === null ? null : kept[key], to: settings[key] }))
  if (typeof password === 'string') changes.push({ field: 'password', from: null, to: null })
  await audit(tx, context, { recordId: null, action: 'change-mail', changes })
}
