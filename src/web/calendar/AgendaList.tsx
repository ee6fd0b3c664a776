import { Drawer } from 'antd'
import { useState } from 'react'
import { dayWithWeekday } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { Empty } from '../states.tsx'
import { useWords } from '../words.ts'
import { KindSign, RepeatSign } from './Chip.tsx'
import type { CalendarItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { weekdayOf } from './dates.ts'
import { ItemCard } from './ItemCard.tsx'
import { daysOf, isWhole } from './layout.ts'
import { weekdayText } from './said.ts'
import type { ItemActs } from './use-acts.tsx'
import type { CalendarState } from './use-calendar.ts'

/** The phone: a strip of the week, and what each day holds as rows. */
export const AgendaList = ({ state, acts }: { readonly state: CalendarState; readonly acts: ItemActs }) => {
  const t = useWords(calendarWords)
  const { items, dates, date, view, today, context } = state
  const { timeZone, locale } = context
  const [opened, setOpened] = useState<CalendarItem | null>(null)
  const on = (day: string) =>
    items.filter((item) => {
      const { first, last } = daysOf(item, timeZone)
      return first <= day && last >= day
    })
  const shown = view === 'day' ? [date] : dates.filter((day) => on(day).length > 0)
  const strip = view === 'month' ? [] : dates
  const inCard: ItemActs = {
    ...acts,
    show: () => setOpened(null),
    remove: (item) => {
      setOpened(null)
      acts.remove(item)
    },
  }
  return (
    <div className="gs-cal-agenda" aria-busy={state.stale}>
      {strip.length > 0 && (
        <div className="gs-cal-strip">
          {strip.map((day) => (
            <button
              type="button"
              key={day}
              className={`gs-plain ${day === date && view === 'day' ? 'is-chosen' : ''} ${day === today ? 'is-today' : ''}`}
              aria-pressed={day === date && view === 'day'}
              aria-label={dayWithWeekday(day, today, locale)}
              onClick={() => state.openDay(day)}
            >
              <span>{weekdayText(weekdayOf(day), locale)}</span>
              <b>{Number(day.slice(8))}</b>
              <i className={on(day).length > 0 ? 'has-items' : ''} aria-hidden />
            </button>
          ))}
        </div>
      )}
      {shown.map((day) => (
        <section key={day} className="gs-cal-of-day">
          <h2 className={day === today ? 'is-today' : ''}>{dayWithWeekday(day, today, locale)}</h2>
          {on(day).length === 0 && state.loaded && <Empty title={t('nothingDay')} />}
          {on(day).map((item) => {
            const isLate = item.kind === 'task' && !item.done && Date.parse(item.at) < context.now
            return (
              <button
                type="button"
                key={acts.keyOf(item)}
                className={`gs-plain gs-cal-row is-${item.kind} ${item.done ? 'is-done' : ''} ${isLate ? 'is-late' : ''}`}
                style={acts.colour(item)}
                aria-disabled={item.busy}
                onClick={() => {
                  if (!item.busy) setOpened(item)
                }}
              >
                <span className="gs-cal-row-time">
                  {isWhole(item) ? (
                    t('allDay')
                  ) : (
                    <>
                      {wallOf(Date.parse(item.at), timeZone).time}
                      <small>{wallOf(Date.parse(item.end), timeZone).time}</small>
                    </>
                  )}
                </span>
                <span className="gs-cal-row-text">
                  <span className="gs-cal-name">
                    <KindSign item={item} />
                    {item.busy ? t('busy') : (item.title ?? t('untitled'))}
                    <RepeatSign item={item} />
                  </span>
                  <small>
                    {[item.location, item.kind === 'contact' ? t('oneContact') : item.customer?.name]
                      .filter((part) => part != null && part !== '')
                      .join(' · ')}
                  </small>
                </span>
              </button>
            )
          })}
        </section>
      ))}
      {shown.length === 0 && state.loaded && <Empty title={t('nothing')} />}
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        placement="bottom"
        size="auto"
        closable={false}
        rootClassName="gs-sheet"
        aria-label={opened?.title ?? t('title')}
      >
        {opened !== null && <ItemCard item={opened} acts={inCard} />}
      </Drawer>
    </div>
  )
}
