import { useEffect, useRef, useState } from 'react'
import { useWords } from '../words.ts'
import { AllDayRow } from './AllDayRow.tsx'
import { calendarWords } from './calendar.words.ts'
import { DayColumn, hourHeight } from './DayColumn.tsx'
import { momentAt, placeOf, weekdayOf } from './dates.ts'
import { isWhole } from './layout.ts'
import type { Spot, Times } from './moving.ts'
import { weekdayText } from './said.ts'
import type { ItemActs } from './use-acts.tsx'
import type { CalendarState } from './use-calendar.ts'
import { useDrag } from './use-drag.ts'

interface WeekGridProps {
  readonly state: CalendarState
  readonly acts: ItemActs
  readonly creating: Times | null
  readonly onCreate: (times: Times | null) => void
}

const firstShown = 8

/** A day or a week by the hour: whole days above, the hours below, now as a line. */
export const WeekGrid = ({ state, acts, creating, onCreate }: WeekGridProps) => {
  const t = useWords(calendarWords)
  const { dates, items, today, context } = state
  const { timeZone, locale } = context
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useRef<HTMLDivElement>(null)
  const whole = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const locate = (x: number, y: number): Spot | null => {
    const box = columns.current?.getBoundingClientRect()
    const above = whole.current?.getBoundingClientRect()
    if (box === undefined || above === undefined || box.width === 0) return null
    const at = Math.min(dates.length - 1, Math.max(0, Math.floor(((x - box.left) / box.width) * dates.length)))
    const date = dates[at] ?? today
    if (y < above.bottom) return { date, minutes: null }
    return { date, minutes: Math.max(0, Math.min(1439, ((y - box.top) / hourHeight) * 60)) }
  }
  const drag = useDrag({ locate, timeZone, onDrop: acts.drop })
  const shown = drag.withCarried(items)
  const now = placeOf(new Date(context.now).toISOString(), timeZone)
  useEffect(() => {
    scroller.current?.scrollTo({ top: firstShown * hourHeight - 8 })
  }, [])
  return (
    <div className={`gs-cal-grid is-${dates.length === 1 ? 'day' : 'week'}`} aria-busy={state.stale}>
      <div className="gs-cal-scroll" ref={scroller}>
        <div className="gs-cal-top">
          <div className="gs-cal-heads" style={{ gridTemplateColumns: `repeat(${dates.length}, minmax(0, 1fr))` }}>
            {dates.map((date) => (
              <button
                type="button"
                key={date}
                className={`gs-plain gs-cal-head ${date === today ? 'is-today' : ''} ${weekdayOf(date) > 4 ? 'is-weekend' : ''}`}
                onClick={() => state.openDay(date)}
              >
                <span>{weekdayText(weekdayOf(date), locale)}</span>
                <b>{Number(date.slice(8))}</b>
              </button>
            ))}
          </div>
          <AllDayRow
            ref={whole}
            dates={dates}
            items={shown.filter(isWhole)}
            timeZone={timeZone}
            acts={acts}
            drag={drag}
            open={open}
            onOpen={setOpen}
            creating={creating?.allDay === true ? creating : null}
            onCreate={onCreate}
          />
        </div>
        <div className="gs-cal-hourly">
          <div className="gs-cal-hours" aria-hidden>
            {Array.from({ length: 24 }, (_, hour) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hours are their own names
              <span key={hour} style={{ top: hour * hourHeight }}>
                {hour === 0 ? '' : `${String(hour).padStart(2, '0')}:00`}
              </span>
            ))}
          </div>
          <div
            className="gs-cal-columns"
            ref={columns}
            style={{ height: 24 * hourHeight, gridTemplateColumns: `repeat(${dates.length}, minmax(0, 1fr))` }}
          >
            {dates.map((date) => (
              <DayColumn
                key={date}
                date={date}
                items={shown}
                timeZone={timeZone}
                acts={acts}
                drag={drag}
                locate={locate}
                now={date === now.date ? now.minutes : null}
                creating={
                  creating !== null && !creating.allDay && placeOf(creating.at, timeZone).date === date
                    ? creating
                    : null
                }
                onCreate={(from, to) =>
                  onCreate({ at: momentAt(date, from, timeZone), end: momentAt(date, to, timeZone), allDay: false })
                }
                onClose={() => onCreate(null)}
              />
            ))}
          </div>
        </div>
      </div>
      <span id="calendar-keys" className="gs-hidden">
        {t('keys')}
      </span>
    </div>
  )
}
