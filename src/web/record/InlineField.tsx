import { CircleAlert, PencilLine } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { dayInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { isEmpty, type Json, type Row } from '../../model/label.ts'
import { ApiProblem } from '../client.ts'
import { FieldInput, FieldValue, useWebContext } from '../field.tsx'
import { ConflictDialog } from '../form/ConflictDialog.tsx'
import { same } from '../form/changes.ts'
import { type Stale, saveChanges } from '../form/save.ts'
import type { FieldMeta, ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { type RecordRow, recordKey, recordsChanged, verdict } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { isMasked, MaskedValue } from './Masked.tsx'
import { recordWords } from './record.words.ts'

/** Chosen in one go: there is nothing left to confirm. */
const atOnce = new Set(['choice', 'boolean', 'reference', 'employee', 'department', 'date'])
const named = new Set(['reference', 'employee', 'department', 'members', 'references'])
/** Entered without a popup: leaving is confirming. */
const typed = new Set(['text', 'longText', 'phone', 'email', 'url', 'integer', 'decimal', 'money', 'percent'])

interface InlineFieldProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  readonly field: FieldMeta
  /** Enter moves on to the next field. */
  readonly onNext?: (() => void) | undefined
  readonly editing: boolean
  readonly onEdit: (open: boolean) => void
}

/** A value that is changed where it stands: pencil, Enter, Esc. What could not be saved stays, with a retry. */
export const InlineField = ({ object, record, field, onNext, editing, onEdit }: InlineFieldProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const [value, setValue] = useState<Json | undefined>(record[field.name])
  const [failed, setFailed] = useState<{ value: Json | undefined; message: string } | null>(null)
  const [stale, setStale] = useState<Stale | null>(null)
  const cell = useRef<HTMLDivElement>(null)
  const masked = isMasked(record, field)
  const fixed = field.readOnly === true || field.derived === true || !field.writable
  const editable = !fixed && !masked && verdict(record, 'update').can

  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands there when editing begins
  useEffect(() => {
    if (editing) setValue(failed?.value ?? record[field.name])
  }, [editing])

  const put = (shown: Row) =>
    queryClient.setQueryData(recordKey(object.path, record.id), (before: RecordRow | undefined) =>
      before === undefined ? before : { ...before, ...shown },
    )

  const save = async (next: Json | undefined, base: RecordRow = record) => {
    if (failed === null && same(next, base[field.name])) return
    const before = base[field.name] ?? null
    setFailed(null)
    // A reference is named by the server; until then the old name is better than an id.
    if (!named.has(field.type)) put({ [field.name]: next ?? null })
    try {
      const saved = await saveChanges({ object: object.path, before: base, changes: { [field.name]: next ?? null } })
      if (saved.kind === 'stale') {
        put(saved.current)
        return setStale(saved)
      }
      put(saved.record)
      void recordsChanged(object.path)
    } catch (error) {
      put({ [field.name]: before, [field.name.replace(/Id$/, '')]: base[field.name.replace(/Id$/, '')] ?? null })
      setFailed({ value: next, message: error instanceof ApiProblem ? error.detail : String(error) })
    }
  }
  const finish = (next: Json | undefined, onward: boolean) => {
    onEdit(false)
    void save(next)
    if (onward) onNext?.()
    else cell.current?.querySelector<HTMLElement>('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const inList = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true'
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onEdit(false)
    } else if (event.key === 'Enter' && !inList && !(field.type === 'longText' && !event.ctrlKey && !event.metaKey)) {
      event.preventDefault()
      finish(value, true)
    } else if (event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault()
      finish(value, true)
    }
  }

  const dialog = stale !== null && (
    <ConflictDialog
      object={object}
      stale={stale}
      onDropMine={() => setStale(null)}
      onSettle={(chosen) => {
        const { current } = stale
        setStale(null)
        void save(chosen[field.name], current)
      }}
    />
  )
  return (
    <div className="gs-inline-field" ref={cell}>
      <dt title={field.help === undefined ? undefined : label(field.help)}>{label(field.label)}</dt>
      <dd>
        {editing ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: the control inside is what is operated
          <div
            className="gs-inline-input"
            onKeyDown={onKeyDown}
            onBlur={(event) => {
              const to = event.relatedTarget
              const popup =
                to instanceof Element &&
                to.closest(
                  '.ant-select-dropdown,.ant-picker-dropdown,.ant-cascader-dropdown,.ant-tree-select-dropdown',
                ) !== null
              if (event.currentTarget.contains(to) || popup) return
              if (to !== null || typed.has(field.type)) finish(value, false)
            }}
          >
            <FieldInput
              field={field}
              record={record}
              value={value}
              onChange={(next) => {
                setValue(next)
                if (atOnce.has(field.type)) finish(next, false)
              }}
              autoFocus
              size="small"
            />
          </div>
        ) : failed !== null ? (
          <button
            type="button"
            className="gs-plain gs-inline-failed"
            title={failed.message}
            onClick={() => void save(failed.value)}
          >
            <CircleAlert aria-hidden />
            {t('notSaved')}，{t('retry')}
          </button>
        ) : (
          <>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the pencil beside it does the same for keys */}
            <span
              className="gs-inline-value"
              onDoubleClick={() => editable && onEdit(true)}
              title={editable ? undefined : fixed ? t('readOnly') : t('noRight')}
            >
              {masked ? (
                <MaskedValue object={object} record={record} field={field} />
              ) : isEmpty(record[field.name]) ? (
                <span className="gs-muted">{t('dash')}</span>
              ) : (
                <FieldValue field={field} record={record} />
              )}
              <Signature field={field} record={record} />
            </span>
            {editable && (
              <button
                type="button"
                className="gs-plain gs-inline-pencil"
                aria-label={t('editField', { field: label(field.label) })}
                onClick={() => onEdit(true)}
              >
                <PencilLine aria-hidden />
              </button>
            )}
          </>
        )}
        {dialog}
      </dd>
    </div>
  )
}

/** Under a text that is signed: who wrote it last, and when (A28). */
const Signature = ({ field, record }: { field: FieldMeta; record: RecordRow }) => {
  const context = useWebContext()
  const by = record[`${field.name}EditedBy`] as { readonly name?: string | null } | null | undefined
  const at = record[`${field.name}EditedAt`]
  if (typeof by?.name !== 'string' || typeof at !== 'string') return null
  const today = wallOf(context.now, context.timeZone).date
  return (
    <small className="gs-signature">
      {by.name} {dayInText(wallOf(Date.parse(at), context.timeZone).date, today, context.locale)}
    </small>
  )
}
