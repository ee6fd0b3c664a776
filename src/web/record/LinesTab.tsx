import { Button } from 'antd'
import { PencilLine } from 'lucide-react'
import { grouped } from '../../fields/money/money-text.ts'
import { isEmpty } from '../../model/label.ts'
import { FieldValue } from '../field.tsx'
import { openForm } from '../form-host.ts'
import { type FieldMeta, fieldOf, type ObjectMeta } from '../meta.ts'
import { type RecordRow, verdict } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { recordWords } from './record.words.ts'

/** The fields of a record that are tables of their own: each has a tab, those of its form that hold something. */
export const linesOf = (object: ObjectMeta, record: RecordRow): readonly FieldMeta[] =>
  object.fields.filter((field) => field.type === 'lines' && field.readable && !isEmpty(record[field.name]))

interface LinesTabProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  readonly field: FieldMeta
}

/** The lines of a document, and what they come to. */
export const LinesTab = ({ object, record, field }: LinesTabProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  // What a document comes to stands under its first table.
  const sums =
    linesOf(object, record)[0] === field
      ? object.form
          .flatMap((section) => section.fields.map((name) => fieldOf(object, name)))
          .filter(
            (one) =>
              one?.readable === true && one.type === 'money' && one.readOnly === true && !isEmpty(record[one.name]),
          )
      : []
  return (
    <div className="gs-lines-tab">
      <FieldValue field={field} record={record} />
      {sums.length > 0 && (
        <dl className="gs-lines-sums">
          {sums.map((sum) => (
            <div key={sum!.name}>
              <dt>{label(sum!.label)}</dt>
              <dd>{`¥${grouped(String(record[sum!.name]))}`}</dd>
            </div>
          ))}
        </dl>
      )}
      {verdict(record, 'update').can && field.writable && (
        <Button icon={<PencilLine aria-hidden />} onClick={() => openForm({ object: object.path, id: record.id })}>
          {t('editLines')}
        </Button>
      )}
    </div>
  )
}
