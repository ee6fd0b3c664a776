import { Segmented, Switch } from 'antd'
import { useState } from 'react'
import type { FieldMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { Section, SmallTable } from '../parts.tsx'
import type { RoleObjectProps } from './RoleObject.tsx'
import { type FieldRight, isMaskable, scopeOf, withField } from './rights.ts'
import { roleWords } from './roles.words.ts'

const rights = ['write', 'read', 'mask', 'none'] as const
const words = { write: 'rightWrite', read: 'rightRead', mask: 'rightMask', none: 'rightNone' } as const
const machinery = new Set(['id', 'version', 'deletedAt'])

/** What a role may do with each field of an object. */
export const FieldRights = ({ name, count, rights: held, object, change }: RoleObjectProps) => {
  const t = useWords(roleWords)
  const label = useLabel()
  const [only, setOnly] = useState(false)
  const limits = held.fields[object.path] ?? {}
  const limited = Object.keys(limits).length
  const shown = object.fields.filter(
    (field) => !machinery.has(field.name) && (!only || limits[field.name] !== undefined),
  )
  const fields = [
    ...shown.filter((field) => field.readOnly !== true),
    ...shown.filter((field) => field.readOnly === true),
  ]
  const rightOf = (field: FieldMeta): FieldRight => {
    const right = limits[field.name] ?? 'write'
    return right === 'write' && field.readOnly === true ? 'read' : right
  }
  const choose = (field: FieldMeta, next: FieldRight) => {
    const right = next === 'read' && field.readOnly === true ? 'write' : next
    change(
      (present) => withField(present, { object: object.path, field: field.name, right }),
      t('fieldSaid', { role: name, count, field: label(field.label), right: t(words[next]) }),
    )
  }
  const readable = scopeOf(held, object.path, 'read') !== 'none'
  return (
    <Section
      title={t('fields')}
      text={readable ? t('fieldsText') : t('noRead')}
      action={
        limited > 0 && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control
          <label className="gs-inline">
            <Switch size="small" checked={only} onChange={setOnly} />
            {t('onlyLimited', { count: limited })}
          </label>
        )
      }
    >
      <SmallTable<FieldMeta>
        label={t('fields')}
        rows={fields}
        keyOf={(field) => field.name}
        columns={[
          {
            key: 'field',
            title: t('field'),
            cell: (field) => (
              <span className="gs-inline">
                {label(field.label)}
                {field.required === true && <span className="gs-muted">{t('required')}</span>}
              </span>
            ),
          },
          { key: 'name', title: '', wide: true, cell: (field) => <code className="gs-muted">{field.name}</code> },
          {
            key: 'right',
            title: '',
            right: true,
            cell: (field) => (
              <Segmented<FieldRight>
                size="small"
                disabled={!readable}
                value={rightOf(field)}
                onChange={(next) => choose(field, next)}
                options={rights
                  .filter((right) => right !== 'write' || field.readOnly !== true)
                  .filter((right) => right !== 'mask' || isMaskable(field))
                  .map((right) => ({
                    value: right,
                    label: t(words[right]),
                    ...(right === 'mask' ? { tooltip: t('maskHint') } : {}),
                  }))}
              />
            ),
          },
        ]}
      />
    </Section>
  )
}
