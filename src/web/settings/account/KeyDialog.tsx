import { Button, Input, Modal, Radio, Segmented, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { serverNow } from '../../clock.ts'
import { commonWords } from '../../common.words.ts'
import { useMeta } from '../../meta.ts'
import { queryClient } from '../../query.ts'
import { useLabel, useWords } from '../../words.ts'
import { Labelled } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { accountWords } from './account.words.ts'
import { copyText } from './copy.ts'

type Reach = 'all' | 'read' | 'some'
const lives = { never: null, in30: 30, in90: 90, in365: 365 } as const
type Life = keyof typeof lives

/** Makes a key and shows it this once. */
export const KeyDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useWords(accountWords)
  const common = useWords(commonWords)
  const label = useLabel()
  const { objects } = useMeta()
  const { busy, faultOf, run } = useSaving()
  const [name, setName] = useState('')
  const [reach, setReach] = useState<Reach>('some')
  const [some, setSome] = useState<readonly string[]>([])
  const [life, setLife] = useState<Life>('in365')
  const [key, setKey] = useState<string | null>(null)
  const scopes = reach === 'all' ? ['*'] : reach === 'read' ? ['*:read'] : some
  const ready = name.trim() !== '' && scopes.length > 0
  const days = lives[life]
  const make = () =>
    run(async () => {
      const expiresAt = days === null ? undefined : new Date(serverNow() + days * 86_400_000).toISOString()
      const { data } = await api.post<{ key: string }>('/api-keys', { name: name.trim(), scopes, expiresAt })
      setKey(data.key)
      await queryClient.invalidateQueries({ queryKey: ['api-keys'] })
    }, ['name', 'scopes', 'expiresAt'])

  if (key !== null)
    return (
      <Modal
        open
        title={t('keyOnce')}
        width={520}
        closable={false}
        footer={[
          <Button key="copy" type="primary" onClick={() => copyText(key)}>
            {t('copy')}
          </Button>,
          <Button key="done" onClick={onClose}>
            {t('keyKept')}
          </Button>,
        ]}
      >
        <div className="gs-question">
          <p>{t('keyOnceText')}</p>
          <code className="gs-secret">{key}</code>
        </div>
      </Modal>
    )
  return (
    <Modal
      open
      title={t('newKey')}
      width={520}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="make" type="primary" disabled={!ready} loading={busy} onClick={() => void make()}>
          {t('makeKey')}
        </Button>,
      ]}
    >
      <Labelled label={t('keyName')} required error={faultOf('name')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={100}
            placeholder={t('keyNameHint')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={t('scopes')} required error={faultOf('scopes')} help={t('scopesHelp')}>
        {(id) => (
          <div className="gs-stack">
            <Radio.Group
              value={reach}
              onChange={(event) => setReach(event.target.value as Reach)}
              options={[
                { value: 'some', label: t('scopeSome') },
                { value: 'read', label: t('scopeRead') },
                { value: 'all', label: t('scopeAll') },
              ]}
            />
            {reach === 'some' && (
              <Select
                id={id}
                mode="multiple"
                className="gs-full"
                value={[...some]}
                onChange={(next: string[]) => setSome(next)}
                options={objects
                  .filter((object) => object.functions.includes('read'))
                  .flatMap((object) => [
                    { value: `${object.path}:read`, label: `${label(object.label)} ${t('scopeRead1')}` },
                    { value: `${object.path}:*`, label: `${label(object.label)} ${t('scopeWrite')}` },
                  ])}
                showSearch={{ optionFilterProp: 'label' }}
              />
            )}
          </div>
        )}
      </Labelled>
      <Labelled label={t('expires')} error={faultOf('expiresAt')}>
        {() => (
          <Segmented
            value={life}
            onChange={(next) => setLife(next)}
            options={(Object.keys(lives) as Life[]).map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Labelled>
    </Modal>
  )
}
