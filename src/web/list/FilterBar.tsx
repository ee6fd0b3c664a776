import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'
import type { JsonObject } from '../../model/label.ts'
import type { ObjectMeta } from '../meta.ts'
import { useWords } from '../words.ts'
import { Builder, ItemText, nameOf } from './FilterBuilder.tsx'
import { type FilterGroup, type FilterItem, toFilter, toGroup } from './filter-tree.ts'
import { listWords } from './list.words.ts'
import { Pop } from './Pop.tsx'

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
    <div className="gs-filter-chips">
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
      <Pop
        open={open === 'all'}
        onOpenChange={(next) => setOpen(next ? 'all' : null)}
        label={t('filter')}
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
        <button type="button" className="gs-plain gs-filter-chip is-add">
          <ListFilter aria-hidden />
          {t('filter')}
        </button>
      </Pop>
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
    <span className="gs-filter-chip">
      {item.kind === 'raw' ? (
        <span className="gs-filter-chip-text">{text}</span>
      ) : (
        <Pop
          open={open}
          onOpenChange={onOpen}
          label={t('filter')}
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
          <button type="button" className="gs-plain gs-filter-chip-text">
            {text}
          </button>
        </Pop>
      )}
      <button
        type="button"
        className="gs-plain gs-filter-chip-x"
        aria-label={t('removeFilter', { field: nameOf(item) })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </button>
    </span>
  )
}
