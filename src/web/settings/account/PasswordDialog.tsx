import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { queryClient } from '../../query.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { Labelled } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { accountWords } from './account.words.ts'

export const PasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useWords(accountWords)
  const common = useWords(commonWords)
  const { busy, faultOf, run } = useSaving()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== next
  const ready = current !== '' && next !== '' && again === next
  const save = async () => {
    if (!ready) return
    const saved = await run(() => api.post('/me/password', { current, next }), ['current', 'next'])
    if (!saved) return
    showToast({ text: t('passwordChanged') })
    await queryClient.invalidateQueries({ queryKey: ['sessions'] })
    onClose()
  }
  return (
    <Modal
      open
      title={t('changePassword')}
      width={420}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="save" type="primary" disabled={!ready} loading={busy} onClick={() => void save()}>
          {t('changePassword')}
        </Button>,
      ]}
    >
      <Labelled label={t('current')} error={faultOf('current')}>
        {(id) => (
          <Input.Password
            id={id}
            autoFocus
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={t('next')} error={faultOf('next') ?? faultOf('password')} help={t('nextHelp')}>
        {(id) => (
          <Input.Password
            id={id}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={t('again')} error={differs ? t('notSame') : undefined}>
        {(id) => (
          <Input.Password
            id={id}
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
            onPressEnter={() => void save()}
          />
        )}
      </Labelled>
    </Modal>
  )
}
