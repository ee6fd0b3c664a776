import { parseRule, writeRule } from '../../fields/recurrence/rule.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { fault } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { exceptionFaults, shiftExceptions } from './exceptions.ts'
import { isRecurring, lastEnd, nextReminder, seriesOf } from './series.ts'
import { day, iso, isZone, midnight, minute, momentOf, wallOf } from './wall.ts'

/** Longest single occurrence. */
const mostDays = 366

/** What every write of an event passes, whoever writes: times that make sense, a rule that can be kept, what follows from both. */
export const eventHooks = (kernel: () => Kernel, path: string): readonly Hook[] => [
  {
    stage: 'validate',
    applies: (object) => object.path === path,
    run: (scope, changes) => {
      for (const change of changes)
        if (change.kind === 'create' || change.kind === 'update' || change.kind === 'restore')
          settleEvent(scope, change, kernel().clock.timeZone)
    },
  },
]

const differs = (change: Change, ...names: readonly string[]) =>
  names.some((name) => JSON.stringify(change.before?.[name] ?? null) !== JSON.stringify(change.after[name] ?? null))

const timeFields = [
  'startsAt',
  'endsAt',
  'allDay',
  'timeZone',
  'recurrence',
  'excluded',
  'added',
  'overrides',
  'reminderMinutes',
] as const

const settleEvent = ({ context }: WriteScope, change: Change, zone: string): void => {
  const { after } = change
  after.timeZone ??= zone
  after.allDay ??= false
  if (!isZone(String(after.timeZone)))
    change.faults.push(
      fault(
        'timeZone',
        'unknown_zone',
        '没有这个时区，应如 Asia/Shanghai',
        'There is no such time zone; Asia/Shanghai is one',
      ),
    )
  if (
    change.faults.length > 0 ||
    (change.before !== null && !differs(change, ...timeFields) && change.kind === 'update')
  )
    return
  settleTimes(change, zone)
  settleRule(change)
  change.faults.push(...exceptionFaults(after))
  if (change.faults.length > 0) return
  if (change.before !== null && change.before.recurrence !== null) keepExceptions(change, zone)
  const series = seriesOf(after, zone)
  after.lastEndsAt = lastEnd(series)
  const minutes = typeof after.reminderMinutes === 'number' ? after.reminderMinutes : null
  after.nextReminderAt = nextReminder(series, minutes, context.now)?.at ?? null
}

/** Whole days begin and end at midnight of the company's zone; the end is exclusive (RFC 5545 §3.6.1). */
const settleTimes = (change: Change, zone: string): void => {
  const { after, before } = change
  // Calendars count in seconds.
  const start = Math.floor(Date.parse(String(after.startsAt)) / 1000) * 1000
  const length = before === null ? null : Date.parse(String(before.endsAt)) - Date.parse(String(before.startsAt))
  // Who moves the start alone moves the whole.
  const keeps = length !== null && differs(change, 'startsAt') && !differs(change, 'endsAt', 'allDay')
  const given = keeps
    ? start + length
    : typeof after.endsAt === 'string'
      ? Math.floor(Date.parse(after.endsAt) / 1000) * 1000
      : undefined
  const first = midnight(wallOf(start, zone))
  const ends = given === undefined ? first : midnight(wallOf(given, zone) + day - 1)
  const end = after.allDay === true ? momentOf(Math.max(ends, first + day), zone) : (given ?? start + 60 * minute)
  after.startsAt = iso(after.allDay === true ? momentOf(first, zone) : start)
  after.endsAt = iso(end)
  if (given !== undefined && given < start)
    change.faults.push(fault('endsAt', 'end_before_start', '结束不能早于开始', 'It cannot end before it starts'))
  else if (end - start > mostDays * day)
    change.faults.push(
      fault('endsAt', 'too_long_event', `一次最长 ${mostDays} 天`, `One occurrence takes at most ${mostDays} days`),
    )
}

const settleRule = (change: Change): void => {
  const { after } = change
  if (typeof after.recurrence !== 'string' || after.recurrence.trim() === '') {
    after.recurrence = null
    // Dates added without a rule (RDATE) stay; what a rule left behind goes with it.
    if ((change.before?.recurrence ?? null) !== null)
      Object.assign(after, { excluded: null, added: null, overrides: null })
    return
  }
  const found = parseRule(after.recurrence)
  if (found.ok) after.recurrence = writeRule(found.rule)
  else change.faults.push({ path: 'recurrence', code: found.code, message: found.message })
}

/** Cancelled and changed occurrences are known by their time: when the whole series moves, so do they. */
const keepExceptions = (change: Change, zone: string): void => {
  if (!differs(change, 'startsAt', 'allDay', 'timeZone') || differs(change, 'excluded', 'overrides', 'added')) return
  const before = seriesOf(change.before as Row, zone)
  const after = seriesOf(change.after, zone)
  if (!isRecurring(before)) return
  Object.assign(change.after, shiftExceptions(before, after))
}
