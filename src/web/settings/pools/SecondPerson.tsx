import { Button, Input } from 'antd'
import { useState } from 'react'
import { isObject, type JsonObject } from '../../../model/label.ts'
import { ActionDialog } from '../../actions/ActionDialog.tsx'
import { api } from '../../client.ts'
import { type ActionMeta, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged, useRecords, verdict } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { Labelled } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { poolWords } from './pools.words.ts'
import { readingOf } from './reading.ts'

type Options = Parameters<typeof readingOf>[1]

interface ProposeProps {
  readonly poolId: string
  readonly values: JsonObject
  /** Why one person alone may not do it, in the words of the refusal. */
  readonly why: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks a second person to confirm clocks that would soon release most customers of a pool. */
export const ProposeChange = ({ poolId, values, why, onDone, onClose }: ProposeProps) => {
  const t = useWords(poolWords)
  const { busy, faultOf, run } = useSaving()
  const [reason, setReason] = useState('')
  const send = () =>
    run(async () => {
      await api.post('/pool-changes', { poolId, values, reason })
      showToast({ text: t('proposed') })
      await recordsChanged('pool-changes')
      onDone()
    }, ['reason'])
  return (
    <section className="gs-note-box is-wait" aria-label={t('needsSecond')}>
      <b>{t('needsSecond')}</b>
      <p>{why}</p>
      <Labelled label={t('proposeReason')} required error={faultOf('reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labelled>
      <div className="gs-beside">
        <Button type="primary" loading={busy} disabled={reason.trim() === ''} onClick={() => void send()}>
          {t('propose')}
        </Button>
        <Button onClick={onClose}>{t('goOn')}</Button>
      </div>
    </section>
  )
}

/** What waits for a second person, in words, with the buttons for those who may decide. */
export const WaitingChanges = ({ pool, options }: { pool: RecordRow; options: Options }) => {
  const t = useWords(poolWords)
  const object = useObject('pool-changes')
  const { data } = useRecords('pool-changes', { filter: { poolId: pool.id, state: 'pending' }, limit: 20 })
  const [open, setOpen] = useState<{ readonly action: ActionMeta; readonly row: RecordRow } | null>(null)
  if (object === undefined) return null
  return data?.data.map((row) => (
    <section key={row.id} className="gs-note-box is-wait" aria-label={t('waitsForSecond')}>
      <b>{t('waitsForSecond')}</b>
      <p>{readingOf({ ...pool, ...(isObject(row.values) ? row.values : {}) }, options, t)}</p>
      <p className="gs-muted">
        {isObject(row.owner) ? String(row.owner.name) : ''}：{textOf(row, 'reason')}
      </p>
      <div className="gs-beside">
        {object.actions
          .filter((action) => verdict(row, action.name).can)
          .map((action) => (
            <Button
              key={action.name}
              type={action.name === 'approve' ? 'primary' : 'default'}
              onClick={() => setOpen({ action, row })}
            >
              {t(action.name === 'approve' ? 'confirmChange' : 'rejectChange')}
            </Button>
          ))}
      </div>
      {open?.row.id === row.id && (
        <ActionDialog
          object={object}
          action={open.action}
          ids={[row.id]}
          record={row}
          onDone={() => {
            setOpen(null)
            void recordsChanged('pools', 'pool-changes', 'customers')
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  ))
}
