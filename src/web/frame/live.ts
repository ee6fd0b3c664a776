import type { InfiniteData, Query } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiUrl, type Page } from '../client.ts'
import type { Meta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { fetchList, type RecordRow } from '../records.ts'

/** Changes of the last moments, by object. `moved` when a record came or went, so that counts are other ones. */
interface Heard {
  readonly ids: Set<string>
  moved: boolean
}

type Growing = InfiniteData<Page<RecordRow>>

const patience = 700
/** A stream of changes, an import say, is answered this often, and rows beyond this many are not asked for one by one. */
const atMostEvery = 3000
const fewPages = 2
const fewRows = 50

const freshNotices = (): void => {
  for (const queryKey of [['me'], ['notifications']]) void queryClient.invalidateQueries({ queryKey })
}

/** Somebody is entering something into a row, or carries a card: it must not move away under the hand. */
const isBusy = (): boolean =>
  document.querySelector('.gs-cell-editor, .gs-card.is-carried, .gs-cal-item.is-carried') !== null

const isGrowing = (data: unknown): data is Growing =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)

/** Records of the objects this one points to show what was said or done there, and so does their timeline. */
const aboutOf = (object: string): ReadonlySet<string> => {
  const meta = queryClient.getQueryData<Meta>(['meta'])
  const fields = meta?.objects.find((one) => one.path === object)?.fields ?? []
  return new Set([object, ...fields.flatMap((field) => (field.type === 'reference' && field.to ? [field.to] : []))])
}

/** Many pages are not read again: the changed rows are, where they stand. */
const patchRows = async (query: Query, object: string, ids: ReadonlySet<string>): Promise<void> => {
  const { data } = query.state
  if (!isGrowing(data)) return
  const here = data.pages.flatMap((page) => page.data.filter((row) => ids.has(row.id)).map((row) => row.id))
  if (here.length === 0) return
  const fresh = await fetchList(object, { filter: { id: { in: here } }, limit: here.length, count: 'none' })
  const rows = new Map(fresh.data.map((row) => [row.id, row]))
  queryClient.setQueryData<Growing>(query.queryKey, (now) =>
    now === undefined
      ? now
      : {
          ...now,
          pages: now.pages.map((page) => ({
            ...page,
            data: page.data.flatMap((row) => (here.includes(row.id) ? (rows.get(row.id) ?? []) : [row])),
          })),
        },
  )
}

const refreshLists = async (object: string, { ids, moved }: Heard): Promise<void> => {
  const queries = queryClient.getQueryCache().findAll({ queryKey: ['list', object], type: 'active' })
  for (const query of queries) {
    const { data } = query.state
    if (isGrowing(data) && data.pages.length > fewPages && ids.size <= fewRows) await patchRows(query, object, ids)
    else if (query.queryKey[2] !== 'count' || moved)
      await queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }
  await queryClient.invalidateQueries({ queryKey: ['list', object], refetchType: 'none', type: 'inactive' })
}

const refreshRecords = async (object: string, ids: ReadonlySet<string>): Promise<void> => {
  const about = aboutOf(object)
  const shows = ({ queryKey: [kind, path, id] }: Query): boolean =>
    (kind === 'record' || kind === 'timeline' || kind === 'history') &&
    about.has(String(path)) &&
    (path !== object || ids.has(String(id)))
  await queryClient.invalidateQueries({ predicate: shows })
}

/**
 * Hears of what others do, while the page is looked at: a page in the background would only hold one of the few
 * connections a browser has for a server. What came meanwhile is asked for on return. What is shown is read again
 * quietly, a moment after the last change, and never under the hand of somebody who is entering something.
 */
export const useLive = (): void => {
  useEffect(() => {
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = 0
    const heard = new Map<string, Heard>()
    const answer = async (): Promise<void> => {
      timer = undefined
      if (isBusy()) return wait()
      last = Date.now()
      const changes = [...heard]
      heard.clear()
      for (const [object, change] of changes) {
        await refreshLists(object, change)
        await refreshRecords(object, change.ids)
      }
      await queryClient.invalidateQueries({ queryKey: ['calendar'] })
      await queryClient.invalidateQueries({ queryKey: ['reminders'] })
    }
    const wait = (): void => {
      const soonest = Math.max(patience, last + atMostEvery - Date.now())
      timer = setTimeout(() => answer().catch((error: unknown) => console.warn(error)), soonest)
    }
    const changed = (message: MessageEvent<string>): void => {
      const { object, id, event } = JSON.parse(message.data) as { object: string; id: string; event: string }
      const before = heard.get(object) ?? { ids: new Set<string>(), moved: false }
      before.ids.add(id)
      before.moved ||= event !== 'update'
      heard.set(object, before)
      if (timer === undefined) wait()
    }
    const hear = () => {
      const looked = document.visibilityState === 'visible'
      if (looked === (source !== null)) return
      if (source !== null) {
        source.close()
        source = null
        return
      }
      source = new EventSource(apiUrl('/events'))
      source.addEventListener('notification', freshNotices)
      source.addEventListener('record-changed', changed)
    }
    hear()
    document.addEventListener('visibilitychange', hear)
    return () => {
      document.removeEventListener('visibilitychange', hear)
      clearTimeout(timer)
      source?.close()
    }
  }, [])
}
