import { Popover } from 'antd'
import { type PointerEvent, useState } from 'react'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { useLocale, useWords } from '../words.ts'
import { Chip, KindSign, RepeatSign } from './Chip.tsx'
import type { CalendarItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { placeOf, timeText, weekdayOf } from './dates.ts'
import { type Block, placeDay } from './layout.ts'
import { type Spot, snap, type Times } from './moving.ts'
import { QuickCreate } from './QuickCreate.tsx'
import { weekdayText } from './said.ts'
import type { ItemActs } from './use-acts.tsx'
import type { Drag } from './use-drag.ts'

export const hourHeight = 48
const pixels = (minutes: number) => (minutes / 60) * hourHeight

interface DayColumnProps {
  readonly date: string
  readonly items: readonly CalendarItem[]
  readonly timeZone: string
  readonly acts: ItemActs
  readonly drag: Drag
  readonly locate: (x: number, y: number) => Spot | null
  /** Minutes of the present, where it is this day. */
  readonly now: number | null
  readonly creating: Times | null
  readonly onCreate: (from: number, to: number) => void
  readonly onClose: () => void
}

const floorTo = (minutes: number) => Math.floor(minutes / snap) * snap

/** One day by the hour. A press on an empty place and a drag choose the time of something new. */
export const DayColumn = (props: DayColumnProps) => {
  const { date, items, timeZone, acts, drag, locate, now, creating, onCreate, onClose } = props
  const t = useWords(calendarWords)
  const locale = useLocale()
  const [chosen, setChosen] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const start = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.target !== event.currentTarget || event.pointerType === 'touch') return
    const spot = locate(event.clientX, event.clientY)
    if (typeof spot?.minutes !== 'number') return
    event.currentTarget.setPointerCapture(event.pointerId)
    const from = floorTo(spot.minutes)
    setChosen({ from, to: from })
  }
  const stretch = (event: PointerEvent<HTMLDivElement>) => {
    const spot = chosen === null ? null : locate(event.clientX, event.clientY)
    if (chosen === null || typeof spot?.minutes !== 'number') return
    setChosen({ from: chosen.from, to: floorTo(spot.minutes) + snap })
  }
  const end = () => {
    if (chosen === null) return
    setChosen(null)
    const [from, to] =
      chosen.to <= chosen.from ? [Math.min(chosen.from, chosen.to), chosen.from] : [chosen.from, chosen.to]
    onCreate(from, to - from < 2 * snap ? Math.min(1440, from + 60) : to)
  }
  const open =
    creating === null
      ? null
      : {
          from: placeOf(creating.at, timeZone).minutes,
          length: (Date.parse(creating.end) - Date.parse(creating.at)) / 60_000,
        }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a column of a calendar is no form
    <div
      className={`gs-cal-column ${weekdayOf(date) > 4 ? 'is-weekend' : ''}`}
      data-date={date}
      role="group"
      aria-label={`${weekdayText(weekdayOf(date), locale)} ${date}`}
      onPointerDown={start}
      onPointerMove={stretch}
      onPointerUp={end}
      onPointerCancel={() => setChosen(null)}
    >
      {placeDay(items, date, timeZone).map((block) => (
        <TimedChip key={acts.keyOf(block.item)} block={block} timeZone={timeZone} acts={acts} drag={drag} />
      ))}
      {chosen !== null && (
        <div
          className="gs-cal-choice"
          style={{
            top: pixels(Math.min(chosen.from, chosen.to)),
            height: Math.max(pixels(Math.abs(chosen.to - chosen.from)), pixels(snap)),
          }}
        >
          {timeText(Math.min(chosen.from, chosen.to))}
        </div>
      )}
      {open !== null && creating !== null && (
        <Popover
          open
          trigger={[]}
          placement="right"
          arrow={false}
          content={<QuickCreate times={creating} onClose={onClose} />}
        >
          <div className="gs-cal-choice is-open" style={{ top: pixels(open.from), height: pixels(open.length) }}>
            {timeText(open.from)}
          </div>
        </Popover>
      )}
      {now !== null && (
        <div
          className="gs-cal-now"
          style={{ top: pixels(now) }}
          role="img"
          aria-label={`${t('now')} ${timeText(now)}`}
        />
      )}
    </div>
  )
}

const gap = 2

const TimedChip = ({ block, timeZone, acts, drag }: { block: Block; timeZone: string; acts: ItemActs; drag: Drag }) => {
  const t = useWords(calendarWords)
  const { item, from, to, column, columns, span } = block
  const height = pixels(to - from) - gap
  const share = 100 / columns
  const name = item.busy ? t('busy') : (item.title ?? t('untitled'))
  const time = wallOf(Date.parse(item.at), timeZone).time
  return (
    <Chip
      item={item}
      acts={acts}
      className={`is-timed ${height < 34 ? 'is-short' : ''} ${span < columns ? 'is-narrow' : ''}`}
      style={{
        top: pixels(from),
        height,
        left: `calc(${column * share}% + 1px)`,
        width: `calc(${share * span}% - 4px)`,
      }}
      layer={column + 1}
      carried={drag.carriedKey === acts.keyOf(item)}
      isDragClick={drag.isDragClick}
      onPointerDown={drag.take(item, 'move')}
      edge={
        item.kind === 'event' && item.can.move && block.ends ? (
          <span className="gs-cal-edge" aria-hidden onPointerDown={drag.take(item, 'stretch')} />
        ) : undefined
      }
    >
      <span className="gs-cal-name">
        <KindSign item={item} />
        {name}
        <RepeatSign item={item} />
      </span>
      <span className="gs-cal-time">
        {time}
        {item.location ? ` · ${item.location}` : ''}
      </span>
    </Chip>
  )
}
