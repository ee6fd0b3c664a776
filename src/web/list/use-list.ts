import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { JsonObject } from '../../model/label.ts'
import { fetchList, type RecordRow } from '../records.ts'

const pageSize = 100

/** A list that grows while one scrolls. The first page says how many there are. */
export const useGrowingList = (
  object: string,
  query: { filter: JsonObject; sort: string; search: string },
  enabled = true,
) => {
  const answer = useInfiniteQuery({
    queryKey: ['list', object, 'growing', query],
    queryFn: ({ pageParam, signal }) =>
      fetchList(
        object,
        { ...query, limit: pageSize, cursor: pageParam, ...(pageParam === null ? {} : { count: 'none' as const }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
    placeholderData: (before) => before,
    enabled,
  })
  const { data } = answer
  const rows: readonly RecordRow[] = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data])
  return { ...answer, rows, total: data?.pages[0]?.page.total ?? null }
}
