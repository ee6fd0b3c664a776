import { Popover } from 'antd'
import { CircleCheck, Lock, PhoneOutgoing, Repeat } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import type { CalendarItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { ItemCard } from './ItemCard.tsx'
import { timesText } from './said.ts'
import type { ItemActs } from './use-acts.tsx'

interface ChipProps {
  readonly item: CalendarItem
  readonly acts: ItemActs
  readonly className: string
  readonly style?: CSSProperties
  /** What lies over what, where items share a place. */
  readonly layer?: number
  /** The one line of it. */
  readonly children: ReactNode
  readonly carried: boolean
  readonly isDragClick: () => boolean
  readonly onPointerDown: (event: PointerEvent) => void
  /** The edge that changes how long it takes. */
  readonly edge?: ReactNode
}

const stepOf = (event: KeyboardEvent): { days?: number; minutes?: number; end?: number } | undefined => {
  if (!event.altKey) return undefined
  switch (event.key) {
    case 'ArrowLeft':
      return { days: -1 }
    case 'ArrowRight':
      return { days: 1 }
    case 'ArrowUp':
      return event.shiftKey ? { end: -15 } : { minutes: -15 }
    case 'ArrowDown':
      return event.shiftKey ? { end: 15 } : { minutes: 15 }
    default:
      return undefined
  }
}

/** The small sign of what it is. */
export const KindSign = ({ item }: { readonly item: CalendarItem }) => {
  if (item.kind === 'task') return <CircleCheck aria-hidden className="gs-cal-sign" />
  if (item.kind === 'contact') return <PhoneOutgoing aria-hidden className="gs-cal-sign" />
  return item.private ? <Lock aria-hidden className="gs-cal-sign" /> : null
}

export const RepeatSign = ({ item }: { readonly item: CalendarItem }) =>
  item.recurring ? <Repeat aria-hidden className="gs-cal-sign is-repeat" /> : null

/** An item on the calendar: opens its card, is carried by hand or by keys. */
export const Chip = ({
  item,
  acts,
  className,
  style,
  layer = 1,
  children,
  carried,
  isDragClick,
  onPointerDown,
  edge,
}: ChipProps) => {
  const t = useWords(calendarWords)
  const context = useWebContext()
  const name = item.busy ? t('busy') : (item.title ?? t('untitled'))
  const kind = t(item.kind === 'event' ? 'oneEvent' : item.kind === 'task' ? 'oneTask' : 'oneContact')
  const isLate = item.kind === 'task' && !item.done && Date.parse(item.at) < context.now
  const isPast = Date.parse(item.end) <= context.now
  const states = [
    `is-${item.kind}`,
    item.done ? 'is-done' : '',
    item.busy ? 'is-busy' : '',
    isPast && !isLate ? 'is-past' : '',
    isLate ? 'is-late' : '',
    carried ? 'is-carried' : '',
    item.can.move ? 'is-movable' : '',
  ]
  const face = useRef<HTMLButtonElement>(null)
  const takesFocus = acts.takesFocus(item)
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) face.current?.focus()
  }, [takesFocus])
  const isOpen = acts.openKey === acts.keyOf(item)
  return (
    <Popover
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) acts.show(null)
      }}
      trigger="click"
      placement="rightTop"
      arrow={false}
      destroyOnHidden
      content={<ItemCard item={item} acts={acts} />}
    >
      <div
        className={`gs-cal-item ${className} ${states.filter((one) => one !== '').join(' ')}`}
        style={{ ...style, ...acts.colour(item), '--gs-cal-layer': layer } as CSSProperties}
        data-key={acts.keyOf(item)}
      >
        <button
          ref={face}
          type="button"
          className="gs-plain gs-cal-face"
          aria-label={`${kind}：${name}，${timesText(item, context)}${item.done ? `，${t('done')}` : ''}`}
          aria-describedby={item.can.move ? 'calendar-keys' : undefined}
          aria-disabled={item.busy}
          onPointerDown={onPointerDown}
          onClick={(event) => {
            event.stopPropagation()
            if (!isDragClick() && !item.busy) acts.show(item)
          }}
          onKeyDown={(event) => {
            const step = stepOf(event)
            if (step !== undefined) {
              event.preventDefault()
              event.stopPropagation()
              acts.step(item, step)
            } else if ((event.key === 'Delete' || event.key === 'Backspace') && item.can.delete) {
              event.preventDefault()
              acts.remove(item)
            }
          }}
        >
          {children}
        </button>
        {edge}
      </div>
    </Popover>
  )
}
