import { matchPath } from 'react-router'
import type { Page } from '../client.ts'
import { recallList } from '../list/list-memory.ts'
import { queryClient } from '../query.ts'
import type { ListQuery, RecordRow } from '../records.ts'

/** Where a record stands in the list it was reached from. */
export interface Place {
  readonly at: number
  readonly of: number
  readonly exact: boolean
  readonly previous: string | null
  readonly next: string | null
  readonly query: ListQuery | undefined
  /** The list it was reached from, to go back to. */
  readonly list: { readonly name: string; readonly url: string } | undefined
}

type Cached = Page<RecordRow> | { readonly pages: readonly Page<RecordRow>[] }

const pagesOf = (data: Cached | undefined): readonly Page<RecordRow>[] => {
  if (data === undefined || data === null) return []
  return 'pages' in data ? data.pages : 'data' in data && 'page' in data ? [data] : []
}

/** The list shown last that holds this record, from what the browser has read already. */
export const placeOf = (object: string, id: string): Place | undefined => leftAt(object, id) ?? cachedAt(object, id)

/** The list page as it was left. */
const leftAt = (object: string, id: string): Place | undefined => {
  const left = recallList(object)
  const at = left?.ids.indexOf(id) ?? -1
  if (left === undefined || at < 0) return undefined
  return {
    at: at + 1,
    of: Math.max(left.total, left.ids.length),
    exact: true,
    previous: left.ids[at - 1] ?? null,
    next: left.ids[at + 1] ?? null,
    list: { name: left.viewName, url: left.url },
    query: undefined,
  }
}

const cachedAt = (object: string, id: string): Place | undefined => {
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: ['list', object] })
    .filter((query) => query.state.data !== undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  let best: Place | undefined
  for (const { queryKey, state } of lists) {
    const pages = pagesOf(state.data as Cached)
    const ids = pages.flatMap((page) => page.data.map((row) => row.id))
    const at = ids.indexOf(id)
    const total = pages[0]?.page.total
    if (at < 0 || total === undefined || ids.length < 2) continue
    const found: Place = {
      at: at + 1,
      of: Math.max(total.value, ids.length),
      exact: total.exact,
      previous: ids[at - 1] ?? null,
      next: ids[at + 1] ?? null,
      list: undefined,
      query: typeof queryKey[2] === 'object' ? (queryKey[2] as ListQuery) : undefined,
    }
    if (pagesOf(state.data as Cached).length > 0 && 'pages' in (state.data as object)) return found
    best ??= found
  }
  return best
}

/** Object and id in the address of a record page. */
export const addressOf = (pathname: string): { object: string; id: string } | undefined => {
  const match = matchPath('/o/:object/:id', pathname)
  return match?.params.object !== undefined && match.params.id !== undefined
    ? { object: match.params.object, id: match.params.id }
    : undefined
}
