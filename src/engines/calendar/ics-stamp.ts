import ICAL from 'ical.js'
import type { Label } from '../../model/label.ts'
import { type Line, words } from './ics-read.ts'
import type { FileZone } from './ics-zones.ts'
import { momentOf, type Wall } from './wall.ts'

export interface Reading {
  readonly companyZone: string
  readonly zoneOf: (tzid: string, near: Wall) => FileZone
  readonly untitled: string
}

/** A time as a file writes it. */
export interface Stamp {
  readonly wall: Wall
  readonly isDate: boolean
  readonly isUtc: boolean
  readonly tzid: string | null
}

/** Why an event of a file cannot be taken, and where it says so. */
export class Unreadable extends Error {
  constructor(
    readonly line: number,
    readonly reason: Label,
  ) {
    super(reason.en)
  }
}

const form = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i

const stampOf = (text: string, tzid: string | null): Stamp | undefined => {
  const match = form.exec(text.trim())
  if (match === null) return undefined
  const [, year, month, date, hours, minutes = '00', seconds = '00', utc] = match
  const written = `${year}-${month}-${date}T${hours ?? '00'}:${minutes}:${seconds === '60' ? '59' : seconds}.000Z`
  const wall = Date.parse(written)
  if (Number.isNaN(wall) || new Date(wall).toISOString() !== written) return undefined
  return { wall, isDate: hours === undefined, isUtc: utc !== undefined, tzid: hours === undefined ? null : tzid }
}

export const unreadable = (line: Line): Unreadable =>
  new Unreadable(
    line.line,
    words(`${line.name} 读不懂：${line.raw.slice(0, 60)}`, `${line.name} cannot be read: ${line.raw.slice(0, 60)}`),
  )

export const oneStamp = (line: Line): Stamp => {
  const stamp = line.fault === null ? stampOf(line.raw, line.parameters.tzid ?? null) : undefined
  if (stamp === undefined) throw unreadable(line)
  return stamp
}

/** Starts of a list of times; of a period (RDATE) its length beside it. */
export const stampsOf = (line: Line): { stamp: Stamp; length: number | null; end: Stamp | null }[] => {
  if (line.fault !== null) throw unreadable(line)
  const tzid = line.parameters.tzid ?? null
  return line.raw
    .split(',')
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [from = '', to] = one.split('/')
      const stamp = stampOf(from, tzid)
      if (stamp === undefined) throw unreadable(line)
      if (to === undefined) return { stamp, length: null, end: null }
      if (/^[+-]?P/i.test(to)) return { stamp, length: lengthText(line, to), end: null }
      const end = stampOf(to, tzid)
      if (end === undefined) throw unreadable(line)
      return { stamp, length: null, end }
    })
}

export const lengthText = (line: Line, text: string): number => {
  try {
    return ICAL.Duration.fromString(text.trim()).toSeconds() * 1000
  } catch {
    throw unreadable(line)
  }
}

/** A moment of the file; in a zone nobody knows it is refused. */
export const momentIn = (reading: Reading, stamp: Stamp, line: number): number => {
  if (stamp.isUtc) return stamp.wall
  if (stamp.tzid === null) return momentOf(stamp.wall, reading.companyZone)
  const zone = reading.zoneOf(stamp.tzid, stamp.wall)
  if (zone.kind === 'named') return momentOf(stamp.wall, zone.zone)
  if (zone.kind === 'own') return zone.momentOf(stamp.wall)
  throw new Unreadable(
    line,
    words(
      `不认识时区“${stamp.tzid.slice(0, 60)}”，文件里也没有能用的定义`,
      `The time zone "${stamp.tzid.slice(0, 60)}" is not known, nor usably defined in the file`,
    ),
  )
}
