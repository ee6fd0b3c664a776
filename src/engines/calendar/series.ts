import { parseRule, type Rule } from '../../fields/recurrence/rule.ts'
import { isObject, type Row } from '../../model/label.ts'
import { expand } from './expand.ts'
import { untilWall } from './until.ts'
import { day, iso, keyOf, momentOf, type Wall, wallOf, wallOfKey } from './wall.ts'

/** What one occurrence has of its own; what is not named it has of its series. */
export interface Override {
  readonly startsAt?: string
  readonly endsAt?: string
  readonly allDay?: boolean
  readonly title?: string
  readonly location?: string | null
  readonly description?: string | null
}

/** An event as its times go: once, or by a rule with exceptions. Keys are wall times of its zone. */
export interface Series {
  readonly startsAt: string
  readonly endsAt: string
  readonly allDay: boolean
  readonly zone: string
  readonly rule: Rule | null
  readonly excluded: readonly string[]
  readonly added: readonly string[]
  readonly overrides: Readonly<Record<string, Override>>
}

export interface Occurrence {
  /** Null of an event that happens once. */
  readonly key: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly allDay: boolean
  readonly override: Override | null
}

const keys = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** A stored row as a series. All-day events go by the clock of the company, whatever zone they name. */
export const seriesOf = (row: Readonly<Row>, companyZone: string): Series => {
  const found = typeof row.recurrence === 'string' ? parseRule(row.recurrence) : undefined
  const allDay = row.allDay === true
  const startsAt = iso(Date.parse(String(row.startsAt)))
  return {
    startsAt,
    endsAt: typeof row.endsAt === 'string' ? iso(Date.parse(row.endsAt)) : startsAt,
    allDay,
    zone: allDay || typeof row.timeZone !== 'string' ? companyZone : row.timeZone,
    rule: found?.ok === true ? found.rule : null,
    excluded: keys(row.excluded),
    added: keys(row.added),
    overrides: isObject(row.overrides) ? (row.overrides as Record<string, Override>) : {},
  }
}

export const isRecurring = (series: Series): boolean =>
  series.rule !== null || series.added.length > 0 || Object.keys(series.overrides).length > 0

export const firstWall = (series: Series): Wall => wallOf(Date.parse(series.startsAt), series.zone)

/** How long it takes: exactly, and for whole days on the clock of the wall. */
export const lengthOf = (series: Series): number => {
  const [from, to] = [Date.parse(series.startsAt), Date.parse(series.endsAt)]
  return series.allDay ? wallOf(to, series.zone) - wallOf(from, series.zone) : to - from
}

/** The time of the occurrence with this key, as the series alone has it. */
export const plainTimes = (series: Series, wall: Wall): { startsAt: string; endsAt: string } => {
  const startsAt = momentOf(wall, series.zone)
  const length = lengthOf(series)
  return {
    startsAt: iso(startsAt),
    endsAt: iso(series.allDay ? momentOf(wall + length, series.zone) : startsAt + length),
  }
}

export interface Span {
  readonly from: string
  readonly to: string
  readonly limit: number
}

/**
 * What happens within a span, in order: the starts of the rule, those added, without those cancelled, each changed one
 * where it was moved to. `capped`: the effort or the limit was reached, there may be more.
 */
export const occurrencesOf = (series: Series, span: Span): { occurrences: Occurrence[]; capped: boolean } => {
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  const isIn = (one: { startsAt: string; endsAt: string }) =>
    Date.parse(one.startsAt) < to && (Date.parse(one.endsAt) > from || Date.parse(one.startsAt) >= from)
  if (!isRecurring(series)) {
    const { startsAt, endsAt, allDay } = series
    const once = { key: null, startsAt, endsAt, allDay, override: null }
    return { occurrences: isIn(once) ? [once] : [], capped: false }
  }
  const { starts, capped } = startsOf(series, {
    from: from - lengthOf(series) - 2 * day,
    to: to + 2 * day,
    limit: span.limit + 50,
  })
  const excluded = new Set([...series.excluded, ...Object.keys(series.overrides)])
  const plain = starts.flatMap((wall) => {
    const key = keyOf(wall, series.allDay)
    return excluded.has(key)
      ? []
      : [{ key, ...plainTimes(series, wall), allDay: series.allDay, override: null } satisfies Occurrence]
  })
  const changed = Object.entries(series.overrides).flatMap(([key, override]) => changedOne(series, key, override))
  const occurrences = [...plain, ...changed]
    .filter(isIn)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
  return {
    occurrences: occurrences.slice(0, span.limit),
    capped: capped || occurrences.length > span.limit,
  }
}

/** The occurrence that was changed by itself. */
const changedOne = (series: Series, key: string, override: Override): Occurrence[] => {
  const wall = wallOfKey(key)
  if (wall === undefined || series.excluded.includes(key)) return []
  const usual = plainTimes(series, wall)
  const startsAt = override.startsAt ?? usual.startsAt
  const endsAt = override.endsAt ?? iso(Date.parse(startsAt) + Date.parse(usual.endsAt) - Date.parse(usual.startsAt))
  return [{ key, startsAt, endsAt, allDay: override.allDay ?? series.allDay, override }]
}

const startsOf = (series: Series, window: { from: Wall; to: Wall; limit: number }) => {
  const first = firstWall(series)
  const { starts, capped } =
    series.rule === null
      ? { starts: first >= window.from && first < window.to ? [first] : [], capped: false }
      : expand(series.rule, first, untilWall(series.rule, series.zone), window)
  const added = series.added.flatMap((key) => {
    const wall = wallOfKey(key)
    return wall !== undefined && wall >= window.from && wall < window.to ? [wall] : []
  })
  return { starts: [...new Set([...starts, ...added])].sort((a, b) => a - b), capped }
}

/** Whether the series has an occurrence of this key, cancelled ones not counted. */
export const hasOccurrence = (series: Series, key: string): boolean => {
  const wall = wallOfKey(key)
  if (wall === undefined || series.excluded.includes(key)) return false
  if (series.overrides[key] !== undefined) return true
  return startsOf(series, { from: wall, to: wall + 1, limit: 5 }).starts.some(
    (start) => keyOf(start, series.allDay) === key,
  )
}

/** How many starts the rule itself has before this one; what of its COUNT is used up. */
export const countBefore = (series: Series, wall: Wall): number =>
  series.rule === null
    ? 0
    : expand(series.rule, firstWall(series), untilWall(series.rule, series.zone), {
        from: firstWall(series),
        to: wall,
        limit: series.rule.count ?? 1,
      }).starts.length

const horizon = 200 * 366 * day

/** When the last occurrence ends; null where there is no last one, or none within the next centuries. */
export const lastEnd = (series: Series): string | null => {
  if (!isRecurring(series)) return series.endsAt
  const { rule } = series
  if (rule !== null && rule.count === null && rule.until === null) return null
  const first = firstWall(series)
  const until = rule === null ? null : untilWall(rule, series.zone)
  const { starts, capped } = startsOf(series, {
    from: rule?.count == null && until !== null ? Math.max(first, until - 400 * day) : first,
    to: until === null ? first + horizon : until + 1,
    limit: 12_000,
  })
  if (capped) return null
  const ends = [
    series.endsAt,
    ...(starts.length === 0 ? [] : [plainTimes(series, starts[starts.length - 1]!).endsAt]),
    ...Object.entries(series.overrides).flatMap(([key, one]) => changedOne(series, key, one).map((at) => at.endsAt)),
  ]
  return ends.sort().at(-1) ?? series.endsAt
}

const lookAhead = 9 * 366 * day

/** The first moment after `after` at which somebody is to be reminded, with the occurrence it is of. */
export const nextReminder = (
  series: Series,
  minutes: number | null,
  after: string,
): { at: string; occurrence: Occurrence } | null => {
  if (minutes === null) return null
  const lead = minutes * 60_000
  const from = Date.parse(after) + lead
  const { occurrences } = occurrencesOf(series, { from: iso(from), to: iso(from + lookAhead), limit: 60 })
  const next = occurrences.find((one) => Date.parse(one.startsAt) - lead > Date.parse(after))
  return next === undefined ? null : { at: iso(Date.parse(next.startsAt) - lead), occurrence: next }
}
