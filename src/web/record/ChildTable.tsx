import { Link } from 'react-router'
import { FieldValue, webField } from '../field.tsx'
import { useWidth } from '../media.ts'
import { type FieldMeta, fieldOf, type ObjectMeta } from '../meta.ts'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { useLabel, useLocale } from '../words.ts'
import './record.css'
import './record-panel.css'
import './record-phone.css'

interface ChildTableProps {
  readonly object: ObjectMeta
  readonly rows: readonly RecordRow[]
  /** A column that would say the same in every row. */
  readonly without?: string
}

/** A short plain table of records of any object; the name opens the record. */
export const ChildTable = ({ object, rows, without }: ChildTableProps) => {
  const label = useLabel()
  const locale = useLocale()
  const phone = useWidth() === 'phone'
  const columns = object.list
    .filter((name) => name !== without)
    .map((name) => fieldOf(object, name))
    .filter((one) => one?.readable === true)
    .slice(0, phone ? 3 : 7)
    .map((one) => one!)
  const headed = (column: FieldMeta) => {
    const { unit } = webField(column.type)
    return unit === undefined ? label(column.label) : `${label(column.label)}(${label(unit)})`
  }
  return (
    <div className="gs-child-scroll">
      <table className="gs-rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={webField(column.type).align === 'right' ? 'is-right' : ''}>
                {headed(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column) => (
                <td key={column.name} className={webField(column.type).align === 'right' ? 'is-right' : ''}>
                  {column.name === object.title ? (
                    <Link to={`/o/${object.path}/${row.id}`} className="gs-name">
                      {recordTitle(object, row, locale)}
                    </Link>
                  ) : (
                    <FieldValue field={column} record={row} place="table" />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
