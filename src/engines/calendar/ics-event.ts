import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import { parseRule, writeRule } from '../../fields/recurrence/rule.ts'
import { controlCharacters, loneSurrogate } from '../../model/field.ts'
import type { Json, Label, Row } from '../../model/label.ts'
import { type Line, lineOf, linesOf, type Part, words } from './ics-read.ts'
import {
  lengthText,
  momentIn,
  oneStamp,
  type Reading,
  type Stamp,
  stampsOf,
  Unreadable,
  unreadable,
} from './ics-stamp.ts'
import { day, iso, keyOf, midnight, type Wall, wallOf } from './wall.ts'

/** One event of a file, as it is to be kept. */
export interface Draft {
  readonly part: Part
  readonly uid: string
  readonly title: string
  /** Of a single occurrence of a series: which one, as a moment or a date. */
  readonly of: Stamp | null
  readonly cancelled: boolean
  readonly values: Row
  readonly notes: readonly Label[]
  /** What the key of a time is in the clock of this event. */
  readonly keyIn: (stamp: Stamp, zone: string, allDay: boolean, start: Wall) => string
}

export type Read =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly line: number; readonly reason: Label }

const cleaned = (line: Line | undefined): string => {
  const value = line?.fault === null ? line.values[0] : undefined
  return typeof value !== 'string'
    ? ''
    : value
        .replace(new RegExp(controlCharacters.source, 'g'), '')
        .replace(new RegExp(loneSurrogate.source, 'g'), '\uFFFD')
        .trim()
}

const cut = (text: string, most: number, name: Label, notes: Label[]): string => {
  const signs = [...text]
  if (signs.length <= most) return text
  notes.push(
    words(`${name.zh}太长，只留前 ${most} 字`, `The ${name.en} is too long; the first ${most} characters were kept`),
  )
  return signs.slice(0, most).join('')
}

/** Minutes before the start of the first alarm that says so; none without one. */
const reminderOf = (part: Part): number | null => {
  for (const alarm of part.parts.filter((one) => one.name === 'VALARM')) {
    const trigger = lineOf(alarm, 'TRIGGER')
    if (trigger === undefined || trigger.fault !== null || !/^[+-]?P/i.test(trigger.raw)) continue
    if (trigger.parameters.related?.toUpperCase() === 'END') continue
    try {
      const before = -ICAL.Duration.fromString(trigger.raw).toSeconds() / 60
      if (before >= 0 && before <= 40320) return Math.round(before)
    } catch {
      // An alarm that cannot be read rings nowhere; the event is no worse for it.
    }
  }
  return null
}

const essential = new Set(['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'UID'])

const keyIn =
  (reading: Reading, line: number): Draft['keyIn'] =>
  (stamp, zone, allDay, start) => {
    if (allDay)
      return keyOf(
        stamp.isDate ? stamp.wall : midnight(wallOf(momentIn(reading, stamp, line), reading.companyZone)),
        true,
      )
    // A date alone means the occurrence of that day.
    if (stamp.isDate) return keyOf(stamp.wall + start - midnight(start), false)
    return keyOf(wallOf(momentIn(reading, stamp, line), zone), false)
  }

/** A VEVENT as an event of the calendar, or why it cannot be one (RFC 5545 §3.6.1). */
export const readEvent = (part: Part, reading: Reading): Read => {
  try {
    return { ok: true, draft: draftOf(part, reading) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, line: error.line, reason: error.reason }
    throw error
  }
}

const draftOf = (part: Part, reading: Reading): Draft => {
  if (part.broken)
    throw new Unreadable(part.line, words('没有写完，缺少 END:VEVENT', 'It is not complete: END:VEVENT is missing'))
  const notes: Label[] = part.lines
    .filter((line) => line.fault !== null && !essential.has(line.name))
    .map((line) => words(`第 ${line.line} 行读不懂，略过`, `Line ${line.line} cannot be read and was left out`))
  const startLine = lineOf(part, 'DTSTART')
  if (startLine === undefined)
    throw new Unreadable(part.line, words('没有开始时间（DTSTART）', 'It has no start (DTSTART)'))
  const start = oneStamp(startLine)
  const rules = linesOf(part, 'RRULE')
  const rdates = linesOf(part, 'RDATE')
  const isRecurring = rules.length + rdates.length > 0
  const zone = zoneOf(reading, start, startLine.line, isRecurring)
  const begins = momentIn(reading, start, startLine.line)
  const ends = endOf(part, reading, start, begins)
  const key = keyIn(reading, startLine.line)
  const keys = (lines: readonly Line[]) =>
    lines.flatMap((line) =>
      stampsOf(line).map((one) => ({
        ...one,
        line: line.line,
        key: key(one.stamp, zone, start.isDate, wallOf(begins, zone)),
      })),
    )
  const added = keys(rdates)
  const overrides = Object.fromEntries(
    added.flatMap((one) => {
      const from = momentIn(reading, one.stamp, one.line)
      const to =
        one.end === null ? (one.length === null ? null : from + one.length) : momentIn(reading, one.end, one.line)
      return to === null || to < from ? [] : [[one.key, { startsAt: iso(from), endsAt: iso(to) }]]
    }),
  )
  const ofLine = lineOf(part, 'RECURRENCE-ID')
  const written = cleaned(lineOf(part, 'SUMMARY')).replace(/\s*\n\s*/g, ' ')
  const title = cut(written === '' ? reading.untitled : written, 200, words('标题', 'title'), notes)
  const list = (all: readonly { key: string }[]): Json =>
    all.length === 0 ? null : [...new Set(all.map((one) => one.key))].sort()
  const others = linesOf(part, 'ATTENDEE').length
  if (others > 0) notes.push(words(`${others} 位参加人没有邀请`, `${others} attendees were not invited`))
  return {
    part,
    uid: cut(cleaned(lineOf(part, 'UID')) || contentId(part), 500, words('编号', 'UID'), []),
    title,
    of: ofLine === undefined ? null : oneStamp(ofLine),
    cancelled: cleaned(lineOf(part, 'STATUS')).toUpperCase() === 'CANCELLED',
    notes,
    keyIn: key,
    values: {
      title,
      startsAt: iso(begins),
      endsAt: iso(ends),
      allDay: start.isDate,
      timeZone: zone,
      location:
        cut(cleaned(lineOf(part, 'LOCATION')).replace(/\s*\n\s*/g, ' '), 300, words('地点', 'location'), notes) || null,
      description: cut(cleaned(lineOf(part, 'DESCRIPTION')), 20000, words('说明', 'description'), notes) || null,
      recurrence: ruleOf(rules),
      excluded: list(keys(linesOf(part, 'EXDATE'))),
      added: list(added),
      overrides: Object.keys(overrides).length === 0 ? null : (overrides as Json),
      reminderMinutes: reminderOf(part),
      isPrivate: /^(PRIVATE|CONFIDENTIAL)$/i.test(cleaned(lineOf(part, 'CLASS'))),
    },
  }
}

/** Whose clock it recurs by. */
const zoneOf = (reading: Reading, start: Stamp, line: number, isRecurring: boolean): string => {
  if (start.isUtc) return isRecurring ? 'UTC' : reading.companyZone
  if (start.isDate || start.tzid === null) return reading.companyZone
  const found = reading.zoneOf(start.tzid, start.wall)
  if (found.kind === 'named') return found.zone
  if (!isRecurring) return reading.companyZone
  throw new Unreadable(
    line,
    words(
      `不认识时区“${start.tzid.slice(0, 60)}”，重复的日程不知道按哪里的钟走`,
      `The time zone "${start.tzid.slice(0, 60)}" is not known, so it is not clear by whose clock it recurs`,
    ),
  )
}

const endOf = (part: Part, reading: Reading, start: Stamp, begins: number): number => {
  const endLine = lineOf(part, 'DTEND')
  const lengthLine = lineOf(part, 'DURATION')
  if (endLine !== undefined) {
    const end = oneStamp(endLine)
    if (end.isDate !== start.isDate)
      throw new Unreadable(
        endLine.line,
        words('开始和结束一个有钟点、一个没有', 'Of start and end one has a time and the other has none'),
      )
    const ends = momentIn(reading, end, endLine.line)
    if (ends < begins) throw new Unreadable(endLine.line, words('结束早于开始', 'It ends before it starts'))
    return start.isDate ? Math.max(ends, begins + day) : ends
  }
  if (lengthLine !== undefined) {
    if (lengthLine.fault !== null) throw unreadable(lengthLine)
    const length = lengthText(lengthLine, lengthLine.raw)
    if (length < 0) throw new Unreadable(lengthLine.line, words('时长是负的', 'Its duration is negative'))
    return begins + (start.isDate ? Math.max(day, Math.ceil(length / day) * day) : length)
  }
  return start.isDate ? begins + day : begins
}

const ruleOf = (rules: readonly Line[]): string | null => {
  const [first, second] = rules
  if (first === undefined) return null
  if (second !== undefined)
    throw new Unreadable(
      second.line,
      words('有两条重复规则，只能有一条', 'It has two rules of recurrence; one is possible'),
    )
  const found = parseRule(first.raw)
  if (!found.ok) throw new Unreadable(first.line, found.message)
  return writeRule(found.rule)
}

/** What stands for the UID of an event without one: the same content is the same event. */
const contentId = (part: Part): string =>
  `content:${createHash('sha256')
    .update(part.lines.map((line) => `${line.name}:${line.raw}`).join('\n'))
    .digest('base64url')
    .slice(0, 32)}`
