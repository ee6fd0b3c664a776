import ICAL from 'ical.js'
import { findIana } from 'windows-iana'
import { lineOf, type Part } from './ics-read.ts'
import { hour, isZone, minute, type Wall, wallOf } from './wall.ts'

/** How the times of a file with a TZID read: as those of a zone everybody knows, or by what the file says of it. */
export type FileZone =
  | { readonly kind: 'named'; readonly zone: string }
  | { readonly kind: 'own'; readonly momentOf: (wall: Wall) => number }
  | { readonly kind: 'unknown' }

/** What a file may ask of its reader: zones it defines itself, changes of the clock in one of them. */
const most = { definitions: 50, changes: 200 }

const stepDays = 6 * 7 * 24 * hour

/** Zones that are tried first for rules without a name. */
const usual = [
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Athens',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'UTC',
]

/** The zone a name stands for: of IANA, of Windows, with a maker's path before it, or a plain offset. */
export const zoneByName = (name: string): string | undefined => {
  const plain = name.trim().replace(/^"|"$/g, '')
  if (plain === '' || plain.length > 200) return undefined
  if (/^(?:Z|GMT|UTC)$/i.test(plain)) return 'UTC'
  if (isZone(plain)) return plain
  const [windows] = findIana(plain)
  if (windows !== undefined && isZone(windows)) return windows
  const segments = plain.split('/').filter((part) => part !== '')
  for (const count of [3, 2]) {
    const tail = segments.slice(-count).join('/')
    if (segments.length >= count && isZone(tail)) return tail
  }
  const offset = /^\(?(?:GMT|UTC)\s*([+-])(\d{1,2})(?::?00)?\)?$/i.exec(plain)
  if (offset === null || Number(offset[2]) > 14) return undefined
  return `Etc/GMT${offset[1] === '+' ? '-' : '+'}${Number(offset[2])}`
}

/** Clocks change by the year (RFC 5545 §3.6.5); a rule of every day or second is none, and would be followed for long. */
const isYearly = (rule: Part): boolean =>
  rule.lines.every((line) => line.name !== 'RRULE' || /(?:^|;)FREQ=YEARLY(?:;|$)/i.test(line.raw))

/** The definition of a file as the library keeps it; undefined where it cannot be read. */
const definitionOf = (part: Part): ((wall: Wall) => number) | undefined => {
  if (part.parts.length > most.changes || !part.parts.every(isYearly)) return undefined
  const component = new ICAL.Component('vtimezone')
  component.addPropertyWithValue('tzid', 'zone')
  for (const rule of part.parts) {
    if (rule.name !== 'STANDARD' && rule.name !== 'DAYLIGHT') continue
    const child = new ICAL.Component(rule.name.toLowerCase())
    for (const line of rule.lines)
      if (line.fault === null && ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE'].includes(line.name))
        child.addProperty(new ICAL.Property([line.name.toLowerCase(), {}, line.type, ...line.values], child))
    if (lineOf(rule, 'DTSTART')?.fault === null && lineOf(rule, 'TZOFFSETTO')?.fault === null)
      component.addSubcomponent(child)
  }
  if (component.getAllSubcomponents().length === 0) return undefined
  const zone = new ICAL.Timezone({ component, tzid: 'zone' })
  return (wall) => {
    const at = new Date(wall)
    const time = new ICAL.Time(
      {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        day: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
        isDate: false,
      },
      ICAL.Timezone.localTimezone,
    )
    return zone.utcOffset(time) * 1000
  }
}

/** A zone everybody knows whose clock went and goes as the file says, from a year before to some years after. */
const sameAs = (offsetOf: (wall: Wall) => number, near: Wall, first: string): string | undefined => {
  const samples = Array.from({ length: 46 }, (_, i) => near + (i - 8) * stepDays)
  const offsets = samples.map(offsetOf)
  const all = Intl.supportedValuesOf('timeZone')
  return [first, ...usual, ...all].find((zone) =>
    samples.every((wall, i) => {
      const at = wall - offsets[i]!
      // Within the hours of a change both readings are right.
      return (
        wallOf(at, zone) === wall ||
        Math.abs(wallOf(at + 3 * hour, zone) - wallOf(at - 3 * hour, zone) - 6 * hour) > minute
      )
    }),
  )
}

/** What a file's TZID means: its name first, then the place it names, then the rules it brings. */
export const fileZones = (definitions: readonly Part[], companyZone: string) => {
  const known = new Map<string, FileZone>()
  let defined = 0
  const byId = new Map(definitions.map((part) => [String(lineOf(part, 'TZID')?.values[0] ?? ''), part]))
  return (tzid: string, near: Wall): FileZone => {
    const cached = known.get(tzid)
    if (cached !== undefined) return cached
    const part = byId.get(tzid)
    const name = nameOf(tzid, part)
    // Rules are compared with those of every zone there is: a file that brings hundreds is not worked off for minutes.
    if (name === undefined) defined += 1
    const found: FileZone =
      name !== undefined
        ? { kind: 'named', zone: name }
        : defined > most.definitions
          ? { kind: 'unknown' }
          : byRules(part, near, companyZone)
    known.set(tzid, found)
    return found
  }
}

const nameOf = (tzid: string, part: Part | undefined): string | undefined => {
  const place = part === undefined ? undefined : lineOf(part, 'X-LIC-LOCATION')?.values[0]
  return zoneByName(tzid) ?? (typeof place === 'string' ? zoneByName(place) : undefined)
}

const byRules = (part: Part | undefined, near: Wall, companyZone: string): FileZone => {
  let offsetOf: ((wall: Wall) => number) | undefined
  try {
    offsetOf = part === undefined ? undefined : definitionOf(part)
    if (offsetOf === undefined) return { kind: 'unknown' }
    const zone = sameAs(offsetOf, near, companyZone)
    if (zone !== undefined) return { kind: 'named', zone }
  } catch {
    // Rules the library cannot follow define nothing.
    return { kind: 'unknown' }
  }
  const own = offsetOf
  return { kind: 'own', momentOf: (wall) => wall - own(wall) }
}
