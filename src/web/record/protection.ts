import { dayInText, momentInText } from '../../fields/date-time/day-words.tsx'
import { daysBetween, lastMinute, wallOf } from '../../fields/date-time/moment-text.ts'
import type { Label, Locale, Row } from '../../model/label.ts'

/** Protection of one record as the server reckons it. */
export interface Protection {
  readonly state: 'running' | 'nurturing' | 'locked' | 'dealt' | 'pool' | 'none'
  readonly until: string | null
  readonly since: string | null
  /** Days the rule allows. */
  readonly days: number | null
  readonly rule: string | null
  readonly label: Label | null
  readonly policyVersion: number | string | null
  /** Days before the end at which it is first warned of. */
  readonly warnDays?: number | null
}

export interface Telling {
  readonly now: number
  readonly timeZone: string
  readonly locale: Locale
}

export type Tone = 'water' | 'wait' | 'late'

/** What is left of a protection at a moment. */
export interface Ebb {
  /** Whole calendar days left; 0 on the last day, negative once it has lapsed. */
  readonly days: number
  readonly tone: Tone
  /** Of the whole, 0 to 1. */
  readonly share: number
  /** `12月04日 23:59` */
  readonly exact: string
}

const usual = 30

/** The last minute still protected is shown; the moment kept is the midnight after. */
const shownEnd = (until: string, timeZone: string): string =>
  wallOf(Date.parse(until), timeZone).time === '00:00' ? lastMinute(until) : until

export const ebbOf = (until: string, total: number | null, telling: Telling): Ebb => {
  const end = shownEnd(until, telling.timeZone)
  const today = wallOf(telling.now, telling.timeZone).date
  const days = daysBetween(today, wallOf(Date.parse(end), telling.timeZone).date)
  const whole = total ?? usual
  return {
    days,
    tone: days <= 2 ? 'late' : days <= 7 ? 'wait' : 'water',
    share: Math.max(0, Math.min(1, days / Math.max(1, whole))),
    exact: momentInText(end, telling),
  }
}

/** `11-06`, in the words of a sentence. */
export const sinceDay = (since: string, telling: Telling): string =>
  dayInText(
    wallOf(Date.parse(since), telling.timeZone).date,
    wallOf(telling.now, telling.timeZone).date,
    telling.locale,
  )

export const protectionOf = (record: Row): Protection | undefined => {
  const { protection } = record
  return typeof protection === 'object' && protection !== null && !Array.isArray(protection)
    ? (protection as unknown as Protection)
    : undefined
}

/** Where the clock stands after a valid follow-up on this day: the end of the last allowed day. */
export const extendedTo = (protection: Protection, telling: Telling): string | undefined => {
  if (protection.state !== 'running' || protection.days === null || protection.until === null) return undefined
  if (protection.rule !== null && !/follow/i.test(protection.rule)) return undefined
  const midnight = wallOf(telling.now, telling.timeZone)
  const next = new Date(Date.parse(midnight.date) + (protection.days + 1) * 86_400_000).toISOString().slice(0, 10)
  const before = new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10)
  if (wallOf(Date.parse(shownEnd(protection.until, telling.timeZone)), telling.timeZone).date >= before)
    return undefined
  return `${dayInText(before, midnight.date, telling.locale)} 23:59`
}
