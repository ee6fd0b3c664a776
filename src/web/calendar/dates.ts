import { momentOf, wallOf } from '../../fields/date-time/moment-text.ts'
import { addDays } from '../../model/tokens.ts'

export type CalendarView = 'day' | 'week' | 'month'

/** 0 = Monday. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00.000Z`).getUTCDay() + 6) % 7

export const mondayOf = (date: string): string => addDays(date, -weekdayOf(date))

const firstOfMonth = (date: string): string => `${date.slice(0, 8)}01`

/** The dates a view shows; a month as whole weeks, Monday first. */
export const datesOf = (view: CalendarView, date: string): readonly string[] => {
  if (view === 'day') return [date]
  const from = mondayOf(view === 'week' ? date : firstOfMonth(date))
  const last = addMonths(firstOfMonth(date), 1)
  let count = 7
  if (view === 'month') while (addDays(from, count) < last) count += 7
  return Array.from({ length: count }, (_, i) => addDays(from, i))
}

/** The same day some months on; of a shorter month its last one. */
export const addMonths = (date: string, months: number): string => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, length)))
    .toISOString()
    .slice(0, 10)
}

export const step = (view: CalendarView, date: string, by: number): string =>
  view === 'month' ? addMonths(date, by) : addDays(date, by * (view === 'week' ? 7 : 1))

/** Minutes since midnight of `HH:MM`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

export const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** A moment so many minutes after midnight of a day; more than a day's worth lies on days after it. */
export const momentAt = (date: string, minutes: number, timeZone: string): string => {
  const days = Math.floor(minutes / 1440)
  return momentOf(addDays(date, days), timeText(minutes - days * 1440), timeZone)
}

/** Day and minute of a moment on the company's clock. */
export const placeOf = (iso: string, timeZone: string): { readonly date: string; readonly minutes: number } => {
  const { date, time } = wallOf(Date.parse(iso), timeZone)
  return { date, minutes: minutesOf(time) }
}
