import { daysBetween } from '../../fields/date-time/moment-text.ts'
import { addDays } from '../../model/tokens.ts'
import type { CalendarItem } from './calendar.data.ts'
import { placeOf } from './dates.ts'

/** A piece of an item on one day: minutes since midnight, and the column it has among those at the same time. */
export interface Block {
  readonly item: CalendarItem
  readonly from: number
  readonly to: number
  readonly column: number
  readonly columns: number
  /** How many columns it takes: those beside it that are free while it lasts. */
  readonly span: number
  readonly begins: boolean
  readonly ends: boolean
}

/** An item across whole days of a row, from one of its days to another, in one of its lanes. */
export interface Bar {
  readonly item: CalendarItem
  readonly from: number
  readonly to: number
  readonly lane: number
  readonly begins: boolean
  readonly ends: boolean
}

const fullDay = 1440
/** What is shorter is drawn so long, and others keep clear of it. */
const least = 24

/** Whether it stands in the row of whole days: said so, or a day long and more. */
export const isWhole = (item: CalendarItem): boolean =>
  item.allDay || Date.parse(item.end) - Date.parse(item.at) >= fullDay * 60_000

const extent = (item: CalendarItem, timeZone: string) => {
  const from = placeOf(item.at, timeZone)
  const to = placeOf(item.end, timeZone)
  return { from, to }
}

/** The first and last day an item is on; an end at midnight belongs to the day before. */
export const daysOf = (item: CalendarItem, timeZone: string): { readonly first: string; readonly last: string } => {
  const { from, to } = extent(item, timeZone)
  const last = to.minutes === 0 && to.date > from.date ? addDays(to.date, -1) : to.date
  return { first: from.date, last: last < from.date ? from.date : last }
}

/** The items of one day beside one another: those at the same time share its width. */
export const placeDay = (items: readonly CalendarItem[], date: string, timeZone: string): readonly Block[] => {
  const pieces = items
    .filter((item) => !isWhole(item))
    .flatMap((item) => {
      const { from, to } = extent(item, timeZone)
      const { first, last } = daysOf(item, timeZone)
      if (date < first || date > last) return []
      const start = from.date === date ? from.minutes : 0
      const end = to.date === date ? to.minutes : fullDay
      const top = Math.min(start, fullDay - least)
      return [{ item, from: top, to: Math.max(end, top + least), begins: first === date, ends: last === date }]
    })
    .sort((a, b) => a.from - b.from || b.to - a.to)
  const blocks: Block[] = []
  let group: (typeof pieces)[number][] = []
  let until = -1
  const close = () => {
    const ends: number[] = []
    const columns = group.map((piece) => {
      const free = ends.findIndex((end) => end <= piece.from)
      const column = free < 0 ? ends.length : free
      ends[column] = piece.to
      return column
    })
    group.forEach((piece, i) => {
      const column = columns[i]!
      const isTaken = (other: number) =>
        group.some((one, at) => columns[at] === other && one.from < piece.to && one.to > piece.from)
      let span = 1
      while (column + span < ends.length && !isTaken(column + span)) span += 1
      blocks.push({ ...piece, column, columns: ends.length, span })
    })
    group = []
  }
  for (const piece of pieces) {
    if (piece.from >= until) close()
    group.push(piece)
    until = Math.max(group.length === 1 ? piece.to : until, piece.to)
  }
  close()
  return blocks
}

/** Items across a row of days: the longest first, each in the first lane that is free for all its days. */
export const placeRow = (
  items: readonly CalendarItem[],
  dates: readonly string[],
  timeZone: string,
): readonly Bar[] => {
  const [first = ''] = dates
  const last = dates[dates.length - 1] ?? first
  const spans = items
    .flatMap((item) => {
      const days = daysOf(item, timeZone)
      if (days.last < first || days.first > last) return []
      const from = Math.max(0, daysBetween(first, days.first))
      const to = Math.min(dates.length - 1, daysBetween(first, days.last))
      return [{ item, from, to, begins: days.first >= first, ends: days.last <= last }]
    })
    .sort(
      (a, b) =>
        a.from - b.from ||
        b.to - a.to ||
        Number(isWhole(b.item)) - Number(isWhole(a.item)) ||
        (a.item.at < b.item.at ? -1 : a.item.at > b.item.at ? 1 : 0),
    )
  const lanes: number[] = []
  return spans.map((span) => {
    const free = lanes.findIndex((end) => end < span.from)
    const lane = free < 0 ? lanes.length : free
    lanes[lane] = span.to
    return { ...span, lane }
  })
}
