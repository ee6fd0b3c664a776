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
import { copyText } from './copy.ts'
import { QrCode } from './QrCode.tsx'

interface Begun {
  readonly secret: string
  readonly uri: string
}

/** Password, then the code to scan, then the recovery codes. */
export const TotpOn = ({ onClose }: { onClose: () => void }) => {
  const t = useWords(accountWords)
  const common = useWords(commonWords)
  const { busy, faultOf, run } = useSaving()
  const [password, setPassword] = useState('')
  const [begun, setBegun] = useState<Begun | null>(null)
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState<readonly string[] | null>(null)

  const begin = () => run(async () => setBegun((await api.post<Begun>('/me/totp', { password })).data), ['password'])
  const confirm = () =>
    run(async () => {
      const { data } = await api.post<{ recoveryCodes: string[] }>('/me/totp/confirm', { code: code.trim() })
      setRecovery(data.recoveryCodes)
      await queryClient.invalidateQueries({ queryKey: ['me'] })
    }, ['code'])
  const finish = () => {
    showToast({ text: t('totpDone') })
    onClose()
  }

  if (recovery !== null)
    return (
      <Modal
        open
        title={t('recovery')}
        width={460}
        closable={false}
        footer={[
          <Button key="copy" onClick={() => copyText(recovery.join('\n'))}>
            {t('copyAll')}
          </Button>,
          <Button key="done" type="primary" onClick={finish}>
            {t('stored')}
          </Button>,
        ]}
      >
        <p>{t('recoveryText')}</p>
        <ol className="gs-codes">
          {recovery.map((one) => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ol>
      </Modal>
    )
  const ready = begun === null ? password !== '' : code.trim().length >= 6
  const act = () => void (begun === null ? begin() : confirm())
  return (
    <Modal
      open
      title={t('totp')}
      width={460}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="act" type="primary" disabled={!ready} loading={busy} onClick={act}>
          {begun === null ? t('continue') : t('confirm')}
        </Button>,
      ]}
    >
      {begun === null ? (
        <Labelled label={t('current')} error={faultOf('password')} help={t('totpPassword')}>
          {(id) => (
            <Input.Password
              id={id}
              autoFocus
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              onPressEnter={() => ready && act()}
            />
          )}
        </Labelled>
      ) : (
        <>
          <p>{t('scan')}</p>
          <div className="gs-totp">
            <QrCode text={begun.uri} label={t('qr')} />
            <div>
              <p className="gs-help">{t('secret')}</p>
              <code className="gs-secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
              <Button size="small" onClick={() => copyText(begun.secret)}>
                {t('copy')}
              </Button>
            </div>
          </div>
          <Labelled label={t('code')} error={faultOf('code')}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={8}
                value={code}
                onChange={(event) => setCode(event.target.value)}
                onPressEnter={() => ready && act()}
              />
            )}
          </Labelled>
        </>
      )}
    </Modal>
  )
}

/** Turning it off takes the password. */
export const TotpOff = ({ onClose }: { onClose: () => void }) => {
  const t = useWords(accountWords)
  const common = useWords(commonWords)
  const { busy, faultOf, run } = useSaving()
  const [password, setPassword] = useState('')
  const act = async () => {
    if (!(await run(() => api.delete('/me/totp', { password }), ['password']))) return
    await queryClient.invalidateQueries({ queryKey: ['me'] })
    showToast({ text: t('totpGone') })
    onClose()
  }
  return (
    <Modal
      open
      title={t('totpOffTitle')}
      width={420}
      closable={false}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="act" type="primary" danger disabled={password === ''} loading={busy} onClick={() => void act()}>
          {t('turnOff')}
        </Button>,
      ]}
    >
      <div className="gs-question">
        <p>{t('totpOffText')}</p>
        <Labelled label={t('current')} error={faultOf('password')}>
          {(id) => (
            <Input.Password
              id={id}
              autoFocus
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              onPressEnter={() => password !== '' && void act()}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  )
}
