import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Label } from '../../model/label.ts'
import { type GroupBot, listBots } from './bots.ts'
import { isMailOn } from './mail-settings.ts'
import { preferencesOf, timingOf, wants } from './preferences.ts'
import { subscriptionsOf } from './push.ts'
import { quietUntil } from './quiet.ts'
import type { Reach } from './reach.ts'
import { mailAddressOf } from './send.ts'

/** What is told, before it is known by which ways. */
export interface Told {
  readonly kind: string
  readonly title: Label
  readonly text: string | null
  readonly object: string | null
  readonly recordId: string | null
  readonly eventId: number | null
  readonly ofLoss: boolean
}

interface Ticket {
  readonly channel: string
  readonly lane: string
  readonly receiver: string
  readonly employeeId?: string
  readonly botId?: string
  readonly notificationId?: string
  readonly state: string
  readonly due: string
}

/** Rows of the delivery log; the second time the same event comes, none. */
const insert = async (tx: Queryable, told: Told, tickets: readonly Ticket[], now: string): Promise<void> => {
  if (tickets.length === 0) return
  const rows = tickets.map((ticket) => ({
    id: newId(),
    channel: ticket.channel,
    lane: ticket.lane,
    receiver: ticket.receiver,
    employee_id: ticket.employeeId ?? null,
    bot_id: ticket.botId ?? null,
    notification_id: ticket.notificationId ?? null,
    event_id: told.eventId,
    kind: told.kind,
    title: told.title,
    text: told.text,
    object: told.object,
    record_id: told.recordId,
    of_loss: told.ofLoss,
    state: ticket.state,
    attempts: 0,
    due: ticket.due,
    created_at: now,
  }))
  await tx.query(
    sql`INSERT INTO notify_lanes (lane) SELECT unnest(${[...new Set(tickets.map((ticket) => ticket.lane))]}::text[]) ON CONFLICT DO NOTHING`,
  )
  await tx.query(
    sql`INSERT INTO deliveries SELECT * FROM jsonb_populate_recordset(NULL::deliveries, ${JSON.stringify(rows)}::jsonb) ON CONFLICT DO NOTHING`,
  )
}

/** The ways to one person for one notification: mail when there is an address, every browser that subscribed. */
export const enqueueForPerson = async (
  reach: Reach,
  tx: Queryable,
  { employeeId, notificationId, told }: { employeeId: string; notificationId: string; told: Told },
): Promise<void> => {
  const kind = reach.kinds.get(told.kind)
  if (kind === undefined) return
  const { clock } = reach.kernel()
  const now = clock.now()
  const preferences = (await preferencesOf(tx, [employeeId])).get(employeeId)!
  const timing = timingOf(preferences, kind.urgent === true, now, clock.timeZone)
  const base = { employeeId, notificationId, ...timing }
  const tickets: Ticket[] = []
  if (wants(preferences, kind, 'email') && (await isMailOn(tx)) && (await mailAddressOf(tx, employeeId)) !== undefined)
    tickets.push({ ...base, channel: 'email', lane: 'mail', receiver: employeeId })
  if (wants(preferences, kind, 'push'))
    for (const { id, endpoint } of await subscriptionsOf(tx, [employeeId]))
      tickets.push({ ...base, channel: 'push', lane: `push:${new URL(endpoint).host}`, receiver: id })
  await insert(tx, told, tickets, now)
}

/** Whether a group hears of what happens in a department. */
export const hears = (reach: Reach, bot: GroupBot, departmentId: string | null): boolean =>
  bot.departmentId === null ||
  (departmentId !== null && reach.kernel().directory().under(bot.departmentId).includes(departmentId))

/** The groups that hear of an event in a department. */
export const enqueueForGroups = async (
  reach: Reach,
  { told, departmentId }: { told: Told; departmentId: string | null },
): Promise<void> => {
  const { db, clock } = reach.kernel()
  const now = clock.now()
  const bots = (await listBots(db)).filter(
    (bot) => bot.active && bot.kinds.includes(told.kind) && hears(reach, bot, departmentId),
  )
  if (bots.length === 0) return
  const tickets = bots.map((bot): Ticket => {
    const until = bot.quiet === null ? undefined : quietUntil(bot.quiet, now, clock.timeZone)
    return {
      channel: bot.kind,
      lane: `bot:${bot.id}`,
      receiver: bot.id,
      botId: bot.id,
      state: until === undefined ? 'pending' : 'held',
      due: until ?? now,
    }
  })
  await db.transaction((tx) => insert(tx, told, tickets, now))
}
