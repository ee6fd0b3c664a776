import { Button, Select } from 'antd'
import { Plus, X } from 'lucide-react'
import type { Who } from '../../../model/flow.ts'
import type { Json } from '../../../model/label.ts'
import { FieldInput } from '../../field.tsx'
import type { FieldMeta, ObjectMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { blankWho, replaced } from './draft.ts'
import { flowWords } from './flows.words.ts'

const kinds = ['head', 'superiors', 'employees', 'roles', 'field', 'choice'] as const

const people: FieldMeta = {
  name: 'ids',
  type: 'members',
  to: 'employees',
  label: { zh: '员工', en: 'Employees' },
} as FieldMeta
const roles: FieldMeta = {
  name: 'ids',
  type: 'references',
  to: 'roles',
  label: { zh: '角色', en: 'Roles' },
} as FieldMeta

const blank = (kind: Who['kind'], object: ObjectMeta): Who => {
  switch (kind) {
    case 'head':
      return { kind, up: 0 }
    case 'superiors':
      return { kind, levels: 2 }
    case 'choice':
      return { kind }
    case 'field':
      return { kind, field: peopleFields(object)[0]?.name ?? 'ownerId' }
    default:
      return { kind, ids: [] }
  }
}

export const peopleFields = (object: ObjectMeta): readonly FieldMeta[] =>
  object.fields.filter((field) => field.type === 'employee' || (field.type === 'members' && field.to === 'employees'))

interface WhoInputProps {
  readonly object: ObjectMeta
  readonly value: readonly Who[]
  readonly mayChoose: boolean
  readonly onChange: (value: readonly Who[]) => void
}

/** Who stands at a node: one or several kinds of people. */
export const WhoInput = ({ object, value, mayChoose, onChange }: WhoInputProps) => {
  const t = useWords(flowWords)
  return (
    <div className="gs-who">
      {value.map((who, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other identity
        <div className="gs-who-row" key={index}>
          <Select
            aria-label={t('who')}
            value={who.kind}
            options={kinds
              .filter((kind) => kind !== 'choice' || mayChoose)
              .map((kind) => ({ value: kind, label: t(`who_${kind}`) }))}
            onChange={(kind) => onChange(replaced(value, index, blank(kind, object)))}
          />
          <Detail object={object} who={who} onChange={(next) => onChange(replaced(value, index, next))} />
          {value.length > 1 && (
            <button
              type="button"
              className="gs-plain gs-icon-button"
              aria-label={t('remove')}
              onClick={() => onChange(value.filter((_, i) => i !== index))}
            >
              <X aria-hidden />
            </button>
          )}
        </div>
      ))}
      <Button type="text" size="small" icon={<Plus aria-hidden />} onClick={() => onChange([...value, ...blankWho])}>
        {t('addWho')}
      </Button>
    </div>
  )
}

const Detail = ({ object, who, onChange }: { object: ObjectMeta; who: Who; onChange: (who: Who) => void }) => {
  const t = useWords(flowWords)
  const label = useLabel()
  switch (who.kind) {
    case 'employees':
    case 'roles':
      return (
        <FieldInput
          field={who.kind === 'roles' ? roles : people}
          value={[...who.ids] as Json}
          record={{}}
          onChange={(ids) => onChange({ kind: who.kind, ids: Array.isArray(ids) ? ids.map(String) : [] })}
        />
      )
    case 'head':
      return (
        <Select
          aria-label={t('who_head')}
          value={who.up}
          options={[0, 1, 2, 3].map((up) => ({
            value: up,
            label: up === 0 ? t('up_0') : t('upLevels', { count: up }),
          }))}
          onChange={(up) => onChange({ kind: 'head', up })}
        />
      )
    case 'superiors':
      return (
        <Select
          aria-label={t('who_superiors')}
          value={who.levels}
          options={[1, 2, 3, 4, 5].map((levels) => ({ value: levels, label: t('levels', { count: levels }) }))}
          onChange={(levels) => onChange({ kind: 'superiors', levels })}
        />
      )
    case 'field':
      return (
        <Select
          aria-label={t('who_field')}
          value={who.field}
          options={peopleFields(object).map((field) => ({ value: field.name, label: label(field.label) }))}
          onChange={(field) => onChange({ kind: 'field', field })}
        />
      )
    default:
      return <span />
  }
}
