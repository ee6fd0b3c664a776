import type { Locale } from '../../model/label.ts'

/** A moment taken apart on the wall clock of a time zone. */
export interface Wall {
  readonly date: string
  readonly time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** What the clock on the company's wall shows at a moment. */
export const wallOf = (at: number, timeZone: string): Wall => {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = value
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

/** The moment at which the company's wall clock shows this; the later guess settles changes of the clock. */
export const momentOf = (date: string, time: string, timeZone: string): string => {
  const wanted = Date.parse(`${date}T${time.padEnd(5, '0')}:00Z`)
  let at = wanted
  for (let round = 0; round < 2; round += 1) {
    const shown = wallOf(at, timeZone)
    at += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`)
  }
  return new Date(at).toISOString()
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Calendar days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** `12月04日`, `4 Dec`, `2025-12-04` in another year. */
export const dayInText = (date: string, today: string, locale: Locale): string => {
  if (date.slice(0, 4) !== today.slice(0, 4)) return date
  const [, month = '', day = ''] = date.split('-')
  return locale === 'zh' ? `${month}月${day}日` : `${Number(day)} ${months[Number(month) - 1] ?? month}`
}

const near = { zh: ['昨天', '今天', '明天'], en: ['yesterday', 'today', 'tomorrow'] } as const

/** `今天`, `昨天`, `明天`, or nothing. */
export const nearDay = (date: string, today: string, locale: Locale): string | undefined =>
  near[locale][daysBetween(today, date) + 1]

/** `12-04`, `2025-12-04` in another year, `今天`. */
export const dayInTable = (date: string, today: string, locale: Locale): string =>
  nearDay(date, today, locale) ?? (date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date)

interface Telling {
  readonly now: number
  readonly timeZone: string
  readonly locale: Locale
}

/** `12月04日 23:59`, `今天 09:41`, `昨天 18:20`. */
export const momentInText = (iso: string, { now, timeZone, locale }: Telling): string => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  const { date, time } = wallOf(at, timeZone)
  const today = wallOf(now, timeZone).date
  return `${nearDay(date, today, locale) ?? dayInText(date, today, locale)} ${time}`
}

/** In a column: the time only where the day is near. */
export const momentInTable = (iso: string, { now, timeZone, locale }: Telling): string => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  const { date, time } = wallOf(at, timeZone)
  const today = wallOf(now, timeZone).date
  const said = dayInTable(date, today, locale)
  const distance = daysBetween(today, date)
  return (distance === 0 || distance === 1) && time !== '00:00' ? `${said} ${time}` : said
}

/** The last minute a rule still holds: stored as the midnight after, shown as 23:59 of the day before. */
export const lastMinute = (iso: string): string => {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : new Date(at - 60_000).toISOString()
}
