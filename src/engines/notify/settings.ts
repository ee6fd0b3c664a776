import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Context } from '../../kernel/principal.ts'
import { fault, invalid } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { personalChannels } from '../../model/notice.ts'
import { botKinds, botOf, type GroupBot, groupKinds, listBots, signingBots } from './bots.ts'
import { isMailOn, mailSettings, saveMail } from './mail-settings.ts'
import { publicAddress } from './outbound.ts'
import { firstPreferences, preferencesOf, wants } from './preferences.ts'
import { listSubscriptions, vapidKeys } from './push.ts'
import { audit, publicUrlOf, type Reach } from './reach.ts'
import { mailAddressOf } from './send.ts'

/** One person's choice, with what there is to choose from and which ways lead to this person at all. */
export const mySettings = async (reach: Reach, { principal }: Context, sessionId: string | null): Promise<Row> => {
  const { db, clock } = reach.kernel()
  const id = principal.employeeId ?? ''
  const preferences = (await preferencesOf(db, [id])).get(id) ?? firstPreferences
  const { publicKey } = await vapidKeys(reach)
  return {
    kinds: [...reach.kinds.values()].map((kind) => ({
      key: kind.key,
      label: { ...kind.label },
      urgent: kind.urgent === true,
      channels: Object.fromEntries(personalChannels.map((channel) => [channel, wants(preferences, kind, channel)])),
      defaults: [...kind.on],
    })),
    quietHours: { ...preferences.quietHours },
    digest: { ...preferences.digest },
    timeZone: clock.timeZone,
    email: { on: await isMailOn(db), address: (await mailAddressOf(db, id)) ?? null },
    push: { publicKey, browsers: await listSubscriptions(db, id, sessionId) },
  }
}

const shown = (bot: GroupBot, signs: boolean): Row => {
  const { quiet, hint, ...rest } = bot
  return {
    ...rest,
    kinds: [...bot.kinds],
    address: `${bot.host}/…${hint}`,
    signed: signs,
    quietHours: quiet === null ? null : { ...quiet },
  }
}

export const shownBot = async (_reach: Reach, db: Queryable, id: string): Promise<Row> =>
  shown(await botOf(db, id), (await signingBots(db)).has(id))

/** What administrators keep: the public address, the mail server, the group bots. No secret is in it. */
export const channelSettings = async (reach: Reach, db: Queryable): Promise<Row> => {
  const signs = await signingBots(db)
  const mail = await mailSettings(db)
  return {
    publicUrl: await publicUrlOf(reach),
    publicUrlFixed: reach.options.publicUrl !== undefined,
    mail: mail === null ? null : { ...mail },
    bots: (await listBots(db)).map((bot) => shown(bot, signs.has(bot.id))),
    botKinds: botKinds.map(({ key, label, signs: canSign, hosts }) => ({
      key,
      label: { ...label },
      signs: canSign,
      host: hosts[0] ?? '',
    })),
    kinds: groupKinds(reach).map((key) => ({ key, label: { ...reach.kinds.get(key)!.label } })),
  }
}

/** Changes the public address and the mail server. Throws 422. */
export const saveChannels = async (
  reach: Reach,
  tx: Queryable,
  context: Context,
  body: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const unknown = Object.keys(body).filter((key) => key !== 'publicUrl' && key !== 'mail')
  if (unknown.length > 0)
    throw invalid(
      unknown.map((key) => fault(key, 'unknown_field', `这里没有“${key}”可改`, `There is no "${key}" to change here`)),
    )
  if (body.publicUrl !== undefined) await savePublicUrl(reach, tx, context, body.publicUrl)
  if (body.mail !== undefined) await saveMail(tx, { context, value: body.mail, outbound: reach.options })
}

const savePublicUrl = async (reach: Reach, tx: Queryable, context: Context, value: unknown): Promise<void> => {
  if (reach.options.publicUrl !== undefined)
    throw invalid([
      fault(
        'publicUrl',
        'fixed',
        '访问地址由启动参数 GREENSEA_URL 决定',
        'The address is set by GREENSEA_URL at start',
      ),
    ])
  const before = await publicUrlOf(reach)
  if (value === null) await tx.query(sql`DELETE FROM settings WHERE name = 'publicUrl'`)
  else {
    const address = publicAddress(value)
    if (address === undefined)
      throw invalid([
        fault(
          'publicUrl',
          'invalid',
          '填网址，如 https://crm.example.com',
          'Give an address such as https://crm.example.com',
        ),
      ])
    await tx.query(
      sql`INSERT INTO settings (name, value) VALUES ('publicUrl', ${JSON.stringify(address)}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    )
  }
  await audit(tx, context, {
    recordId: null,
    action: 'change-public-url',
    changes: [{ field: 'publicUrl', from: before, to: value === null ? null : String(value) }],
  })
}
