import { useState } from 'react'
import { openForm } from '../form-host.ts'
import { Page } from '../frame/Page.tsx'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { may, useObject } from '../meta.ts'
import { Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { AgendaList } from './AgendaList.tsx'
import { CalendarHeader } from './CalendarHeader.tsx'
import { calendarChanged } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { momentAt, placeOf, step } from './dates.ts'
import { MonthGrid } from './MonthGrid.tsx'
import type { Times } from './moving.ts'
import { useActs } from './use-acts.tsx'
import { useCalendar } from './use-calendar.ts'
import { WeekGrid } from './WeekGrid.tsx'
import './calendar.css'
import './calendar-phone.css'

/** 日程: events, tasks and next contacts together, by day, week or month (V1, V6). */
export const CalendarPage = () => {
  const t = useWords(calendarWords)
  const phone = useWidth() === 'phone'
  const state = useCalendar()
  const { acts, dialog } = useActs(state.people)
  const [creating, setCreating] = useState<Times | null>(null)
  const events = useObject('calendar-events')
  const tasks = useObject('tasks')
  const canCreate = may(events, 'create') || may(tasks, 'create')
  const { view, date, today, context, setDate, setView } = state

  /** The next full hour of the day looked at. */
  const create = () => {
    const now = placeOf(new Date(context.now).toISOString(), context.timeZone)
    const hour = date === now.date ? Math.min(23, Math.floor(now.minutes / 60) + 1) : 9
    const startsAt = momentAt(date, hour * 60, context.timeZone)
    const endsAt = momentAt(date, hour * 60 + 60, context.timeZone)
    openForm({
      object: 'calendar-events',
      initial: { startsAt, endsAt },
      onSaved: () => void calendarChanged({ object: 'calendar-events' }),
    })
  }
  useKeys({
    t: () => setDate(today),
    d: () => setView('day'),
    w: () => setView('week'),
    m: () => setView('month'),
    n: () => (canCreate ? create() : false),
    arrowleft: () => setDate(step(view, date, -1)),
    arrowright: () => setDate(step(view, date, 1)),
    escape: () => (creating === null ? false : setCreating(null)),
  })
  const put = (times: Times | null) => setCreating(canCreate ? times : null)
  const body = () => {
    if (state.error !== null && !state.loaded)
      return <Failure title={t('failed')} error={state.error} onRetry={() => void state.refetch()} />
    if (phone) return <AgendaList state={state} acts={acts} />
    if (!state.loaded) return <SkeletonRows rows={12} />
    const parts = { state, acts, creating, onCreate: put }
    return view === 'month' ? <MonthGrid {...parts} /> : <WeekGrid {...parts} />
  }
  return (
    <Page header={<CalendarHeader state={state} onNew={create} />} fixed>
      {state.truncated && (
        <p className="gs-cal-truncated" role="status">
          {t('truncated')}
        </p>
      )}
      {body()}
      {dialog}
    </Page>
  )
}
