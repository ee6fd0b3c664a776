import type { Rule } from '../../fields/recurrence/rule.ts'
import { day, hour, midnight, minute, type Wall } from './wall.ts'

/** Days looked at for one answer; a rule that needs more is answered as far as that goes, and says so. */
const mostDays = 150_000

export interface Expansion {
  readonly starts: readonly Wall[]
  /** The effort allowed was used up; there may be more. */
  readonly capped: boolean
}

export interface Window {
  /** Starts from here on … */
  readonly from: Wall
  /** … and before here. */
  readonly to: Wall
  readonly limit: number
}

const partsOf = (wall: Wall) => {
  const date = new Date(wall)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate() }
}
/** 0 = Monday. */
const weekday = (wall: Wall): number => (new Date(wall).getUTCDay() + 6) % 7
const monthLength = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
const yearStart = (year: number): Wall => Date.UTC(year, 0, 1)
const yearLength = (year: number): number => (yearStart(year + 1) - yearStart(year)) / day
const weekOf = (wall: Wall, weekStart: number): Wall => wall - ((weekday(wall) - weekStart + 7) % 7) * day
/** The first day of the first week of a year: the one with at least four of its days. */
const firstWeek = (year: number, weekStart: number): Wall => weekOf(yearStart(year) + 3 * day, weekStart)

interface Period {
  readonly from: Wall
  readonly days: number
  /** The year whose weeks are counted. */
  readonly year: number
}

/** The k-th day, week, month or year of the rule. */
const periodOf = (rule: Rule, start: Wall, k: number): Period => {
  const first = midnight(start)
  const step = k * rule.interval
  const { year, month } = partsOf(first)
  switch (rule.freq) {
    case 'DAILY':
      return { from: first + step * day, days: 1, year }
    case 'WEEKLY':
      return { from: weekOf(first, rule.weekStart) + step * 7 * day, days: 7, year }
    case 'MONTHLY': {
      const from = Date.UTC(year, month + step, 1)
      const at = partsOf(from)
      return { from, days: monthLength(at.year, at.month), year: at.year }
    }
    case 'YEARLY': {
      const at = year + step
      if (rule.byWeekNo.length === 0) return { from: yearStart(at), days: yearLength(at), year: at }
      const from = firstWeek(at, rule.weekStart)
      return { from, days: (firstWeek(at + 1, rule.weekStart) - from) / day, year: at }
    }
  }
}

const periodLength = { DAILY: day, WEEKLY: 7 * day, MONTHLY: 31 * day, YEARLY: 366 * day } as const

/** Counted from the front, or with a minus from the back. */
const isAt = (list: readonly number[], position: number, length: number): boolean =>
  list.includes(position) || list.includes(position - length - 1)

const isWeekday = (rule: Rule, at: Wall): boolean => {
  const of = weekday(at)
  const { year, month, date } = partsOf(at)
  const within = rule.freq === 'MONTHLY' || rule.byMonth.length > 0
  const position = within ? date : (at - yearStart(year)) / day + 1
  const length = within ? monthLength(year, month) : yearLength(year)
  return rule.byDay.some(
    (part) =>
      part.day === of &&
      (part.nth === 0 || part.nth === Math.ceil(position / 7) || part.nth === -Math.ceil((length - position + 1) / 7)),
  )
}

/** Whether a day is one of the rule; what the rule leaves open is as the first start has it. */
const isDay = (rule: Rule, start: Wall, at: Wall, period: Period): boolean => {
  const { year, month, date } = partsOf(at)
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month + 1)) return false
  if (rule.byWeekNo.length > 0 && !isAt(rule.byWeekNo, Math.floor((at - period.from) / (7 * day)) + 1, period.days / 7))
    return false
  if (rule.byYearDay.length > 0 && !isAt(rule.byYearDay, (at - yearStart(year)) / day + 1, yearLength(year)))
    return false
  if (rule.byMonthDay.length > 0 && !isAt(rule.byMonthDay, date, monthLength(year, month))) return false
  if (rule.byDay.length > 0) return isWeekday(rule, at)
  if (rule.byMonthDay.length > 0 || rule.byYearDay.length > 0 || rule.freq === 'DAILY') return true
  const first = partsOf(start)
  if (rule.freq === 'WEEKLY' || rule.byWeekNo.length > 0) return weekday(at) === weekday(start)
  if (rule.freq === 'MONTHLY' || rule.byMonth.length > 0) return date === first.date
  return date === first.date && month === first.month
}

const timesOf = (rule: Rule, start: Wall): number[] => {
  const first = new Date(start)
  const or = (list: readonly number[], value: number) => (list.length > 0 ? list : [value])
  return or(rule.byHour, first.getUTCHours())
    .flatMap((h) =>
      or(rule.byMinute, first.getUTCMinutes()).flatMap((m) =>
        or(rule.bySecond, first.getUTCSeconds()).map((s) => h * hour + m * minute + s * 1000),
      ),
    )
    .sort((a, b) => a - b)
}

const startsIn = (rule: Rule, start: Wall, times: readonly number[], period: Period): Wall[] => {
  const found: Wall[] = []
  for (let i = 0; i < period.days; i++) {
    const at = period.from + i * day
    if (isDay(rule, start, at, period)) for (const time of times) found.push(at + time)
  }
  if (rule.bySetPos.length === 0) return found
  return found.filter((_, i) => isAt(rule.bySetPos, i + 1, found.length))
}

/**
 * The starts of a rule within a window, in order: RFC 5545 §3.3.10 on the clock of the wall. The first start counts as
 * one, whether or not the rule names it; days that are not there (31 April, 29 February) are passed over. The effort is
 * bounded: without COUNT it begins at the window, and rules that match nothing end with it.
 */
export const expand = (rule: Rule, start: Wall, until: Wall | null, window: Window): Expansion => {
  const last = Math.min(window.to, until === null ? Number.POSITIVE_INFINITY : until + 1)
  const starts: Wall[] = []
  let left = rule.count ?? Number.POSITIVE_INFINITY
  const take = (wall: Wall): boolean => {
    if (left <= 0 || wall >= last) return false
    left -= 1
    if (wall >= window.from) starts.push(wall)
    return starts.length < window.limit
  }
  if (!take(start)) return { starts, capped: false }
  const times = timesOf(rule, start)
  const skipped =
    rule.count !== null ? 0 : Math.floor((window.from - start) / (periodLength[rule.freq] * rule.interval)) - 1
  let looked = 0
  for (let k = Math.max(0, skipped); ; k++) {
    const period = periodOf(rule, start, k)
    if (period.from >= last) return { starts, capped: false }
    if (looked > mostDays) return { starts, capped: true }
    looked += period.days
    for (const wall of startsIn(rule, start, times, period))
      if (wall > start && !take(wall)) return { starts, capped: false }
  }
}
