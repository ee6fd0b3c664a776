import { ChevronDown, ChevronRight, ListCollapse, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { dayInTable } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { useWebContext } from '../field.tsx'
import { useMeta } from '../meta.ts'
import { useLocale, useWords } from '../words.ts'
import { causeName } from './causes.ts'
import { recordWords } from './record.words.ts'
import { TimelineItem } from './TimelineItem.tsx'
import type { Happening } from './timeline.data.ts'
import type { Line } from './timeline-folds.ts'

/** Several happenings in one line; a press shows each. */
export const FoldedEvents = ({ line }: { line: Exclude<Line, { kind: 'one' }> }) => {
  const t = useWords(recordWords)
  const locale = useLocale()
  const context = useWebContext()
  const [open, setOpen] = useState(false)
  const [latest] = line.items
  const Icon = line.kind === 'undone' ? Undo2 : ListCollapse
  const { objects } = useMeta()
  // What happened to the record is named by what it was; another record by what it is.
  const nameOf = ({ kind, object }: Happening): string => {
    const cause = causeName(kind, locale)
    return cause === kind ? (objects.find((one) => one.path === object)?.label[locale] ?? kind) : cause
  }
  const names = [...new Set(line.items.filter((item) => item.kind !== 'undo').map(nameOf))]
  const between = locale === 'zh' ? '、' : ', '
  const said = names.slice(0, 3).join(between) + (names.length > 3 ? '…' : '')
  const wall = latest === undefined ? null : wallOf(Date.parse(latest.at), context.timeZone)
  const today = wallOf(context.now, context.timeZone).date
  return (
    <li className="gs-event is-folded">
      <span className="gs-event-icon" aria-hidden="true">
        <Icon />
      </span>
      <div className="gs-event-body">
        <div className="gs-event-head">
          <button type="button" className="gs-plain gs-event-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span className="gs-event-line">
              {line.kind === 'undone' ? (
                <>
                  <b>{line.items[1].by?.name ?? t('system')}</b>{' '}
                  <span className="gs-event-title">{t('thenUndone', { what: said })}</span>
                </>
              ) : (
                <>
                  <b>{t('changesFolded', { count: line.items.length })}</b>{' '}
                  <span className="gs-event-title">{said}</span>
                </>
              )}
            </span>
            {open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          </button>
          {wall !== null && (
            <time dateTime={latest?.at} className="gs-event-time">
              {wall.date === today ? wall.time : `${dayInTable(wall.date, today, locale)} ${wall.time}`}
            </time>
          )}
        </div>
        {open && (
          <ol className="gs-event-inside">
            {line.items.map((item) => (
              <TimelineItem key={`${item.object}/${item.kind}/${item.id}`} item={item} />
            ))}
          </ol>
        )}
      </div>
    </li>
  )
}
