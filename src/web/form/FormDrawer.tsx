import { Button, Drawer, Modal } from 'antd'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { namedOf } from '../../fields/reference/named.ts'
import type { Row } from '../../model/label.ts'
import { RefusalHelp } from '../actions/RefusalHelp.tsx'
import { Refused } from '../actions/Refused.tsx'
import { CardPhoto } from '../cards/CardPhoto.tsx'
import { keyName, useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { type ObjectMeta, useObject } from '../meta.ts'
import { FollowUpSheet } from '../record/composer/FollowUpSheet.tsx'
import { type RecordRow, useRecord } from '../records.ts'
import { Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { isAsked } from './conditions.ts'
import { DuplicateHint, WrongHint } from './DuplicateHint.tsx'
import { FieldRow } from './FieldRow.tsx'
import { formWords } from './form.words.ts'
import { Insist } from './Insist.tsx'
import { OwnerProposal } from './OwnerProposal.tsx'
import { folded, type Section, sectionsOf } from './sections.ts'
import { identityOf, useDuplicateCheck } from './use-duplicate-check.ts'
import { useForm } from './use-form.ts'
import './form.css'

export interface FormDrawerProps {
  readonly object: string
  /** The record to change; without it, one is created. */
  readonly id?: string
  readonly initial?: Row
  /** A picture to fill it in from, kept beside it; handed on when it is saved, unless somebody took it away. */
  readonly photo?: File
  /** `undo` is the token of the answer, for the toast. */
  readonly onSaved: (record: Row, undo?: string | null, photo?: File) => void
  readonly onClose: () => void
}

/** Creates or changes a record: one column, required fields first, the rest folded. A contact with a customer has its own short form. */
export const FormDrawer = (props: FormDrawerProps) => {
  const object = useObject(props.object)
  if (object === undefined) return null
  if (object.path === 'work-reports' && props.id === undefined) return <ToReport onClose={props.onClose} />
  if (object.path === 'follow-ups' && props.id === undefined) return <FollowUpSheet {...props} object={object} />
  if (props.id === undefined) return <Form {...props} meta={object} record={undefined} />
  return <Loaded {...props} id={props.id} meta={object} />
}

const Loaded = (props: FormDrawerProps & { readonly id: string; readonly meta: ObjectMeta }) => {
  const t = useWords(formWords)
  const { data, error, refetch } = useRecord(props.object, props.id)
  const [held, setHeld] = useState<RecordRow>()
  if (held === undefined && data !== undefined) setHeld(data)
  if (held !== undefined) return <Form {...props} record={held} />
  return (
    <Drawer open onClose={props.onClose} size={720} title="…">
      {error === null ? (
        <SkeletonRows rows={8} columns={[320]} />
      ) : (
        <Failure title={t('unreadable')} error={error} onRetry={() => void refetch()} />
      )}
    </Drawer>
  )
}

interface FormProps extends FormDrawerProps {
  readonly meta: ObjectMeta
  readonly record: RecordRow | undefined
}

const none: Row = {}

/** Whose record it is to be: what helps when that one lies in the pool. */
const customerOf = (values: Row): Row | undefined =>
  typeof values.customerId === 'string'
    ? { id: values.customerId, name: namedOf(values, 'customerId')?.name ?? '' }
    : undefined

const Form = ({ meta, record, initial = none, photo: given, onSaved: saved, onClose }: FormProps) => {
  const [photo, setPhoto] = useState(given)
  const onSaved = (row: Row, undo: string | null) => saved(row, undo, photo)
  const t = useWords(formWords)
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const body = useRef<HTMLDivElement>(null)
  const sections = useMemo(() => sectionsOf(meta, record === undefined), [meta, record])
  const fields = useMemo(() => sections.flatMap((section) => section.fields), [sections])
  const [insist, setInsist] = useState('')
  const also = insist.trim() === '' ? none : { insistReason: insist.trim() }
  const form = useForm({ object: meta, fields, record, initial, also, onSaved })
  const check = useDuplicateCheck(meta, form.values, record?.id, form.dirty)
  const [asking, setAsking] = useState(false)
  const [open, setOpen] = useState(false)
  const [{ first, more }] = useState(() =>
    record === undefined ? folded(sections, form.values) : { first: sections, more: [] },
  )
  const names = fields.filter((field) => form.dirty.includes(field.name)).map((field) => label(field.label))
  const faulty = fields.filter((field) => form.faults[field.name] !== undefined)
  const hiddenFault = more.some((section) => section.fields.some((field) => form.faults[field.name] !== undefined))
  const unfolded = open || hiddenFault

  const close = () => (form.dirty.length > 0 ? setAsking(true) : onClose())
  useKeys({
    'mod+enter': () => {
      if (form.stale !== null || asking) return false
      void form.save()
    },
  })
  useEffect(() => {
    if (form.dirty.length === 0) return
    const guard = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [form.dirty.length])

  const goTo = (name: string) => {
    const row = body.current?.querySelector<HTMLElement>(`[data-field="${name}"]`)
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector<HTMLElement>('input,textarea,[tabindex]')?.focus()
  }

  const asked = (section: Section) => section.fields.filter((field) => isAsked(field, form.values))
  const groups = (list: readonly Section[], focusFirst: boolean) =>
    list.map((section, at) => (
      <section key={section.label?.zh ?? 'rest'} className="gs-form-section">
        {(list.length > 1 || more.length > 0) && <h3>{section.label === null ? t('others') : label(section.label)}</h3>}
        {asked(section).map((field, index) => (
          <FieldRow
            key={field.name}
            field={field}
            values={form.values}
            onChange={form.set}
            fault={form.faults[field.name]}
            autoFocus={focusFirst && at === 0 && index === 0 && !phone}
          >
            {field.name === 'ownerId' && (
              <OwnerProposal values={form.values} onTake={(person) => form.set('ownerId', person.id)} />
            )}
            {form.faults[field.name] === undefined && (
              <WrongHint
                wrong={check.answer?.wrong.filter((one) => one.path === field.name) ?? []}
                onTake={(value) => form.set(field.name, value)}
              />
            )}
            {field.name === identityOf(meta)?.name && (
              <>
                {check.answer !== undefined && <DuplicateHint answer={check.answer} />}
                <Insist answer={check.answer} refusal={form.refusal} value={insist} onChange={setInsist} />
              </>
            )}
          </FieldRow>
        ))}
      </section>
    ))

  return (
    <Drawer
      open
      onClose={close}
      afterOpenChange={(isOpen) => {
        // The drawer takes the focus while it opens; who came by keyboard goes on in the first field.
        if (isOpen && !phone && record === undefined)
          body.current?.querySelector<HTMLElement>('input,textarea')?.focus()
      }}
      rootClassName={`gs-form-drawer ${phone ? 'gs-sheet' : ''} ${photo === undefined ? '' : 'has-photo'}`}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92dvh' : photo === undefined ? 720 : 1040}
      title={t(record === undefined ? 'create' : 'edit', { object: label(meta.label) })}
      footer={
        <div className="gs-form-foot">
          <div className="gs-form-faults" role="status">
            {faulty.length > 0 && (
              <>
                {t('faults', { count: faulty.length })}
                {faulty.map((field) => (
                  <button key={field.name} type="button" className="gs-plain" onClick={() => goTo(field.name)}>
                    {label(field.label)}
                  </button>
                ))}
              </>
            )}
          </div>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={form.saving} onClick={() => void form.save()}>
            {t('save')}
            {!phone && <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>}
          </Button>
        </div>
      }
    >
      {photo !== undefined && <CardPhoto file={photo} onRemove={() => setPhoto(undefined)} />}
      <div ref={body} className="gs-form">
        {form.refusal !== null && (
          <Refused title={t('notSaved')} problem={form.refusal}>
            <RefusalHelp
              code={form.refusal.code}
              until={undefined}
              record={customerOf(form.values)}
              onClaimed={() => void form.save()}
            />
            <span className="gs-muted">{t('kept')}</span>
          </Refused>
        )}
        {groups(first, true)}
        {more.length > 0 && (
          <button
            type="button"
            className="gs-plain gs-form-more"
            aria-expanded={unfolded}
            onClick={() => setOpen(!unfolded)}
          >
            {unfolded ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
            {t('more')}
            <span className="gs-muted">
              {t('moreCount', { count: more.reduce((sum, section) => sum + asked(section).length, 0) })}
            </span>
          </button>
        )}
        {unfolded && groups(more, false)}
      </div>
      {form.stale !== null && (
        <ConflictDialog
          object={meta}
          stale={form.stale}
          onSettle={(chosen) => void form.settle(chosen)}
          onDropMine={form.dropMine}
        />
      )}
      <Modal
        open={asking}
        title={t('leaveTitle')}
        onCancel={() => setAsking(false)}
        width={420}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('stay')}</Button>
            <Button danger onClick={onClose}>
              {t('leave')}
            </Button>
          </>
        }
      >
        {t('leaveText', { count: names.length, names: names.join('、') })}
      </Modal>
    </Drawer>
  )
}

/** A report is written on a page of its own, with what was done that day beside it. */
const ToReport = ({ onClose }: { onClose: () => void }) => {
  const navigate = useNavigate()
  useEffect(() => {
    onClose()
    void navigate('/report')
  }, [navigate, onClose])
  return null
}
