import { IANAZone } from 'luxon'

/** What a clock on the wall shows, as the milliseconds a clock in UTC would show it at; sums of it know no daylight saving. */
export type Wall = number

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** Whether this runtime knows the zone, `Asia/Shanghai`. */
export const isZone = (name: string): boolean => name.length <= 60 && IANAZone.isValidZone(name)

const offsetAt = (at: number, zone: string): number => IANAZone.create(zone).offset(at) * minute

/** What the clock of a zone shows at a moment. */
export const wallOf = (at: number, zone: string): Wall => at + offsetAt(at, zone)

/**
 * The moment at which the clock of a zone shows this. Shown twice, it is the first of both; skipped by the clock, it is
 * read with the offset before the gap (RFC 5545 §3.3.5).
 */
export const momentOf = (wall: Wall, zone: string): number => {
  const before = offsetAt(wall - day, zone)
  const first = wall - before
  if (offsetAt(first, zone) === before) return first
  const after = offsetAt(wall + day, zone)
  const second = wall - after
  return offsetAt(second, zone) === after ? second : first
}

const text = (wall: Wall) => new Date(wall).toISOString()

/** `2026-11-22T10:00:00`, of an all-day event `2026-11-22`: what an occurrence is known by, in the clock of its event. */
export const keyOf = (wall: Wall, allDay: boolean): string => text(wall).slice(0, allDay ? 10 : 19)

const keyForm = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?$/

/** What a key says, or undefined of what is none. */
export const wallOfKey = (key: string): Wall | undefined => {
  const match = keyForm.exec(key)
  if (match === null) return undefined
  const wall = Date.parse(`${key.slice(0, 10)}T${match[4] === undefined ? '00:00:00' : key.slice(11)}.000Z`)
  return Number.isNaN(wall) || keyOf(wall, match[4] === undefined) !== key ? undefined : wall
}

/** Midnight of the day a wall time is on. */
export const midnight = (wall: Wall): Wall => Math.floor(wall / day) * day

export const iso = (at: number): string => new Date(at).toISOString()
