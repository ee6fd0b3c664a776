import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import type { JsonObject } from '../../model/label.ts'
import { api, type Page } from '../client.ts'
import { useMe } from '../meta.ts'
import { queryClient } from '../query.ts'
import { fetchList, type RecordRow, useRecords } from '../records.ts'

/** What this person may still do in a pool today. */
export interface PoolUsage {
  readonly claims: { readonly used: number; readonly limit: number | null } | null
  readonly capacity: { readonly used: number; readonly limit: number | null; readonly excluded?: number } | null
  readonly reveals: { readonly used: number; readonly limit: number | null } | null
  readonly pool?: { readonly id: string; readonly name: string }
}

export const usePoolUsage = (poolId: string | undefined) =>
  useQuery({
    queryKey: ['pool-usage', poolId ?? null],
    queryFn: () => api.get<PoolUsage>('/pool-usage', { query: { poolId } }),
    enabled: poolId !== undefined,
    staleTime: 15_000,
  }).data

/** From when on customers of a pool may be claimed: any, and those this person had before; null where there is no such rule. */
export interface Opened {
  readonly any: string | null
  readonly own: string | null
}

/** The moments for these rules, rounded to the minute, so that the question stays the same while one looks. */
export const openedAt = (
  now: number,
  { closedHours, ownDays }: { readonly closedHours: number; readonly ownDays: number },
): Opened => {
  const minute = Math.ceil(now / 60_000) * 60_000
  const before = (hours: number) => (hours === 0 ? null : new Date(minute - hours * 3_600_000).toISOString())
  return { any: before(closedHours), own: before(ownDays * 24) }
}

/** What lies in a pool; with `opened`, only what no cool-down keeps this person from claiming. */
export const poolFilter = (poolId: string, opened?: Opened): JsonObject => ({
  ownerId: { isNull: true },
  poolId,
  ...(opened === undefined || opened.any === null ? {} : { pooledAt: { lt: opened.any } }),
  ...(opened === undefined || opened.own === null
    ? {}
    : { or: [{ previousOwnerId: { ne: '@me' } }, { pooledAt: { lt: opened.own } }] }),
})

/** `1,284`, or `10,000+` where only that is known. */
export const countText = ({ value, exact }: { readonly value: number; readonly exact: boolean }): string =>
  exact ? value.toLocaleString('en') : `${(Math.floor(value / 100) * 100).toLocaleString('en')}+`

/** Pools with how many customers lie in each. */
export const usePools = () => {
  const { data, error, refetch } = useRecords('pools', { limit: 100, sort: 'name' })
  const mine = useMe().poolIds
  const all = data?.data ?? []
  const pools = mine === undefined || mine.length === 0 ? all : all.filter((pool) => mine.includes(pool.id))
  const counts = useQueries({
    queries: pools.map((pool) => ({
      queryKey: ['list', 'customers', 'pool-count', pool.id],
      queryFn: () => fetchList('customers', { filter: poolFilter(pool.id), limit: 1 }),
      staleTime: 60_000,
    })),
  })
  const list = pools
    .map((pool, index) => ({
      id: pool.id,
      name: String(pool.name),
      isDefault: pool.isDefault === true,
      closedHours: typeof pool.newInPoolCooldownHours === 'number' ? pool.newInPoolCooldownHours : 0,
      ownDays: typeof pool.previousOwnerCooldownDays === 'number' ? pool.previousOwnerCooldownDays : 0,
      total: counts[index]?.data?.page.total,
    }))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault))
  return { pools: data === undefined ? undefined : list, error, refetch }
}

/** How a pool is looked at: the words searched for, the order, and perhaps only what is open. */
export interface PoolLook {
  readonly poolId: string
  readonly search: string
  readonly sort: string
  readonly opened?: Opened
}

export const poolKey = ({ poolId, search, sort, opened }: PoolLook) =>
  ['list', 'customers', { filter: poolFilter(poolId, opened), search, sort }, 'pool'] as const

/** Customers of one pool, page by page. */
export const usePoolCustomers = (look: PoolLook) =>
  useInfiniteQuery({
    queryKey: poolKey(look),
    queryFn: ({ pageParam, signal }) =>
      fetchList(
        'customers',
        {
          filter: poolFilter(look.poolId, look.opened),
          sort: look.sort,
          limit: 50,
          cursor: pageParam,
          ...(look.search === '' ? {} : { search: look.search }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })

type Pages = { readonly pages: readonly Page<RecordRow>[]; readonly pageParams: readonly unknown[] }

/** Takes claimed customers off the list at once; answers what stood there before. */
export const takeOff = (key: ReturnType<typeof poolKey>, ids: readonly string[]): Pages | undefined => {
  const before = queryClient.getQueryData<Pages>(key)
  if (before !== undefined)
    queryClient.setQueryData<Pages>(key, {
      ...before,
      pages: before.pages.map((page) => ({ ...page, data: page.data.filter((row) => !ids.includes(row.id)) })),
    })
  return before
}
