import sql, { raw } from 'sql-template-tag'
import type { Transaction } from '../../kernel/database/database.ts'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import { derive } from '../../kernel/records/derive.ts'
import type { Row } from '../../model/label.ts'
import type { CalendarParts } from './agenda.ts'
import { eventsOf } from './people.ts'
import { nextReminder, type Occurrence, occurrencesOf, seriesOf } from './series.ts'
import { iso, wallOf } from './wall.ts'

const batch = 200
/** What began longer ago than this is not announced any more. */
const tooLate = 60 * 60_000

const fields = [
  'id',
  'ownerId',
  'departmentId',
  'participantIds',
  'startsAt',
  'endsAt',
  'allDay',
  'timeZone',
  'recurrence',
  'excluded',
  'added',
  'overrides',
  'location',
  'isPrivate',
  'reminderMinutes',
  'nextReminderAt',
] as const

/** `2026-11-22 10:00 · 三楼会议室`. */
const wordsOf = (one: Occurrence, row: Row, zone: string): string => {
  const text = new Date(wallOf(Date.parse(one.startsAt), zone)).toISOString()
  const when = one.allDay ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`
  const place = one.override?.location ?? row.location
  return typeof place === 'string' && place !== '' ? `${when} · ${place}` : when
}

/** The occurrence that is to be announced now, unless it is too late for it. */
const dueNow = (row: Row, now: string, zone: string): Occurrence | undefined => {
  const lead = Number(row.reminderMinutes) * 60_000
  const since = Date.parse(String(row.nextReminderAt)) + lead
  const { occurrences } = occurrencesOf(seriesOf(row, zone), {
    from: iso(Math.max(since, Date.parse(now) - tooLate)),
    to: iso(Date.parse(now) + lead + 1),
    limit: 1000,
  })
  return occurrences.filter((one) => Date.parse(one.startsAt) >= Math.max(since, Date.parse(now) - tooLate)).at(-1)
}

const eventsFor = (kernel: Kernel, path: string, row: Row, now: string): Row[] => {
  const zone = kernel.clock.timeZone
  const one = dueNow(row, now, zone)
  if (one === undefined) return []
  const others = Array.isArray(row.participantIds) ? row.participantIds.map(String) : []
  const { ownerId, departmentId, isPrivate } = row
  return [...new Set([String(ownerId), ...others])]
    .filter((id) => (kernel.directory().people.get(id)?.status ?? 'left') !== 'left')
    .map((id) => ({
      object: path,
      record_id: row.id,
      event: 'remind',
      payload: {
        // The notice is for this one person, whoever owns the event.
        ownerId: id,
        reason: wordsOf(one, row, zone),
        occurrence: one.key,
        at: one.startsAt,
        places: [{ ownerId, departmentId, isPrivate }] as Row[],
      },
      actor_id: null,
      at: now,
    })) as Row[]
}

/** One batch of what is due: announced, and set to its next moment, in one transaction; who comes second finds nothing. */
const sweep = async (parts: CalendarParts, tx: Transaction, now: string): Promise<{ due: number; told: number }> => {
  const kernel = parts.kernel()
  const events = eventsOf(kernel, parts.events)
  const columns = fields.map((name) => `${events.fields.get(name)!.column} AS "${name}"`).join(', ')
  const { rows } = await tx.query<Row>(
    sql`SELECT ${raw(columns)} FROM ${raw(events.table)} WHERE next_reminder_at <= ${now} AND held_at IS NULL AND deleted_at IS NULL ORDER BY next_reminder_at, id LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`,
  )
  const told = rows.flatMap((row) => eventsFor(kernel, events.path, row, now))
  if (told.length > 0)
    await tx.query(
      sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) SELECT object, record_id, event, payload, actor_id, at FROM jsonb_populate_recordset(NULL::outbox, ${JSON.stringify(told)}::jsonb)`,
    )
  await derive(
    kernel,
    tx,
    events.path,
    rows.map((row) => ({
      id: String(row.id),
      nextReminderAt: nextReminder(seriesOf(row, kernel.clock.timeZone), Number(row.reminderMinutes), now)?.at ?? null,
    })),
  )
  return { due: rows.length, told: told.length }
}

/** 日程提醒: wakes every minute for what is stored as due; each reminder goes out once, however many processes there are. */
export const remindJob = (parts: CalendarParts): JobDef => ({
  name: 'calendar-remind',
  label: { zh: '日程提醒', en: 'Reminders of events' },
  schedule: '* * * * *',
  run: async ({ now }) => {
    let told = 0
    for (;;) {
      const done = await parts.kernel().db.transaction((tx) => sweep(parts, tx, now))
      told += done.told
      if (done.due < batch) return { told }
    }
  },
})
