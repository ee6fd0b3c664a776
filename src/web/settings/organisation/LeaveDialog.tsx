import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged, useRecords } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { useSaving } from '../saving.ts'
import { organisationWords } from './organisation.words.ts'

/** Somebody leaves: first the handing over, then the last day. */
export const LeaveDialog = ({ record, onClose }: { record: RecordRow; onClose: () => void }) => {
  const t = useWords(organisationWords)
  const common = useWords(commonWords)
  const navigate = useNavigate()
  const { busy, run } = useSaving()
  const [status, setStatus] = useState<'leaving' | 'left'>(record.status === 'leaving' ? 'left' : 'leaving')
  const visible = useObject('customers') !== undefined
  const filter = { ownerId: record.id }
  const owned = useRecords('customers', { filter, limit: 1, fields: ['name'] }, visible).data?.page.total.value ?? 0
  const name = textOf(record, 'name')
  const save = async () => {
    const saved = await run(async () => {
      const { undo } = await api.patch(`/employees/${record.id}`, { status })
      showToast({ text: t(status === 'left' ? 'nowLeft' : 'nowLeaving', { name }), undo })
    })
    if (!saved) return
    await recordsChanged('employees')
    onClose()
  }
  const choices = [
    { value: 'leaving', title: t('startLeaving'), text: t('startLeavingText') },
    { value: 'left', title: t('haveLeft'), text: t('haveLeftText') },
  ] as const
  return (
    <Modal
      open
      title={t('leaveOf', { name })}
      width={460}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="save" type="primary" loading={busy} onClick={() => void save()}>
          {t(status === 'left' ? 'haveLeft' : 'startLeaving')}
        </Button>,
      ]}
    >
      <div className="gs-question">
        <Radio.Group
          className="gs-choices"
          value={status}
          onChange={(event) => setStatus(event.target.value as 'leaving' | 'left')}
        >
          {choices.map((choice) => (
            <Radio key={choice.value} value={choice.value}>
              {choice.title}
              <span className="gs-setting-text">{choice.text}</span>
            </Radio>
          ))}
        </Radio.Group>
        {owned > 0 && (
          <p className="gs-advice is-wait">
            {t('owns', { count: owned })}{' '}
            <Button type="link" size="small" onClick={() => void navigate(`/hand-over/${record.id}`)}>
              {t('handOver')}
            </Button>
          </p>
        )}
      </div>
    </Modal>
  )
}
