import sql from 'sql-template-tag'
import type { Kernel, OutboxEvent } from '../../kernel/kernel.ts'
import { isObject, type Label } from '../../model/label.ts'
import { botKinds } from './bots.ts'
import type { Note } from './notes.ts'
import type { Reach } from './reach.ts'

const quiet = 86_400_000

/**
 * A message that was given up means a way that leads nowhere: once a day for each lane those who keep the channels are
 * told, in the application, which always works. Nothing waits for it.
 */
export const raise = async ({ kernel }: Reach, lane: string, words: Label): Promise<void> => {
  const { db, clock } = kernel()
  const now = clock.now()
  const { rowCount } = await db.query(
    sql`UPDATE notify_lanes SET told_at = ${now} WHERE lane = ${lane} AND (told_at IS NULL OR told_at < ${new Date(Date.parse(now) - quiet).toISOString()})`,
  )
  if (rowCount === 0) return
  await db.query(
    sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES ('deliveries', NULL, 'give-up', ${JSON.stringify({ lane, words })}::jsonb, NULL, ${now})`,
  )
}

/** What a lane is called where people set it up. */
const nameOf = async ({ kernel }: Reach, lane: string): Promise<Label> => {
  const [kind, id] = lane.split(':')
  if (kind === 'mail') return { zh: '邮件', en: 'mail' }
  if (kind !== 'bot') return { zh: '浏览器通知', en: 'browser notifications' }
  const { rows } = await kernel().db.query<{ name: string; kind: string }>(
    sql`SELECT name, kind FROM group_bots WHERE id = ${id ?? null}::uuid`,
  )
  const bot = rows[0]
  const service = botKinds.find((one) => one.key === bot?.kind)?.label
  return bot === undefined
    ? { zh: '群机器人', en: 'a group bot' }
    : { zh: `${service?.zh ?? ''}群机器人“${bot.name}”`, en: `the ${service?.en ?? ''} group bot "${bot.name}"` }
}

/** Who keeps the channels: whoever manages all the others. */
const keepers = (kernel: Kernel): string[] =>
  [...kernel.directory().people.values()]
    .filter((one) => one.status === 'active' && one.roleIds.some((id) => kernel.access.isAdministratorRole(id)))
    .map((one) => one.id)

export const givenUpNotes = async (reach: Reach, { payload }: OutboxEvent): Promise<Note[]> => {
  const way = await nameOf(reach, String(payload.lane))
  const why = isObject(payload.words) ? (payload.words as unknown as Label) : { zh: '', en: '' }
  return keepers(reach.kernel()).map((to) => ({
    to,
    kind: 'channel',
    title: {
      zh: `有消息没能送到：${way.zh}。${why.zh}；看“发送记录”`,
      en: `Messages could not be delivered by ${way.en}. ${why.en}; see the delivery log`,
    },
    text: null,
  }))
}
