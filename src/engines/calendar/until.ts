import { type Rule, wallOfUntil } from '../../fields/recurrence/rule.ts'
import { day, momentOf, type Wall, wallOf } from './wall.ts'

/** The last moment of the wall clock at which it may still start; a date means the whole of that day. */
export const untilWall = (rule: Rule, zone: string): Wall | null => {
  if (rule.until === null) return null
  const wall = wallOfUntil(rule.until)
  if (wall === undefined) return null
  if (rule.until.length === 8) return wall + day - 1
  return rule.until.endsWith('Z') ? wallOf(wall, zone) : wall
}

const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')

/** An UNTIL as RFC 5545 wants it: a date for all-day events, a moment of UTC for the others. */
export const untilText = (wall: Wall, zone: string, allDay: boolean): string =>
  allDay ? stamp(wall).slice(0, 8) : stamp(momentOf(wall, zone))
