import ICAL from 'ical.js'
import { writeRule } from '../../fields/recurrence/rule.ts'
import type { Row } from '../../model/label.ts'
import { firstWall, isRecurring, type Override, plainTimes, type Series } from './series.ts'
import { untilText, untilWall } from './until.ts'
import { iso, keyOf, momentOf, type Wall, wallOf, wallOfKey } from './wall.ts'
import { zoneComponent } from './zone-text.ts'

/** An event as other calendars read it. */
export interface Written {
  readonly uid: string
  /** When it was last changed; the same content says the same moment. */
  readonly changedAt: string
  readonly series: Series
  readonly row: Row
}

type Component = InstanceType<typeof ICAL.Component>

const utc = (moment: string) => ICAL.Time.fromDateTimeString(`${iso(Date.parse(moment)).slice(0, 19)}Z`)

const addTime = (to: Component, name: string, wall: Wall, series: Series): void => {
  if (series.allDay) {
    to.addProperty(timed(name, ICAL.Time.fromDateString(keyOf(wall, true)), null))
    return
  }
  if (series.zone === 'UTC') to.addProperty(timed(name, utc(iso(momentOf(wall, series.zone))), null))
  else to.addProperty(timed(name, ICAL.Time.fromDateTimeString(keyOf(wall, false)), series.zone))
}

const timed = (name: string, time: InstanceType<typeof ICAL.Time>, zone: string | null) => {
  const property = new ICAL.Property(name)
  if (time.isDate) property.resetType('date')
  property.setValue(time)
  if (zone !== null) property.setParameter('tzid', zone)
  return property
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const describe = (to: Component, row: Row, own: Override | null): void => {
  to.addPropertyWithValue('summary', own?.title ?? text(row.title) ?? '')
  const location = own?.location === undefined ? text(row.location) : own.location
  const description = own?.description === undefined ? text(row.description) : own.description
  if (location !== null) to.addPropertyWithValue('location', location)
  if (description !== null) to.addPropertyWithValue('description', description)
  if (row.isPrivate === true) to.addPropertyWithValue('class', 'PRIVATE')
  if (typeof row.reminderMinutes === 'number') {
    const alarm = new ICAL.Component('valarm')
    alarm.addPropertyWithValue('action', 'DISPLAY')
    alarm.addPropertyWithValue('description', own?.title ?? text(row.title) ?? '')
    alarm.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(-row.reminderMinutes * 60))
    to.addSubcomponent(alarm)
  }
}

const begun = (uid: string, changedAt: string): Component => {
  const event = new ICAL.Component('vevent')
  event.addPropertyWithValue('uid', uid)
  event.addPropertyWithValue('dtstamp', utc(changedAt))
  event.addPropertyWithValue('last-modified', utc(changedAt))
  return event
}

/** A time by itself: whole days as dates, anything else as moments of UTC. */
const addOnce = (to: Component, at: { startsAt: string; endsAt: string; allDay: boolean }, zone: string): void => {
  for (const [name, moment] of [
    ['dtstart', at.startsAt],
    ['dtend', at.endsAt],
  ] as const)
    to.addProperty(
      at.allDay
        ? timed(name, ICAL.Time.fromDateString(keyOf(wallOf(Date.parse(moment), zone), true)), null)
        : timed(name, utc(moment), null),
    )
}

/** The components of one event: the series, and each occurrence that was changed by itself. */
const componentsOf = ({ uid, changedAt, series, row }: Written, companyZone: string): Component[] => {
  const main = begun(uid, changedAt)
  if (!isRecurring(series)) {
    addOnce(main, series, companyZone)
    describe(main, row, null)
    return [main]
  }
  const first = firstWall(series)
  addTime(main, 'dtstart', first, series)
  addTime(main, 'dtend', wallOf(Date.parse(plainTimes(series, first).endsAt), series.zone), series)
  if (series.rule !== null) {
    const until = untilWall(series.rule, series.zone)
    const rule = { ...series.rule, until: until === null ? null : untilText(until, series.zone, series.allDay) }
    main.addPropertyWithValue('rrule', ICAL.Recur.fromString(writeRule(rule)))
  }
  for (const [name, keys] of [
    ['exdate', series.excluded],
    ['rdate', series.added],
  ] as const)
    for (const key of keys) {
      const wall = wallOfKey(key)
      if (wall !== undefined) addTime(main, name, wall, series)
    }
  describe(main, row, null)
  const changed = Object.entries(series.overrides).flatMap(([key, own]) => {
    const wall = wallOfKey(key)
    if (wall === undefined || series.excluded.includes(key)) return []
    const one = begun(uid, changedAt)
    addTime(one, 'recurrence-id', wall, series)
    const usual = plainTimes(series, wall)
    addOnce(
      one,
      {
        startsAt: own.startsAt ?? usual.startsAt,
        endsAt: own.endsAt ?? usual.endsAt,
        allDay: own.allDay ?? series.allDay,
      },
      companyZone,
    )
    describe(one, row, own)
    return [one]
  })
  return [main, ...changed]
}

/** A calendar as text (RFC 5545), with the definitions of the zones it names. */
export const writeCalendar = (name: string, events: readonly Written[], companyZone: string, now: string): string => {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Greensea//Calendar//ZH')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('method', 'PUBLISH')
  calendar.addPropertyWithValue('x-wr-calname', name)
  calendar.addPropertyWithValue('x-published-ttl', 'PT15M')
  const since = new Map<string, number>()
  for (const { series } of events)
    if (isRecurring(series) && !series.allDay && series.zone !== 'UTC')
      since.set(series.zone, Math.min(since.get(series.zone) ?? Number.POSITIVE_INFINITY, Date.parse(series.startsAt)))
  for (const [zone, from] of [...since].sort(([a], [b]) => (a < b ? -1 : 1)))
    calendar.addSubcomponent(zoneComponent(zone, from, Date.parse(now)))
  for (const event of events) for (const one of componentsOf(event, companyZone)) calendar.addSubcomponent(one)
  return `${calendar.toString()}\r\n`
}
