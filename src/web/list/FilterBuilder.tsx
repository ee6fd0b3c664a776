import { Button, Segmented } from 'antd'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { JsonObject } from '../../model/label.ts'
import { keyName } from '../keys.ts'
import type { ObjectMeta } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { ConditionRow, filterable, freshCondition } from './ConditionRow.tsx'
import { ConditionText } from './ConditionText.tsx'
import { type FilterGroup, type FilterItem, toGroup } from './filter-tree.ts'
import { listWords } from './list.words.ts'

export const nameOf = (item: FilterItem): string =>
  item.kind === 'condition' ? item.field : item.kind === 'raw' ? 'not' : item.join

/** A condition or a group of them, in words. */
export const ItemText = ({ object, item }: { object: ObjectMeta; item: FilterItem }) => {
  const t = useWords(listWords)
  if (item.kind === 'condition')
    return <ConditionText condition={item} field={object.fields.find((field) => field.name === item.field)} />
  if (item.kind === 'raw')
    return (
      <>
        {t('not')} <ItemText object={object} item={toGroup((item.json.not ?? {}) as JsonObject)} />
      </>
    )
  return (
    <>
      {item.items.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity
        <span key={index}>
          {index > 0 && <span className="gs-muted"> {item.join === 'or' ? t('or') : '·'} </span>}
          <ItemText object={object} item={one} />
        </span>
      ))}
    </>
  )
}

interface BuilderProps {
  readonly object: ObjectMeta
  readonly start: FilterGroup
  readonly onApply: (group: FilterGroup) => void
  readonly onClear: () => void
}

/** Conditions as lines to edit; nothing is asked of the server before "apply". */
export const Builder = ({ object, start, onApply, onClear }: BuilderProps) => {
  const t = useWords(listWords)
  const label = useLabel()
  const fields = filterable(object)
  const first = fields.find((field) => object.list.includes(field.name) && field.name !== object.title) ?? fields[0]
  const [group, setGroup] = useState<FilterGroup>(
    start.items.length === 0 && first !== undefined ? { ...start, items: [freshCondition(first)] } : start,
  )
  const change = (index: number, item: FilterItem | null) =>
    setGroup({
      ...group,
      items: group.items.flatMap((one, i) => (i === index ? (item === null ? [] : [item]) : [one])),
    })
  return (
    <form
      className="gs-builder"
      aria-label={t('filterThis', { object: label(object.label) })}
      onSubmit={(event) => {
        event.preventDefault()
        onApply(group)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onApply(group)
      }}
    >
      {group.items.length > 1 && (
        <Segmented
          size="small"
          value={group.join}
          options={[
            { value: 'and', label: t('matchAll') },
            { value: 'or', label: t('matchAny') },
          ]}
          onChange={(join) => setGroup({ ...group, join: join === 'or' ? 'or' : 'and' })}
        />
      )}
      {group.items.length === 0 && <p className="gs-muted">{t('noConditions')}</p>}
      {group.items.map((item, index) =>
        item.kind === 'condition' ? (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity
            key={index}
            object={object}
            condition={item}
            onChange={(next) => change(index, next)}
            onRemove={() => change(index, null)}
          />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: likewise
          <div className="gs-condition is-group" key={index}>
            <span>
              <ItemText object={object} item={item} />
            </span>
            <button
              type="button"
              className="gs-plain gs-icon-button"
              aria-label={t('removeFilter', { field: nameOf(item) })}
              onClick={() => change(index, null)}
            >
              <X aria-hidden />
            </button>
          </div>
        ),
      )}
      <div className="gs-builder-foot">
        <Button
          size="small"
          type="text"
          icon={<Plus aria-hidden />}
          onClick={() =>
            first !== undefined &&
            setGroup({
              ...group,
              items: [
                ...group.items,
                freshCondition(
                  fields.find(
                    (field) =>
                      !group.items.some((item) => item.kind === 'condition' && item.field === field.name) &&
                      object.list.includes(field.name),
                  ) ?? first,
                ),
              ],
            })
          }
        >
          {t('addCondition')}
        </Button>
        <Button size="small" type="text" onClick={onClear}>
          {t('clear')}
        </Button>
        <Button size="small" type="primary" htmlType="submit">
          {t('apply')} <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>
        </Button>
      </div>
    </form>
  )
}
