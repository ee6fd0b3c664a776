import { useQuery } from '@tanstack/react-query'
import { fetchList, type ListQuery, listKey, type RecordRow } from '../records.ts'

const pageSize = 200
const most = 10

/** Every record of a small object (departments, roles, pools, people), page after page, up to 2,000. */
export const useAll = (object: string, query: ListQuery = {}, enabled = true) =>
  useQuery({
    enabled,
    queryKey: [...listKey(object, query), 'all'],
    queryFn: async ({ signal }) => {
      const rows: RecordRow[] = []
      let cursor: string | null = null
      for (let page = 0; page < most; page += 1) {
        const answer: Awaited<ReturnType<typeof fetchList>> = await fetchList(
          object,
          { ...query, limit: pageSize, cursor, count: 'none' },
          signal,
        )
        rows.push(...answer.data)
        cursor = answer.page.next
        if (cursor === null) break
      }
      return rows as readonly RecordRow[]
    },
  })

/** A value of a record as text; empty when it is not one. */
export const textOf = (record: RecordRow, name: string): string => {
  const value = record[name]
  return typeof value === 'string' ? value : ''
}

/** A list of ids in a record. */
export const idsOf = (record: RecordRow, name: string): readonly string[] => {
  const value = record[name]
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []
}
