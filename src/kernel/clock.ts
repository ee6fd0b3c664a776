import { DateTime } from 'luxon'

/** The one source of business time. */
export interface Clock {
  /** The moment, shifted by the database's offset, as ISO 8601 UTC. */
  readonly now: () => string
  readonly timeZone: string
  /** Company-local calendar date of a moment (default: now). */
  readonly today: (moment?: string) => string
  /** 00:00 of a company-local date, as a moment. */
  readonly startOfDay: (date: string) => string
  /** A time of day (`20:00`) on a company-local date, as a moment. */
  readonly momentOf: (date: string, time: string) => string
  /** The moment `days` full days after the day of `moment` end: "N days" ends at 00:00 after the Nth day (DESIGN §4). */
  readonly endOfDays: (moment: string, days: number) => string
  readonly offset: () => number
  readonly setOffset: (milliseconds: number) => void
}

/** Real time: sessions, one-time codes and queues live in it. */
export const realNow = (): Date => new Date()

export const createClock = (timeZone = 'Asia/Shanghai'): Clock => {
  let offset = 0
  const starts = new Map<string, string>()
  const now = () => new Date(Date.now() + offset).toISOString()
  const dates = new Map<string, string>()
  // Every moment of a minute is of one day, in every time zone there is.
  const today = (moment = now()) => {
    const minute = moment.slice(0, 16)
    const known = dates.get(minute)
    if (known !== undefined) return known
    const date = DateTime.fromISO(moment, { zone: timeZone }).toISODate() ?? moment.slice(0, 10)
    if (dates.size > 5000) dates.clear()
    dates.set(minute, date)
    return date
  }
  const startOfDay = (date: string) => {
    const known = starts.get(date)
    if (known !== undefined) return known
    const start =
      DateTime.fromISO(date, { zone: timeZone }).startOf('day').toUTC().toISO({ suppressMilliseconds: false }) ??
      `${date}T00:00:00.000Z`
    if (starts.size > 5000) starts.clear()
    starts.set(date, start)
    return start
  }
  return {
    now,
    timeZone,
    today,
    startOfDay,
    momentOf: (date, time) =>
      DateTime.fromISO(`${date}T${time}`, { zone: timeZone }).toUTC().toISO({ suppressMilliseconds: false }) ??
      startOfDay(date),
    endOfDays: (moment, days) => startOfDay(laterDate(today(moment), days + 1)),
    offset: () => offset,
    setOffset: (milliseconds) => {
      offset = milliseconds
    },
  }
}

/** A calendar date some days on; pure arithmetic, no time zone in it. */
const laterDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** `+16d`, `-2h`, `+90m` -> milliseconds. Throws with the forms it knows. */
export const parseOffset = (text: string): number => {
  const match = /^([+-])(\d{1,6})([dhms])$/.exec(text.trim())
  if (match === null) throw new Error(`GREENSEA_CLOCK=${text}: expected a shift such as +16d, -2h or +90m`)
  const unit = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }[match[3] as 'd' | 'h' | 'm' | 's']
  return (match[1] === '-' ? -1 : 1) * Number(match[2]) * unit
}
