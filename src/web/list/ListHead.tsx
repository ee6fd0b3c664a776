import { Checkbox } from 'antd'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { FieldMeta } from '../../model/web-field.ts'
import { webField } from '../field.tsx'
import type { RecordRow } from '../records.ts'
import { useWords } from '../words.ts'
import type { ColumnWidths } from './column-widths.ts'
import { listWords } from './list.words.ts'

interface ListHeadProps {
  readonly columns: readonly FieldMeta[]
  readonly rows: readonly RecordRow[]
  readonly selected: ReadonlySet<string>
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly onSelectAll: (on: boolean) => void
  readonly widths: ColumnWidths
}

/** Names of the columns: a press sorts, the right edge is dragged, Shift with an arrow key does the same. */
export const ListHead = ({ columns, rows, selected, sort, onSort, onSelectAll, widths }: ListHeadProps) => {
  const t = useWords(listWords)
  const [first = ''] = sort.split(',')
  const direction = (field: FieldMeta) =>
    first === field.name ? 'ascending' : first === `-${field.name}` ? 'descending' : 'none'
  const resizeByKey = (event: KeyboardEvent<HTMLElement>, field: FieldMeta) => {
    if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    event.stopPropagation()
    const present = event.currentTarget.closest('th')?.offsetWidth ?? widths.of(field)
    widths.keep(field, present + (event.key === 'ArrowRight' ? 16 : -16))
  }
  return (
    <thead>
      <tr>
        <th scope="col" className="gs-pick">
          <Checkbox
            aria-label={t('selectAll')}
            checked={rows.length > 0 && selected.size >= rows.length}
            indeterminate={selected.size > 0 && selected.size < rows.length}
            onChange={(event) => onSelectAll(event.target.checked)}
          />
        </th>
        {columns.map((field, index) => {
          const sorted = direction(field)
          const text = widths.heading(field)
          return (
            <th
              key={field.name}
              scope="col"
              aria-sort={sorted}
              className={`${index === 0 ? 'gs-frozen' : ''} ${webField(field.type).align === 'right' ? 'is-right' : ''} ${sorted === 'none' ? '' : 'is-sorted'}`}
            >
              {field.sortable ? (
                <button
                  type="button"
                  className="gs-plain gs-head-button"
                  title={text}
                  onKeyDown={(event) => resizeByKey(event, field)}
                  onClick={() => onSort(sorted === 'ascending' ? `-${field.name}` : field.name)}
                >
                  <span className="gs-head-text">{text}</span>
                  {sorted === 'ascending' && <ArrowUp aria-hidden />}
                  {sorted === 'descending' && <ArrowDown aria-hidden />}
                </button>
              ) : (
                <span className="gs-head-text" title={text}>
                  {text}
                </span>
              )}
              <Edge field={field} widths={widths} title={t('resizeColumn', { field: text })} />
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** The right edge of a heading; a double click gives the column its own width back. */
const Edge = ({ field, widths, title }: { field: FieldMeta; widths: ColumnWidths; title: string }) => {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const at = (event: PointerEvent): number =>
    from.current === null ? widths.of(field) : from.current.width + event.clientX - from.current.x
  return (
    <span
      className="gs-edge"
      aria-hidden="true"
      title={title}
      data-edge={field.name}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width: event.currentTarget.closest('th')?.offsetWidth ?? widths.of(field) }
      }}
      onPointerMove={(event) => {
        if (from.current !== null) widths.show(field, at(event))
      }}
      onPointerUp={(event) => {
        if (from.current === null) return
        const width = at(event)
        const moved = width !== from.current.width
        from.current = null
        if (moved) widths.keep(field, width)
      }}
      onPointerCancel={() => {
        from.current = null
        widths.show(field, null)
      }}
      onDoubleClick={() => widths.keep(field, null)}
    />
  )
}
