import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { Loaded, Setting, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { attachmentPolicyWords } from './attachment-policy.words.ts'

interface Limits {
  readonly maxBytes: number
  readonly maxFiles: number
  readonly allowed: readonly string[]
  readonly denied: readonly string[]
}

const megabyte = 1024 * 1024
const key = ['attachment-policy']

/** What may be attached, for the whole company. */
export const AttachmentsTopic = () => {
  const t = useWords(attachmentPolicyWords)
  const s = useWords(settingsWords)
  const query = useQuery({ queryKey: key, queryFn: () => api.get<Limits>('/attachment-policy') })
  return (
    <Topic title={s('attachments')} lead={t('lead')}>
      <Loaded query={query}>{(limits) => <Form limits={limits} />}</Loaded>
    </Topic>
  )
}

const Form = ({ limits }: { limits: Limits }) => {
  const t = useWords(attachmentPolicyWords)
  const s = useWords(settingsWords)
  const [draft, setDraft] = useState(limits)
  const saving = useSaving()
  const change = (values: Partial<Limits>) => setDraft({ ...draft, ...values })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(limits)
  const save = () =>
    saving.run(async () => {
      const { data } = await api.patch<Limits>('/attachment-policy', draft)
      setDraft(data)
      await queryClient.invalidateQueries({ queryKey: key })
      showToast({ text: s('saved') })
    })
  const endings = (name: 'denied' | 'allowed') => (
    <>
      <Select
        mode="tags"
        className="gs-wide-input"
        aria-label={t(name)}
        placeholder={t('endings')}
        value={[...draft[name]]}
        tokenSeparators={[' ', ',', '，', '、']}
        open={false}
        suffixIcon={null}
        {...(saving.faultOf(name) === undefined ? {} : { status: 'error' as const })}
        onChange={(values: string[]) => change({ [name]: values })}
      />
      {saving.faultOf(name) !== undefined && (
        <p className="gs-fault" role="alert">
          {saving.faultOf(name)}
        </p>
      )}
    </>
  )
  return (
    <>
      <Setting title={t('maxBytes')} text={t('maxBytesText')}>
        <InputNumber
          className="gs-number"
          aria-label={t('maxBytes')}
          min={1}
          max={2048}
          precision={0}
          value={Math.max(1, Math.round(draft.maxBytes / megabyte))}
          onChange={(value) => value !== null && change({ maxBytes: value * megabyte })}
        />
        <span className="gs-unit">{t('megabytes')}</span>
      </Setting>
      <Setting title={t('maxFiles')} text={t('maxFilesText')}>
        <InputNumber
          className="gs-number"
          aria-label={t('maxFiles')}
          min={1}
          max={500}
          precision={0}
          value={draft.maxFiles}
          onChange={(value) => value !== null && change({ maxFiles: value })}
        />
        <span className="gs-unit">{s('pieces')}</span>
      </Setting>
      <Setting title={t('denied')} text={t('deniedText')}>
        {endings('denied')}
      </Setting>
      <Setting title={t('allowed')} text={t('allowedText')}>
        {endings('allowed')}
      </Setting>
      <div className="gs-topic-foot">
        <Button type="primary" disabled={!isChanged} loading={saving.busy} onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </>
  )
}
