import { CalendarClock, PencilLine } from 'lucide-react'
import { type TouchEvent, useRef, useState } from 'react'
import { Link } from 'react-router'
import { namedOf } from '../../fields/reference/named.ts'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { openForm } from '../form-host.ts'
import { Level } from '../record/RecordHead.tsx'
import { useContactLog } from '../record/record.hooks.ts'
import { FlatTide } from '../record/Tide.tsx'
import { verdict } from '../records.ts'
import { useWords } from '../words.ts'
import type { CustomerRowProps } from './CustomerRow.tsx'
import { useWhen } from './when.ts'
import { workbenchWords } from './workbench.words.ts'

const reach = 152

/** On the phone: two lines; a swipe to the left shows 改约 and 写跟进, a tap on the right end does the same. */
export const CustomerLine = ({ row, object, word, late, own, onDone }: CustomerRowProps) => {
  const t = useWords(workbenchWords)
  const when = useWhen()
  const log = useContactLog(object.path)
  const [moved, setMoved] = useState(0)
  const [asking, setAsking] = useState(false)
  const from = useRef<{ x: number; y: number; at: number } | null>(null)
  const contact = namedOf(row, 'primaryContactId')?.name ?? word?.contact
  const reschedule = object.actions.find((action) => action.name === 'reschedule')
  const movable = own && reschedule !== undefined && verdict(row, 'reschedule').can
  const start = (event: TouchEvent) => {
    const touch = event.touches[0]
    if (touch !== undefined) from.current = { x: touch.clientX, y: touch.clientY, at: moved }
  }
  const move = (event: TouchEvent) => {
    const touch = event.touches[0]
    if (touch === undefined || from.current === null) return
    const across = touch.clientX - from.current.x
    if (Math.abs(across) > Math.abs(touch.clientY - from.current.y))
      setMoved(Math.max(-reach, Math.min(0, from.current.at + across)))
  }
  const end = () => {
    from.current = null
    setMoved((at) => (at < -reach / 2 ? -reach : 0))
  }
  const write = () => {
    setMoved(0)
    if (log === undefined) return
    openForm({
      object: log.object.path,
      initial: { [log.on]: row.id },
      onSaved: (record) =>
        onDone({ next: typeof record.nextFollowUpAt === 'string' ? record.nextFollowUpAt.slice(0, 10) : null }),
    })
  }
  const { text, past } = when(row.nextFollowUpAt, late)
  return (
    <li className="gs-line-slot">
      {own && (
        <div className="gs-line-acts" aria-hidden={moved === 0}>
          {movable && (
            <button type="button" className="gs-plain" tabIndex={moved === 0 ? -1 : 0} onClick={() => setAsking(true)}>
              <CalendarClock aria-hidden />
              {t('reschedule')}
            </button>
          )}
          <button type="button" className="gs-plain is-main" tabIndex={moved === 0 ? -1 : 0} onClick={write}>
            <PencilLine aria-hidden />
            {t('followUp')}
          </button>
        </div>
      )}
      <div
        className="gs-line"
        style={{ transform: `translateX(${moved}px)` }}
        onTouchStart={start}
        onTouchMove={move}
        onTouchEnd={end}
        onTouchCancel={end}
      >
        <span className={`gs-line-when ${past ? 'gs-late' : 'gs-muted'}`}>{text}</span>
        <Link to={`/o/${object.path}/${row.id}`} className="gs-line-main">
          <span className="gs-work-name">
            <Level object={object} record={row} />
            <b className="gs-ellipsis">{String(row.shortName ?? row.name)}</b>
          </span>
          <span className="gs-muted gs-ellipsis">
            {[contact, word?.text].filter((part) => part !== undefined && part !== '').join(' · ')}
          </span>
        </Link>
        <button
          type="button"
          className="gs-plain gs-line-end"
          aria-label={t('more')}
          aria-expanded={moved !== 0}
          onClick={() => own && setMoved(moved === 0 ? -reach : 0)}
        >
          <FlatTide record={row} words />
        </button>
      </div>
      {asking && reschedule !== undefined && (
        <ActionDialog
          object={object}
          action={reschedule}
          ids={[row.id]}
          record={row}
          onDone={() => setMoved(0)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}
