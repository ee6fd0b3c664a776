import { useQuery } from '@tanstack/react-query'
import type { JsonObject, Row } from '../model/label.ts'
import { api, type Page } from './client.ts'
import { queryClient } from './query.ts'

/** What is worth knowing before an action, as the server says it. */
export const hintOf = (record: Row | undefined, action: string): string | undefined =>
  (record?.hints as Readonly<Record<string, string>> | undefined)?.[action]

/** A record as the API answers it: its fields, what may be done, and why not. */
export interface RecordRow extends Row {
  readonly id: string
  readonly version?: number
}

export interface ListQuery {
  readonly filter?: JsonObject
  readonly sort?: string
  readonly search?: string
  readonly limit?: number
  readonly cursor?: string | null
  readonly fields?: readonly string[]
  readonly count?: 'none' | 'estimate' | 'exact'
  readonly view?: string
  readonly deleted?: boolean
}

/** The query string of a list. */
export const listParameters = (query: ListQuery): Record<string, string | number | boolean | undefined> => ({
  filter:
    query.filter === undefined || Object.keys(query.filter).length === 0 ? undefined : JSON.stringify(query.filter),
  sort: query.sort,
  search: query.search,
  limit: query.limit,
  cursor: query.cursor ?? undefined,
  fields: query.fields?.join(','),
  count: query.count,
  view: query.view,
  deleted: query.deleted === true ? true : undefined,
})

/** Keys of the cache: everything of an object starts with `['list', object]` or `['record', object]`. */
export const recordKey = (object: string, id: string) => ['record', object, id] as const
export const listKey = (object: string, query: ListQuery) => ['list', object, query] as const

export const fetchList = (object: string, query: ListQuery, signal?: AbortSignal): Promise<Page<RecordRow>> =>
  api.get<Page<RecordRow>>(`/${object}`, { query: listParameters(query), ...(signal === undefined ? {} : { signal }) })

/** One record, kept fresh. */
export const useRecord = (object: string, id: string) =>
  useQuery({
    queryKey: recordKey(object, id),
    queryFn: ({ signal }) => api.get<RecordRow>(`/${object}/${id}`, { signal }),
  })

/** One page of a list; for tabs, pickers and cards. The list page itself pages on. */
export const useRecords = (object: string, query: ListQuery, enabled = true) =>
  useQuery({ queryKey: listKey(object, query), queryFn: ({ signal }) => fetchList(object, query, signal), enabled })

/** After a write: everything that shows this object is read again, and what is counted. */
export const recordsChanged = async (...objects: readonly string[]): Promise<void> => {
  await Promise.all([
    ...objects.flatMap((object) => [
      queryClient.invalidateQueries({ queryKey: ['record', object] }),
      queryClient.invalidateQueries({ queryKey: ['list', object] }),
    ]),
    queryClient.invalidateQueries({ queryKey: ['calendar'] }),
    queryClient.invalidateQueries({ queryKey: ['reminders'] }),
    queryClient.invalidateQueries({ queryKey: ['me'] }),
    queryClient.invalidateQueries({ queryKey: ['timeline'] }),
  ])
}

/** May this person do this to this record; and if not, the server's reason. */
export const verdict = (record: Row | undefined, action: string): { can: boolean; why: string | null } => {
  const can = record?.can as Readonly<Record<string, boolean>> | undefined
  const why = record?.why as Readonly<Record<string, { code: string; message: string }>> | undefined
  return { can: can?.[action] === true, why: why?.[action]?.message ?? null }
}
