import { Button, Popover, Segmented } from 'antd'
import { ListFilter, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { JsonObject } from '../../model/label.ts'
import { keyName } from '../keys.ts'
import type { ObjectMeta } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { ConditionRow, filterable, freshCondition } from './ConditionRow.tsx'
import { ConditionText } from './ConditionText.tsx'
import { type FilterGroup, type FilterItem, toFilter, toGroup } from './filter-tree.ts'
import { listWords } from './list.words.ts'

interface FilterBarProps {
  readonly object: ObjectMeta
  readonly filter: JsonObject
  readonly onChange: (filter: JsonObject) => void
}

/** The filter as chips, each of which can be changed or taken away, and the builder behind them. */
export const FilterBar = ({ object, filter, onChange }: FilterBarProps) => {
  const t = useWords(listWords)
  const [open, setOpen] = useState<number | 'all' | null>(null)
  const group = toGroup(filter)
  const isOr = group.join === 'or' && group.items.length > 1
  const put = (next: FilterGroup) => onChange(toFilter(next))
  return (
    <div className="gs-chips">
      {isOr ? (
        <Chip
          group={group}
          open={open === 0}
          onOpen={(next) => setOpen(next ? 0 : null)}
          object={object}
          item={group}
          onChange={(item) => put(item.kind === 'group' ? item : { ...group, items: [item] })}
          onRemove={() => onChange({})}
        />
      ) : (
        group.items.map((item, index) => (
          <Chip
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity
            key={index}
            group={group}
            object={object}
            item={item}
            open={open === index}
            onOpen={(next) => setOpen(next ? index : null)}
            onChange={(next) => put({ ...group, items: group.items.map((one, i) => (i === index ? next : one)) })}
            onRemove={() => put({ ...group, items: group.items.filter((_, i) => i !== index) })}
          />
        ))
      )}
      <Popover
        open={open === 'all'}
        onOpenChange={(next) => setOpen(next ? 'all' : null)}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        content={
          <Builder
            object={object}
            start={group}
            onApply={(next) => {
              put(next)
              setOpen(null)
            }}
            onClear={() => {
              onChange({})
              setOpen(null)
            }}
          />
        }
      >
        <button type="button" className="gs-plain gs-chip is-add">
          <ListFilter aria-hidden />
          {t('filter')}
        </button>
      </Popover>
    </div>
  )
}

interface ChipProps {
  readonly object: ObjectMeta
  readonly group: FilterGroup
  readonly item: FilterItem
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly onChange: (item: FilterItem) => void
  readonly onRemove: () => void
}

const Chip = ({ object, item, open, onOpen, onChange, onRemove }: ChipProps) => {
  const t = useWords(listWords)
  const start: FilterGroup = item.kind === 'group' ? item : { kind: 'group', join: 'and', items: [item] }
  const text = <ItemText object={object} item={item} />
  return (
    <span className="gs-chip">
      {item.kind === 'raw' ? (
        <span className="gs-chip-text">{text}</span>
      ) : (
        <Popover
          open={open}
          onOpenChange={onOpen}
          trigger="click"
          placement="bottomLeft"
          arrow={false}
          destroyOnHidden
          content={
            <Builder
              object={object}
              start={start}
              onApply={(next) => {
                const [only] = next.items
                onChange(next.items.length === 1 && only !== undefined ? only : next)
                onOpen(false)
              }}
              onClear={() => {
                onRemove()
                onOpen(false)
              }}
            />
          }
        >
          <button type="button" className="gs-plain gs-chip-text">
            {text}
          </button>
        </Popover>
      )}
      <button
        type="button"
        className="gs-plain gs-chip-x"
        aria-label={t('removeFilter', { field: nameOf(item) })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </button>
    </span>
  )
}

const nameOf = (item: FilterItem): string =>
  item.kind === 'condition' ? item.field : item.kind === 'raw' ? 'not' : item.join

const ItemText = ({ object, item }: { object: ObjectMeta; item: FilterItem }) => {
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

const Builder = ({ object, start, onApply, onClear }: BuilderProps) => {
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
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity
          <ConditionRow
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
