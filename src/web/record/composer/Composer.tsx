import { Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { keyName, useKeys } from '../../keys.ts'
import type { RecordRow } from '../../records.ts'
import { useWords } from '../../words.ts'
import { composerWords } from './composer.words.ts'
import { ContactPicker, KindPicker, NextPicker, RevisitParts } from './parts.tsx'
import { type FollowUp, type SavedFollowUp, useFollowUp } from './use-follow-up.ts'
import './composer.css'

interface ComposerProps {
  readonly on: string
  readonly customer: RecordRow
  /** In a row of the workbench: dates as chips, focused at once. */
  readonly inRow?: boolean
  readonly onSaved: (saved: SavedFollowUp) => void
  readonly onClose?: () => void
  /** Where `F` puts the cursor. */
  readonly focus?: RefObject<TextAreaRef | null>
}

/** What will count and until when, before it is saved; or what is wrong. */
export const ComposerHint = ({ form }: { form: FollowUp }) => {
  if (form.fault !== null)
    return (
      <p className="gs-composer-hint is-bad" role="alert">
        {form.fault}
      </p>
    )
  if (form.hint === null) return null
  const Icon = form.hint.good ? ShieldCheck : ShieldAlert
  return (
    <p className={`gs-composer-hint ${form.hint.good ? 'is-good' : 'is-wait'}`} role="status">
      <Icon aria-hidden />
      {form.hint.text}
    </p>
  )
}

/** A follow-up in place: words, Ctrl-Enter. The next contact is proposed already. */
export const Composer = ({ on, customer, inRow = false, onSaved, onClose, focus }: ComposerProps) => {
  const t = useWords(composerWords)
  const own = useRef<TextAreaRef>(null)
  const box = focus ?? own
  const form = useFollowUp({ on, customer, onSaved })
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (inRow) box.current?.focus()
  }, [inRow, box])
  useKeys({
    'mod+enter': () => {
      if (root.current?.contains(document.activeElement) !== true) return false
      void form.save()
    },
    escape: () => {
      if (root.current?.contains(document.activeElement) !== true) return false
      box.current?.blur()
      onClose?.()
    },
  })
  const stop = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && event.nativeEvent.isComposing) event.stopPropagation()
  }
  return (
    <div ref={root} className={`gs-composer ${inRow ? 'is-in-row' : ''}`}>
      <Input.TextArea
        ref={box}
        variant="borderless"
        aria-label={t('title')}
        placeholder={t('placeholder')}
        autoSize={{ minRows: 1, maxRows: 12 }}
        value={form.draft.content}
        onKeyDown={stop}
        onChange={(event) => form.change({ content: event.target.value })}
        {...(form.fault === null ? {} : { status: 'error' as const })}
      />
      <ComposerHint form={form} />
      <RevisitParts form={form} />
      <div className="gs-composer-bar">
        <KindPicker form={form} few />
        <ContactPicker form={form} customerId={customer.id} />
        <NextPicker form={form} chips={inRow} />
        <div className="gs-composer-end">
          <Button type="primary" loading={form.saving} onClick={() => void form.save()}>
            {t('save')}
            <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
