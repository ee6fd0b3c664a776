import { Button, Drawer, Input, InputNumber } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Row } from '../../../model/label.ts'
import { FieldInput } from '../../field.tsx'
import { keyName, useKeys } from '../../keys.ts'
import { useWidth } from '../../media.ts'
import { fieldOf, type ObjectMeta } from '../../meta.ts'
import { type RecordRow, useRecord } from '../../records.ts'
import { useLabel, useWords } from '../../words.ts'
import { ComposerHint } from './Composer.tsx'
import { composerWords } from './composer.words.ts'
import { ContactPicker, kindIcon, NextPicker, RevisitParts, useKinds } from './parts.tsx'
import { type Draft, useFollowUp } from './use-follow-up.ts'
import './composer.css'

interface FollowUpSheetProps {
  readonly object: ObjectMeta
  readonly initial?: Row
  readonly onSaved: (record: Row) => void
  readonly onClose: () => void
}

/** A follow-up from anywhere: a sheet on the phone, a drawer elsewhere. Asks for the customer only if none is open. */
export const FollowUpSheet = ({ object, initial, onSaved, onClose }: FollowUpSheetProps) => {
  const t = useWords(composerWords)
  const phone = useWidth() === 'phone'
  const given = typeof initial?.customerId === 'string' ? initial.customerId : null
  const [customerId, setCustomerId] = useState(given)
  const field = fieldOf(object, 'customerId')
  const typed = useRef<Partial<Draft>>({})
  return (
    <Drawer
      open
      onClose={onClose}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? 'auto' : 560}
      rootClassName={phone ? 'gs-sheet gs-follow-sheet' : 'gs-follow-sheet'}
      title={customerId === null ? t('title') : <SheetTitle id={customerId} />}
      {...(phone ? { styles: { wrapper: { height: 'auto', maxHeight: '92dvh' } } } : {})}
    >
      {given === null && field !== undefined && (
        <div className="gs-sheet-customer">
          <FieldInput
            field={field}
            record={{}}
            value={customerId}
            onChange={(value) => setCustomerId(typeof value === 'string' ? value : null)}
            placeholder={t('customerFirst')}
            autoFocus={!phone}
          />
        </div>
      )}
      {customerId === null ? (
        <SheetForm key="none" customer={undefined} initial={initial} typed={typed} onSaved={onSaved} />
      ) : (
        <WithCustomer key={customerId} id={customerId} initial={initial} typed={typed} onSaved={onSaved} />
      )}
    </Drawer>
  )
}

const SheetTitle = ({ id }: { id: string }) => {
  const t = useWords(composerWords)
  const { data } = useRecord('customers', id)
  return (
    <span className="gs-sheet-title">
      {t('title')} <small className="gs-muted">{String(data?.shortName ?? data?.name ?? '')}</small>
    </span>
  )
}

interface SheetFormProps {
  readonly customer: RecordRow | undefined
  readonly initial: Row | undefined
  /** What was typed before the customer was chosen. */
  readonly typed: RefObject<Partial<Draft>>
  readonly onSaved: (record: Row) => void
}

const WithCustomer = ({ id, ...rest }: Omit<SheetFormProps, 'customer'> & { readonly id: string }) => {
  const { data } = useRecord('customers', id)
  return <SheetForm key={data === undefined ? 'wait' : 'ready'} {...rest} customer={data} />
}

const SheetForm = ({ customer, initial, typed, onSaved }: SheetFormProps) => {
  const t = useWords(composerWords)
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const [more, setMore] = useState(false)
  const kinds = useKinds().filter((kind) => kind.key !== 'other')
  const form = useFollowUp({
    on: 'customerId',
    customer,
    initial: {
      ...typed.current,
      ...(typeof initial?.kind === 'string' ? { kind: initial.kind } : {}),
      ...(typeof initial?.contactId === 'string' ? { contactId: initial.contactId } : {}),
    },
    onSaved: ({ record }) => onSaved(record),
  })
  const { draft } = form
  useEffect(() => {
    typed.current = draft.content === '' ? {} : { content: draft.content, kind: draft.kind, next: draft.next }
  }, [draft, typed])
  useKeys({ 'mod+enter': () => void form.save() })
  return (
    <div className="gs-sheet-form">
      <fieldset className="gs-chips gs-sheet-kinds" aria-label={t('kind')}>
        {kinds.map((kind) => {
          const Icon = kindIcon(kind.key)
          const on = form.draft.kind === kind.key
          return (
            <button
              key={kind.key}
              type="button"
              className={`gs-plain gs-chip ${on ? 'is-on' : ''}`}
              aria-pressed={on}
              onClick={() => form.change({ kind: kind.key })}
            >
              {Icon && <Icon aria-hidden />}
              {label(kind.label)}
            </button>
          )
        })}
      </fieldset>
      <Input.TextArea
        aria-label={t('title')}
        placeholder={t('placeholder')}
        autoSize={{ minRows: 4, maxRows: 10 }}
        value={form.draft.content}
        onChange={(event) => form.change({ content: event.target.value })}
        {...(form.fault === null ? {} : { status: 'error' as const })}
      />
      <ComposerHint form={form} />
      <RevisitParts form={form} />
      {customer !== undefined && <ContactPicker form={form} customerId={customer.id} />}
      <p className="gs-sheet-label">{t('next')}</p>
      <NextPicker form={form} chips />
      {more ? (
        <div className="gs-sheet-more">
          <Input
            aria-label={t('outcome')}
            placeholder={t('outcome')}
            maxLength={500}
            value={form.draft.outcome}
            onChange={(event) => form.change({ outcome: event.target.value })}
          />
          <InputNumber<number>
            aria-label={t('minutes')}
            placeholder={t('minutes')}
            min={0}
            max={1440}
            controls={false}
            value={form.draft.minutes}
            onChange={(minutes) => form.change({ minutes })}
          />
          <button
            type="button"
            className={`gs-plain gs-chip ${form.draft.metKeyPerson ? 'is-on' : ''}`}
            aria-pressed={form.draft.metKeyPerson}
            onClick={() => form.change({ metKeyPerson: !form.draft.metKeyPerson })}
          >
            {t('metKeyPerson')}
          </button>
        </div>
      ) : (
        <button type="button" className="gs-plain gs-sheet-open" onClick={() => setMore(true)}>
          {t('more')}
        </button>
      )}
      <Button type="primary" block size="large" loading={form.saving} onClick={() => void form.save()}>
        {t('save')}
        {!phone && <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>}
      </Button>
    </div>
  )
}
