import { Button, Input, Select, Switch } from 'antd'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { empties, sames, selves } from '../../../model/flow.ts'
import { api } from '../../client.ts'
import { fieldOf, may, type ObjectMeta, useMeta, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged, useRecord } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Labelled, Loaded, Section, Setting, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { ConditionInput } from './ConditionInput.tsx'
import { blankDraft, type Draft, draftOf } from './draft.ts'
import { FlowColumn } from './FlowNodes.tsx'
import { flowWords } from './flows.words.ts'

export const FlowEditor = ({ id }: { id: string }) => (id === 'new' ? <Form /> : <Stored id={id} />)

const Stored = ({ id }: { id: string }) => {
  const query = useRecord('approval-flows', id)
  return <Loaded query={query}>{(flow) => <Form key={String(flow.version)} stored={flow} />}</Loaded>
}

const triggers = ['action', 'create', 'update'] as const

const Form = ({ stored }: { stored?: RecordRow }) => {
  const t = useWords(flowWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const flows = useObject('approval-flows')
  const [draft, setDraft] = useState<Draft>(() => (stored === undefined ? blankDraft : draftOf(stored)))
  const saving = useSaving()
  const possible = objects.filter((one) => one.traits.approvable === true)
  const object = possible.find((one) => one.path === draft.object) ?? possible[0]
  const change = (values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values }))
  const mayWrite = may(flows, stored === undefined ? 'create' : 'update')
  const leave = () => void navigate('/settings/approvals')
  const save = () =>
    saving.run(async () => {
      if (stored === undefined) await api.post('/approval-flows', draft)
      else await api.patch(`/approval-flows/${stored.id}`, draft, { ifMatch: Number(stored.version) })
      await recordsChanged('approval-flows')
      showToast({ text: s('saved') })
      leave()
    })
  const remove = () =>
    saving.run(async () => {
      const { undo } = await api.delete(`/approval-flows/${stored?.id ?? ''}`)
      await recordsChanged('approval-flows')
      showToast({ text: t('deleteFlow'), undo })
      leave()
    })
  if (object === undefined || flows === undefined) return null
  return (
    <Topic
      title={draft.name === '' ? t('newFlow') : draft.name}
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
      <Section title={t('course')}>
        <FlowColumn
          object={object}
          mayChoose={draft.trigger === 'action'}
          faultOf={saving.faultOf}
          nodes={draft.nodes}
          path="nodes"
          onChange={(nodes) => change({ nodes })}
        />
        {saving.faultOf('nodes') !== undefined && (
          <p className="gs-fault" role="alert">
            {saving.faultOf('nodes')}
          </p>
        )}
      </Section>
      <Section title={t('rules')}>
        {(
          [
            ['onEmpty', empties],
            ['onSame', sames],
            ['onSelf', selves],
          ] as const
        ).map(([name, keys]) => {
          const field = fieldOf(flows, name)
          return (
            <Setting key={name} title={field === undefined ? name : label(field.label)}>
              <Select
                className="gs-wide-input"
                aria-label={field === undefined ? name : label(field.label)}
                value={draft[name]}
                options={keys.map((key) => {
                  const option = field?.options?.find((one) => one.key === key)
                  return { value: key, label: option === undefined ? key : label(option.label) }
                })}
                onChange={(value) => change({ [name]: value })}
              />
            </Setting>
          )
        })}
        <Setting title={t('active')}>
          <Switch aria-label={t('active')} checked={draft.active} onChange={(active) => change({ active })} />
        </Setting>
      </Section>
      <div className="gs-topic-foot">
        {stored !== undefined && may(flows, 'delete') && (
          <Button danger type="text" onClick={() => void remove()}>
            {t('deleteFlow')}
          </Button>
        )}
        <Button
          type="primary"
          loading={saving.busy}
          disabled={!mayWrite || draft.name.trim() === ''}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
      </div>
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
  const t = useWords(flowWords)
  const label = useLabel()
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
            options={possible.map((one) => ({ value: one.path, label: label(one.label) }))}
            onChange={(path) => {
              const next = possible.find((one) => one.path === path)
              const kept = next?.actions.some((one) => one.name === draft.action) === true
              // Conditions and named fields are those of the object before.
              change({ object: path, condition: null, action: kept ? draft.action : (next?.actions[0]?.name ?? null) })
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('trigger')} required>
        {(id) => (
          <Select
            id={id}
            value={draft.trigger}
            options={triggers.map((key) => ({ value: key, label: t(`trigger_${key}`) }))}
            onChange={(trigger) => change({ trigger })}
          />
        )}
      </Labelled>
      {draft.trigger === 'action' && (
        <Labelled label={t('action')} required error={faultOf('action')}>
          {(id) => (
            <Select
              id={id}
              value={draft.action}
              options={object.actions.map((one) => ({ value: one.name, label: label(one.label) }))}
              onChange={(action) => change({ action })}
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
