import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import type { RecordRow } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { Labelled } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { organisationWords } from './organisation.words.ts'

/** Without letters and digits that look alike: it is read out on the phone. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789'

const suggestion = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  const letters = [...bytes].map((byte) => readable[byte % readable.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

export const SetPasswordDialog = ({ record, onClose }: { record: RecordRow; onClose: () => void }) => {
  const t = useWords(organisationWords)
  const common = useWords(commonWords)
  const { busy, faultOf, run } = useSaving()
  const [password, setPassword] = useState('')
  const name = textOf(record, 'name')
  const save = async () => {
    if (!(await run(() => api.post(`/employees/${record.id}/set-password`, { password }), ['password']))) return
    showToast({ text: t('passwordSet', { name }) })
    onClose()
  }
  return (
    <Modal
      open
      title={t('setPasswordOf', { name })}
      width={420}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="save" type="primary" disabled={password === ''} loading={busy} onClick={() => void save()}>
          {t('setPassword')}
        </Button>,
      ]}
    >
      <div className="gs-question">
        <p>{t('setPasswordText', { name })}</p>
        <Labelled label={t('newPassword')} error={faultOf('password')} help={t('passwordHelp')}>
          {(id) => (
            <div className="gs-beside">
              <Input
                id={id}
                autoFocus
                autoComplete="off"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                onPressEnter={() => password !== '' && void save()}
              />
              <Button onClick={() => setPassword(suggestion())}>{t('suggest')}</Button>
            </div>
          )}
        </Labelled>
      </div>
    </Modal>
  )
}
