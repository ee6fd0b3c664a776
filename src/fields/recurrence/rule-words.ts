import type { Locale } from '../../model/label.ts'
import { parseRule, type Rule, type WeekdayPart } from './rule.ts'

const days = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

const units = {
  zh: { DAILY: '天', WEEKLY: '周', MONTHLY: '个月', YEARLY: '年' },
  en: { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' },
} as const

const single = { DAILY: '每天', WEEKLY: '每周', MONTHLY: '每月', YEARLY: '每年' } as const

const every = ({ freq, interval }: Rule, locale: Locale): string => {
  if (locale === 'zh') return interval === 1 ? single[freq] : `每 ${interval} ${units.zh[freq]}`
  return interval === 1 ? `every ${units.en[freq]}` : `every ${interval} ${units.en[freq]}s`
}

const ordinals: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' }

const nthDay = ({ nth, day }: WeekdayPart, locale: Locale): string => {
  const name = days[locale][day] ?? ''
  if (nth === 0) return name
  if (locale === 'zh')
    return nth > 0 ? `第 ${nth} 个${name}` : nth === -1 ? `最后一个${name}` : `倒数第 ${-nth} 个${name}`
  return nth > 0 ? `${ordinals[nth] ?? `${nth}th`} ${name}` : nth === -1 ? `last ${name}` : `${-nth}th last ${name}`
}

const monthDay = (day: number, locale: Locale): string =>
  locale === 'zh'
    ? day === -1
      ? '最后一天'
      : day < 0
        ? `倒数第 ${-day} 天`
        : `${day} 日`
    : day === -1
      ? 'last day'
      : day < 0
        ? `${-day}th last day`
        : `day ${day}`

const isWorkdays = (rule: Rule): boolean =>
  rule.byDay.length === 5 && rule.byDay.every((part) => part.nth === 0 && part.day < 5)

const list = (parts: readonly string[], locale: Locale) => parts.join(locale === 'zh' ? '、' : ', ')

/** On which of its days; null where it takes more than a phrase. */
const which = (rule: Rule, locale: Locale): string | null => {
  const rare = [rule.byWeekNo, rule.byYearDay, rule.bySetPos, rule.byHour, rule.byMinute, rule.bySecond]
  if (rare.some((one) => one.length > 0) || (rule.byDay.length > 0 && rule.byMonthDay.length > 0)) return null
  const months = rule.byMonth.map((month) =>
    locale === 'zh'
      ? `${month} 月`
      : new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 1)),
  )
  const on = [...rule.byDay.map((part) => nthDay(part, locale)), ...rule.byMonthDay.map((day) => monthDay(day, locale))]
  if (locale === 'zh')
    return `${months.length === 0 ? '' : ` ${list(months, locale)}`}${on.length === 0 ? '' : ` ${list(on, locale)}`}`
  return `${months.length === 0 ? '' : ` in ${list(months, locale)}`}${on.length === 0 ? '' : ` on ${list(on, locale)}`}`
}

const ending = (rule: Rule, locale: Locale): string => {
  if (rule.count !== null) return locale === 'zh' ? `，共 ${rule.count} 次` : `, ${rule.count} times`
  if (rule.until === null) return ''
  const date = `${rule.until.slice(0, 4)}-${rule.until.slice(4, 6)}-${rule.until.slice(6, 8)}`
  return locale === 'zh' ? `，到 ${date}` : `, until ${date}`
}

/** A rule as people say it: `每 2 周 周一、周三，共 10 次`; where that takes too long, the rule itself. */
export const ruleWords = (text: string, locale: Locale): string => {
  const found = parseRule(text)
  if (!found.ok) return text
  const { rule } = found
  if (
    (rule.freq === 'DAILY' || rule.freq === 'WEEKLY') &&
    rule.interval === 1 &&
    isWorkdays(rule) &&
    rule.byMonth.length === 0
  )
    return `${locale === 'zh' ? '每个工作日' : 'every workday'}${ending(rule, locale)}`
  const on = which(rule, locale)
  return on === null ? text : `${every(rule, locale)}${on}${ending(rule, locale)}`
}
