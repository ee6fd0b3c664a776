import { Link } from 'react-router'
import type { FieldMeta, WebContext } from '../../model/web-field.ts'
import { Badges } from '../Badges.tsx'
import { shownValue, webField } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { Countdown } from '../protection/Countdown.tsx'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { useLocale } from '../words.ts'

interface ListCellProps {
  readonly object: ObjectMeta
  readonly field: FieldMeta
  readonly record: RecordRow
  readonly context: WebContext
}

/** A cell of a table: the name opens the record, protection is counted down, the rest is up to the field. */
export const ListCell = ({ object, field, record, context }: ListCellProps) => {
  if (field.name === object.title)
    return (
      <span className="gs-titled">
        <TitleLink object={object} record={record} />
        <Badges object={object} record={record} short />
      </span>
    )
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

export const TitleLink = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const title = recordTitle(object, record, useLocale())
  return (
    <Link className="gs-title-link" to={`/o/${object.path}/${record.id}`} title={title}>
      {title}
    </Link>
  )
}
