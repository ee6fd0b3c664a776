import { Button } from 'antd'
import { Plus, X } from 'lucide-react'
import type { Json, JsonObject } from '../../model/label.ts'
import type { CellProps, InputProps, WebContext, WebFieldType } from '../../model/web-field.ts'
import { grouped } from '../money/money-text.ts'
import { type Column, columnsOf } from './columns.ts'
import { linesOf } from './lines.ts'
import './lines.css'

const words = {
  count: { zh: '行', en: 'lines' },
  add: { zh: '加一行', en: 'Add a line' },
  remove: { zh: '删除第', en: 'Remove line' },
  none: { zh: '还没有明细', en: 'No lines yet' },
} as const

const alignOf = ({ web }: Column) => (web.align === 'right' ? 'is-right' : undefined)

/** Money of a document is told to the cent. */
const Value = ({ column, line, context }: { column: Column; line: JsonObject; context: WebContext }) => {
  const value = line[column.field.name]
  if (column.web.name === 'money' && typeof value === 'string') return <span>¥{grouped(value)}</span>
  return <column.web.Cell value={value} field={column.field} record={line} context={context} />
}

const LinesCell = ({ value, field, context, place }: CellProps) => {
  const lines = linesOf(value)
  if (lines.length === 0) return null
  if (place === 'table')
    return (
      <span>
        {lines.length} {words.count[context.locale]}
      </span>
    )
  const columns = columnsOf(field).filter(({ field: { name } }) => lines.some((line) => (line[name] ?? null) !== null))
  return (
    <div className="gs-lines-scroll">
      <table className="gs-lines">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.field.name} scope="col" className={alignOf(column)}>
                {column.field.label[context.locale]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
            <tr key={at}>
              {columns.map((column) => (
                <td key={column.field.name} className={alignOf(column)}>
                  <Value column={column} line={line} context={context} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A table to type into: a line at the end is added by its button, each is removed by its own. */
const LinesInput = ({ id, value, onChange, field, record, context, disabled, status }: InputProps) => {
  const lines = linesOf(value)
  const columns = columnsOf(field)
  const most = typeof field.max === 'number' ? field.max : 200
  const blank = (): JsonObject =>
    Object.fromEntries(columns.map(({ field: { name, default: preset } }) => [name, preset ?? null]))
  const put = (at: number, name: string, next: Json) =>
    onChange(
      lines.map((line, i) => {
        if (i !== at) return { ...line }
        // The name that came along belongs to what was chosen before.
        const { [name.replace(/Id$/, '')]: _named, ...rest } = line
        return { ...(name.endsWith('Id') ? rest : line), [name]: next }
      }),
    )
  return (
    <fieldset
      id={id}
      className={`gs-lines-input ${status === 'error' ? 'is-faulty' : ''}`}
      disabled={disabled === true}
    >
      <legend className="gs-hidden">{field.label[context.locale]}</legend>
      {lines.length === 0 && <p className="gs-muted">{words.none[context.locale]}</p>}
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <div className="gs-line" key={at}>
          <span className="gs-line-number">{at + 1}</span>
          {columns.map((column) => (
            <div
              key={column.field.name}
              className={`gs-line-part ${column.web.name === 'reference' || column.web.name === 'text' ? 'is-wide' : ''}`}
            >
              <span className="gs-line-label" aria-hidden="true">
                {column.field.label[context.locale]}
                {column.field.required === true && <span className="gs-field-required">*</span>}
              </span>
              {column.field.writable ? (
                <column.web.Input
                  value={line[column.field.name]}
                  onChange={(next) => put(at, column.field.name, next)}
                  field={column.field}
                  record={{ ...record, ...line }}
                  context={context}
                  disabled={disabled === true}
                />
              ) : (
                <output className="gs-line-fixed">
                  <Value column={column} line={line} context={context} />
                </output>
              )}
            </div>
          ))}
          <Button
            type="text"
            className="gs-line-remove"
            icon={<X size={16} aria-hidden="true" />}
            aria-label={`${words.remove[context.locale]} ${at + 1}${context.locale === 'zh' ? ' 行' : ''}`}
            disabled={disabled === true}
            onClick={() => onChange(lines.filter((_, i) => i !== at).map((one) => ({ ...one })))}
          />
        </div>
      ))}
      {lines.length < most && (
        <Button
          className="gs-line-add"
          icon={<Plus size={16} aria-hidden="true" />}
          disabled={disabled === true}
          onClick={() => onChange([...lines.map((one) => ({ ...one })), blank()])}
        >
          {words.add[context.locale]}
        </Button>
      )}
    </fieldset>
  )
}

export const linesWeb: WebFieldType = { name: 'lines', width: 88, Cell: LinesCell, Input: LinesInput }
