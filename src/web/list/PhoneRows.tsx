import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import { Link } from 'react-router'
import type { FieldMeta } from '../../model/web-field.ts'
import { Badges } from '../Badges.tsx'
import { shownValue, useWebContext, webField } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { Countdown } from '../protection/Countdown.tsx'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { useLabel } from '../words.ts'

interface PhoneRowsProps {
  readonly object: ObjectMeta
  readonly columns: readonly FieldMeta[]
  readonly rows: readonly RecordRow[]
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onNearEnd: () => void
  readonly startAt: number
}

const isLevel = (field: FieldMeta): boolean =>
  field.options !== undefined && field.options.length > 1 && field.options.every((option) => /^[A-Z]$/.test(option.key))
const isShort = (field: FieldMeta): boolean =>
  /^(choice|region|phone|employee|reference|date|dateTime|money|text|percent)$/.test(field.type)

/** Rows of two lines for a narrow screen: level and name, then what says most; what is left of protection stands right. */
export const PhoneRows = ({ object, columns, rows, scroller, onNearEnd, startAt }: PhoneRowsProps) => {
  const context = useWebContext()
  const label = useLabel()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 12,
    initialOffset: startAt,
  })
  // Rows known already are drawn before the scroller around them stands: look at it once it does.
  useEffect(() => virtual.measure(), [virtual])
  const items = virtual.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - 20) onNearEnd()
  }, [lastSeen, rows.length, onNearEnd])
  const level = columns.find(isLevel)
  const protectedUntil = columns.find((field) => field.name === 'protectedUntil')
  const rest = columns
    .filter((field) => field !== level && field !== protectedUntil && field.name !== object.title && isShort(field))
    .slice(0, 3)
  // A number alone says nothing: it stands at the side, under its name.
  const amount = protectedUntil === undefined ? columns.find((field) => field.type === 'integer') : undefined
  const cell = (field: FieldMeta, record: RecordRow) => {
    const { Cell } = webField(field.type)
    return (
      <Cell
        value={shownValue(field, record, context.locale)}
        field={field}
        record={record}
        context={context}
        // No heading says the unit of an amount here.
        {...(field.type === 'money' ? {} : { place: 'table' as const })}
      />
    )
  }
  const isThere = (field: FieldMeta, record: RecordRow) =>
    record[field.name] !== null && record[field.name] !== undefined
  return (
    <ul className="gs-phone-rows" style={{ height: virtual.getTotalSize() }}>
      {items.map(({ index, start }) => {
        const record = rows[index]
        if (record === undefined) return null
        const short =
          typeof record.shortName === 'string' && record.shortName !== ''
            ? record.shortName
            : recordTitle(object, record, context.locale)
        return (
          <li key={record.id} style={{ transform: `translateY(${start}px)` }}>
            <Link to={`/o/${object.path}/${record.id}`} className="gs-row-link">
              <span className="gs-row-title">
                {level !== undefined && isThere(level, record) && cell(level, record)}
                <span className="gs-ellipsis">{short}</span>
                <Badges object={object} record={record} short />
              </span>
            </Link>
            <span className="gs-row-facts">
              {rest
                .filter((field) => isThere(field, record))
                .map((field, at) => (
                  <span key={field.name} className="gs-ellipsis">
                    {at > 0 && <span aria-hidden="true">· </span>}
                    {cell(field, record)}
                  </span>
                ))}
            </span>
            {amount !== undefined && isThere(amount, record) && (
              <span className="gs-row-side">
                <small>{label(amount.label)}</small>
                {cell(amount, record)}
              </span>
            )}
            {protectedUntil !== undefined && (
              <span className="gs-row-side">
                <Countdown record={record} words="long" />
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
