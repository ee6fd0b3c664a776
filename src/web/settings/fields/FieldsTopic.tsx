import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { useMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { Loaded, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { FieldDialog } from './FieldDialog.tsx'
import { type FieldRecord, hasOptions, typeLabel } from './field-record.ts'
import { fieldWords } from './fields.words.ts'

/** The fields of each object; new ones are in use at once. */
export const FieldsTopic = ({ rest: [path = 'customers'] }: { rest: readonly string[] }) => {
  const t = useWords(fieldWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const object = objects.find((candidate) => candidate.path === path) ?? objects[0]
  const [editing, setEditing] = useState<FieldRecord | 'new' | null>(null)
  const query = useQuery({
    queryKey: ['fields'],
    queryFn: () => api.get<{ data: readonly FieldRecord[] }>('/fields'),
  })
  if (object === undefined) return null
  return (
    <Topic
      title={s('fields')}
      lead={t('lead')}
      actions={
        <Button type="primary" icon={<Plus aria-hidden />} onClick={() => setEditing('new')}>
          {t('newField')}
        </Button>
      }
    >
      <div className="gs-bar">
        <Select
          className="gs-bar-choice"
          aria-label={t('object')}
          value={object.path}
          onChange={(next: string) => void navigate(`/settings/fields/${next}`)}
          options={objects.map((one) => ({ value: one.path, label: label(one.label) }))}
        />
      </div>
      <Loaded query={query}>
        {({ data }) => (
          <SmallTable<FieldRecord>
            label={s('fields')}
            rows={ordered(data.filter((field) => field.object === object.path && !machinery.has(field.name)))}
            keyOf={(field) => field.name}
            columns={[
              { key: 'field', title: t('field'), cell: (field) => <Named field={field} /> },
              {
                key: 'name',
                title: t('name'),
                wide: true,
                cell: (field) => <code className="gs-muted">{field.name}</code>,
              },
              { key: 'type', title: t('type'), cell: (field) => <Kind field={field} /> },
              {
                key: 'act',
                title: '',
                right: true,
                cell: (field) => (
                  <Button size="small" type="text" onClick={() => setEditing(field)}>
                    {t('edit')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {editing !== null && (
        <FieldDialog
          object={object}
          {...(editing === 'new' ? {} : { field: editing })}
          onClose={() => setEditing(null)}
        />
      )}
    </Topic>
  )
}

const machinery = new Set(['id', 'version'])

/** Those people fill in first, then what the system keeps. */
const ordered = (fields: readonly FieldRecord[]): readonly FieldRecord[] => [
  ...fields.filter((field) => field.custom === true),
  ...fields.filter((field) => field.custom !== true && field.readOnly !== true),
  ...fields.filter((field) => field.custom !== true && field.readOnly === true),
]

const Named = ({ field }: { field: FieldRecord }) => {
  const t = useWords(fieldWords)
  const label = useLabel()
  return (
    <span className="gs-inline">
      <span className={field.hidden === true ? 'gs-muted' : ''}>
        {label(field.label)}
        {field.required === true && (
          <span className="gs-required" title={t('required')}>
            {' '}
            *
          </span>
        )}
      </span>
      {field.custom === true && <span className="gs-tag is-good">{t('own')}</span>}
      {field.derived === true && <span className="gs-tag">{t('computed')}</span>}
      {field.hidden === true && <span className="gs-tag">{t('hidden')}</span>}
    </span>
  )
}

const Kind = ({ field }: { field: FieldRecord }) => {
  const t = useWords(fieldWords)
  const label = useLabel()
  const { objects } = useMeta()
  const linked = field.type === 'reference' || field.type === 'references'
  const target = linked ? objects.find((object) => object.path === field.to) : undefined
  return (
    <>
      {label(typeLabel(field.type))}
      <span className="gs-muted">
        {hasOptions(field.type) && ` · ${t('optionCount', { count: field.options?.length ?? 0 })}`}
        {target !== undefined && ` → ${label(target.label)}`}
      </span>
    </>
  )
}
