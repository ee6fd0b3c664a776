import { Button, Input, InputNumber, Select } from 'antd'
import { ArrowDown, ArrowUp, Plus, Trash2, X } from 'lucide-react'
import { type AutomationStep, assignments, type Meant } from '../../../model/automation.ts'
import type { Json, JsonObject } from '../../../model/label.ts'
import { FieldInput } from '../../field.tsx'
import { type FieldMeta, fieldOf, type ObjectMeta, useMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { automationWords } from './automations.words.ts'

const people: FieldMeta = {
  name: 'ids',
  type: 'members',
  to: 'employees',
  label: { zh: '员工', en: 'Employees' },
} as FieldMeta

/** What a step can set: typed fields that are not lines of their own. */
export const settable = (object: ObjectMeta): readonly FieldMeta[] =>
  object.fields.filter((field) => field.writable && field.type !== 'lines' && field.type !== 'json')

interface StepRowProps {
  readonly object: ObjectMeta
  readonly step: AutomationStep
  readonly fault: string | undefined
  readonly onChange: (step: AutomationStep) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** One step: what it does, with its own inputs. */
export const StepRow = ({ object, step, fault, onChange, onMove, onRemove }: StepRowProps) => {
  const t = useWords(automationWords)
  return (
    <li className={`gs-step-row ${fault === undefined ? '' : 'is-wrong'}`}>
      <div className="gs-step-head">
        <b>{t(`step_${step.kind}`)}</b>
        <span>
          <button type="button" className="gs-plain gs-icon-button" aria-label={t('up')} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden />
          </button>
          <button type="button" className="gs-plain gs-icon-button" aria-label={t('down')} onClick={() => onMove(1)}>
            <ArrowDown aria-hidden />
          </button>
          <button type="button" className="gs-plain gs-icon-button" aria-label={t('remove')} onClick={onRemove}>
            <Trash2 aria-hidden />
          </button>
        </span>
      </div>
      <div className="gs-step-inputs">
        <Inputs object={object} step={step} onChange={onChange} />
      </div>
      {fault !== undefined && (
        <p className="gs-fault" role="alert">
          {fault}
        </p>
      )}
    </li>
  )
}

interface InputsProps {
  readonly object: ObjectMeta
  readonly step: AutomationStep
  readonly onChange: (step: AutomationStep) => void
}

const Inputs = ({ object, step, onChange }: InputsProps) => {
  const t = useWords(automationWords)
  const label = useLabel()
  const { objects } = useMeta()
  switch (step.kind) {
    case 'set':
      return <Values object={object} values={step.values} onChange={(values) => onChange({ ...step, values })} />
    case 'task':
      return (
        <>
          <Input
            aria-label={t('title')}
            placeholder={t('title')}
            value={step.title}
            maxLength={200}
            onChange={(event) => onChange({ ...step, title: event.target.value })}
          />
          <InputNumber
            aria-label={t('inDays')}
            addonBefore={t('inDays')}
            min={0}
            max={365}
            precision={0}
            value={step.days}
            onChange={(days) => days !== null && onChange({ ...step, days })}
          />
          <MeantInput value={step.to} onChange={(to) => onChange({ ...step, to })} />
        </>
      )
    case 'create': {
      const target = objects.find((one) => one.path === step.object)
      return (
        <>
          <Select
            aria-label={t('object')}
            value={step.object}
            showSearch
            optionFilterProp="label"
            options={objects
              .filter((one) => one.traits.organisation !== true && one.traits.personal !== true)
              .map((one) => ({ value: one.path, label: label(one.label) }))}
            onChange={(path) => onChange({ ...step, object: path, values: {} })}
          />
          {target !== undefined && (
            <Values object={target} values={step.values} onChange={(values) => onChange({ ...step, values })} />
          )}
        </>
      )
    }
    case 'assign':
      return (
        <>
          <Select
            aria-label={t('how')}
            value={step.how}
            options={assignments.map((how) => ({ value: how, label: t(`how_${how}`) }))}
            onChange={(how) => onChange({ ...step, how })}
          />
          <FieldInput
            field={people}
            value={[...step.ids] as Json}
            record={{}}
            placeholder={t('people')}
            onChange={(ids) => onChange({ ...step, ids: Array.isArray(ids) ? ids.map(String) : [] })}
          />
        </>
      )
    case 'notify':
      return (
        <>
          <MeantInput value={step.to} onChange={(to) => onChange({ ...step, to })} />
          <Input
            aria-label={t('text')}
            placeholder={t('text')}
            value={step.text}
            maxLength={300}
            onChange={(event) => onChange({ ...step, text: event.target.value })}
          />
          <p className="gs-help">{t('textHelp')}</p>
        </>
      )
    case 'act':
      return (
        <Select
          aria-label={t('action')}
          value={step.action === '' ? null : step.action}
          placeholder={t('action')}
          options={object.actions.map((one) => ({ value: one.name, label: label(one.label) }))}
          onChange={(action) => onChange({ ...step, action })}
        />
      )
    default:
      return (
        <>
          <Input
            aria-label={t('url')}
            placeholder="https://"
            value={step.url}
            maxLength={500}
            onChange={(event) => onChange({ ...step, url: event.target.value })}
          />
          <p className="gs-help">{t('urlHelp')}</p>
        </>
      )
  }
}

const MeantInput = ({ value, onChange }: { value: Meant; onChange: (to: Meant) => void }) => {
  const t = useWords(automationWords)
  const key = typeof value === 'string' ? value : 'people'
  return (
    <>
      <Select
        aria-label={t('to')}
        value={key}
        options={(['owner', 'superior', 'people'] as const).map((one) => ({ value: one, label: t(`to_${one}`) }))}
        onChange={(next) => onChange(next === 'owner' || next === 'superior' ? next : [])}
      />
      {typeof value !== 'string' && (
        <FieldInput
          field={people}
          value={[...value] as Json}
          record={{}}
          placeholder={t('people')}
          onChange={(ids) => onChange(Array.isArray(ids) ? ids.map(String) : [])}
        />
      )}
    </>
  )
}

interface ValuesProps {
  readonly object: ObjectMeta
  readonly values: JsonObject
  readonly onChange: (values: JsonObject) => void
}

/** Fields of an object with what they are to be. */
const Values = ({ object, values, onChange }: ValuesProps) => {
  const t = useWords(automationWords)
  const label = useLabel()
  const fields = settable(object)
  const free = fields.filter((field) => values[field.name] === undefined)
  return (
    <div className="gs-step-values">
      {Object.entries(values).map(([name, value]) => {
        const field = fieldOf(object, name)
        return (
          <div key={name} className="gs-step-value">
            <Select
              aria-label={t('field')}
              value={name}
              showSearch
              optionFilterProp="label"
              options={[...(field === undefined ? [] : [field]), ...free].map((one) => ({
                value: one.name,
                label: label(one.label),
              }))}
              onChange={(next) => {
                const { [name]: _gone, ...rest } = values
                onChange({ ...rest, [next]: null })
              }}
            />
            {field !== undefined && (
              <FieldInput
                field={field}
                value={value ?? null}
                record={{}}
                onChange={(next) => onChange({ ...values, [name]: next })}
              />
            )}
            <button
              type="button"
              className="gs-plain gs-icon-button"
              aria-label={t('remove')}
              onClick={() => {
                const { [name]: _gone, ...rest } = values
                onChange(rest)
              }}
            >
              <X aria-hidden />
            </button>
          </div>
        )
      })}
      {free[0] !== undefined && (
        <Button
          size="small"
          type="text"
          icon={<Plus aria-hidden />}
          onClick={() => free[0] !== undefined && onChange({ ...values, [free[0].name]: null })}
        >
          {t('addField')}
        </Button>
      )}
    </div>
  )
}
