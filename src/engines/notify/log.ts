import sql, { empty } from 'sql-template-tag'
import { isId, newId } from '../../kernel/ids.ts'
import type { Context } from '../../kernel/principal.ts'
import { limitIn } from '../../kernel/rest/route.ts'
import { conflict, fault, invalid, notFound, tooMany } from '../../model/errors.ts'
import type { Label, Row } from '../../model/label.ts'
import { botKinds } from './bots.ts'
import type { Message, Outcome } from './channels/channel.ts'
import { nextSlot } from './deliver.ts'
import { audit, publicUrlOf, type Reach } from './reach.ts'
import { channelOf, type Recipient, sendTo } from './send.ts'

export const deliveryStates = ['pending', 'sent', 'failed', 'givenUp', 'held', 'digest', 'skipped'] as const

/** The ways a delivery may take, with their names. */
export const deliveryChannels = (): readonly { readonly key: string; readonly label: Label }[] =>
  ['email', 'push', ...botKinds.map((kind) => kind.key)].map((key) => ({ key, label: channelOf(key)!.label }))

interface Query {
  readonly state?: string
  readonly channel?: string
  readonly cursor?: string
  readonly limit?: string
}

const option = (name: string, value: string | undefined, known: readonly string[]) => {
  if (value === undefined || value === '') return
  if (!known.includes(value))
    throw invalid([
      fault(name, 'unknown_option', `“${name}”是 ${known.join('、')} 之一`, `"${name}" is one of ${known.join(', ')}`),
    ])
}

const filterOf = ({ state, channel }: Query) => {
  option('state', state, deliveryStates)
  option(
    'channel',
    channel,
    deliveryChannels().map((one) => one.key),
  )
  return sql`${state ? sql`AND d.state = ${state}` : empty} ${channel ? sql`AND d.channel = ${channel}` : empty}`
}

/**
 * 发送记录: what went which way, what waits and what failed, newest first. Of what was told it holds the kind and the
 * receiver, not the words: who keeps the channels need not see the records.
 */
export const listDeliveries = async (reach: Reach, { locale }: Context, query: Query): Promise<Row> => {
  const { db, directory } = reach.kernel()
  const limit = limitIn(query.limit, 50)
  if (query.cursor !== undefined && query.cursor !== '' && !isId(query.cursor))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  const before = isId(query.cursor) ? sql`AND d.id < ${query.cursor}` : empty
  const { rows } = await db.query<Row & { error: Label | null; employeeId: string | null; botId: string | null }>(
    sql`SELECT d.id, d.channel, d.kind, d.state, d.attempts, d.due, d.created_at AS "createdAt", d.sent_at AS "sentAt", d.error, d.employee_id AS "employeeId", d.bot_id AS "botId", b.name AS "botName", d.message_id AS "messageId"
    FROM deliveries d LEFT JOIN group_bots b ON b.id = d.bot_id WHERE true ${filterOf(query)} ${before} ORDER BY d.id DESC LIMIT ${limit + 1}`,
  )
  const { rows: counts } = await db.query<{ state: string; n: number }>(
    sql`SELECT state, count(*) AS n FROM deliveries GROUP BY state`,
  )
  const shown = rows.slice(0, limit)
  const people = directory().people
  return {
    data: shown.map(({ error, employeeId, botId, botName, due, ...row }) => ({
      ...row,
      kindLabel: { ...(reach.kinds.get(String(row.kind))?.label ?? { zh: '测试消息', en: 'Test message' }) },
      due: ['pending', 'failed', 'held', 'digest'].includes(String(row.state)) ? (due ?? null) : null,
      error: error === null ? null : error[locale],
      to:
        botId === null
          ? { object: 'employees', id: employeeId, name: people.get(employeeId ?? '')?.name ?? null }
          : { object: 'group-bots', id: botId, name: botName ?? null },
    })),
    counts: Object.fromEntries(counts.map((row) => [row.state, row.n])),
    page: { next: rows.length > limit ? String(shown.at(-1)?.id) : null, total: null },
  }
}

/** Tries again what was given up or waits: now, with all its attempts. */
export const retry = async (reach: Reach, context: Context, id: string): Promise<void> => {
  if (!isId(id)) throw notFound()
  const { db } = reach.kernel()
  const { rows } = await db.query<{ state: string; lane: string; kind: string }>(
    sql`SELECT state, lane, kind FROM deliveries WHERE id = ${id}`,
  )
  const [row] = rows
  if (row === undefined) throw notFound()
  if (!reach.kinds.has(row.kind) || !['givenUp', 'failed'].includes(row.state))
    throw conflict('not_waiting', '只有失败或放弃的消息可以重发', 'Only what failed or was given up is tried again')
  await again(reach, context, sql`id = ${id}`)
}

/** Tries again everything that was given up, as far as the filter goes; answers how many. */
export const retryAll = (reach: Reach, context: Context, query: Query): Promise<number> =>
  again(
    reach,
    context,
    sql`id IN (SELECT d.id FROM deliveries d WHERE d.state = 'givenUp' ${filterOf({ channel: query.channel ?? '' })})`,
  )

const again = async ({ kernel, kinds }: Reach, context: Context, which: ReturnType<typeof sql>): Promise<number> =>
  kernel().db.transaction(async (tx) => {
    const { rows } = await tx.query<{ lane: string }>(
      sql`UPDATE deliveries SET state = 'pending', attempts = 0, due = ${context.now}, retried_at = ${context.now}
        WHERE ${which} AND state IN ('givenUp', 'failed') AND kind = ANY(${[...kinds.keys()]}::text[]) RETURNING lane`,
    )
    const lanes = [...new Set(rows.map((row) => row.lane))]
    await tx.query(
      sql`INSERT INTO notify_lanes (lane) SELECT unnest(${lanes}::text[]) ON CONFLICT (lane) DO UPDATE SET failures = 0, blocked_until = NULL`,
    )
    await audit(tx, context, {
      recordId: null,
      action: 'retry',
      changes: [{ field: 'deliveries', from: null, to: rows.length }],
    })
    return rows.length
  })

/** Sends a test message now and says what came of it; it counts against the pace of its lane and stands in the log. */
export const sendTest = async (
  reach: Reach,
  context: Context,
  { to, lane }: { to: Recipient; lane: string },
): Promise<Outcome> => {
  const { db, clock } = reach.kernel()
  const now = clock.now()
  await db.query(sql`INSERT INTO notify_lanes (lane) VALUES (${lane}) ON CONFLICT DO NOTHING`)
  const { rows } = await db.query<{ sent: string[] }>(
    sql`SELECT to_jsonb(sent) AS sent FROM notify_lanes WHERE lane = ${lane}`,
  )
  if (nextSlot([{ most: 10, within: 60_000 }], rows[0]?.sent ?? [], now) !== undefined)
    throw tooMany(
      'too_many_messages',
      '这个渠道发得太频繁，一分钟后再试',
      'This channel is used too often; try again in a minute',
    )
  await db.query(
    sql`UPDATE notify_lanes SET sent = (array_append(sent, ${now}::timestamptz))[greatest(1, cardinality(sent) - 98):] WHERE lane = ${lane}`,
  )
  const id = newId()
  const outcome = await sendTo(reach, to, await testMessage(reach, context, id))
  const state = outcome.state === 'sent' ? 'sent' : 'givenUp'
  const error = outcome.state === 'sent' ? null : JSON.stringify(outcome.words)
  await db.query(sql`INSERT INTO deliveries (id, channel, lane, receiver, employee_id, bot_id, kind, title, state, attempts, due, created_at, sent_at, error, message_id)
    VALUES (${newId()}, ${to.channel}, ${lane}, ${to.receiver}, ${to.employeeId}, ${to.botId}, 'test', '{}', ${state}, 1, ${now}, ${now}, ${state === 'sent' ? now : null}, ${error}::jsonb, ${id})`)
  return outcome
}

const testMessage = async (reach: Reach, { locale, principal }: Context, id: string): Promise<Message> => ({
  id,
  locale,
  urgent: false,
  home: await publicUrlOf(reach),
  lines: [
    {
      title: locale === 'zh' ? '绿海的测试消息' : 'A test message from Greensea',
      text:
        locale === 'zh'
          ? `${principal.name}试了试这个渠道，它是通的`
          : `${principal.name} tried this channel: it works`,
      path: '/notifications',
      url: null,
    },
  ],
})
