import { dayInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import type { WebContext } from '../../model/web-field.ts'
import type { Times } from './moving.ts'

const names = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const

/** `周一`, `Mon`; 0 = Monday. */
export const weekdayText = (weekday: number, locale: 'zh' | 'en'): string => names[locale][weekday] ?? ''

/** `2026年11月`, `November 2026`. */
export const monthText = (date: string, locale: 'zh' | 'en'): string =>
  locale === 'zh'
    ? `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`
    : new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        Date.parse(`${date}T00:00:00Z`),
      )

const shortMonth = (date: string, withYear: boolean): string =>
  new Intl.DateTimeFormat('en-GB', {
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T00:00:00Z`))

/** Days that may be of two months: `2026年11月 – 12月`, `Nov – Dec 2026`. */
export const monthsText = (first: string, last: string, locale: 'zh' | 'en'): string => {
  if (first.slice(0, 7) === last.slice(0, 7)) return monthText(first, locale)
  const sameYear = first.slice(0, 4) === last.slice(0, 4)
  return locale === 'zh'
    ? `${monthText(first, locale)} – ${sameYear ? `${Number(last.slice(5, 7))}月` : monthText(last, locale)}`
    : `${shortMonth(first, !sameYear)} – ${shortMonth(last, true)}`
}

/** `10:00–11:30`, of whole days their dates, of more than one day both. */
export const timesText = ({ at, end, allDay }: Times, { now, timeZone, locale }: WebContext): string => {
  const today = wallOf(now, timeZone).date
  const from = wallOf(Date.parse(at), timeZone)
  const to = wallOf(Date.parse(allDay ? end : end) - (allDay ? 60_000 : 0), timeZone)
  if (allDay)
    return from.date === to.date
      ? dayInText(from.date, today, locale)
      : `${dayInText(from.date, today, locale)} – ${dayInText(to.date, today, locale)}`
  return from.date === to.date
    ? `${dayInText(from.date, today, locale)} ${from.time}–${to.time}`
    : `${dayInText(from.date, today, locale)} ${from.time} – ${dayInText(to.date, today, locale)} ${to.time}`
}
