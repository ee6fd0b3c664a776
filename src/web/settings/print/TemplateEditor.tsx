import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { may, useMeta, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { Empty } from '../../states.tsx'
import { showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Labelled, Loaded, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { BlockList } from './BlockList.tsx'
import { printSettingsWords } from './print-settings.words.ts'
import { TemplatePreview } from './TemplatePreview.tsx'
import { type Draft, draftFor, draftOf, printedOf } from './template.data.ts'
import './templates.css'

/** One template, or a new one, with what comes of it beside. */
export const TemplateEditor = ({ id }: { id: string }) => {
  const common = useWords(commonWords)
  const { objects } = useMeta()
  const documents = objects.filter((one) => printedOf(one) !== undefined)
  const query = useQuery({
    queryKey: ['record', 'print-templates', id],
    queryFn: () => api.get<RecordRow>(`/print-templates/${id}`),
    enabled: id !== 'new',
  })
  const [first] = documents
  if (first === undefined) return <Empty title={common('notFoundTitle')} text={common('notFoundText')} />
  if (id === 'new') return <Editor record={null} begun={draftFor(first)} />
  return (
    <Loaded query={query}>
      {(row) => (
        <Editor
          record={row}
          begun={draftOf(
            row,
            documents.find((one) => one.path === row.object),
          )}
        />
      )}
    </Loaded>
  )
}

const Editor = ({ record, begun }: { record: RecordRow | null; begun: Draft }) => {
  const t = useWords(printSettingsWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const on = useObject('print-templates')
  const saving = useSaving()
  const [draft, setDraft] = useState(begun)
  const object = objects.find((one) => one.path === draft.object)
  const change = (values: Partial<Draft>) => setDraft({ ...draft, ...values })
  const documents = objects.filter((one) => printedOf(one) !== undefined)
  const back = () => void navigate('/settings/print')
  const save = () =>
    saving.run(async () => {
      const { undo } = await (record === null
        ? api.post('/print-templates', draft)
        : api.patch(`/print-templates/${record.id}`, draft, { ifMatch: Number(record.version) }))
      await recordsChanged('print-templates')
      showToast({ text: t(record === null ? 'created' : 'saved', { name: draft.name }), undo })
      back()
    }, ['name', 'title', 'footer'])
  const remove = () =>
    saving.run(async () => {
      const { undo } = await api.delete(`/print-templates/${record?.id}`)
      await recordsChanged('print-templates')
      showToast({ text: t('deleted', { name: draft.name }), undo })
      back()
    })
  const choose = (path: string) => {
    const next = documents.find((one) => one.path === path)
    if (next !== undefined) setDraft({ ...draftFor(next), name: draft.name, footer: draft.footer })
  }
  return (
    <Topic
      wide
      title={
        <>
          <Link to="/settings/print" className="gs-crumb">
            {s('print')}
          </Link>
          <span className="gs-crumb">/</span>
          {record === null ? t('newTemplate') : begun.name}
        </>
      }
    >
      <div className="gs-template">
        <div>
          <div className="gs-pair">
            <Labelled label={t('name')} required error={saving.faultOf('name')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={60}
                  value={draft.name}
                  onChange={(event) => change({ name: event.target.value })}
                />
              )}
            </Labelled>
            <Labelled label={t('object')}>
              {(id) => (
                <Select
                  id={id}
                  className="gs-template-input"
                  value={draft.object}
                  disabled={record !== null}
                  options={documents.map((one) => ({ value: one.path, label: label(one.label) }))}
                  onChange={choose}
                />
              )}
            </Labelled>
            <Labelled label={t('title')} error={saving.faultOf('title')} help={t('titleHelp')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={60}
                  placeholder={printedOf(object) === undefined ? '' : label(printedOf(object)!.title)}
                  value={draft.title}
                  onChange={(event) => change({ title: event.target.value })}
                />
              )}
            </Labelled>
            <Labelled label={t('paper')}>
              {(id) => (
                <Select
                  id={id}
                  className="gs-template-input"
                  value={draft.paper}
                  options={[
                    { value: 'A4', label: t('upright') },
                    { value: 'A5', label: t('landscape') },
                  ]}
                  onChange={(paper) => change({ paper })}
                />
              )}
            </Labelled>
          </div>
          <Labelled label={t('preferred')} help={t('preferredHelp')}>
            {(id) => <Switch id={id} checked={draft.isDefault} onChange={(isDefault) => change({ isDefault })} />}
          </Labelled>
          {object !== undefined && (
            <BlockList
              object={object}
              blocks={draft.sections}
              faultOf={saving.faultOf}
              onChange={(sections) => change({ sections })}
            />
          )}
          <Labelled label={t('footer')} error={saving.faultOf('footer')} help={t('footerHelp')}>
            {(id) => (
              <Input
                id={id}
                maxLength={120}
                value={draft.footer}
                onChange={(event) => change({ footer: event.target.value })}
              />
            )}
          </Labelled>
        </div>
        {object !== undefined && <TemplatePreview draft={draft} object={object} />}
      </div>
      <div className="gs-save-bar">
        <span>
          {record !== null && may(on, 'delete') && (
            <Button danger onClick={() => void remove()}>
              {t('delete')}
            </Button>
          )}
        </span>
        <Button onClick={back}>{t('toList')}</Button>
        <Button type="primary" disabled={draft.name.trim() === ''} loading={saving.busy} onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </Topic>
  )
}
