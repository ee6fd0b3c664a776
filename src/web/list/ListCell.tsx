import { Link } from 'react-router'
import type { FieldMeta, WebContext } from '../../model/web-field.ts'
import { shownValue, webField } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { Countdown } from '../protection/Countdown.tsx'
import type { RecordRow } from '../records.ts'

interface ListCellProps {
  readonly object: ObjectMeta
  readonly field: FieldMeta
  readonly record: RecordRow
  readonly context: WebContext
}

/** A cell of a table: the name opens the record, protection is counted down, the rest is up to the field. */
export const ListCell = ({ object, field, record, context }: ListCellProps) => {
  if (field.name === object.title) return <TitleLink object={object} record={record} />
  if (field.name === 'protectedUntil') return <Countdown record={record} />
  const { Cell } = webField(field.type)
  return (
    <Cell
      value={shownValue(field, record, context.locale)}
      field={field}
      record={record}
      context={context}
      place="table"
    />
  )
}

export const titleOf = (object: ObjectMeta, record: RecordRow): string => String(record[object.title] ?? record.id)

export const TitleLink = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => (
  <Link className="gs-title-link" to={`/o/${object.path}/${record.id}`} title={titleOf(object, record)}>
    {titleOf(object, record)}
  </Link>
)
