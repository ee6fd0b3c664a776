import { describe, expect, it } from 'vitest'
import type { CalendarItem } from './calendar.data.ts'
import { addMonths, datesOf, momentAt, placeOf, step } from './dates.ts'
import { daysOf, placeDay, placeRow } from './layout.ts'
import { movedTo, stepped, stretchedTo } from './moving.ts'

const zone = 'Asia/Shanghai'
const date = '2026-11-24'
const item = (id: string, from: number, to: number, more: Partial<CalendarItem> = {}): CalendarItem => ({
  object: 'calendar-events',
  kind: 'event',
  id,
  occurrence: null,
  at: momentAt(date, from * 60, zone),
  end: momentAt(date, to * 60, zone),
  allDay: false,
  title: id,
  recurring: false,
  private: false,
  busy: false,
  done: false,
  employeeIds: [],
  link: null,
  can: { move: true, edit: true, delete: true },
  ...more,
})

describe('dates', () => {
  it('begin weeks on Monday and show months as whole weeks', () => {
    expect(datesOf('week', '2026-11-22')[0]).toBe('2026-11-16')
    const november = datesOf('month', '2026-11-22')
    expect([november[0], november.at(-1), november.length]).toEqual(['2026-10-26', '2026-12-06', 42])
    expect(datesOf('month', '2027-02-10')).toHaveLength(28)
  })

  it('step by what is looked at', () => {
    expect(step('day', '2026-12-31', 1)).toBe('2027-01-01')
    expect(step('week', '2026-11-22', -1)).toBe('2026-11-15')
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
    expect(step('month', '2026-11-30', -9)).toBe('2026-02-28')
  })

  it('place a moment on the clock of the company, and back', () => {
    expect(placeOf('2026-11-24T16:30:00.000Z', zone)).toEqual({ date: '2026-11-25', minutes: 30 })
    expect(momentAt('2026-11-24', 1470, zone)).toBe('2026-11-24T16:30:00.000Z')
  })
})

describe('a day', () => {
  const placed = (items: CalendarItem[]) =>
    placeDay(items, date, zone).map(({ item: { id }, column, columns, span }) => [id, column, columns, span])

  it('shares its width among what is at the same time, and only then', () => {
    expect(placed([item('a', 9, 10), item('b', 10, 11)])).toEqual([
      ['a', 0, 1, 1],
      ['b', 0, 1, 1],
    ])
    expect(placed([item('a', 9, 12), item('b', 10, 11), item('c', 11, 12), item('d', 13, 14)])).toEqual([
      ['a', 0, 2, 1],
      ['b', 1, 2, 1],
      ['c', 1, 2, 1],
      ['d', 0, 1, 1],
    ])
  })

  it('gives what is free beside it to whom it is free for', () => {
    expect(placed([item('a', 9, 12), item('b', 9, 10), item('c', 9, 10), item('d', 10.5, 12)])).toEqual([
      ['a', 0, 3, 1],
      ['b', 1, 3, 1],
      ['c', 2, 3, 1],
      ['d', 1, 3, 2],
    ])
  })

  it('shows the part of a night that is its own, and no whole days', () => {
    const night = item('night', 22, 26)
    expect(placeDay([night], date, zone)).toMatchObject([{ from: 1320, to: 1440, begins: true, ends: false }])
    expect(placeDay([night], '2026-11-25', zone)).toMatchObject([{ from: 0, to: 120, begins: false, ends: true }])
    expect(placeDay([item('whole', 0, 24, { allDay: true })], date, zone)).toEqual([])
    expect(daysOf(item('until midnight', 20, 24), zone)).toEqual({ first: date, last: date })
  })
})

it('a row gives each bar the first lane that is free on all its days', () => {
  const dates = datesOf('week', date)
  const bars = placeRow(
    [
      item('long', 0, 72, { allDay: true }),
      item('one', 0, 24, { allDay: true }),
      item('before', -24, 0, { allDay: true }),
    ],
    dates,
    zone,
  )
  expect(bars.map(({ item: { id }, from, to, lane }) => [id, from, to, lane])).toEqual([
    ['before', 0, 0, 0],
    ['long', 1, 3, 0],
    ['one', 1, 1, 1],
  ])
})

describe('moving', () => {
  const at = (minutes: number | null | undefined, day = date) => ({ date: day, minutes })
  const told = ({ at: from, end, allDay }: { at: string; end: string; allDay: boolean }) => {
    const place = placeOf(from, zone)
    return [place.date, place.minutes, (Date.parse(end) - Date.parse(from)) / 60_000, allDay]
  }

  it('goes as far as the hand went, by quarters of an hour', () => {
    expect(told(movedTo(item('a', 9, 10), at(570), at(700, '2026-11-26'), zone))).toEqual([
      '2026-11-26',
      675,
      60,
      false,
    ])
    expect(told(movedTo(item('a', 9, 10), at(undefined), at(undefined, '2026-11-30'), zone))).toEqual([
      '2026-11-30',
      540,
      60,
      false,
    ])
  })

  it('becomes one of whole days above the hours, and one of an hour below', () => {
    expect(told(movedTo(item('a', 9, 10), at(570), at(null), zone))).toEqual([date, 0, 1440, true])
    expect(told(movedTo(item('a', 0, 48, { allDay: true }), at(null), at(600), zone))).toEqual([date, 600, 60, false])
    expect(told(movedTo(item('a', 0, 48, { allDay: true }), at(null), at(null, '2026-11-27'), zone))).toEqual([
      '2026-11-27',
      0,
      2880,
      true,
    ])
  })

  it('is never shorter than a quarter of an hour', () => {
    expect(told(stretchedTo(item('a', 9, 10), at(500), zone))).toEqual([date, 540, 15, false])
    expect(told(stretchedTo(item('a', 9, 10), at(653), zone))).toEqual([date, 540, 120, false])
    expect(told(stepped(item('a', 9, 9.25), { end: -15 }, zone))).toEqual([date, 540, 15, false])
    expect(told(stepped(item('a', 9, 10), { minutes: -15, days: 1 }, zone))).toEqual(['2026-11-25', 525, 60, false])
    expect(told(stepped(item('a', 0, 24, { allDay: true }), { end: 15 }, zone))).toEqual([date, 0, 2880, true])
  })
})
