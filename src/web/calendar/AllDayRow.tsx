import { Popover } from 'antd'
import { ChevronDown, ChevronUp } from 'lucide-react'
import type { Ref } from 'react'
import { addDays } from '../../model/tokens.ts'
import { useWords } from '../words.ts'
import { Chip, KindSign, RepeatSign } from './Chip.tsx'
import type { CalendarItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { momentAt, placeOf } from './dates.ts'
import { type Bar, placeRow } from './layout.ts'
import type { Times } from './moving.ts'
import { QuickCreate } from './QuickCreate.tsx'
import type { ItemActs } from './use-acts.tsx'
import type { Drag } from './use-drag.ts'

interface AllDayRowProps {
  readonly ref: Ref<HTMLDivElement>
  readonly dates: readonly string[]
  readonly items: readonly CalendarItem[]
  readonly timeZone: string
  readonly acts: ItemActs
  readonly drag: Drag
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly creating: Times | null
  readonly onCreate: (times: Times | null) => void
}

export const laneHeight = 22
const folded = 3

/** What takes whole days, as bars across them; many are folded away. */
export const AllDayRow = (props: AllDayRowProps) => {
  const { ref, dates, items, timeZone, acts, drag, open, onOpen, creating, onCreate } = props
  const t = useWords(calendarWords)
  const bars = placeRow(items, dates, timeZone)
  const lanes = bars.reduce((most, bar) => Math.max(most, bar.lane + 1), 0)
  const shown = open ? lanes : Math.min(lanes, folded)
  const hidden = bars.filter((bar) => bar.lane >= shown).length
  const columns = { gridTemplateColumns: `repeat(${dates.length}, minmax(0, 1fr))` }
  return (
    <div className="gs-cal-whole" ref={ref}>
      <div className="gs-cal-whole-label">
        <span>{t('allDay')}</span>
        {lanes > folded && (
          <button
            type="button"
            className="gs-plain gs-cal-fold"
            aria-expanded={open}
            aria-label={t('moreItems', { count: hidden })}
            onClick={() => onOpen(!open)}
          >
            {open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
            {hidden > 0 && hidden}
          </button>
        )}
      </div>
      <div className="gs-cal-bars" style={{ minHeight: Math.max(1, shown) * laneHeight + 4 }}>
        <div className="gs-cal-cells" style={columns}>
          {dates.map((date) => (
            <Popover
              key={date}
              open={creating !== null && placeOf(creating.at, timeZone).date === date}
              trigger={[]}
              placement="bottom"
              arrow={false}
              content={creating === null ? null : <QuickCreate times={creating} onClose={() => onCreate(null)} />}
            >
              {/* biome-ignore lint/a11y/noStaticElementInteractions: N does the same by keyboard */}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: likewise */}
              <div
                className="gs-cal-cell"
                onClick={() =>
                  onCreate({
                    at: momentAt(date, 0, timeZone),
                    end: momentAt(addDays(date, 1), 0, timeZone),
                    allDay: true,
                  })
                }
              />
            </Popover>
          ))}
        </div>
        {bars
          .filter((bar) => bar.lane < shown)
          .map((bar) => (
            <BarChip key={acts.keyOf(bar.item)} bar={bar} days={dates.length} acts={acts} drag={drag} top={2} />
          ))}
      </div>
    </div>
  )
}

interface BarChipProps {
  readonly bar: Bar
  readonly days: number
  readonly acts: ItemActs
  readonly drag: Drag
  readonly top: number
  /** The time, where a bar is of hours. */
  readonly time?: string
}

/** A bar across the days of a row. */
export const BarChip = ({ bar, days, acts, drag, top, time }: BarChipProps) => {
  const t = useWords(calendarWords)
  const { item } = bar
  return (
    <Chip
      item={item}
      acts={acts}
      className={`is-bar ${time === undefined ? '' : 'is-line'} ${bar.begins ? '' : 'is-from'} ${bar.ends ? '' : 'is-on'}`}
      style={{
        top: top + bar.lane * laneHeight,
        left: `calc(${(bar.from / days) * 100}% + 2px)`,
        width: `calc(${((bar.to - bar.from + 1) / days) * 100}% - 5px)`,
      }}
      carried={drag.carriedKey === acts.keyOf(item)}
      isDragClick={drag.isDragClick}
      onPointerDown={drag.take(item, 'move')}
    >
      <span className="gs-cal-name">
        {time === undefined ? null : <span className="gs-cal-when">{time}</span>}
        <KindSign item={item} />
        {item.busy ? t('busy') : (item.title ?? t('untitled'))}
        <RepeatSign item={item} />
      </span>
    </Chip>
  )
}
