import { daysBetween } from '../../fields/date-time/moment-text.ts'
import { addDays } from '../../model/tokens.ts'
import type { CalendarItem } from './calendar.data.ts'
import { momentAt, placeOf } from './dates.ts'

/** Where something is put: a day, and a minute of it, `null` the whole day, or `undefined` the day alone. */
export interface Spot {
  readonly date: string
  readonly minutes: number | null | undefined
}

export interface Times {
  readonly at: string
  readonly end: string
  readonly allDay: boolean
}

export const snap = 15
const usual = 60

const timesOf = ({ at, end, allDay }: CalendarItem): Times => ({ at, end, allDay })
const lengthOf = (item: CalendarItem): number => Math.round((Date.parse(item.end) - Date.parse(item.at)) / 60_000)

const wholeDays = (item: CalendarItem, zone: string): number =>
  Math.max(1, daysBetween(placeOf(item.at, zone).date, placeOf(item.end, zone).date))

/**
 * The times of an item that was taken up at one spot and is held over another: it moves by as much as the hand did;
 * over the row of whole days it becomes one of whole days, and out of it one of an hour.
 */
export const movedTo = (item: CalendarItem, grabbed: Spot, over: Spot, zone: string): Times => {
  const from = placeOf(item.at, zone)
  const date = addDays(from.date, daysBetween(grabbed.date, over.date))
  if (over.minutes === undefined || (over.minutes === null && item.allDay)) {
    const at = momentAt(date, item.allDay ? 0 : from.minutes, zone)
    const end = item.allDay
      ? momentAt(addDays(date, wholeDays(item, zone)), 0, zone)
      : momentAt(date, from.minutes + lengthOf(item), zone)
    return { at, end, allDay: item.allDay }
  }
  if (over.minutes === null)
    return { at: momentAt(over.date, 0, zone), end: momentAt(addDays(over.date, 1), 0, zone), allDay: true }
  const held =
    item.allDay || grabbed.minutes === null || grabbed.minutes === undefined ? 0 : grabbed.minutes - from.minutes
  const minutes = Math.round((over.minutes - held) / snap) * snap
  const length = item.allDay ? usual : lengthOf(item)
  const day = item.allDay ? over.date : date
  return { at: momentAt(day, minutes, zone), end: momentAt(day, minutes + length, zone), allDay: false }
}

/** The times of an item whose end is held over a spot. */
export const stretchedTo = (item: CalendarItem, over: Spot, zone: string): Times => {
  if (over.minutes === null || over.minutes === undefined) return timesOf(item)
  const from = placeOf(item.at, zone)
  const minutes = daysBetween(from.date, over.date) * 1440 + Math.round(over.minutes / snap) * snap
  return { ...timesOf(item), end: momentAt(from.date, Math.max(minutes, from.minutes + snap), zone) }
}

/** The times after a step by keyboard: days across, minutes down, or the end alone. */
export const stepped = (
  item: CalendarItem,
  by: { days?: number; minutes?: number; end?: number },
  zone: string,
): Times => {
  const from = placeOf(item.at, zone)
  const date = addDays(from.date, by.days ?? 0)
  if (item.allDay) {
    const days = Math.max(1, wholeDays(item, zone) + Math.sign(by.end ?? 0))
    return { at: momentAt(date, 0, zone), end: momentAt(addDays(date, days), 0, zone), allDay: true }
  }
  const start = from.minutes + (by.minutes ?? 0)
  const length = Math.max(snap, lengthOf(item) + (by.end ?? 0))
  return { at: momentAt(date, start, zone), end: momentAt(date, start + length, zone), allDay: false }
}
