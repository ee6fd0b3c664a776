import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { addDays } from '../../model/tokens.ts'
import { useWebContext } from '../field.tsx'
import { useWidth } from '../media.ts'
import { useAgenda } from './calendar.data.ts'
import { type CalendarView, datesOf } from './dates.ts'

const views: readonly CalendarView[] = ['day', 'week', 'month']
const kinds = ['event', 'task', 'contact'] as const
export type Kind = (typeof kinds)[number]
export const allKinds: readonly Kind[] = kinds

const remembered = 'greensea.calendar'

const isView = (text: string | null): text is CalendarView => views.includes(text as CalendarView)

/** What is looked at, kept in the address: which days, whose, and of which kinds. */
export const useCalendar = () => {
  const context = useWebContext()
  const phone = useWidth() === 'phone'
  const [search, setSearch] = useSearchParams()
  const today = wallOf(context.now, context.timeZone).date
  const asked = search.get('view')
  const [kept] = useState(() => localStorage.getItem(remembered))
  const view: CalendarView = isView(asked) ? asked : phone ? 'day' : isView(kept) ? kept : 'week'
  const given = search.get('date') ?? ''
  const date = /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? given : today
  const people = (search.get('of') ?? '').split(',').filter((id) => id !== '')
  const hidden = (search.get('hide') ?? '').split(',')
  const shown = kinds.filter((kind) => !hidden.includes(kind))
  const put = (changes: Readonly<Record<string, string | null>>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || value === '') next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )
  // The phone shows a day and asks for its week, so that the strip above tells what the other days hold.
  const dates = datesOf(phone && view === 'day' ? 'week' : view, date)
  const { data, error, refetch, isPlaceholderData } = useAgenda(
    dates[0] ?? date,
    addDays(dates[dates.length - 1] ?? date, 1),
    people,
  )
  return {
    context,
    today,
    view,
    date,
    dates,
    people,
    shown,
    items: (data?.data ?? []).filter((item) => shown.includes(item.kind)),
    truncated: data?.truncated === true,
    loaded: data !== undefined,
    stale: isPlaceholderData,
    error,
    refetch,
    setView: (next: CalendarView) => {
      localStorage.setItem(remembered, next)
      put({ view: next })
    },
    setDate: (next: string) => put({ date: next === today ? null : next }),
    openDay: (next: string) => put({ date: next === today ? null : next, view: 'day' }),
    setPeople: (ids: readonly string[]) => put({ of: ids.join(',') }),
    setShown: (next: readonly Kind[]) => put({ hide: kinds.filter((kind) => !next.includes(kind)).join(',') }),
  }
}

export type CalendarState = ReturnType<typeof useCalendar>
