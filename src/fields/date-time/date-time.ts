import { DateTime } from 'luxon'
import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { calendarDay } from '../date/date.ts'
import { ordered } from '../operators.ts'

/** A moment, `2026-11-21T08:00:00.000Z`. */
export const dateTime = builder<object>('dateTime')

/** The company's time zone unless it is told otherwise. */
export const defaultTimeZone = 'Asia/Shanghai'

export const dateTimeType: FieldType = {
  name: 'dateTime',
  label: { zh: '时间', en: 'Date and time' },
  keys: {},
  operators: ordered,
  sortable: true,
  addable: true,
  parse: (value) => {
    if (typeof value !== 'string')
      return bad(
        'wrong_type',
        '应为时间文字，如 2026-11-21T16:00:00+08:00',
        'It should be a time in text such as 2026-11-21T16:00:00+08:00',
      )
    return (value.length > 60 ? undefined : parseMoment(value.trim())) ?? notAMoment
  },
  read: (cell) => readDateTime(cell),
  write: (value) => writeDateTime(value),
  jsonSchema: () => ({ type: 'string', format: 'date-time' }),
}

const notAMoment = bad(
  'not_a_time',
  '不是有效的时间，应带时区，如 2026-11-21T16:00:00+08:00',
  'It is not a valid time; write it with its offset, like 2026-11-21T16:00:00+08:00',
)
const notALocalTime = bad(
  'not_a_time',
  '不是有效的时间，应如 2026-11-21 16:00',
  'It is not a valid time; write it like 2026-11-21 16:00',
)

const iso =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)$/

const parseMoment = (text: string): Parsed | undefined => {
  const match = iso.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second = '0', fraction = '', , sign, offsetHour = '0', offsetMinute = '0'] =
    match
  const date = calendarDay(Number(year), Number(month), Number(day))
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const offset = Number(offsetHour) * 60 + Number(offsetMinute)
  if (offset > 14 * 60 || Number(offsetMinute) > 59) return undefined
  const local = Date.parse(
    `${date}T${hour}:${minute}:${second.padStart(2, '0')}.${fraction.padEnd(3, '0').slice(0, 3)}Z`,
  )
  return momentOf(local - (sign === '-' ? -offset : offset) * 60_000)
}

const momentOf = (milliseconds: number): Parsed | undefined => {
  const text = new Date(milliseconds).toISOString()
  return /^(19|2\d)\d\d-/.test(text) ? ok(text) : undefined
}

const local =
  /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[T\s]*(上午|下午|中午|晚上|am|pm)?\s*(\d{1,2})(?:[:时点]\s?(\d{1,2})?分?(?::?(\d{1,2})秒?(?:\.\d{1,9})?)?)\s*(am|pm)?)?$/i

/** Import text: with an offset as it says, without one in company time; a day alone is its beginning. */
export const readDateTime = (cell: string, timeZone: string = defaultTimeZone): Parsed => {
  const folded = cell.length > 100 ? '' : cell.normalize('NFKC').trim()
  const withOffset = parseMoment(folded)
  if (withOffset !== undefined) return withOffset
  const match = local.exec(folded) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(folded)
  if (match === null) return notALocalTime
  const [, year, month, day, before, hour = '0', minute = '0', second = '0', after] = match
  const date = calendarDay(Number(year), Number(month), Number(day))
  const clock = hourOf(Number(hour), before ?? after)
  if (date === undefined || clock > 23 || Number(minute) > 59 || Number(second) > 59) return notALocalTime
  const moment = DateTime.fromObject(
    {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: clock,
      minute: Number(minute),
      second: Number(second),
    },
    { zone: timeZone },
  )
  return (moment.isValid ? momentOf(moment.toMillis()) : undefined) ?? notALocalTime
}

const hourOf = (hour: number, half: string | undefined): number => {
  if (half === undefined) return hour
  const isMorning = /上午|am/i.test(half)
  if (isMorning) return hour === 12 ? 0 : hour
  if (half === '中午') return hour < 3 ? hour + 12 : hour
  return hour < 12 ? hour + 12 : hour
}

/** A moment in company time, `2026-11-21 16:00`, with seconds if it has any. */
export const writeDateTime = (value: unknown, timeZone: string = defaultTimeZone): string => {
  if (typeof value !== 'string') return ''
  const moment = DateTime.fromISO(value, { zone: timeZone })
  if (!moment.isValid) return value
  return moment.toFormat(moment.second === 0 ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd HH:mm:ss')
}
