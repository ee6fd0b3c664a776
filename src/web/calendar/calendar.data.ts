import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ApiProblem, api } from '../client.ts'
import { queryClient } from '../query.ts'
import { recordsChanged } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { calendarWords } from './calendar.words.ts'
import type { Times } from './moving.ts'

/** One thing on the calendar, as `GET /calendar` answers it. */
export interface CalendarItem {
  readonly object: string | null
  readonly kind: 'event' | 'task' | 'contact'
  readonly id: string | null
  readonly occurrence: string | null
  readonly version?: number
  readonly at: string
  readonly end: string
  readonly allDay: boolean
  readonly title: string | null
  readonly location?: string | null
  readonly recurring: boolean
  readonly changed?: boolean
  readonly private: boolean
  readonly busy: boolean
  readonly done: boolean
  readonly employeeIds: readonly string[]
  readonly owner?: { readonly id: string; readonly name: string | null } | null
  readonly customer?: { readonly id: string; readonly name: string | null } | null
  readonly link: string | null
  readonly can: { readonly move: boolean; readonly edit: boolean; readonly delete: boolean }
}

export interface Agenda {
  readonly data: readonly CalendarItem[]
  readonly truncated: boolean
}

export interface CalendarPerson {
  readonly id: string
  readonly name: string
  readonly department: { readonly id: string; readonly name: string | null } | null
}

export type Reach = 'one' | 'following' | 'all'

export const keyOfItem = (item: CalendarItem): string =>
  `${item.object ?? 'busy'}/${item.id ?? item.employeeIds.join()}/${item.occurrence ?? ''}/${item.id === null ? item.at : ''}`

/** What stands on the calendars of these people from one day to before another. */
export const useAgenda = (from: string, to: string, people: readonly string[]) =>
  useQuery({
    queryKey: ['calendar', from, to, people],
    queryFn: ({ signal }) =>
      api.get<Agenda>('/calendar', {
        query: { from, to, employeeId: people.length === 0 ? undefined : people.join(',') },
        signal,
      }),
    placeholderData: keepPreviousData,
  })

/** Whose calendars one may look at. */
export const useCalendarPeople = (): readonly CalendarPerson[] =>
  useQuery({
    queryKey: ['calendar-people'],
    queryFn: () => api.get<{ data: CalendarPerson[] }>('/calendar/people'),
    staleTime: 5 * 60_000,
  }).data?.data ?? []

export const calendarChanged = async (item?: Pick<CalendarItem, 'object'>): Promise<void> => {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['calendar'] }),
    ...(item?.object == null ? [] : [recordsChanged(item.object)]),
  ])
}

/** Shows it at its new times at once; what the server says stands in the end. */
const showMoved = (item: CalendarItem, times: Times): void => {
  queryClient.setQueriesData<Agenda>({ queryKey: ['calendar'] }, (known) =>
    known === undefined
      ? known
      : {
          ...known,
          data: known.data.map((one) => (keyOfItem(one) === keyOfItem(item) ? { ...one, ...times } : one)),
        },
  )
}

/** The item at the times it was moved to last, which the page may not show yet: a quick second step goes on from there. */
export const asMoved = (item: CalendarItem): CalendarItem => {
  const known = queryClient
    .getQueriesData<Agenda>({ queryKey: ['calendar'] })
    .flatMap(([, agenda]) => agenda?.data ?? [])
    .find((one) => keyOfItem(one) === keyOfItem(item))
  return known === undefined ? item : { ...item, at: known.at, end: known.end, allDay: known.allDay }
}

/** The versions that moves under way will leave, by item: a step by key waits for the one before it. */
const underWay = new Map<string, Promise<number | undefined>>()

const send = async (
  item: CalendarItem,
  times: Times,
  said: string,
  reach: Reach | undefined,
  version: number | undefined,
) => {
  const isEvent = item.kind === 'event'
  try {
    const { data, undo } = await api.post<{ version?: number }>(
      '/calendar/move',
      {
        object: item.object,
        id: item.id,
        at: times.at,
        ...(isEvent ? { end: times.end, allDay: times.allDay } : {}),
        ...(item.occurrence === null ? {} : { occurrence: item.occurrence, reach: reach ?? 'one' }),
      },
      version === undefined ? {} : { ifMatch: version },
    )
    showToast({ text: said, undo })
    return data.version
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'version_conflict')
      showToast({ tone: 'failed', text: say(calendarWords, 'stale') })
    else showProblem(error)
    return undefined
  }
}

/** Moves it, at once on the screen; a refusal puts it back and says why. */
export const moveItem = async (item: CalendarItem, times: Times, said: string, reach?: Reach): Promise<void> => {
  const key = keyOfItem(item)
  showMoved(item, times)
  const before = underWay.get(key)
  const work = (async () => send(item, times, said, reach, (await before) ?? item.version))()
  underWay.set(key, work)
  await work
  // Only the last of several steps reads again: an answer to an earlier one would put it back for a moment.
  if (underWay.get(key) !== work) return
  await calendarChanged(item)
  // Until it is read again the page holds the version from before: a quick next step needs the one this move left.
  if (underWay.get(key) === work) underWay.delete(key)
}

/** Deletes it, or one or more of its occurrences. */
export const removeItem = async (item: CalendarItem, reach: Reach = 'all'): Promise<void> => {
  const title = item.title ?? ''
  const options = item.version === undefined ? {} : { ifMatch: item.version }
  try {
    const { undo } =
      item.occurrence === null
        ? await api.delete(`/${item.object}/${item.id}`, undefined, options)
        : await api.post(
            `/${item.object}/${item.id}/cancel-occurrence`,
            { occurrence: item.occurrence, reach },
            options,
          )
    showToast({ text: say(calendarWords, 'removed', { title }), undo })
  } catch (error) {
    showProblem(error)
  }
  await calendarChanged(item)
}

/** Makes an event, or a task due when it would end. */
export const createItem = async (
  object: 'calendar-events' | 'tasks',
  title: string,
  times: Times,
): Promise<boolean> => {
  try {
    const { undo } = await api.post(
      `/${object}`,
      object === 'tasks'
        ? { title, dueAt: times.at }
        : { title, startsAt: times.at, endsAt: times.end, allDay: times.allDay },
    )
    showToast({ text: say(calendarWords, 'created', { title }), undo })
    await calendarChanged({ object })
    return true
  } catch (error) {
    showProblem(error)
    return false
  }
}

export const completeTask = async (item: CalendarItem): Promise<void> => {
  try {
    const { undo } = await api.post(`/tasks/${item.id}/complete`)
    showToast({ text: say(calendarWords, 'completed', { title: item.title ?? '' }), undo })
  } catch (error) {
    showProblem(error)
  }
  await calendarChanged(item)
}
