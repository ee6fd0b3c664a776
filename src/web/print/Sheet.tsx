import { isEmpty } from '../../model/label.ts'
import { useWebContext } from '../field.tsx'
import { isAsked } from '../form/conditions.ts'
import { type FieldMeta, fieldOf, type ObjectMeta, useMeta } from '../meta.ts'
import { objectName } from '../object-name.ts'
import { useCauseText, useOwners } from '../record/OwnersTab.tsx'
import { recordTitle } from '../record-title.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import type { SheetData, SheetPart } from './PrintPage.tsx'
import { printWords } from './print.words.ts'
import { dayOf, written } from './written.ts'

interface SheetProps {
  readonly object: ObjectMeta
  readonly data: SheetData
  readonly company: string
  readonly title: string
  readonly room: Room
}

/** Rows that parts may have. */
export interface Room {
  readonly main: number
  readonly other: number
}

/** The words of one sheet: what it is, what is known, who belongs to it, what happened. */
export const Sheet = ({ object, data, company, title, room }: SheetProps) => {
  const t = useWords(printWords)
  const locale = useLocale()
  const context = useWebContext()
  const { record, parts } = data
  const badges = object.fields
    .filter(
      (field) => field.badge === true && field.readable && !isEmpty(record[field.name]) && record[field.name] !== false,
    )
    .map((field) =>
      record[field.name] === true ? field.label[locale] : `${field.label[locale]} ${written(field, record, context)}`,
    )
  const filled = parts.filter((part) => part.rows.length > 0)
  const isMain = (part: SheetPart) => part.main
  return (
    <>
      <header className="gs-sheet-head">
        <span>{company}</span>
        <b>{title}</b>
        <span>{t('keep')}</span>
      </header>
      <h1>
        {recordTitle(object, record, locale)}
        {badges.map((badge) => (
          <span key={badge} className="gs-sheet-badge">
            {badge}
          </span>
        ))}
      </h1>
      <Facts object={object} data={data} />
      {filled.filter(isMain).map((part) => (
        <PartTable key={`${part.object}.${part.field}`} part={part} rows={room.main} columns={6} />
      ))}
      <div className="gs-sheet-others">
        {filled
          .filter((part) => !isMain(part))
          .map((part) => (
            <PartTable key={`${part.object}.${part.field}`} part={part} rows={room.other} columns={4} />
          ))}
      </div>
      {object.traits.pooled === true && <Owners object={object} id={record.id} room={room.main} />}
      <footer>{t('printed', { name: data.by.name, moment: dayOf(data.printedAt, context) })}</footer>
    </>
  )
}

/** Every key field: what is filled, and as blanks what ought to be. */
const Facts = ({ object, data: { record } }: Pick<SheetProps, 'object' | 'data'>) => {
  const label = useLabel()
  const context = useWebContext()
  const t = useWords(printWords)
  const extra = ['ownerId', 'departmentId', 'createdAt'].map((name) => fieldOf(object, name))
  const fields = [
    ...object.form.flatMap((section) => section.fields.map((name) => fieldOf(object, name))),
    ...extra,
  ].filter(
    (field): field is FieldMeta =>
      field !== undefined &&
      (field.readable || field.masked) &&
      field.writeOnly !== true &&
      field.name !== object.title &&
      field.badge !== true &&
      isAsked(field, record) &&
      (!isEmpty(record[field.name]) || Number(field.weight ?? 0) > 0),
  )
  const isLong = (field: FieldMeta) => field.type === 'longText'
  const signature = (field: FieldMeta): string => {
    const by = (record[`${field.name}EditedBy`] as { name?: string } | null)?.name
    const day = dayOf(record[`${field.name}EditedAt`], context)
    return by === undefined || day === '' ? '' : t('signed', { name: by, day })
  }
  return (
    <dl className="gs-sheet-facts">
      {[...fields.filter((field) => !isLong(field)), ...fields.filter(isLong)].map((field) => (
        <div key={field.name} className={isLong(field) ? 'is-long' : ''}>
          <dt>{label(field.label)}</dt>
          <dd>
            {written(field, record, context)}
            {isLong(field) && signature(field) !== '' && <small> {signature(field)}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const PartTable = ({ part, rows: most, columns: width }: { part: SheetPart; rows: number; columns: number }) => {
  const t = useWords(printWords)
  const locale = useLocale()
  const context = useWebContext()
  const { objects } = useMeta()
  const object = objects.find((one) => one.path === part.object)
  if (object === undefined) return null
  const rows = part.rows.slice(0, most)
  const columns = object.list
    .filter((name) => name !== part.field && !besides.has(name))
    .map((name) => fieldOf(object, name))
    .filter((field): field is FieldMeta => field !== undefined && (field.readable || field.masked))
    .filter((field) => rows.some((row) => written(field, row, context) !== ''))
    .slice(0, width)
  if (columns.length === 0) return null
  return (
    <section>
      <h2>
        {objectName(object, locale).heading}
        {part.total > rows.length && <small>{t('more', { count: part.total })}</small>}
      </h2>
      <table>
        <thead>
          <tr>
            {columns.map((field) => (
              <th key={field.name} scope="col" className={isWide(field) ? 'is-wide' : ''}>
                {field.label[locale]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((field) => (
                <td key={field.name}>
                  <span>{written(field, row, context)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Whose it is and when it was typed in tell little on paper. */
const besides = new Set(['ownerId', 'createdAt', 'updatedAt'])

const isWide = (field: FieldMeta): boolean => field.type === 'longText' || field.name === 'summary'

const Owners = ({ object, id, room }: { object: ObjectMeta; id: string; room: number }) => {
  const t = useWords(printWords)
  const context = useWebContext()
  const cause = useCauseText()
  const { data } = useOwners(object.path, id)
  const rows = data?.data ?? []
  if (rows.length === 0) return null
  return (
    <section>
      <h2>
        {t('owners')}
        {rows.length > room && <small>{t('more', { count: rows.length })}</small>}
      </h2>
      <ol className="gs-sheet-owners">
        {rows.slice(0, room).map((one) => (
          <li key={one.from}>
            <b>{one.owner?.name ?? t('pool')}</b> {dayOf(one.from, context)} –{' '}
            {one.to === null ? t('now') : dayOf(one.to, context)} <small>{cause(one)}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}
