import { type Me, type Meta, may, type ObjectMeta, useMe, useMeta } from '../meta.ts'

const acts = ['claim', 'assign', 'move-pool'] as const

const reaches = (customers: ObjectMeta | undefined, me: Me): boolean =>
  customers?.traits.pooled === true &&
  may(customers, 'read') &&
  ((me.poolIds ?? []).length > 0 || acts.some((act) => may(customers, act)))

/** Whether the pool is a place of this person's work: a member of one, or with something to do there. */
export const reachesPool = (meta: Meta, me: Me): boolean =>
  reaches(
    meta.objects.find((object) => object.path === 'customers'),
    me,
  )

export const useReachesPool = (): boolean => reachesPool(useMeta(), useMe())
