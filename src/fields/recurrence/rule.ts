import { bad, type Parsed } from '../../model/field.ts'

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** A weekday, 0 = Monday; `nth` 0 is every one, -1 the last of the month or year. */
export interface WeekdayPart {
  readonly nth: number
  readonly day: number
}

/** A recurrence rule (RFC 5545 §3.3.10), as far as its finest step is a day. */
export interface Rule {
  readonly freq: Frequency
  readonly interval: number
  readonly count: number | null
  /** As written: a date, a local time, or a moment of UTC. */
  readonly until: string | null
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly WeekdayPart[]
  readonly byHour: readonly number[]
  readonly byMinute: readonly number[]
  readonly bySecond: readonly number[]
  readonly bySetPos: readonly number[]
  /** 0 = Monday. */
  readonly weekStart: number
}

export type Found = { readonly ok: true; readonly rule: Rule } | (Parsed & { readonly ok: false })

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const mostPerDay = 24
export const mostCount = 10_000

const wrong = (zh: string, en: string): Found =>
  bad('not_a_rule', `重复规则不对：${zh}`, `The rule of recurrence is wrong: ${en}`) as Found
const tooFine = bad(
  'too_frequent',
  '重复最密是每天；按小时、分钟、秒重复的日程不收',
  'It recurs daily at most; events of every hour, minute or second are not taken',
) as Found

const lists: Readonly<Record<string, readonly [keyof Rule, least: number, most: number, negative: boolean]>> = {
  BYMONTH: ['byMonth', 1, 12, false],
  BYWEEKNO: ['byWeekNo', 1, 53, true],
  BYYEARDAY: ['byYearDay', 1, 366, true],
  BYMONTHDAY: ['byMonthDay', 1, 31, true],
  BYHOUR: ['byHour', 0, 23, false],
  BYMINUTE: ['byMinute', 0, 59, false],
  BYSECOND: ['bySecond', 0, 59, false],
  BYSETPOS: ['bySetPos', 1, 366, true],
}

const untilForm = /^\d{8}(?:T\d{6}Z?)?$/

const numbers = (text: string, least: number, most: number, negative: boolean): number[] | undefined => {
  const parts = text.split(',')
  if (parts.length > 400 || !parts.every((part) => /^[+-]?\d{1,3}$/.test(part))) return undefined
  const found = [...new Set(parts.map(Number))]
  return found.every((one) => (negative ? Math.abs(one) : one) >= least && Math.abs(one) <= most) ? found : undefined
}

const weekdayParts = (text: string): WeekdayPart[] | undefined => {
  const parts = text.split(',').map((part) => /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part))
  if (parts.length > 100) return undefined
  const found = parts.map((match) =>
    match === null ? undefined : { nth: Number(match[1] ?? 0), day: weekdays.indexOf(match[2] as 'MO') },
  )
  return found.every((one): one is WeekdayPart => one !== undefined && Math.abs(one.nth) <= 53) ? found : undefined
}

/** Reads `FREQ=WEEKLY;BYDAY=MO`, with or without `RRULE:` before it. Never throws. */
export const parseRule = (written: string): Found => {
  const parts = written
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')
    .filter((part) => part.trim() !== '')
  const given = new Map<string, string>()
  for (const part of parts) {
    const [name = '', value = '', rest] = part.split('=').map((one) => one.trim())
    if (value === '' || rest !== undefined || given.has(name)) return wrong(`“${part}”`, `"${part}"`)
    given.set(name, value)
  }
  const freq = given.get('FREQ')
  if (freq === 'SECONDLY' || freq === 'MINUTELY' || freq === 'HOURLY') return tooFine
  if (freq !== 'DAILY' && freq !== 'WEEKLY' && freq !== 'MONTHLY' && freq !== 'YEARLY')
    return wrong('缺少 FREQ（DAILY、WEEKLY、MONTHLY、YEARLY）', 'FREQ is missing (DAILY, WEEKLY, MONTHLY, YEARLY)')
  if (given.has('RSCALE') && given.get('RSCALE') !== 'GREGORIAN')
    return wrong('只支持公历', 'only the Gregorian calendar is known')
  const rule: { -readonly [Key in keyof Rule]: Rule[Key] } = { ...plain, freq }
  for (const [name, value] of given) {
    const list = lists[name]
    if (name === 'FREQ' || name === 'RSCALE') continue
    if (list !== undefined) {
      const found = numbers(value, list[1], list[2], list[3])
      if (found === undefined) return wrong(`${name}=${value}`, `${name}=${value}`)
      Object.assign(rule, { [list[0]]: found })
    } else if (name === 'INTERVAL' || name === 'COUNT') {
      const most = name === 'COUNT' ? mostCount : 1000
      if (!/^\d{1,6}$/.test(value) || Number(value) < 1 || Number(value) > most)
        return wrong(`${name} 在 1 到 ${most} 之间`, `${name} is between 1 and ${most}`)
      if (name === 'COUNT') rule.count = Number(value)
      else rule.interval = Number(value)
    } else if (name === 'UNTIL') {
      if (!untilForm.test(value) || wallOfUntil(value) === undefined) return wrong(`UNTIL=${value}`, `UNTIL=${value}`)
      rule.until = value
    } else if (name === 'WKST') {
      const at = weekdays.indexOf(value as 'MO')
      if (at < 0) return wrong(`WKST=${value}`, `WKST=${value}`)
      rule.weekStart = at
    } else if (name === 'BYDAY') {
      const found = weekdayParts(value)
      if (found === undefined) return wrong(`BYDAY=${value}`, `BYDAY=${value}`)
      rule.byDay = found
    } else return wrong(`不认识“${name}”`, `"${name}" is not known`)
  }
  const misfit = misfitOf(rule)
  return misfit ?? { ok: true, rule }
}

const plain: Rule = {
  freq: 'DAILY',
  interval: 1,
  count: null,
  until: null,
  byMonth: [],
  byWeekNo: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  byHour: [],
  byMinute: [],
  bySecond: [],
  bySetPos: [],
  weekStart: 0,
}

/** What the parts of a rule may not be together (RFC 5545 §3.3.10). */
const misfitOf = (rule: Rule): Found | undefined => {
  if (rule.count !== null && rule.until !== null)
    return wrong('COUNT 和 UNTIL 只能有一个', 'COUNT and UNTIL exclude each other')
  if (rule.byWeekNo.length > 0 && rule.freq !== 'YEARLY')
    return wrong('BYWEEKNO 只用于每年', 'BYWEEKNO belongs to YEARLY')
  if (rule.byYearDay.length > 0 && rule.freq !== 'YEARLY')
    return wrong('BYYEARDAY 只用于每年', 'BYYEARDAY belongs to YEARLY')
  if (rule.byMonthDay.length > 0 && rule.freq === 'WEEKLY')
    return wrong('BYMONTHDAY 不用于每周', 'BYMONTHDAY does not belong to WEEKLY')
  const ordinal = rule.byDay.some((part) => part.nth !== 0)
  if (ordinal && ((rule.freq !== 'MONTHLY' && rule.freq !== 'YEARLY') || rule.byWeekNo.length > 0))
    return wrong('“第几个星期几”只用于每月、每年', 'an nth weekday belongs to MONTHLY and YEARLY')
  if (
    Math.max(1, rule.byHour.length) * Math.max(1, rule.byMinute.length) * Math.max(1, rule.bySecond.length) >
    mostPerDay
  )
    return tooFine
  return undefined
}

/** What the clock shows at an UNTIL as written, in milliseconds as UTC would show it; undefined of what is no time. */
export const wallOfUntil = (text: string): number | undefined => {
  const [date, time = 'T000000'] = [text.slice(0, 8), text.slice(8, 15) || undefined]
  const wall = Date.parse(
    `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5)}.000Z`,
  )
  return Number.isNaN(wall) ? undefined : wall
}

/** The rule in one form, without what goes without saying. */
export const writeRule = (rule: Rule): string =>
  [
    `FREQ=${rule.freq}`,
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(rule.until === null ? [] : [`UNTIL=${rule.until}`]),
    ...Object.entries(lists).flatMap(([name, [key]]) => {
      const list = rule[key] as readonly number[]
      return list.length === 0 ? [] : [`${name}=${list.join(',')}`]
    }),
    ...(rule.byDay.length === 0
      ? []
      : [`BYDAY=${rule.byDay.map((part) => `${part.nth === 0 ? '' : part.nth}${weekdays[part.day]}`).join(',')}`]),
    ...(rule.weekStart === 0 ? [] : [`WKST=${weekdays[rule.weekStart]}`]),
  ].join(';')
