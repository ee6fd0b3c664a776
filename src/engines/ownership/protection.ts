import type { Clock } from '../../kernel/clock.ts'
import { isObject, type Label, type Row } from '../../model/label.ts'
import { reasonLabel, ruleReason } from '../../model/reason.ts'

/** The clocks of one pool, as its record holds them. */
export interface PoolRules {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
  readonly dailyClaims: number | null
  readonly daysWithoutFollowUp: number | null
  readonly daysWithoutDeal: number | null
  readonly byLevel: Readonly<
    Record<string, { readonly daysWithoutFollowUp?: number | null; readonly daysWithoutDeal?: number | null }>
  >
  readonly warnDays: number
  readonly previousOwnerCooldownDays: number
  readonly newInPoolCooldownHours: number
  readonly capacity: number | null
}

/** How long a record is safe from recycling, and why. `until` is exclusive: the day ends there (DESIGN §4). */
export interface Protection {
  readonly state: 'running' | 'locked' | 'dealt' | 'pool' | 'none'
  readonly until: string | null
  readonly by: 'daysWithoutFollowUp' | 'daysWithoutDeal' | null
  readonly since: string | null
  readonly days: number | null
}

const nothing = (state: Protection['state']): Protection => ({ state, until: null, by: null, since: null, days: null })

const daysOf = (pool: PoolRules, level: unknown, clock: 'daysWithoutFollowUp' | 'daysWithoutDeal'): number | null => {
  const own = typeof level === 'string' && isObject(pool.byLevel) ? pool.byLevel[level]?.[clock] : undefined
  return own ?? pool[clock]
}

const later = (a: unknown, b: unknown): string | null => {
  if (typeof a !== 'string') return typeof b === 'string' ? b : null
  return typeof b === 'string' && b > a ? b : a
}

/**
 * 保护期 (F12, F13, F15): without a valid follow-up for N days since the later of the last valid one and the moment of
 * ownership, or without a deal for M days since ownership, whichever ends first. Locked and dealt ones are not recycled.
 */
export const protectionOf = (row: Readonly<Row>, pool: PoolRules | undefined, clock: Clock): Protection => {
  if (typeof row.ownerId !== 'string') return nothing('pool')
  if (row.locked === true) return nothing('locked')
  if (typeof row.dealStatus === 'string' && row.dealStatus !== 'none') return nothing('dealt')
  if (pool === undefined || typeof row.ownedAt !== 'string') return nothing('none')
  const running: Protection[] = []
  const run = (by: 'daysWithoutFollowUp' | 'daysWithoutDeal', since: string | null) => {
    const days = daysOf(pool, row.level, by)
    if (days !== null && since !== null)
      running.push({ state: 'running', until: clock.endOfDays(since, days), by, since, days })
  }
  run('daysWithoutFollowUp', later(row.lastValidFollowUpAt, row.ownedAt))
  run('daysWithoutDeal', row.ownedAt)
  return running.sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1))[0] ?? nothing('none')
}

/** The rule as it is stored with what it caused; null where none runs. */
export const ruleOf = (protection: Pick<Protection, 'by' | 'days'>): string | null =>
  protection.by === null ? null : ruleReason(protection.by, protection.days)

/** The rule in words, for the record page. */
export const ruleWords = (protection: Pick<Protection, 'by' | 'days'>): Label | null => {
  const rule = ruleOf(protection)
  return rule === null ? null : reasonLabel(rule)
}
