import type { Locale } from '../../model/label.ts'
import { daysBetween, wallOf } from './moment-text.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `11月22日`, `22 Nov`; of another year `2025年11月22日`, `22 Nov 2025`. Every day on a screen is said here. */
export const dayInText = (date: string, today: string, locale: Locale): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  const other = year !== today.slice(0, 4)
  if (locale === 'zh') return `${other ? `${year}年` : ''}${month}月${day}日`
  return `${Number(day)} ${months[Number(month) - 1] ?? month}${other ? ` ${year}` : ''}`
}

const near = { zh: ['昨天', '今天', '明天'], en: ['yesterday', 'today', 'tomorrow'] } as const

/** `今天`, `昨天`, `明天`, or nothing. */
export const nearDay = (date: string, today: string, locale: Locale): string | undefined =>
  near[locale][daysBetween(today, date) + 1]

/** As in a sentence, and shorter where the day is near: `今天`. */
export const dayInTable = (date: string, today: string, locale: Locale): string =>
  nearDay(date, today, locale) ?? dayInText(date, today, locale)

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
  return `${dayInTable(date, wallOf(now, timeZone).date, locale)} ${time}`
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

const weekdays = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const

/** `11月22日 星期日`, `Sunday, 22 Nov`. */
export const dayWithWeekday = (date: string, today: string, locale: Locale): string => {
  const name = weekdays[locale][new Date(Date.parse(date)).getUTCDay()] ?? ''
  const day = dayInText(date, today, locale)
  return locale === 'zh' ? `${day} ${name}` : `${name}, ${day}`
}
