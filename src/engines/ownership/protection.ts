import { raw, type Sql } from 'sql-template-tag'
import type { Clock } from '../../kernel/clock.ts'
import { isObject, type Label, type Row } from '../../model/label.ts'
import { reasonLabel, ruleReason } from '../../model/reason.ts'
import type { CompiledObject } from '../../model/registry.ts'

export type ClockName = 'daysWithoutFollowUp' | 'daysWithoutDeal'
export const clockNames: readonly ClockName[] = ['daysWithoutFollowUp', 'daysWithoutDeal']

type DaysBy = Readonly<Record<string, Partial<Readonly<Record<ClockName, number | null>>>>>

/** The clocks of one pool, as its record holds them. */
export interface PoolRules extends Readonly<Record<ClockName, number | null>> {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
  readonly dailyClaims: number | null
  readonly byLevel: DaysBy
  readonly byClass: DaysBy
  readonly byProductLine: DaysBy
  readonly warnDays: number
  readonly previousOwnerCooldownDays: number
  readonly newInPoolCooldownHours: number
  readonly priorityHours: number
  readonly afterRecycle: 'open' | 'original' | 'extend'
  readonly extendDays: number | null
  readonly capacity: number | null
}

/** How long a record is safe from recycling, and why. `until` is exclusive: the day ends there (DESIGN §4). */
export interface Protection {
  readonly state: 'running' | 'locked' | 'dealt' | 'nurturing' | 'pool' | 'none'
  readonly until: string | null
  readonly by: ClockName | 'extension' | null
  readonly since: string | null
  readonly days: number | null
}

const nothing = (state: Protection['state']): Protection => ({ state, until: null, by: null, since: null, days: null })

/** The settings that give days of their own, with the field of the record that chooses among them (F15). */
export const daysBy = { byLevel: 'level', byClass: 'class', byProductLine: 'productLine' } as const

/** What of a pool moves the ends of protection. */
export const clockSettings: readonly string[] = [...clockNames, ...Object.keys(daysBy)]

/** The longest of what level, class and product line give; where none says anything, what the pool says. */
const daysOf = (pool: PoolRules, row: Readonly<Row>, clock: ClockName): number | null => {
  const own = (Object.keys(daysBy) as (keyof typeof daysBy)[]).flatMap((setting) => {
    const key = row[daysBy[setting]]
    const days = typeof key === 'string' && isObject(pool[setting]) ? pool[setting][key]?.[clock] : undefined
    return typeof days === 'number' ? [days] : []
  })
  return own.length > 0 ? Math.max(...own) : pool[clock]
}

const later = (a: unknown, b: unknown): string | null => {
  if (typeof a !== 'string') return typeof b === 'string' ? b : null
  return typeof b === 'string' && b > a ? b : a
}

/** What protection is told by; fields an object does not have are simply not there. */
const told = [
  'ownerId',
  'ownedAt',
  'poolId',
  'locked',
  'extendedUntil',
  'lastValidFollowUpAt',
  'dealStatus',
  'lifecycle',
  'expectedPurchaseOn',
  ...Object.values(daysBy),
]

/** The columns protection is told by, for a SELECT. */
export const protectionColumns = (object: CompiledObject): Sql =>
  raw(
    told
      .flatMap((name) => {
        const field = object.fields.get(name)
        return field === undefined ? [] : [`${field.column} AS "${name}"`]
      })
      .join(', '),
  )

/**
 * 保护期 (F12, F13, F15): without a valid follow-up for N days since the later of the last valid one and the moment of
 * ownership, or without a deal for M days since ownership, whichever ends first. Locked and dealt ones are not recycled;
 * for those 长期培育 the clocks start when the purchase is expected (W13); 延保 moves the end.
 */
export const protectionOf = (row: Readonly<Row>, pool: PoolRules | undefined, clock: Clock): Protection => {
  if (typeof row.ownerId !== 'string') return nothing('pool')
  if (row.locked === true) return nothing('locked')
  if (typeof row.dealStatus === 'string' && row.dealStatus !== 'none') return nothing('dealt')
  if (pool === undefined || typeof row.ownedAt !== 'string') return nothing('none')
  const nurtured =
    row.lifecycle === 'nurturing' && typeof row.expectedPurchaseOn === 'string'
      ? clock.startOfDay(row.expectedPurchaseOn)
      : null
  const running: Protection[] = []
  const run = (by: ClockName, from: string | null) => {
    const days = daysOf(pool, row, by)
    const since = later(nurtured, from)
    if (days !== null && since !== null)
      running.push({
        state: since === nurtured ? 'nurturing' : 'running',
        until: clock.endOfDays(since, days),
        by,
        since,
        days,
      })
  }
  run('daysWithoutFollowUp', later(row.lastValidFollowUpAt, row.ownedAt))
  run('daysWithoutDeal', row.ownedAt)
  const first = running.sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1))[0]
  if (first === undefined) return nothing('none')
  const { extendedUntil } = row
  return typeof extendedUntil === 'string' && extendedUntil > (first.until ?? '')
    ? { ...first, until: extendedUntil, by: 'extension' }
    : first
}

/** Days that shorter clocks of another pool leave at least, of what was left before. */
const graceDays = 7

/**
 * Who is moved into a pool of shorter clocks is not lost by the move: what protection was left stays, up to a week from
 * then, so that a pool with clocks of a day is no way around the second person whom a change of clocks asks for.
 */
export const graceOf = (
  before: Readonly<Row>,
  after: Readonly<Row>,
  pool: PoolRules | undefined,
  clock: Clock,
  now: string,
): string | null => {
  const extended = typeof after.extendedUntil === 'string' ? after.extendedUntil : null
  const end = protectionOf(after, pool, clock).until
  if (end === null) return extended
  const grace = clock.endOfDays(now, graceDays)
  const left = typeof before.protectedUntil === 'string' ? before.protectedUntil : grace
  const kept = left < grace ? left : grace
  return kept > now && kept > end ? kept : extended
}

/** The rule as it is stored with what it caused; null where none runs. */
export const ruleOf = (protection: Pick<Protection, 'by' | 'days'>): string | null =>
  protection.by === null ? null : ruleReason(protection.by, protection.days)

/** The rule in words, for the record page. */
export const ruleWords = (protection: Pick<Protection, 'by' | 'days'>): Label | null => {
  const rule = ruleOf(protection)
  return rule === null ? null : reasonLabel(rule)
}
