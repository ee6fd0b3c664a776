import { DateTime } from 'luxon'

/** 免打扰: from a time of day to another, on the days it begins; `to` at or before `from` is of the next day. */
export interface Quiet {
  readonly on: boolean
  readonly from: string
  readonly to: string
  /** ISO days, 1 Monday … 7 Sunday. */
  readonly days: readonly number[]
}

/** Of what is not urgent: told at once, or gathered once a day at a time. */
export interface Digest {
  readonly mode: 'now' | 'daily'
  readonly at: string
}

const at = (day: DateTime, time: string): DateTime => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return day.set({ hour, minute, second: 0, millisecond: 0 })
}

const iso = (moment: DateTime): string => moment.toUTC().toISO() ?? ''

/** When the quiet that holds at a moment ends; undefined when it is not quiet then. Times are the company's. */
export const quietUntil = (quiet: Quiet, moment: string, zone: string): string | undefined => {
  if (!quiet.on) return undefined
  let when: DateTime = DateTime.fromISO(moment, { zone })
  let end: DateTime | undefined
  // Quiet all day on several days ends after the last of them.
  for (let turn = 0; turn < 8; turn++) {
    const next = endOf(quiet, when)
    if (next === undefined) break
    end = next
    when = next
  }
  return end === undefined ? undefined : iso(end)
}

const endOf = (quiet: Quiet, when: DateTime): DateTime | undefined => {
  const today = when.startOf('day')
  for (const day of [today.minus({ days: 1 }), today]) {
    if (!quiet.days.includes(day.weekday)) continue
    const begins = at(day, quiet.from)
    const ends = at(quiet.to <= quiet.from ? day.plus({ days: 1 }) : day, quiet.to)
    if (begins <= when && when < ends) return ends
  }
  return undefined
}

/** The next moment of the daily message after a moment. */
export const nextDigest = (digest: Digest, moment: string, zone: string): string => {
  const when = DateTime.fromISO(moment, { zone })
  const today = at(when.startOf('day'), digest.at)
  return iso(today > when ? today : at(when.startOf('day').plus({ days: 1 }), digest.at))
}

export const isTime = (value: unknown): value is string =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
