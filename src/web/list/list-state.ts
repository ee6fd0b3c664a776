import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { isObject, type JsonObject } from '../../model/label.ts'
import { type ObjectMeta, useSavedViews } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { listWords } from './list.words.ts'

/** One tab above the list. */
export interface ListView {
  readonly key: string
  readonly name: string
  readonly filter: JsonObject
  readonly sort: string
  readonly columns: readonly string[] | null
  readonly shared: boolean
  readonly starred: boolean
  /** Saved by a person, so it can be changed and deleted. */
  readonly saved: boolean
}

export interface ListState {
  readonly views: readonly ListView[]
  readonly view: ListView
  readonly filter: JsonObject
  readonly sort: string
  readonly search: string
  /** Filter or order differ from the view's own. */
  readonly changed: boolean
  readonly set: (change: {
    view?: string
    filter?: JsonObject | null
    sort?: string | null
    search?: string | null
  }) => void
}

const parse = (text: string | null): JsonObject | null => {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}

/** View, filter, order and search of a list, kept in the address. */
export const useListState = (object: ObjectMeta): ListState => {
  const [parameters, setParameters] = useSearchParams()
  const label = useLabel()
  const t = useWords(listWords)
  const saved = useSavedViews()
  const views = useMemo(() => {
    const blank = { columns: null, shared: false, starred: false, saved: false }
    const declared = object.views.map((view) => ({
      ...blank,
      key: view.name,
      name: label(view.label),
      filter: view.filter,
      sort: view.sort ?? object.sort,
    }))
    const own = saved
      .filter((view) => view.object === object.path)
      .map((view) => ({
        key: view.id,
        name: view.name,
        filter: view.filter ?? {},
        sort: view.sort ?? object.sort,
        columns: (view.columns ?? []).length === 0 ? null : view.columns,
        shared: view.shared,
        starred: view.starred,
        saved: true,
      }))
    const everything = { ...blank, key: 'all', name: t('all'), filter: {}, sort: object.sort }
    const hasAll = declared.some((view) => view.key === everything.key)
    return [...declared, ...(hasAll ? [] : [everything]), ...own] satisfies ListView[]
  }, [object, saved, label, t])

  const asked = parameters.get('view')
  const filterText = parameters.get('filter')
  const sortText = parameters.get('sort')
  const search = parameters.get('q') ?? ''
  const view = views.find((one) => one.key === asked) ?? views[0]!
  const filter = useMemo(() => parse(filterText) ?? view.filter, [filterText, view])

  const set = useCallback<ListState['set']>(
    (change) =>
      setParameters(
        (before) => {
          const next = new URLSearchParams(before)
          const put = (name: string, value: string | null) =>
            value === null || value === '' ? next.delete(name) : next.set(name, value)
          if (change.view !== undefined) {
            for (const name of ['filter', 'sort', 'q']) next.delete(name)
            put('view', change.view)
          }
          if (change.filter !== undefined) put('filter', change.filter === null ? null : JSON.stringify(change.filter))
          if (change.sort !== undefined) put('sort', change.sort)
          if (change.search !== undefined) put('q', change.search)
          return next
        },
        { replace: true },
      ),
    [setParameters],
  )
  return {
    views,
    view,
    filter,
    sort: sortText ?? view.sort,
    search,
    changed: filterText !== null || sortText !== null,
    set,
  }
}
