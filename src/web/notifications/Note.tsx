import {
  AlarmClock,
  ArrowLeftRight,
  AtSign,
  Bell,
  Check,
  CircleCheck,
  FileInput,
  Hourglass,
  type LucideIcon,
  MessageSquare,
  ShieldPlus,
  Undo2,
  UserCheck,
  UserPlus,
  Waves,
} from 'lucide-react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { useWebContext } from '../field.tsx'
import { useLabel, useWords } from '../words.ts'
import type { KindCount, Notification } from './notifications.data.ts'
import { notificationWords } from './notifications.words.ts'
import '../record/timeline.css'
import './notifications.css'

const icons: Readonly<Record<string, LucideIcon>> = {
  reminder: AlarmClock,
  mention: AtSign,
  comment: MessageSquare,
  member: UserPlus,
  assigned: UserCheck,
  transferred: ArrowLeftRight,
  takenOver: ArrowLeftRight,
  released: Undo2,
  recycled: Waves,
  extended: ShieldPlus,
  approval: Hourglass,
  decided: CircleCheck,
  import: FileInput,
}

interface Props {
  readonly note: Notification
  readonly kind: KindCount | undefined
  readonly onOpen: () => void
  readonly onRead: () => void
  readonly onFocus: () => void
}

/** One line of the notification centre: who did what, and when; pressed, it opens the record. */
export const Note = ({ note, kind, onOpen, onRead, onFocus }: Props) => {
  const t = useWords(notificationWords)
  const label = useLabel()
  const context = useWebContext()
  const Icon = icons[note.kind] ?? Bell
  const fresh = note.readAt === null
  const by = note.by?.name ?? t('system')
  const told = note.title.startsWith(by)
  return (
    <div className={`gs-note ${fresh ? 'is-fresh' : ''}`}>
      <button type="button" id={`note-${note.id}`} className="gs-plain gs-note-open" onClick={onOpen} onFocus={onFocus}>
        <span className="gs-event-icon" title={kind === undefined ? undefined : label(kind.label)}>
          <Icon aria-hidden />
        </span>
        <span className="gs-note-body">
          <span className="gs-note-title">
            {told && <b>{by}</b>} {told ? note.title.slice(by.length).trimStart() : note.title}
            {fresh && <span className="gs-hidden">（{t('unread')}）</span>}
          </span>
          {note.kind !== 'import' && note.text !== null && note.text !== '' && (
            <span className="gs-note-text">{note.text}</span>
          )}
        </span>
        <time dateTime={note.at} className="gs-muted">
          {momentInText(note.at, context)}
        </time>
      </button>
      {fresh ? (
        <button type="button" className="gs-note-read" aria-label={t('readOne')} title={t('readOne')} onClick={onRead}>
          <span className="gs-note-dot" aria-hidden="true" />
          <Check aria-hidden />
        </button>
      ) : (
        <span className="gs-note-read" aria-hidden="true" />
      )}
    </div>
  )
}
