import { Button } from 'antd'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { dayInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { useWebContext } from '../field.tsx'
import { useWidth } from '../media.ts'
import { may, type ReminderCount, useObject } from '../meta.ts'
import { useReachesPool } from '../pool/reach.ts'
import { ChildTable } from '../record/ChildTable.tsx'
import { type RecordRow, useRecords } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { CustomerLine } from './CustomerLine.tsx'
import { CustomerRow } from './CustomerRow.tsx'
import { useLastWords } from './workbench.data.ts'
import { workbenchWords } from './workbench.words.ts'
import '../record/composer/composer.css'

interface ReminderListProps {
  readonly reminder: ReminderCount
  /** Mine, to be worked on in place; somebody else's is looked at. */
  readonly own: boolean
  readonly main?: boolean
  /** The same for another stretch of time, to switch to. */
  readonly variants?: readonly ReminderCount[]
  readonly onVariant?: (name: string) => void
}

interface Done {
  readonly id: string
  readonly name: string
  readonly next: string | null
}

/** Within a day, what has an hour goes before what has none. */
const anyTimeLast =
  ({ timeZone }: { readonly timeZone: string }) =>
  (a: RecordRow, b: RecordRow): number => {
    if (typeof a.nextFollowUpAt !== 'string' || typeof b.nextFollowUpAt !== 'string') return 0
    const [one, other] = [
      wallOf(Date.parse(a.nextFollowUpAt), timeZone),
      wallOf(Date.parse(b.nextFollowUpAt), timeZone),
    ]
    return one.date === other.date ? Number(one.time === '00:00') - Number(other.time === '00:00') : 0
  }

/** The records of one reminder; customers are written about in place and stay visible as done. */
export const ReminderList = ({ reminder, own, main = false, variants = [], onVariant }: ReminderListProps) => {
  const t = useWords(workbenchWords)
  const label = useLabel()
  const navigate = useNavigate()
  const context = useWebContext()
  const phone = useWidth() === 'phone'
  const object = useObject(reminder.object)
  const [writing, setWriting] = useState<string | null>(null)
  const [done, setDone] = useState<readonly Done[]>([])
  const { data, error, refetch } = useRecords(reminder.object, {
    filter: reminder.filter,
    limit: 50,
    ...(reminder.sort === '' ? {} : { sort: reminder.sort }),
  })
  const customers = reminder.object === 'customers'
  const rows = (data?.data ?? []).filter((row) => !done.some((one) => one.id === row.id)).sort(anyTimeLast(context))
  const pool = useReachesPool()
  const told = may(useObject('follow-ups'), 'read')
  const words = useLastWords(customers ? (data?.data ?? []) : [])
  if (object === undefined) return null
  const total = Math.max(0, data?.page.total.value ?? reminder.count)
  const head = (
    <div className="gs-work-head">
      <h2>{label(reminder.label)}</h2>
      <span className="gs-muted">{t('count', { count: Math.max(rows.length, total - done.length) })}</span>
      {done.length > 0 && <span className="gs-muted">{t('doneCount', { count: done.length })}</span>}
      {variants.length > 1 ? (
        <div className="gs-work-variants">
          {variants.map((one) => (
            <button
              key={one.name}
              type="button"
              className={`gs-plain gs-chip ${one.name === reminder.name ? 'is-on' : ''}`}
              aria-pressed={one.name === reminder.name}
              onClick={() => onVariant?.(one.name)}
            >
              {label(one.label)} {one.count}
            </button>
          ))}
        </div>
      ) : (
        <Link to={`/o/${reminder.object}?filter=${encodeURIComponent(JSON.stringify(reminder.filter))}`}>
          {t('all')}
        </Link>
      )}
    </div>
  )
  if (data === undefined)
    return (
      <section>
        {head}
        {error === null ? (
          <SkeletonRows rows={5} columns={[300, 80, 120]} />
        ) : (
          <Failure title={t('listFailed')} error={error} onRetry={() => void refetch()} />
        )}
      </section>
    )
  const today = wallOf(context.now, context.timeZone).date
  const doneLines = done.map((one) => (
    <p key={one.id} className="gs-done" role="status">
      <Check aria-hidden />
      {one.next === null
        ? t('doneLineOpen', { name: one.name })
        : t('doneLine', { name: one.name, day: dayInText(one.next, today, context.locale) })}
    </p>
  ))
  if (rows.length === 0)
    return (
      <section>
        {main ? (
          <>
            {doneLines}
            <Empty title={label(reminder.empty) === '' ? label(reminder.label) : label(reminder.empty)}>
              {customers && (
                <>
                  {pool && (
                    <Button type="primary" onClick={() => navigate('/pool')}>
                      {t('toPool')}
                    </Button>
                  )}
                  <Button type={pool ? 'default' : 'primary'} onClick={() => navigate('/o/customers?view=mine')}>
                    {t('toCustomers')}
                  </Button>
                </>
              )}
            </Empty>
          </>
        ) : (
          doneLines
        )}
      </section>
    )
  if (!customers)
    return (
      <section>
        {head}
        <ChildTable object={object} rows={rows} />
      </section>
    )
  const finished = (id: string, name: string) => (saved: { next: string | null }) => {
    setWriting(null)
    setDone((before) => [...before, { id, name, next: saved.next }])
  }
  const late = reminder.tone === 'late'
  if (phone)
    return (
      <section>
        {head}
        <ul className="gs-work-lines">
          {rows.map((row) => (
            <CustomerLine
              key={row.id}
              row={row}
              object={object}
              word={words.get(row.id)}
              late={late}
              own={own}
              onDone={finished(row.id, String(row.name))}
            />
          ))}
        </ul>
        {doneLines}
      </section>
    )
  return (
    <section>
      {head}
      <table className="gs-work">
        <thead>
          <tr>
            <th scope="col" className="gs-work-time">
              {t('time')}
            </th>
            <th scope="col">{t('customer')}</th>
            {told && (
              <>
                <th scope="col" className="gs-work-contact">
                  {t('contact')}
                </th>
                <th scope="col" className="gs-work-word">
                  {t('lastWord')}
                </th>
              </>
            )}
            <th scope="col" className="gs-work-left">
              {t('left')}
            </th>
            <th scope="col" className="gs-work-acts">
              <span className="gs-hidden">{t('more')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CustomerRow
              key={row.id}
              row={row}
              object={object}
              word={words.get(row.id)}
              told={told}
              late={late}
              own={own}
              writing={writing === row.id}
              onWrite={(open) => setWriting(open ? row.id : null)}
              onDone={finished(row.id, String(row.name))}
            />
          ))}
        </tbody>
      </table>
      {doneLines}
    </section>
  )
}
