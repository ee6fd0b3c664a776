import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { Labelled } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { type MailSettings, refreshChannels } from './channels.data.ts'
import { channelWords } from './channels.words.ts'
import './channels.css'

const usualPorts = { tls: 465, starttls: 587, none: 25 } as const
type Draft = Omit<MailSettings, 'passwordSet'>
const empty: Draft = { host: '', port: 465, security: 'tls', user: '', from: '', fromName: '' }

/** The mail server; its password goes in and never comes out. */
export const MailDialog = ({ mail, onClose }: { mail: MailSettings | null; onClose: () => void }) => {
  const t = useWords(channelWords)
  const common = useWords(commonWords)
  const { busy, faultOf, run } = useSaving()
  const { passwordSet = false, ...kept } = mail ?? (empty as Draft & { passwordSet?: boolean })
  const [draft, setDraft] = useState<Draft>(kept)
  const [password, setPassword] = useState('')
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const ready = draft.host.trim() !== '' && draft.from.trim() !== ''
  const shown = ['host', 'port', 'security', 'user', 'password', 'from', 'fromName'].map((name) => `mail.${name}`)
  const save = async (value: object | null) => {
    if (!(await run(() => api.patch('/message-channels', { mail: value }), shown))) return
    showToast({ text: t(value === null ? 'mailRemoved' : 'mailSaved') })
    await refreshChannels()
    onClose()
  }
  const keep = () =>
    save({ ...draft, host: draft.host.trim(), from: draft.from.trim(), ...(password === '' ? {} : { password }) })
  return (
    <Modal
      open
      title={t(mail === null ? 'setUpMail' : 'changeMail')}
      width={520}
      onCancel={onClose}
      footer={[
        ...(mail === null
          ? []
          : [
              <Button key="off" danger className="gs-far-left" disabled={busy} onClick={() => void save(null)}>
                {t('removeMail')}
              </Button>,
            ]),
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="save" type="primary" disabled={!ready} loading={busy} onClick={() => void keep()}>
          {common('save')}
        </Button>,
      ]}
    >
      <div className="gs-pair">
        <Labelled label={t('host')} required error={faultOf('mail.host')} help={t('hostHelp')}>
          {(id) => (
            <Input
              id={id}
              autoFocus
              autoComplete="off"
              value={draft.host}
              onChange={(event) => set({ host: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('port')} required error={faultOf('mail.port')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={65_535}
              controls={false}
              value={draft.port}
              onChange={(port) => set({ port: port ?? 0 })}
            />
          )}
        </Labelled>
      </div>
      <Labelled
        label={t('security')}
        error={faultOf('mail.security')}
        help={draft.security === 'none' ? t('noneWarns') : undefined}
      >
        {(id) => (
          <Select
            id={id}
            value={draft.security}
            onChange={(security) => set({ security, port: usualPorts[security] })}
            options={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Labelled>
      <div className="gs-pair">
        <Labelled label={t('user')} error={faultOf('mail.user')} help={t('userHelp')}>
          {(id) => (
            <Input
              id={id}
              autoComplete="off"
              value={draft.user}
              onChange={(event) => set({ user: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled
          label={t('password')}
          error={faultOf('mail.password')}
          help={passwordSet ? t('passwordKept') : undefined}
        >
          {(id) => (
            <Input.Password
              id={id}
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Labelled>
      </div>
      <div className="gs-pair">
        <Labelled label={t('from')} required error={faultOf('mail.from')}>
          {(id) => (
            <Input
              id={id}
              inputMode="email"
              placeholder="crm@example.com"
              value={draft.from}
              onChange={(event) => set({ from: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('fromName')} error={faultOf('mail.fromName')}>
          {(id) => (
            <Input
              id={id}
              placeholder={common('product')}
              value={draft.fromName}
              onChange={(event) => set({ fromName: event.target.value })}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  )
}
