import { Button, Tooltip } from 'antd'
import {
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Link2,
  MapPin,
  MessageCircle,
  PencilLine,
  Phone,
} from 'lucide-react'
import { useEffect } from 'react'
import { Link, useNavigate } from 'react-router'
import { LevelBox } from '../../fields/choice/choice.tsx'
import { ActionBar } from '../actions/ActionBar.tsx'
import { Badges } from '../Badges.tsx'
import { commonWords } from '../common.words.ts'
import { same } from '../form/changes.ts'
import { useWidth } from '../media.ts'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { objectName } from '../object-name.ts'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { showToast } from '../toast.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import type { Place } from './place.ts'
import { levelField, stateFields, toneOf } from './record.hooks.ts'
import { recordWords } from './record.words.ts'

interface RecordHeadProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  readonly place: Place | undefined
  readonly onGo: (id: string | null | undefined) => void
  /** Writes a follow-up; the main action where there is one. */
  readonly onWrite: (() => void) | undefined
}

/** What somebody opens a record for: buttons of their own, where they may be pressed. */
const raised = [
  'claim',
  'complete',
  'reopen',
  'approve',
  'reject',
  'acknowledge',
  'solve',
  'confirm',
  'convert',
  'submit',
  'register',
  'send-back',
  'move-stage',
  'win',
  'send',
  'accept',
  'advance',
]

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const copy = (text: string, said: string) =>
  navigator.clipboard
    .writeText(text)
    .then(() => showToast({ text: said }))
    .catch(() => showToast({ tone: 'failed', text }))

/** Where the record stands, what it is, and what can be done to it. */
export const RecordHead = ({ object, record, place, onGo, onWrite }: RecordHeadProps) => {
  const t = useWords(recordWords)
  const common = useWords(commonWords)
  const label = useLabel()
  const locale = useLocale()
  const navigate = useNavigate()
  const phone = useWidth() === 'phone'
  const name = recordTitle(object, record, locale)
  const product = common('product')
  useEffect(() => {
    document.title = `${name} · ${product}`
  }, [name, product])
  const declared = object.views.find((one) => same(one.filter, place?.query?.filter ?? {}))
  const view =
    place?.list ??
    (place === undefined || declared === undefined
      ? undefined
      : { name: label(declared.label), url: `/o/${object.path}?view=${declared.name}` })
  const dialled = dialOf(record)
  const write =
    onWrite === undefined ? undefined : (
      <Button type="primary" icon={<PencilLine aria-hidden />} onClick={onWrite}>
        {t('followUp')}
        {!phone && <kbd className="gs-kbd">F</kbd>}
      </Button>
    )
  const actions = (
    <ActionBar
      object={object}
      record={record}
      raised={phone ? raised : [...raised, 'transfer']}
      {...(write === undefined ? {} : { primary: phone ? false : write })}
      onDeleted={() => void navigate(`/o/${object.path}`)}
    />
  )
  return (
    <header className="gs-record-head">
      <nav className="gs-crumbs" aria-label={label(object.label)}>
        {phone && (
          <Link to={`/o/${object.path}`} className="gs-icon-button" aria-label={common('back')}>
            <ChevronLeft aria-hidden />
          </Link>
        )}
        <Link to={`/o/${object.path}`}>{objectName(object, locale).heading}</Link>
        {view !== undefined && (
          <>
            <ChevronRight aria-hidden />
            <Link to={view.url}>{view.name}</Link>
          </>
        )}
        {place !== undefined && (
          <span className="gs-place">
            {t('place', { at: place.at, of: place.of.toLocaleString('en') })}
            <Step name={t('previous')} shortcut="K" id={place.previous} onGo={onGo} icon={<ChevronUp aria-hidden />} />
            <Step name={t('next')} shortcut="J" id={place.next} onGo={onGo} icon={<ChevronDown aria-hidden />} />
          </span>
        )}
        <span className="gs-crumbs-end">
          <Tooltip title={t('copyLink')}>
            <button
              type="button"
              className="gs-plain gs-icon-button"
              aria-label={t('copyLink')}
              onClick={() => void copy(`${location.origin}${location.pathname}`, t('linkCopied'))}
            >
              <Link2 aria-hidden />
            </button>
          </Tooltip>
        </span>
      </nav>
      <div className="gs-record-title">
        <h1>
          <Level object={object} record={record} />
          <span>{name}</span>
        </h1>
        <Badges object={object} record={record} />
        <Tags object={object} record={record} />
        <div className="gs-record-acts">
          {!phone && dialled !== undefined && (
            <Button icon={<Phone aria-hidden />} href={`tel:${dialled}`}>
              {t('call')}
            </Button>
          )}
          {actions}
        </div>
      </div>
      {phone && onWrite !== undefined && (
        <div className="gs-phone-acts">
          <a
            className={dialled === undefined ? 'is-off' : ''}
            {...(dialled === undefined ? {} : { href: `tel:${dialled}` })}
          >
            <Phone aria-hidden />
            {t('call')}
          </a>
          <button
            type="button"
            className="gs-plain"
            onClick={() => dialled !== undefined && void copy(dialled, t('copied', { text: dialled }))}
          >
            <MessageCircle aria-hidden />
            {t('message')}
          </button>
          <a
            href={`https://uri.amap.com/search?keyword=${encodeURIComponent(textOf(record.address) ?? name)}`}
            target="_blank"
            rel="noreferrer noopener"
          >
            <MapPin aria-hidden />
            {t('navigate')}
          </a>
          <button type="button" className="gs-plain is-main" onClick={onWrite}>
            <PencilLine aria-hidden />
            {t('followUpShort')}
          </button>
        </div>
      )}
    </header>
  )
}

/** A number that can be dialled: never a masked one. */
const dialOf = (record: RecordRow): string | undefined => {
  const number = textOf(record.phone)
  return number === undefined || number.includes('*') ? undefined : number
}

interface StepProps {
  readonly name: string
  readonly shortcut: string
  readonly id: string | null
  readonly onGo: (id: string | null) => void
  readonly icon: React.ReactNode
}

const Step = ({ name, shortcut, id, onGo, icon }: StepProps) => (
  <button type="button" className="gs-plain gs-step" disabled={id === null} aria-label={name} onClick={() => onGo(id)}>
    {icon}
    <kbd className="gs-kbd">{shortcut}</kbd>
  </button>
)

export const Level = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const label = useLabel()
  const field = levelField(object)
  const options = field?.options ?? []
  const at = options.findIndex((option) => option.key === record[field?.name ?? ''])
  const option = options[at]
  return option === undefined ? null : <LevelBox letter={option.key} rank={at + 1} title={label(option.label)} />
}

const usual = new Set(['active', 'client'])

/** What state it is in: at most three tags. */
const Tags = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const tags = stateFields(object).flatMap((field) => {
    const option = fieldOf(object, field.name)?.options?.find((one) => one.key === record[field.name])
    return option === undefined || usual.has(option.key)
      ? []
      : [
          {
            key: field.name,
            text: label(option.label),
            tone: toneOf(option.key, option.color),
            title: label(field.label),
          },
        ]
  })
  const gone = typeof record.deletedAt === 'string'
  return (
    <div className="gs-record-tags">
      {gone && <span className="gs-tag is-bad">{t('binned')}</span>}
      {tags.slice(0, gone ? 2 : 3).map((tag) => (
        <span key={tag.key} className={`gs-tag ${tag.tone}`} title={tag.title}>
          {tag.text}
        </span>
      ))}
    </div>
  )
}
