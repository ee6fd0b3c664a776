import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { isId, newId } from '../../kernel/ids.ts'
import type { Context } from '../../kernel/principal.ts'
import { type Fault, fault, invalid, notFound } from '../../model/errors.ts'
import { isObject, type Json, type Locale } from '../../model/label.ts'
import type { BotAddress, BotKind } from './channels/bot.ts'
import { dingtalk } from './channels/dingtalk.ts'
import { feishu } from './channels/feishu.ts'
import { wecom } from './channels/wecom.ts'
import { botAddressFault } from './outbound.ts'
import { firstPreferences, parseQuiet } from './preferences.ts'
import type { Quiet } from './quiet.ts'
import { audit, keepSecret, type Reach, secretOf } from './reach.ts'

/** The group bots there are. */
export const botKinds: readonly BotKind[] = [wecom, dingtalk, feishu]

export const botKindOf = (key: string): BotKind | undefined => botKinds.find((kind) => kind.key === key)

/** 群机器人: which group hears of which kinds of which department. The address and the secret are kept apart, sealed. */
export interface GroupBot {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly host: string
  /** The last signs of the key, to tell bots apart. */
  readonly hint: string
  readonly kinds: readonly string[]
  /** Its events and those of what is below it; null: of everybody. */
  readonly departmentId: string | null
  readonly locale: Locale
  readonly active: boolean
  readonly quiet: Quiet | null
}

const columns = sql`id, name, kind, host, hint, kinds, department_id AS "departmentId", locale, active, quiet`

export const listBots = async (db: Queryable): Promise<GroupBot[]> =>
  (await db.query<GroupBot>(sql`SELECT ${columns} FROM group_bots ORDER BY id`)).rows

export const botOf = async (db: Queryable, id: string): Promise<GroupBot> => {
  if (!isId(id)) throw notFound()
  const { rows } = await db.query<GroupBot>(sql`SELECT ${columns} FROM group_bots WHERE id = ${id}`)
  if (rows[0] === undefined) throw notFound()
  return rows[0]
}

export const botAddress = async (db: Queryable, id: string): Promise<BotAddress> => ({
  url: await secretOf(db, `bot-url:${id}`),
  secret: await secretOf(db, `bot-secret:${id}`),
})

/** The kinds a group can hear of: those told in words for a group. */
export const groupKinds = (reach: Reach): readonly string[] =>
  [...reach.kinds.keys()].filter((key) => reach.notices.some((one) => one.kind === key && one.group !== undefined))

const mostBots = 50

interface Given {
  readonly bot: Omit<GroupBot, 'id'>
  readonly url: string | undefined
  readonly secret: string | undefined
}

const keys = ['name', 'kind', 'webhookUrl', 'secret', 'kinds', 'departmentId', 'locale', 'active', 'quietHours']

/** The end of the key of an address: enough to tell two bots apart, too little to use one. */
const hintOf = (address: string, kind: BotKind): string => {
  const url = new URL(address)
  const key = kind.keyParameter === undefined ? url.pathname.split('/').at(-1) : url.searchParams.get(kind.keyParameter)
  return (key ?? '').length > 11 ? (key ?? '').slice(-4) : ''
}

const parse = (reach: Reach, body: Readonly<Record<string, unknown>>, before: GroupBot | undefined): Given => {
  const faults: Fault[] = Object.keys(body)
    .filter((key) => !keys.includes(key))
    .map((key) => fault(key, 'unknown_field', `这里没有“${key}”可改`, `There is no "${key}" to change here`))
  const {
    name = before?.name,
    kind = before?.kind,
    kinds = before?.kinds ?? [],
    locale = before?.locale ?? 'zh',
  } = body
  const { departmentId = before?.departmentId ?? null, active = before?.active ?? true } = body
  const { webhookUrl, secret } = body
  if (typeof name !== 'string' || name.trim() === '' || name.length > 60 || /\p{Cc}/u.test(name))
    faults.push(fault('name', 'required', '名称 1 到 60 个字', 'A name has 1 to 60 characters'))
  const product = typeof kind === 'string' ? botKindOf(kind) : undefined
  if (product === undefined)
    faults.push(
      fault('kind', 'unknown_option', '类型是 wecom、dingtalk 或 feishu', 'The kind is wecom, dingtalk or feishu'),
    )
  const isOther = before !== undefined && before.kind !== kind
  if (webhookUrl === undefined && (before === undefined || isOther))
    faults.push(fault('webhookUrl', 'required', '填 Webhook 地址', 'Give the webhook address'))
  if (webhookUrl !== undefined && product !== undefined) {
    const wrong = botAddressFault(webhookUrl, product, reach.options)
    if (wrong !== undefined) faults.push(fault('webhookUrl', 'address_refused', wrong.zh, wrong.en))
  }
  if (secret !== undefined && (typeof secret !== 'string' || secret.length > 200 || /\s/.test(secret)))
    faults.push(
      fault('secret', 'invalid', '签名密钥最多 200 个字符，不含空格', 'A secret has at most 200 characters, no spaces'),
    )
  if (typeof secret === 'string' && secret !== '' && product?.signs === false)
    faults.push(
      fault('secret', 'invalid', `${product.label.zh}的机器人不签名`, `Bots of ${product.label.en} do not sign`),
    )
  const known = groupKinds(reach)
  if (!Array.isArray(kinds) || !kinds.every((one) => known.includes(one as string)))
    faults.push(fault('kinds', 'unknown_option', `类别只能是 ${known.join('、')}`, `Kinds are of ${known.join(', ')}`))
  if (
    departmentId !== null &&
    !(typeof departmentId === 'string' && reach.kernel().directory().units.has(departmentId))
  )
    faults.push(fault('departmentId', 'not_found', '没有这个部门', 'There is no such department'))
  if (locale !== 'zh' && locale !== 'en')
    faults.push(fault('locale', 'unknown_option', '语言只能是 zh 或 en', 'The language is zh or en'))
  if (typeof active !== 'boolean')
    faults.push(fault('active', 'invalid', '只能是 true 或 false', 'It is true or false'))
  const quiet =
    body.quietHours === undefined
      ? (before?.quiet ?? null)
      : body.quietHours === null
        ? null
        : parseQuiet(body.quietHours, before?.quiet ?? firstPreferences.quietHours, 'quietHours', faults)
  if (faults.length > 0) throw invalid(faults)
  const url = webhookUrl as string | undefined
  return {
    bot: {
      name: String(name).trim(),
      kind: String(kind),
      host: url === undefined ? (before?.host ?? '') : new URL(url).host,
      hint: url === undefined ? (before?.hint ?? '') : hintOf(url, product!),
      kinds: [...new Set(kinds as string[])],
      departmentId: departmentId as string | null,
      locale: locale as Locale,
      active: active as boolean,
      quiet,
    },
    url,
    secret: secret as string | undefined,
  }
}

/** Makes a group bot, or changes one. A new address needs its own secret: the old one never signs for another bot. */
export const saveBot = async (
  reach: Reach,
  tx: Queryable,
  { context, id, body }: { context: Context; id: string | null; body: unknown },
): Promise<string> => {
  if (!isObject(body)) throw invalid([fault('', 'invalid', '请求体应是一个对象', 'The body is an object')])
  const before = id === null ? undefined : await botOf(tx, id)
  const { bot, url, secret } = parse(reach, body, before)
  const botId = id ?? newId()
  if (before === undefined) {
    const { rows } = await tx.query<{ n: number }>(sql`SELECT count(*) AS n FROM group_bots`)
    if ((rows[0]?.n ?? 0) >= mostBots)
      throw invalid([fault('name', 'too_many', `最多 ${mostBots} 个群机器人`, `At most ${mostBots} group bots`)])
  }
  await tx.query(sql`INSERT INTO group_bots (id, name, kind, host, hint, kinds, department_id, locale, active, quiet, created_at, updated_at)
    VALUES (${botId}, ${bot.name}, ${bot.kind}, ${bot.host}, ${bot.hint}, ${bot.kinds}::text[], ${bot.departmentId}, ${bot.locale}, ${bot.active}, ${bot.quiet === null ? null : JSON.stringify(bot.quiet)}::jsonb, ${context.now}, ${context.now})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, host = excluded.host, hint = excluded.hint, kinds = excluded.kinds,
      department_id = excluded.department_id, locale = excluded.locale, active = excluded.active, quiet = excluded.quiet, updated_at = excluded.updated_at`)
  if (url !== undefined) await keepSecret(tx, `bot-url:${botId}`, url)
  if (secret !== undefined || url !== undefined) await keepSecret(tx, `bot-secret:${botId}`, secret ?? '')
  await tx.query(sql`UPDATE notify_lanes SET failures = 0, blocked_until = NULL WHERE lane = ${`bot:${botId}`}`)
  const shown = ['name', 'kind', 'host', 'kinds', 'departmentId', 'locale', 'active', 'quiet'] as const
  const changes = shown
    .filter((key) => JSON.stringify(before?.[key] ?? null) !== JSON.stringify(bot[key]))
    .map((key) => ({ field: key, from: (before?.[key] ?? null) as Json, to: bot[key] as Json }))
  const secrets = Object.entries({ webhookUrl: url, secret }).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, from: null, to: null }],
  )
  await audit(tx, context, {
    recordId: botId,
    action: before === undefined ? 'create' : 'update',
    changes: [...changes, ...secrets],
  })
  return botId
}

/** Takes a bot away with its secrets; what still waits for it is not sent. */
export const deleteBot = async (tx: Queryable, context: Context, id: string): Promise<void> => {
  const { name } = await botOf(tx, id)
  await keepSecret(tx, `bot-url:${id}`, '')
  await keepSecret(tx, `bot-secret:${id}`, '')
  await tx.query(sql`DELETE FROM group_bots WHERE id = ${id}`)
  await audit(tx, context, { recordId: id, action: 'delete', changes: [{ field: 'name', from: name, to: null }] })
}

/** Whether a secret is set, by bot. */
export const signingBots = async (db: Queryable): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ name: string }>(sql`SELECT name FROM notify_secrets WHERE name LIKE 'bot-secret:%'`)
  return new Set(rows.map((row) => row.name.slice('bot-secret:'.length)))
}
