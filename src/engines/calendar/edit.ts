import { type Rule, writeRule } from '../../fields/recurrence/rule.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import { overridable, shiftExceptions } from './exceptions.ts'
import { countBefore, firstWall, hasOccurrence, type Override, plainTimes, type Series } from './series.ts'
import { untilText, untilWall } from './until.ts'
import { day, iso, keyOf, midnight, momentOf, type Wall, wallOf, wallOfKey } from './wall.ts'

export type Reach = 'one' | 'following' | 'all'

/** What a change of an occurrence comes to: new values of its series, and, where it is split, those of a second one. */
export type Edited =
  | { readonly ok: true; readonly values: Row | null; readonly second: Row | null }
  | { readonly ok: false; readonly refusal: Refusal }

const done = (values: Row | null, second: Row | null = null): Edited => ({ ok: true, values, second })

const noSuch = (): Edited => ({
  ok: false,
  refusal: conflict(
    'no_such_occurrence',
    '这一次不在了，可能已被取消或改期；刷新后再试',
    'There is no such occurrence any more; it may have been cancelled or moved. Reload and try again',
  ),
})

const pinned = (): Edited => ({
  ok: false,
  refusal: conflict(
    'rule_fixes_days',
    '重复规则写定了日期，不能整个系列换日子；请改重复规则，或只改这一次',
    'The rule fixes the days; change the rule, or this occurrence alone',
  ),
})

/** Changes one occurrence, it and those after it, or all of them. */
export const editOccurrence = (series: Series, key: string, reach: Reach, given: Row): Edited => {
  const wall = wallOfKey(key)
  if (wall === undefined || !hasOccurrence(series, key)) return noSuch()
  const values = Object.fromEntries(Object.entries(given).filter(([name]) => overridable.includes(name)))
  if (reach === 'one')
    return done({ overrides: { ...series.overrides, [key]: overrideOf(series, key, wall, values) } as Json })
  if (reach === 'following' && wall > firstWall(series)) return split(series, wall, values)
  const whole = wholeValues(series, key, wall, values)
  return whole === null ? pinned() : done(whole)
}

/** Cancels one occurrence, it and those after it; `values: null` says that nothing is left. */
export const cancelOccurrence = (series: Series, key: string, reach: Reach): Edited => {
  const wall = wallOfKey(key)
  if (wall === undefined || !hasOccurrence(series, key)) return noSuch()
  if (reach === 'all' || (reach === 'following' && wall <= firstWall(series))) return done(null)
  if (reach === 'following') return done(before(series, wall))
  const { [key]: _gone, ...overrides } = series.overrides
  return done({ excluded: [...series.excluded, key], overrides: overrides as Json })
}

const overrideOf = (series: Series, key: string, wall: Wall, values: Row): Override => {
  const known = series.overrides[key]
  const usual = plainTimes(series, wall)
  const startsAt = (values.startsAt as string | undefined) ?? known?.startsAt
  const length = Date.parse(known?.endsAt ?? usual.endsAt) - Date.parse(known?.startsAt ?? usual.startsAt)
  const endsAt =
    (values.endsAt as string | undefined) ??
    (values.startsAt === undefined ? known?.endsAt : iso(Date.parse(String(values.startsAt)) + length))
  return {
    ...known,
    ...(values as Override),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
  }
}

/** The series after what was said of one occurrence is said of all; null where its rule does not let the days move. */
const wholeValues = (series: Series, key: string, wall: Wall, values: Row): Row | null => {
  const allDay = typeof values.allDay === 'boolean' ? values.allDay : series.allDay
  const zone = series.zone
  const own = series.overrides[key]
  const usual = plainTimes(series, wall)
  const was = { startsAt: own?.startsAt ?? usual.startsAt, endsAt: own?.endsAt ?? usual.endsAt }
  const startsAt = (values.startsAt as string | undefined) ?? was.startsAt
  const endsAt =
    (values.endsAt as string | undefined) ??
    iso(Date.parse(startsAt) + Date.parse(was.endsAt) - Date.parse(was.startsAt))
  const { startsAt: _s, endsAt: _e, ...rest } = values
  if (values.startsAt === undefined && values.endsAt === undefined && values.allDay === undefined) return rest
  const to = wallOf(Date.parse(startsAt), zone)
  const days = Math.round((midnight(to) - midnight(wall)) / day)
  const rule = series.rule === null ? null : days === 0 ? series.rule : movedRule(series.rule, series, days)
  if (rule === undefined) return null
  const first = midnight(firstWall(series)) + days * day + (allDay ? 0 : to - midnight(to))
  const begins = momentOf(first, zone)
  return {
    ...rest,
    allDay,
    startsAt: iso(begins),
    endsAt: iso(
      allDay
        ? momentOf(first + Math.max(day, wallOf(Date.parse(endsAt), zone) - to), zone)
        : begins + Date.parse(endsAt) - Date.parse(startsAt),
    ),
    ...(rule === null ? {} : { recurrence: writeRule(rule) }),
  }
}

/** A rule whose days are all so many days later; undefined where it names days that cannot simply move. */
const movedRule = (rule: Rule, series: Series, days: number): Rule | undefined => {
  const until = untilWall(rule, series.zone)
  const moved: Rule = {
    ...rule,
    until: until === null ? null : untilText(until + days * day, series.zone, series.allDay),
  }
  const fixes =
    rule.byMonth.length + rule.byWeekNo.length + rule.byYearDay.length + rule.byMonthDay.length + rule.bySetPos.length
  if (fixes === 0 && rule.byDay.length === 0) return moved
  if (fixes > 0 || rule.freq !== 'WEEKLY') return undefined
  return { ...moved, byDay: rule.byDay.map((part) => ({ ...part, day: (((part.day + days) % 7) + 7) % 7 })) }
}

/** The series as far as it lies before an occurrence. */
const before = (series: Series, wall: Wall): Row => {
  const earlier = (keys: readonly string[]) => keys.filter((key) => (wallOfKey(key) ?? 0) < wall)
  return {
    ...(series.rule === null
      ? {}
      : { recurrence: writeRule({ ...series.rule, count: null, until: lastMoment(series, wall) }) }),
    excluded: earlier(series.excluded),
    added: earlier(series.added),
    overrides: Object.fromEntries(
      Object.entries(series.overrides).filter(([key]) => (wallOfKey(key) ?? 0) < wall),
    ) as Json,
  }
}

const lastMoment = (series: Series, wall: Wall) =>
  untilText(series.allDay ? wall - day : wall - 1000, series.zone, series.allDay)

/** Ends the series before the occurrence, and begins a second one with it. */
const split = (series: Series, wall: Wall, values: Row): Edited => {
  const later = (keys: readonly string[]) => keys.filter((key) => (wallOfKey(key) ?? 0) >= wall)
  const usual = plainTimes(series, wall)
  const rule = series.rule
  const tail: Series = {
    ...series,
    ...usual,
    rule: rule === null || rule.count === null ? rule : { ...rule, count: rule.count - countBefore(series, wall) },
    excluded: later(series.excluded),
    added: later(series.added),
    overrides: Object.fromEntries(Object.entries(series.overrides).filter(([key]) => (wallOfKey(key) ?? 0) >= wall)),
  }
  const again = wholeValues(tail, keyOf(wall, tail.allDay), wall, values)
  if (again === null) return pinned()
  const startsAt = String(again.startsAt ?? tail.startsAt)
  const endsAt = String(again.endsAt ?? tail.endsAt)
  const allDay = typeof again.allDay === 'boolean' ? again.allDay : tail.allDay
  const moved = shiftExceptions(tail, { ...tail, startsAt, endsAt, allDay })
  return done(before(series, wall), {
    ...again,
    ...moved,
    startsAt,
    endsAt,
    allDay,
    recurrence: (again.recurrence as string | undefined) ?? (tail.rule === null ? null : writeRule(tail.rule)),
  })
}
