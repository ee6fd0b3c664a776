import { Button } from 'antd'
import { Link } from 'react-router'
import { FieldValue } from '../field.tsx'
import { RightPanel } from '../frame/Page.tsx'
import { isShown, type ObjectMeta } from '../meta.ts'
import { Countdown } from '../protection/Countdown.tsx'
import { recordTitle } from '../record-title.ts'
import { type RecordRow, useRecord } from '../records.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { listWords } from './list.words.ts'

/** A record at a glance, beside the list. */
export const PeekPanel = ({ object, row, onClose }: { object: ObjectMeta; row: RecordRow; onClose: () => void }) => {
  const t = useWords(listWords)
  const label = useLabel()
  const locale = useLocale()
  const { data } = useRecord(object.path, row.id)
  const record = data ?? row
  const sections = object.form.length > 0 ? object.form : [{ label: object.label, fields: object.list }]
  return (
    <RightPanel title={recordTitle(object, record, locale)} label={t('peek')} onClose={onClose}>
      {typeof record.protectedUntil === 'string' && (
        <p className="gs-peek-clock">
          <Countdown record={record} words="long" />
        </p>
      )}
      {sections.map((section) => {
        const fields = section.fields.flatMap(
          (name) => object.fields.find((field) => field.name === name && isShown(field)) ?? [],
        )
        const filled = fields.filter(
          (field) => record[field.name] !== null && record[field.name] !== undefined && field.name !== object.title,
        )
        if (filled.length === 0) return null
        return (
          <section key={section.label.en} className="gs-peek">
            <h2>{label(section.label)}</h2>
            <dl>
              {filled.map((field) => (
                <div key={field.name}>
                  <dt>{label(field.label)}</dt>
                  <dd>
                    <FieldValue field={field} record={record} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
      <Link to={`/o/${object.path}/${row.id}`}>
        <Button>
          {t('open')} <kbd className="gs-kbd">Enter</kbd>
        </Button>
      </Link>
    </RightPanel>
  )
}
