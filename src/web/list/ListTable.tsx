import { useVirtualizer } from '@tanstack/react-virtual'
import { Checkbox } from 'antd'
import { type MouseEvent, type RefObject, useEffect } from 'react'
import type { FieldMeta } from '../../model/web-field.ts'
import { useWebContext, webField } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { usePreferences } from '../preferences.ts'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { useWords } from '../words.ts'
import { useColumnWidths } from './column-widths.ts'
import { EditableCell } from './EditableCell.tsx'
import { ListCell } from './ListCell.tsx'
import { ListHead } from './ListHead.tsx'
import { listWords } from './list.words.ts'
import type { InlineEdit } from './use-inline-edit.ts'

const heights = { compact: 32, standard: 36, loose: 44 } as const

interface ListTableProps {
  readonly object: ObjectMeta
  readonly columns: readonly FieldMeta[]
  readonly rows: readonly RecordRow[]
  readonly total: number
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly selected: ReadonlySet<string>
  readonly onSelect: (id: string, on: boolean, extend: boolean) => void
  readonly onSelectAll: (on: boolean) => void
  readonly active: number
  readonly onActive: (index: number) => void
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onNearEnd: () => void
  /** Where it was scrolled to when it was left. */
  readonly startAt: number
  readonly edit: InlineEdit
}

/** A real table of which only the rows in sight are drawn. */
export const ListTable = (props: ListTableProps) => {
  const { object, columns, rows, total, selected, active, scroller, onNearEnd } = props
  const t = useWords(listWords)
  const context = useWebContext()
  const { density } = usePreferences()
  const height = heights[density]
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 16,
    initialOffset: props.startAt,
    scrollMargin: 0,
    scrollPaddingStart: 36,
  })
  const items = virtual.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new density needs new measures
  useEffect(() => virtual.measure(), [height])
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - 30) onNearEnd()
  }, [lastSeen, rows.length, onNearEnd])
  useEffect(() => {
    if (active < 0) return
    virtual.scrollToIndex(active, { align: 'auto' })
    const frame = requestAnimationFrame(() => {
      const focused = document.activeElement
      const isFree =
        focused === null ||
        focused === document.body ||
        focused === scroller.current ||
        focused.matches('tr[data-index]')
      if (isFree)
        scroller.current?.querySelector<HTMLElement>(`tr[data-index="${active}"]`)?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [active, virtual, scroller])

  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const widths = useColumnWidths(object, props.sort)
  const least = 52 + columns.reduce((sum, field) => sum + widths.of(field), 0)
  return (
    <table
      className="gs-table"
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      style={{ minWidth: least }}
    >
      <colgroup>
        <col style={{ width: 52 }} />
        {columns.map((field) => (
          <col key={field.name} style={widths.isFlexible(field) ? undefined : { width: widths.of(field) }} />
        ))}
      </colgroup>
      <ListHead {...props} widths={widths} />
      <tbody>
        {before > 0 && <tr className="gs-unseen" style={{ height: before }} />}
        {items.map(({ index }) => {
          const record = rows[index]
          if (record === undefined) return null
          const isSelected = selected.has(record.id)
          return (
            <tr
              key={record.id}
              data-index={index}
              aria-rowindex={index + 2}
              aria-selected={isSelected}
              tabIndex={index === active || (active < 0 && index === 0) ? 0 : -1}
              className={`${isSelected ? 'is-selected' : ''} ${index === active ? 'is-active' : ''}`}
              onClick={(event: MouseEvent<HTMLElement>) => {
                if (!(event.target instanceof Element) || event.target.closest('a,button,label,input') === null)
                  props.onActive(index)
              }}
            >
              <td className="gs-pick">
                <Checkbox
                  checked={isSelected}
                  tabIndex={-1}
                  aria-label={t('selectRow', { name: recordTitle(object, record, context.locale) })}
                  onChange={(event) => props.onSelect(record.id, event.target.checked, event.nativeEvent.shiftKey)}
                />
              </td>
              {columns.map((field, column) =>
                column === 0 ? (
                  <th key={field.name} scope="row" className="gs-frozen">
                    <ListCell object={object} field={field} record={record} context={context} />
                  </th>
                ) : (
                  <td
                    key={field.name}
                    className={webField(field.type).align === 'right' ? 'is-right' : ''}
                    onDoubleClick={() => props.edit.open(record, field)}
                  >
                    <EditableCell object={object} field={field} record={record} context={context} edit={props.edit} />
                  </td>
                ),
              )}
            </tr>
          )
        })}
        {after > 0 && <tr className="gs-unseen" style={{ height: after }} />}
      </tbody>
    </table>
  )
}
