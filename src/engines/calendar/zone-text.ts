import ICAL from 'ical.js'
import { day, keyOf, minute, wallOf } from './wall.ts'

const ahead = 6 * 366 * day
const farthest = 40 * 366 * day
const step = 20 * day

const offsetAt = (at: number, zone: string): number => wallOf(at, zone) - at

/** The moments at which the clock of a zone changes, found by halving where two looks at it differ. */
const changesOf = (zone: string, from: number, to: number): number[] => {
  const found: number[] = []
  for (let at = from; at < to; at += step) {
    const next = Math.min(at + step, to)
    if (offsetAt(at, zone) === offsetAt(next, zone)) continue
    let [low, high] = [at, next]
    while (high - low > minute) {
      const middle = Math.floor((low + high) / 2 / minute) * minute
      if (offsetAt(middle, zone) === offsetAt(at, zone)) low = middle
      else high = middle
    }
    found.push(high)
  }
  return found
}

const offset = (milliseconds: number) => ICAL.UtcOffset.fromSeconds(milliseconds / 1000)

const observance = (name: 'standard' | 'daylight', at: number, from: number, to: number) => {
  const component = new ICAL.Component(name)
  component.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(keyOf(at + from, false)))
  component.addPropertyWithValue('tzoffsetfrom', offset(from))
  component.addPropertyWithValue('tzoffsetto', offset(to))
  return component
}

/** What the clock of a zone does (VTIMEZONE, RFC 5545 §3.6.5), change by change, from the first event to some years ahead. */
export const zoneComponent = (zone: string, since: number, now: number) => {
  const component = new ICAL.Component('vtimezone')
  component.addPropertyWithValue('tzid', zone)
  const from = Math.floor(Math.max(since, now - farthest) / day) * day - 400 * day
  const first = offsetAt(from, zone)
  component.addSubcomponent(observance('standard', from, first, first))
  let before = first
  for (const at of changesOf(zone, from, Math.floor((now + ahead) / day) * day)) {
    const after = offsetAt(at, zone)
    component.addSubcomponent(observance(after > before ? 'daylight' : 'standard', at, before, after))
    before = after
  }
  return component
}
