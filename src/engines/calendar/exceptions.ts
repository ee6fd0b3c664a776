import { dateTimeType } from '../../fields/date-time/date-time.ts'
import { longTextType } from '../../fields/long-text/long-text.ts'
import { textType } from '../../fields/text/text.ts'
import { type Fault, fault } from '../../model/errors.ts'
import type { FieldDef, FieldType } from '../../model/field.ts'
import { isObject, type Json, type Row } from '../../model/label.ts'
import { firstWall, type Override, type Series } from './series.ts'
import { day, iso, keyOf, midnight, type Wall, wallOfKey } from './wall.ts'

const mostDates = 2000
const mostOverrides = 500

const may: Readonly<Record<string, readonly [FieldType, FieldDef]>> = {
  startsAt: [dateTimeType, { type: 'dateTime', zh: '开始', en: 'Starts' }],
  endsAt: [dateTimeType, { type: 'dateTime', zh: '结束', en: 'Ends' }],
  title: [textType, { type: 'text', zh: '标题', en: 'Title', max: 200 }],
  location: [textType, { type: 'text', zh: '地点', en: 'Location', max: 300 }],
  description: [longTextType, { type: 'longText', zh: '说明', en: 'Description', max: 20000 }],
}

/** Names of what one occurrence may have of its own. */
export const overridable: readonly string[] = [...Object.keys(may), 'allDay']

const isKey = (value: unknown): value is string => typeof value === 'string' && wallOfKey(value) !== undefined

const wrongDates = (path: string): Fault =>
  fault(
    path,
    'not_occurrences',
    `应是最多 ${mostDates} 个时刻的数组，如 2026-11-22T10:00:00`,
    `An array of at most ${mostDates} times like 2026-11-22T10:00:00 is expected`,
  )

/** What is wrong with the exceptions of an event, as a caller may have written them. Canonical values are put in place. */
export const exceptionFaults = (row: Row): Fault[] => {
  const faults: Fault[] = []
  for (const name of ['excluded', 'added'] as const) {
    const value = row[name] ?? null
    if (value === null) continue
    if (!Array.isArray(value) || value.length > mostDates || !value.every(isKey)) faults.push(wrongDates(name))
    else row[name] = value.length === 0 ? null : [...new Set(value)].sort()
  }
  const overrides = row.overrides ?? null
  if (overrides === null) return faults
  if (!isObject(overrides) || Object.keys(overrides).length > mostOverrides)
    faults.push(
      fault(
        'overrides',
        'not_overrides',
        `应是一个对象，最多改 ${mostOverrides} 次`,
        `An object of at most ${mostOverrides} changed occurrences is expected`,
      ),
    )
  else {
    for (const [key, value] of Object.entries(overrides)) faults.push(...overrideFaults(key, value))
    if (Object.keys(overrides).length === 0) row.overrides = null
  }
  return faults
}

const overrideFaults = (key: string, value: unknown): Fault[] => {
  const path = `overrides.${key}`
  if (!isKey(key) || !isObject(value)) return [wrongDates(path.slice(0, 60))]
  return Object.entries(value).flatMap(([name, given]): Fault[] => {
    if (given === null || (name === 'allDay' && typeof given === 'boolean')) return []
    const field = may[name]
    if (field === undefined)
      return [
        fault(path, 'unknown_field', `一次里不能单独改“${name}”`, `"${name}" cannot be changed of one occurrence`),
      ]
    const parsed = field[0].parse(given, field[1])
    if (!parsed.ok) return [{ path, code: parsed.code, message: parsed.message }]
    value[name] = parsed.value
    return []
  })
}

/** The key of an occurrence after its series moved on the clock of the wall, or became one of whole days or of hours. */
const movedKey = (before: Series, after: Series) => {
  const delta = firstWall(after) - firstWall(before)
  const time = firstWall(after) - midnight(firstWall(after))
  return (key: string): string => {
    const wall: Wall = wallOfKey(key) ?? 0
    if (after.allDay) return keyOf(midnight(wall + delta), true)
    return keyOf(
      before.allDay ? wall + (midnight(firstWall(after)) - midnight(firstWall(before))) + time : wall + delta,
      false,
    )
  }
}

/** Cancelled, added and changed occurrences as they are known after the series moved; what was moved by itself moves along. */
export const shiftExceptions = (before: Series, after: Series): Row => {
  const moved = movedKey(before, after)
  const by = Date.parse(after.startsAt) - Date.parse(before.startsAt)
  const wholeDays = Math.round(by / day) * day
  const shifted = (at: string) => iso(Date.parse(at) + (before.allDay === after.allDay ? by : wholeDays))
  const overrides = Object.entries(before.overrides).map(([key, one]): [string, Override] => [
    moved(key),
    {
      ...one,
      ...(one.startsAt === undefined ? {} : { startsAt: shifted(one.startsAt) }),
      ...(one.endsAt === undefined ? {} : { endsAt: shifted(one.endsAt) }),
    },
  ])
  const list = (keys: readonly string[]): Json => (keys.length === 0 ? null : keys.map(moved))
  return {
    excluded: list(before.excluded),
    added: list(before.added),
    overrides: overrides.length === 0 ? null : (Object.fromEntries(overrides) as Json),
  }
}
