import { Popover } from 'antd'
import { useRef } from 'react'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { addDays } from '../../model/tokens.ts'
import { useWords } from '../words.ts'
import { BarChip, laneHeight } from './AllDayRow.tsx'
import type { CalendarItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { momentAt, placeOf, weekdayOf } from './dates.ts'
import { isWhole, placeRow } from './layout.ts'
import type { Spot, Times } from './moving.ts'
import { QuickCreate } from './QuickCreate.tsx'
import { weekdayText } from './said.ts'
import type { ItemActs } from './use-acts.tsx'
import type { CalendarState } from './use-calendar.ts'
import { useDrag } from './use-drag.ts'

interface MonthGridProps {
  readonly state: CalendarState
  readonly acts: ItemActs
  readonly creating: Times | null
  readonly onCreate: (times: Times | null) => void
}

const head = 26
const usualLanes = 4

/** A month as its weeks; a day that holds more than fits says how many. */
export const MonthGrid = ({ state, acts, creating, onCreate }: MonthGridProps) => {
  const t = useWords(calendarWords)
  const { dates, items, context, date } = state
  const { timeZone, locale } = context
  const grid = useRef<HTMLDivElement>(null)
  const weeks = Array.from({ length: dates.length / 7 }, (_, i) => dates.slice(i * 7, i * 7 + 7))
  const locate = (x: number, y: number): Spot | null => {
    const box = grid.current?.getBoundingClientRect()
    if (box === undefined || box.width === 0 || box.height === 0) return null
    const column = Math.min(6, Math.max(0, Math.floor(((x - box.left) / box.width) * 7)))
    const row = Math.min(weeks.length - 1, Math.max(0, Math.floor(((y - box.top) / box.height) * weeks.length)))
    return { date: weeks[row]?.[column] ?? date, minutes: undefined }
  }
  const drag = useDrag({ locate, timeZone, onDrop: acts.drop })
  const shown = drag.withCarried(items)
  return (
    <div className="gs-cal-month" aria-busy={state.stale}>
      <div className="gs-cal-weekdays" aria-hidden>
        {(weeks[0] ?? []).map((one) => (
          <span key={one}>{weekdayText(weekdayOf(one), locale)}</span>
        ))}
      </div>
      <div className="gs-cal-weeks" ref={grid}>
        {weeks.map((week) => (
          <Week
            key={week[0]}
            week={week}
            state={state}
            items={shown}
            acts={acts}
            drag={drag}
            creating={creating}
            onCreate={onCreate}
            lanes={weeks.length > 5 ? usualLanes - 1 : usualLanes}
          />
        ))}
      </div>
      <span id="calendar-keys" className="gs-hidden">
        {t('keys')}
      </span>
    </div>
  )
}

interface WeekProps extends MonthGridProps {
  readonly week: readonly string[]
  readonly items: readonly CalendarItem[]
  readonly drag: ReturnType<typeof useDrag>
  readonly lanes: number
}

const Week = ({ week, state, items, acts, drag, creating, onCreate, lanes }: WeekProps) => {
  const t = useWords(calendarWords)
  const { context, date, today } = state
  const { timeZone } = context
  const bars = placeRow(items, week, timeZone)
  const hiddenOn = (column: number) =>
    bars.filter((bar) => bar.lane >= lanes && bar.from <= column && bar.to >= column).length
  return (
    <div className="gs-cal-week">
      {week.map((one, column) => {
        const hidden = hiddenOn(column)
        const isOther = one.slice(0, 7) !== date.slice(0, 7)
        return (
          <Popover
            key={one}
            open={creating !== null && placeOf(creating.at, timeZone).date === one}
            trigger={[]}
            placement="bottom"
            arrow={false}
            content={creating === null ? null : <QuickCreate times={creating} onClose={() => onCreate(null)} />}
          >
            {/* biome-ignore lint/a11y/noStaticElementInteractions: N does the same by keyboard */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: likewise */}
            <div
              className={`gs-cal-day ${isOther ? 'is-other' : ''} ${one === today ? 'is-today' : ''} ${column > 4 ? 'is-weekend' : ''}`}
              data-date={one}
              onClick={(event) => {
                if (event.target !== event.currentTarget || drag.isDragClick()) return
                onCreate({ at: momentAt(one, 0, timeZone), end: momentAt(addDays(one, 1), 0, timeZone), allDay: true })
              }}
            >
              <button
                type="button"
                className="gs-plain gs-cal-date"
                onClick={() => state.openDay(one)}
                aria-label={one}
              >
                {Number(one.slice(8))}
              </button>
              {hidden > 0 && (
                <button
                  type="button"
                  className="gs-plain gs-cal-rest"
                  style={{ top: head + lanes * laneHeight }}
                  onClick={() => state.openDay(one)}
                >
                  {t('moreItems', { count: hidden })}
                </button>
              )}
            </div>
          </Popover>
        )
      })}
      {bars
        .filter((bar) => bar.lane < lanes)
        .map((bar) => (
          <BarChip
            key={acts.keyOf(bar.item)}
            bar={bar}
            days={7}
            acts={acts}
            drag={drag}
            top={head}
            {...(isWhole(bar.item) ? {} : { time: wallOf(Date.parse(bar.item.at), timeZone).time })}
          />
        ))}
    </div>
  )
}
