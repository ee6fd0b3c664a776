import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { ordered } from '../operators.ts'

/** A calendar day, `2026-11-21`. */
export const date = builder<object>('date')

export const dateType: FieldType = {
  name: 'date',
  label: { zh: '日期', en: 'Date' },
  keys: {},
  operators: ordered,
  sortable: true,
  addable: true,
  parse: (value) => {
    if (typeof value !== 'string')
      return bad('wrong_type', '应为日期文字，如 2026-11-21', 'It should be a date in text such as 2026-11-21')
    const match = value.length > 40 ? null : /^(\d{4})-(\d{2})-(\d{2})$/.exec(value.trim())
    return match === null ? notADate : dayOf(match)
  },
  read: (cell) => {
    const folded = cell.length > 100 ? '' : cell.normalize('NFKC').trim()
    const match = writtenDay.exec(folded) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(folded)
    return match === null ? notADate : dayOf(match)
  },
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', format: 'date' }),
}

/** 2026-11-21, 2026/11/21, 2026.11.21, 2026年11月21日, each perhaps followed by a time of day as Excel writes it. */
const writtenDay =
  /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/

const notADate = bad(
  'not_a_date',
  '不是有效的日期，应如 2026-11-21',
  'It is not a valid date; write it like 2026-11-21',
)

const dayOf = (match: RegExpExecArray): Parsed => {
  const day = calendarDay(Number(match[1]), Number(match[2]), Number(match[3]))
  return day === undefined ? notADate : ok(day)
}

/** `2026-11-21` of three numbers, if there is such a day between 1900 and 2999. */
export const calendarDay = (year: number, month: number, day: number): string | undefined => {
  const moment = momentOf(year, month, day)
  return moment !== undefined && year >= 1900 && year <= 2999 ? moment.toISOString().slice(0, 10) : undefined
}

/** Whether the calendar has such a day: 29 February in leap years only. */
export const isDay = (year: number, month: number, day: number): boolean => momentOf(year, month, day) !== undefined

const momentOf = (year: number, month: number, day: number): Date | undefined => {
  const moment = new Date(Date.UTC(year, month - 1, day))
  return moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
    ? moment
    : undefined
}
