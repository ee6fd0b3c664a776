import { Button, Checkbox, Dropdown, Popover } from 'antd'
import { ArrowDown, ArrowDownWideNarrow, ArrowUp, ArrowUpNarrowWide, Columns3, Rows3 } from 'lucide-react'
import type { FieldMeta } from '../../model/web-field.ts'
import { isShown, type ObjectMeta } from '../meta.ts'
import { type Density, setPreferences, usePreferences } from '../preferences.ts'
import { useLabel, useWords } from '../words.ts'
import { listWords } from './list.words.ts'

/** Order, columns and density of a list. */
export const SortMenu = ({
  object,
  sort,
  onSort,
}: {
  object: ObjectMeta
  sort: string
  onSort: (sort: string) => void
}) => {
  const t = useWords(listWords)
  const label = useLabel()
  const [first = ''] = sort.split(',')
  const down = first.startsWith('-')
  const name = first.replace('-', '')
  const field = object.fields.find((one) => one.name === name)
  const sortable = object.fields.filter((one) => one.sortable && one.readable)
  if (sortable.length === 0) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [name, down ? ':down' : ':up'],
        items: [
          ...sortable.map((one) => ({ key: one.name, label: label(one.label) })),
          { type: 'divider' as const },
          { key: ':up', label: t('sortUp') },
          { key: ':down', label: t('sortDown') },
        ],
        onClick: ({ key }) => onSort(key === ':up' ? name : key === ':down' ? `-${name}` : down ? `-${key}` : key),
      }}
    >
      <Button
        type="text"
        size="small"
        aria-label={t('sort')}
        icon={down ? <ArrowDownWideNarrow aria-hidden /> : <ArrowUpNarrowWide aria-hidden />}
      >
        {field === undefined ? t('sort') : label(field.label)}
      </Button>
    </Dropdown>
  )
}

/** The columns this person sees, in order: their own choice, the view's, or the declared ones. */
export const useColumns = (object: ObjectMeta, ofView: readonly string[] | null): readonly FieldMeta[] => {
  const { columns } = usePreferences()
  const names = columns[object.path] ?? ofView ?? object.list
  const ordered = [object.title, ...names.filter((name) => name !== object.title)]
  return ordered.flatMap((name) => object.fields.find((field) => field.name === name && isShown(field)) ?? [])
}

export const ColumnsMenu = ({ object, columns }: { object: ObjectMeta; columns: readonly FieldMeta[] }) => {
  const t = useWords(listWords)
  const label = useLabel()
  const { columns: chosen } = usePreferences()
  const names = columns.map((field) => field.name)
  const put = (next: readonly string[] | null) => {
    const { [object.path]: _before, ...others } = chosen
    setPreferences({ columns: next === null ? others : { ...others, [object.path]: next } })
  }
  const move = (name: string, by: number) => {
    const next = names.filter((one) => one !== name)
    next.splice(Math.max(1, names.indexOf(name) + by), 0, name)
    put(next)
  }
  const others = object.fields.filter(
    (field) => isShown(field) && !names.includes(field.name) && !/^(json|id)$/.test(field.type),
  )
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className="gs-columns">
          <div className="gs-columns-head">
            <b>{t('columnsTitle')}</b>
            <Button size="small" type="link" onClick={() => put(null)}>
              {t('reset')}
            </Button>
          </div>
          {[...columns, ...others].map((field) => {
            const on = names.includes(field.name)
            const text = label(field.label)
            const fixed = field.name === object.title
            return (
              <div key={field.name} className="gs-columns-row">
                <Checkbox
                  checked={on}
                  disabled={fixed}
                  onChange={() => put(on ? names.filter((name) => name !== field.name) : [...names, field.name])}
                >
                  {text}
                </Checkbox>
                {on && !fixed && (
                  <span>
                    <button
                      type="button"
                      className="gs-plain gs-icon-button"
                      aria-label={t('moveUp', { field: text })}
                      onClick={() => move(field.name, -1)}
                    >
                      <ArrowUp aria-hidden />
                    </button>
                    <button
                      type="button"
                      className="gs-plain gs-icon-button"
                      aria-label={t('moveDown', { field: text })}
                      onClick={() => move(field.name, 1)}
                    >
                      <ArrowDown aria-hidden />
                    </button>
                  </span>
                )}
              </div>
            )
          })}
        </div>
      }
    >
      <Button type="text" size="small" icon={<Columns3 aria-hidden />}>
        {t('columns', { count: columns.length })}
      </Button>
    </Popover>
  )
}

export const DensityMenu = () => {
  const t = useWords(listWords)
  const { density } = usePreferences()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [density],
        items: (['compact', 'standard', 'loose'] as const).map((key) => ({ key, label: t(key) })),
        onClick: ({ key }) => setPreferences({ density: key as Density }),
      }}
    >
      <Button type="text" size="small" icon={<Rows3 aria-hidden />}>
        {t(density)}
      </Button>
    </Dropdown>
  )
}
