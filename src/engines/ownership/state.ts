import sql from 'sql-template-tag'
import type { Clock } from '../../kernel/clock.ts'
import type { Database, Queryable } from '../../kernel/database/database.ts'
import { loadPolicies, type Policy, type PolicyVersion, policyAt } from './policy.ts'
import type { PoolRules } from './protection.ts'

/** Pools and policy as the process knows them; renewed with the access epoch. */
export interface OwnershipState {
  readonly clock: Clock
  readonly pools: () => ReadonlyMap<string, PoolRules>
  readonly defaultPool: () => PoolRules | undefined
  readonly versions: () => readonly PolicyVersion[]
  readonly policy: (now: string) => { version: number; policy: Policy }
  readonly refresh: (db: Database) => Promise<void>
}

const poolSql = sql`SELECT id, name, coalesce(is_default, false) AS "isDefault", daily_claims AS "dailyClaims", days_without_follow_up AS "daysWithoutFollowUp", days_without_deal AS "daysWithoutDeal",
  coalesce(by_level, '{}') AS "byLevel", coalesce(by_class, '{}') AS "byClass", coalesce(by_product_line, '{}') AS "byProductLine",
  coalesce(priority_hours, 0) AS "priorityHours", coalesce(after_recycle, 'open') AS "afterRecycle", extend_days AS "extendDays", coalesce(warn_days, 0) AS "warnDays", coalesce(previous_owner_cooldown_days, 0) AS "previousOwnerCooldownDays",
  coalesce(new_in_pool_cooldown_hours, 0) AS "newInPoolCooldownHours", capacity FROM pools WHERE deleted_at IS NULL ORDER BY is_default DESC NULLS LAST, created_at, id`

export const loadPools = async (db: Queryable): Promise<PoolRules[]> => (await db.query<PoolRules>(poolSql)).rows

export const createOwnershipState = (clock: Clock): OwnershipState => {
  let pools: ReadonlyMap<string, PoolRules> = new Map()
  let versions: readonly PolicyVersion[] = []
  return {
    clock,
    pools: () => pools,
    defaultPool: () => pools.values().next().value,
    versions: () => versions,
    policy: (now) => policyAt(versions, now),
    refresh: async (db) => {
      pools = new Map((await loadPools(db)).map((pool) => [pool.id, pool]))
      versions = await loadPolicies(db)
    },
  }
}
