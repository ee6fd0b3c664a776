import { Button, Modal } from 'antd'
import type { ActionMeta, ObjectMeta } from '../meta.ts'
import { useRecords } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { actionWords } from './actions.words.ts'
import type { Failed } from './run.ts'
import './actions.css'

interface FailedListProps {
  readonly object: ObjectMeta
  readonly action: ActionMeta
  readonly failed: readonly Failed[]
  readonly total: number
  readonly onClose: () => void
}

/** Which records refused a bulk action, and why. */
export const FailedList = ({ object, action, failed, total, onClose }: FailedListProps) => {
  const t = useWords(actionWords)
  const label = useLabel()
  const { data } = useRecords(object.path, {
    filter: { id: { in: failed.map((one) => one.id) } },
    limit: 200,
    count: 'none',
  })
  const names = new Map(data?.data.map((record) => [record.id, String(record[object.title] ?? record.id)]))
  const done = total - failed.length
  return (
    <Modal
      open
      width={560}
      title={t('someFailed', { count: failed.length, action: label(action.label) })}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <p className="gs-muted">{done > 0 ? t('someDone', { count: done }) : t('noneDone')}</p>
      <ul className="gs-failed">
        {failed.map((one) => (
          <li key={one.id}>
            <span className="gs-ellipsis">{names.get(one.id) ?? '…'}</span>
            <span className="gs-muted">{one.message}</span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
