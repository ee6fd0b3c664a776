import { Button, Checkbox, Input, Modal, Segmented, Select, Switch } from 'antd'
import { useState } from 'react'
import type { Locale } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { showToast } from '../../toast.tsx'
import { useLabel, useLocale, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import type { QuietHours } from '../notify/notify.data.ts'
import { QuietTimes } from '../notify/QuietInputs.tsx'
import { Labelled, Setting } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { type Bot, type Channels, refreshChannels } from './channels.data.ts'
import { channelWords } from './channels.words.ts'
import './channels.css'

const nights: QuietHours = { on: true, from: '22:00', to: '08:00', days: [1, 2, 3, 4, 5, 6, 7] }

interface Props {
  readonly channels: Channels
  readonly bot: Bot | null
  readonly onClose: () => void
  readonly onRemove: (bot: Bot) => void
}

/** A group bot: which product, which address, what its group hears. */
export const BotDialog = ({ channels, bot, onClose, onRemove }: Props) => {
  const t = useWords(channelWords)
  const common = useWords(commonWords)
  const label = useLabel()
  const locale = useLocale()
  const { busy, faultOf, run } = useSaving()
  const departments = useAll('departments', { fields: ['name'], sort: 'name' }).data ?? []
  const [draft, setDraft] = useState({
    name: bot?.name ?? '',
    kind: bot?.kind ?? channels.botKinds[0]?.key ?? '',
    kinds: bot?.kinds ?? channels.kinds.map((kind) => kind.key),
    departmentId: bot?.departmentId ?? null,
    locale: bot?.locale ?? locale,
    active: bot?.active ?? true,
    quietHours: bot === null ? nights : bot.quietHours,
  })
  const [webhookUrl, setUrl] = useState('')
  const [secret, setSecret] = useState('')
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const product = channels.botKinds.find((kind) => kind.key === draft.kind)
  const ready = draft.name.trim() !== '' && (bot !== null || webhookUrl.trim() !== '')
  const shown = ['name', 'kind', 'webhookUrl', 'secret', 'kinds', 'departmentId']
  const save = async () => {
    const body = {
      ...draft,
      name: draft.name.trim(),
      ...(webhookUrl.trim() === '' ? {} : { webhookUrl: webhookUrl.trim() }),
      ...(secret.trim() === '' || product?.signs !== true ? {} : { secret: secret.trim() }),
    }
    const send = () =>
      bot === null ? api.post('/message-channels/bots', body) : api.patch(`/message-channels/bots/${bot.id}`, body)
    if (!(await run(send, shown))) return
    showToast({ text: t('botSaved') })
    await refreshChannels()
    onClose()
  }
  return (
    <Modal
      open
      title={t(bot === null ? 'addBot' : 'editBot')}
      width={560}
      onCancel={onClose}
      footer={[
        ...(bot === null
          ? []
          : [
              <Button
                key="remove"
                danger
                className="gs-far-left"
                disabled={busy}
                onClick={() => {
                  onClose()
                  onRemove(bot)
                }}
              >
                {t('removeAct')}
              </Button>,
            ]),
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="save" type="primary" disabled={!ready} loading={busy} onClick={() => void save()}>
          {common('save')}
        </Button>,
      ]}
    >
      <Labelled label={t('kind')} error={faultOf('kind')}>
        {() => (
          <Segmented
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            options={channels.botKinds.map((kind) => ({ value: kind.key, label: label(kind.label) }))}
          />
        )}
      </Labelled>
      <Labelled label={t('name')} required error={faultOf('name')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            placeholder={t('namePlaceholder')}
            value={draft.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled
        label={t('webhook')}
        required={bot === null}
        error={faultOf('webhookUrl')}
        help={bot === null ? undefined : t('webhookKept', { address: bot.address })}
      >
        {(id) => (
          <Input
            id={id}
            autoComplete="off"
            inputMode="url"
            placeholder={`https://${product?.host ?? ''}/…`}
            value={webhookUrl}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Labelled>
      {product?.signs === true && (
        <Labelled
          label={t('secret')}
          error={faultOf('secret')}
          help={bot?.signed === true ? t('secretKept') : t('secretHelp')}
        >
          {(id) => (
            <Input.Password
              id={id}
              autoComplete="new-password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Labelled>
      )}
      <Labelled label={t('hears')} error={faultOf('kinds')}>
        {() => (
          <Checkbox.Group
            value={[...draft.kinds]}
            onChange={(kinds) => set({ kinds })}
            options={channels.kinds.map((kind) => ({ value: kind.key, label: label(kind.label) }))}
          />
        )}
      </Labelled>
      <div className="gs-pair">
        <Labelled label={t('department')} error={faultOf('departmentId')} help={t('andBelow')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.departmentId ?? ''}
              onChange={(departmentId) => set({ departmentId: departmentId === '' ? null : departmentId })}
              options={[
                { value: '', label: t('everybody') },
                ...departments.map((one) => ({ value: one.id, label: textOf(one, 'name') })),
              ]}
            />
          )}
        </Labelled>
        <Labelled label={t('language')}>
          {() => (
            <Segmented<Locale>
              value={draft.locale}
              onChange={(next) => set({ locale: next })}
              options={[
                { value: 'zh', label: <span lang="zh">中文</span> },
                { value: 'en', label: <span lang="en">English</span> },
              ]}
            />
          )}
        </Labelled>
      </div>
      <Setting title={t('quiet')}>
        {draft.quietHours !== null && (
          <QuietTimes value={draft.quietHours} onChange={(quietHours) => set({ quietHours })} />
        )}
        <Switch
          checked={draft.quietHours !== null}
          aria-label={t('quiet')}
          onChange={(on) => set({ quietHours: on ? nights : null })}
        />
      </Setting>
      <Setting title={t('active')}>
        <Switch checked={draft.active} aria-label={t('active')} onChange={(active) => set({ active })} />
      </Setting>
    </Modal>
  )
}
