import { Link } from 'react-router'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { isObject } from '../../model/label.ts'
import { useWebContext } from '../field.tsx'
import { kindIcon } from '../record/composer/parts.tsx'
import { useRecords } from '../records.ts'
import { useWords } from '../words.ts'
import { reportWords } from './report.words.ts'

/** What was written at the customers today: it is part of the report by itself. */
export const Written = ({ owner }: { owner: string }) => {
  const t = useWords(reportWords)
  const context = useWebContext()
  const { data } = useRecords('follow-ups', {
    filter: { ownerId: owner, happenedAt: { gte: '@today', lt: '@today+1' } },
    sort: 'happenedAt',
    limit: 100,
    count: 'none',
  })
  const rows = data?.data
  if (rows === undefined) return null
  if (rows.length === 0) return <p className="gs-muted">{t('noVisits')}</p>
  return (
    <>
      <p className="gs-muted">{t('visitsText')}</p>
      <ul className="gs-report-written">
        {rows.map((row) => {
          const Icon = kindIcon(String(row.kind))
          return (
            <li key={row.id}>
              <time className="gs-muted">
                {typeof row.happenedAt === 'string' ? wallOf(Date.parse(row.happenedAt), context.timeZone).time : ''}
              </time>
              {Icon && <Icon aria-hidden />}
              <Link className="gs-ink" to={`/o/customers/${String(row.customerId)}`}>
                {isObject(row.customer) ? String(row.customer.name) : ''}
              </Link>
              <span className="gs-ellipsis gs-muted">{String(row.content)}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
