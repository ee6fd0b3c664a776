import {
  ArrowLeftRight,
  CircleCheck,
  FilePlus2,
  Hand,
  Lock,
  LockOpen,
  type LucideIcon,
  MessageSquare,
  MessageSquarePlus,
  NotebookPen,
  Paperclip,
  Trash2,
  UserCheck,
  Waves,
} from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { dayInTable, momentInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { namedOf } from '../../fields/reference/named.ts'
import { useWebContext } from '../field.tsx'
import { fieldOf, useObject } from '../meta.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { CommentBox, Comments } from './Comments.tsx'
import { causeName } from './causes.ts'
import { kindIcon } from './composer/parts.tsx'
import { recordWords } from './record.words.ts'
import { type Comment, type Happening, sortOf } from './timeline.data.ts'

const icons: Readonly<Record<string, LucideIcon>> = {
  claim: Hand,
  release: Waves,
  recycle: Waves,
  'move-pool': Waves,
  move: Waves,
  assign: UserCheck,
  transfer: ArrowLeftRight,
  created: FilePlus2,
  create: FilePlus2,
  import: FilePlus2,
  task: CircleCheck,
  comment: MessageSquare,
  'add-attachment': Paperclip,
  'lock-attachment': Lock,
  'unlock-attachment': LockOpen,
  'delete-attachment': Trash2,
  'restore-attachment': Paperclip,
}

/** One thing that happened: a follow-up, a task, or what the system did, each to be told apart at sight. */
export const TimelineItem = ({ item }: { item: Happening }) =>
  item.object === 'comments' ? <OfRecord item={item} /> : <Happened item={item} />

/** A comment on the record itself, shown as those under what happened are. */
const OfRecord = ({ item }: { item: Happening }) => (
  <li className="gs-event is-others">
    <span className="gs-event-icon" aria-hidden="true">
      <MessageSquare />
    </span>
    <div className="gs-event-body">
      <Comments item={{ ...item, comments: [item.fields as unknown as Comment] }} />
    </div>
  </li>
)

const Happened = ({ item }: { item: Happening }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  const sort = sortOf(item)
  const followUp = sort === 'followUps'
  const Icon = kindIcon(item.kind) ?? icons[item.kind] ?? NotebookPen
  const recycled = item.kind === 'recycle'
  const [commenting, setCommenting] = useState(false)
  const commentable = useObject(item.object)?.traits.commentable === true
  const wall = wallOf(Date.parse(item.at), context.timeZone)
  const today = wallOf(context.now, context.timeZone).date
  const time = wall.date === today ? wall.time : `${dayInTable(wall.date, today, context.locale)} ${wall.time}`
  const linked = item.object !== '' && (followUp || sort === 'tasks')
  return (
    <li className={`gs-event is-${sort} ${recycled ? 'is-recycled' : ''}`}>
      <span className={`gs-event-icon ${followUp ? 'is-water' : ''}`} aria-hidden="true">
        <Icon />
      </span>
      <div className="gs-event-body">
        <div className="gs-event-head">
          <span className="gs-event-line">
            <b>{item.by?.name ?? t('system')}</b>{' '}
            {followUp ? <FollowUpFacts item={item} /> : <EventTitle item={item} />}
          </span>
          {followUp && commentable && (
            <button
              type="button"
              className="gs-plain gs-event-act"
              data-comment
              aria-label={t('comment')}
              onClick={() => setCommenting(true)}
            >
              <MessageSquarePlus aria-hidden />
              <span>{t('comment')}</span>
            </button>
          )}
          <time dateTime={item.at} title={momentInText(item.at, context)} className="gs-event-time">
            {linked ? <Link to={`/o/${item.object}/${item.id}`}>{time}</Link> : time}
          </time>
        </div>
        {item.text !== null && item.text !== '' && item.text !== item.title && (
          <p className="gs-event-text">{item.text}</p>
        )}
        {(item.comments ?? []).length > 0 && <Comments item={item} />}
        {commenting && (
          <CommentBox
            object={item.object}
            id={item.id}
            ownerId={ownerOf(item)}
            autoFocus
            onDone={() => setCommenting(false)}
          />
        )}
      </div>
    </li>
  )
}

/** What the system or somebody did; a bare cause gets its word. */
const EventTitle = ({ item }: { item: Happening }) => {
  const t = useWords(recordWords)
  const locale = useLocale()
  const bare = item.title === null || item.title === item.kind
  const title = !bare ? item.title : item.kind === 'comment' ? t('commented') : causeName(item.kind, locale)
  return <span className="gs-event-title">{title}</span>
}

/** Kind, contact, duration, whether it counted and why not, and when next. */
const FollowUpFacts = ({ item }: { item: Happening }) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const context = useWebContext()
  const object = useObject('follow-ups')
  const kinds = object === undefined ? [] : (fieldOf(object, 'kind')?.options ?? [])
  const kind = kinds.find((one) => one.key === item.kind)
  const { fields = {} } = item
  const reasons = object === undefined ? [] : (fieldOf(object, 'invalidReason')?.options ?? [])
  const reason = reasons.find((one) => one.key === fields.invalidReason)
  const contact = namedOf(fields, 'contactId')
  const seconds = typeof fields.durationSeconds === 'number' ? fields.durationSeconds : 0
  const parts = [
    [kind === undefined ? undefined : label(kind.label), contact?.name].filter((part) => part !== undefined).join(' '),
    seconds === 0
      ? ''
      : seconds % 60 === 0
        ? t('wholeMinutes', { m: seconds / 60 })
        : t('minutes', { m: Math.floor(seconds / 60), s: seconds % 60 }),
  ].filter((part) => part !== '')
  const planned = typeof fields.nextFollowUpAt === 'string' ? fields.nextFollowUpAt : undefined
  const next = planned !== undefined && Date.parse(planned) > context.now ? planned : undefined
  return (
    <>
      <span className="gs-event-title">{parts.join(' · ')}</span>
      {fields.isValid === true && (
        <span className="gs-tag is-good">
          {fields.metKeyPerson === true ? `${t('valid')} · ${t('metKeyPerson')}` : t('valid')}
        </span>
      )}
      {fields.isValid === false && (
        <span className="gs-tag is-bad">
          {t('invalid')}
          {reason !== undefined && ` · ${label(reason.label)}`}
        </span>
      )}
      {next !== undefined && (
        <span className="gs-event-next">
          {t('nextOn', { day: momentInText(next, context).replace(/ 00:00$/, '') })}
        </span>
      )}
    </>
  )
}

const ownerOf = ({ fields }: Happening): string | null => (typeof fields?.ownerId === 'string' ? fields.ownerId : null)
