import { Button, Dropdown, Input, InputNumber, Select, Switch } from 'antd'
import { ChevronLeft, Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { type AutomationStep, stepKinds } from '../../../model/automation.ts'
import type { JsonObject, Row } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { may, type ObjectMeta, useMeta, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged, useRecord } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { ConditionInput } from '../approvals/ConditionInput.tsx'
import { moved, replaced } from '../approvals/draft.ts'
import { Labelled, Loaded, Section, Setting, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { AutomationLog } from './AutomationLog.tsx'
import { automationWords } from './automations.words.ts'
import { StepRow } from './StepRow.tsx'

interface Draft {
  readonly name: string
  readonly object: string
  readonly trigger: string
  readonly field: string | null
  readonly days: number
  readonly condition: JsonObject | null
  readonly steps: readonly AutomationStep[]
  readonly active: boolean
}

const blank: Draft = {
  name: '',
  object: 'customers',
  trigger: 'created',
  field: null,
  days: 0,
  condition: null,
  steps: [],
  active: true,
}

const draftOf = (row: Row): Draft => ({
  ...blank,
  ...Object.fromEntries(Object.keys(blank).map((key) => [key, row[key] ?? blank[key as keyof Draft]])),
})

const freshStep = (kind: string): AutomationStep => {
  switch (kind) {
    case 'set':
      return { kind, values: {} }
    case 'create':
      return { kind, object: 'tasks', values: {} }
    case 'assign':
      return { kind, how: 'turn', ids: [] }
    case 'notify':
      return { kind, to: 'owner', text: '' }
    case 'act':
      return { kind, action: '', input: {} }
    case 'webhook':
      return { kind, url: '' }
    default:
      return { kind: 'task', title: '', days: 1, to: 'owner' }
  }
}

export const AutomationEditor = ({ id }: { id: string }) => (id === 'new' ? <Form /> : <Stored id={id} />)

const Stored = ({ id }: { id: string }) => {
  const query = useRecord('automations', id)
  return <Loaded query={query}>{(row) => <Form key={String(row.version)} stored={row} />}</Loaded>
}

const Form = ({ stored }: { stored?: RecordRow }) => {
  const t = useWords(automationWords)
  const s = useWords(settingsWords)
  const navigate = useNavigate()
  const { objects } = useMeta()
  const automations = useObject('automations')
  const [draft, setDraft] = useState<Draft>(() => (stored === undefined ? blank : draftOf(stored)))
  const saving = useSaving()
  const possible = objects.filter((one) => one.traits.organisation !== true && one.traits.personal !== true)
  const object = possible.find((one) => one.path === draft.object) ?? possible[0]
  const change = (values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values }))
  const leave = () => void navigate('/settings/automations')
  const setSteps = (steps: readonly AutomationStep[]) => change({ steps })
  const save = () =>
    saving.run(async () => {
      if (stored === undefined) await api.post('/automations', draft)
      else await api.patch(`/automations/${stored.id}`, draft, { ifMatch: Number(stored.version) })
      await recordsChanged('automations')
      showToast({ text: s('saved') })
      leave()
    })
  const remove = () =>
    saving.run(async () => {
      const { undo } = await api.delete(`/automations/${stored?.id ?? ''}`)
      await recordsChanged('automations')
      showToast({ text: t('deleteOne'), undo })
      leave()
    })
  const faultAt = (at: string) =>
    ['', '.values', '.title', '.days', '.to', '.object', '.ids', '.text', '.action', '.url']
      .map((end) => saving.faultOf(at + end))
      .find((one) => one !== undefined)
  if (object === undefined || automations === undefined) return null
  return (
    <Topic
      title={draft.name === '' ? t('newOne') : draft.name}
      wide
      actions={
        <Button type="text" icon={<ChevronLeft aria-hidden />} onClick={leave}>
          {t('back')}
        </Button>
      }
    >
      <Section title={t('begins')}>
        <Begins draft={draft} object={object} possible={possible} change={change} faultOf={saving.faultOf} />
      </Section>
      <Section title={t('does')}>
        <ol className="gs-auto-steps">
          {draft.steps.map((step, index) => (
            <StepRow
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other identity
              key={index}
              object={object}
              step={step}
              fault={faultAt(`steps.${index}`)}
              onChange={(next) => setSteps(replaced(draft.steps, index, next))}
              onMove={(by) => setSteps(moved(draft.steps, index, index + by))}
              onRemove={() => setSteps(draft.steps.filter((_, i) => i !== index))}
            />
          ))}
        </ol>
        {saving.faultOf('steps') !== undefined && (
          <p className="gs-fault" role="alert">
            {saving.faultOf('steps')}
          </p>
        )}
        <Dropdown
          trigger={['click']}
          menu={{
            items: stepKinds.map((kind) => ({ key: kind, label: t(`step_${kind}`) })),
            onClick: ({ key }) => setSteps([...draft.steps, freshStep(key)]),
          }}
        >
          <Button icon={<Plus aria-hidden />}>{t('addStep')}</Button>
        </Dropdown>
      </Section>
      <Setting title={t('state')}>
        <Switch aria-label={t('state')} checked={draft.active} onChange={(active) => change({ active })} />
      </Setting>
      <div className="gs-topic-foot">
        {stored !== undefined && may(automations, 'delete') && (
          <Button danger type="text" onClick={() => void remove()}>
            {t('deleteOne')}
          </Button>
        )}
        <Button type="primary" loading={saving.busy} disabled={draft.name.trim() === ''} onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
      {stored === undefined ? (
        <p className="gs-muted">{t('saveFirst')}</p>
      ) : (
        <AutomationLog id={stored.id} object={object} />
      )}
    </Topic>
  )
}

interface BeginsProps {
  readonly draft: Draft
  readonly object: ObjectMeta
  readonly possible: readonly ObjectMeta[]
  readonly change: (values: Partial<Draft>) => void
  readonly faultOf: (path: string) => string | undefined
}

const Begins = ({ draft, object, possible, change, faultOf }: BeginsProps) => {
  const t = useWords(automationWords)
  const label = useLabel()
  const fields = object.fields.filter(
    (field) => draft.trigger !== 'date' || field.type === 'date' || field.type === 'dateTime',
  )
  return (
    <div className="gs-flow-begins">
      <Labelled label={t('name')} required error={faultOf('name')}>
        {(id) => (
          <Input id={id} value={draft.name} maxLength={60} onChange={(event) => change({ name: event.target.value })} />
        )}
      </Labelled>
      <Labelled label={t('object')} required error={faultOf('object')}>
        {(id) => (
          <Select
            id={id}
            value={draft.object}
            showSearch
            optionFilterProp="label"
            options={possible.map((one) => ({ value: one.path, label: label(one.label) }))}
            onChange={(path) => change({ object: path, condition: null, field: null })}
          />
        )}
      </Labelled>
      <Labelled label={t('trigger')} required>
        {(id) => (
          <Select
            id={id}
            value={draft.trigger}
            options={(['created', 'changed', 'date'] as const).map((key) => ({
              value: key,
              label: t(`trigger_${key}`),
            }))}
            onChange={(trigger) => change({ trigger, field: null })}
          />
        )}
      </Labelled>
      {draft.trigger !== 'created' && (
        <Labelled label={t('field')} required error={faultOf('field')}>
          {(id) => (
            <Select
              id={id}
              value={draft.field}
              showSearch
              optionFilterProp="label"
              options={fields.map((field) => ({ value: field.name, label: label(field.label) }))}
              onChange={(field) => change({ field })}
            />
          )}
        </Labelled>
      )}
      {draft.trigger === 'date' && (
        <Labelled label={t('days')} error={faultOf('days')}>
          {(id) => (
            <InputNumber
              id={id}
              min={-365}
              max={365}
              precision={0}
              value={draft.days}
              onChange={(days) => days !== null && change({ days })}
            />
          )}
        </Labelled>
      )}
      <Labelled label={t('condition')} error={faultOf('condition')}>
        {() => (
          <ConditionInput
            object={object}
            value={draft.condition}
            empty={t('always')}
            onChange={(condition) => change({ condition })}
          />
        )}
      </Labelled>
    </div>
  )
}
