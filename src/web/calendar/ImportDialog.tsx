import { Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import { api } from '../client.ts'
import { showProblem } from '../toast.tsx'
import { useWords } from '../words.ts'
import { calendarChanged } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'

interface Imported {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly refused: number
  readonly components: readonly {
    readonly line: number
    readonly title: string | null
    readonly outcome: 'created' | 'updated' | 'skipped' | 'refused'
    readonly reason: string | null
    readonly notes: readonly string[]
  }[]
}

/** A calendar file brought in: what became of each of its parts, and why not of others. */
export const ImportDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useWords(calendarWords)
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<Imported | null>(null)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const form = new FormData()
    form.append('file', file)
    setBusy(true)
    try {
      setDone((await api.upload<Imported>('/calendar/import', form)).data)
      await calendarChanged({ object: 'calendar-events' })
    } catch (error) {
      showProblem(error)
    }
    setBusy(false)
    if (input.current !== null) input.current.value = ''
  }
  const told = done?.components.filter((one) => one.reason !== null || one.notes.length > 0) ?? []
  return (
    <Modal open title={t('importTitle')} onCancel={onClose} footer={<Button onClick={onClose}>{t('close')}</Button>}>
      <p className="gs-muted gs-cal-said">{t('importText')}</p>
      <input
        ref={input}
        type="file"
        accept=".ics,.ical,text/calendar"
        className="gs-hidden"
        aria-label={t('importChoose')}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
        {t('importChoose')}
      </Button>
      {done !== null && (
        <div className="gs-cal-imported" role="status">
          <b>
            {t('importDone', {
              created: done.created,
              updated: done.updated,
              skipped: done.skipped,
              refused: done.refused,
            })}
          </b>
          <ul>
            {told.slice(0, 100).map((one) => (
              <li key={`${one.line}/${one.title ?? ''}`} className={one.outcome === 'refused' ? 'is-refused' : ''}>
                <span className="gs-muted">{t('importLine', { line: one.line })}</span>
                <span>
                  {one.title ?? t('untitled')}
                  <small>{[one.reason, ...one.notes].filter((part) => part !== null).join('；')}</small>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Modal>
  )
}
