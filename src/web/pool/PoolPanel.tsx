import { Button } from 'antd'
import { Check, CircleDashed } from 'lucide-react'
import { Link } from 'react-router'
import { dayInTable } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { Ticks } from '../../fields/percent/percent.tsx'
import { isEmpty } from '../../model/label.ts'
import { RefusalHelp } from '../actions/RefusalHelp.tsx'
import { Refused } from '../actions/Refused.tsx'
import { whyOf } from '../actions/reasons.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { RightPanel } from '../frame/Page.tsx'
import { fieldOf, type ObjectMeta, useObject } from '../meta.ts'
import { isMasked, MaskedValue, useRevealsLeft } from '../record/Masked.tsx'
import { useCauseText, useOwners } from '../record/OwnersTab.tsx'
import { Level } from '../record/RecordHead.tsx'
import { type RecordRow, useRecords, verdict } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { poolWords } from './pool.words.ts'
import type { Refusal } from './use-claim.ts'

interface PoolPanelProps {
  readonly object: ObjectMeta
  readonly row: RecordRow
  readonly refused: Refusal | null
  readonly onClaim: () => void
  readonly onClose: () => void
}

/** What one needs to decide whether to claim: may I, how complete is it, whom would I call, who had it before. */
export const PoolPanel = ({ object, row, refused, onClaim, onClose }: PoolPanelProps) => {
  const t = useWords(poolWords)
  const why = whyOf(row, 'claim')
  const can = verdict(row, 'claim').can && refused === null
  return (
    <RightPanel
      label={String(row.name)}
      onClose={onClose}
      title={
        <span className="gs-pool-name">
          <Level object={object} record={row} />
          <Link to={`/o/${object.path}/${row.id}`} className="gs-ink gs-pool-title">
            {String(row.name)}
          </Link>
        </span>
      }
    >
      <div className="gs-pool-panel">
        <Where object={object} row={row} />
        {can && (
          <Button type="primary" onClick={onClaim}>
            {t('claim')}
          </Button>
        )}
        {!can && (why !== undefined || refused !== null) && (
          <Refused
            title={t('cannotClaim')}
            {...(refused === null ? {} : { problem: refused.problem })}
            {...(why === undefined || refused !== null ? {} : { why })}
          >
            <RefusalHelp
              code={refused?.problem.code ?? why?.code ?? ''}
              until={refused?.problem.members.opensAt ?? why?.opensAt}
              record={row}
            />
          </Refused>
        )}
        <Completeness object={object} row={row} />
        <Numbers object={object} row={row} />
        <Owners object={object} row={row} />
      </div>
    </RightPanel>
  )
}

const Where = ({ object, row }: { object: ObjectMeta; row: RecordRow }) => (
  <p className="gs-pool-where">
    {['region', 'industry']
      .map((name) => fieldOf(object, name))
      .filter((field) => field !== undefined && !isEmpty(row[field.name]))
      .map((field) => (
        <span key={field!.name}>
          <FieldValue field={field!} record={row} />
        </span>
      ))}
  </p>
)

const Completeness = ({ object, row }: { object: ObjectMeta; row: RecordRow }) => {
  const t = useWords(poolWords)
  const label = useLabel()
  const weighed = object.fields.filter((field) => Number(field.weight ?? 0) > 0)
  if (typeof row.completeness !== 'number') return null
  return (
    <section>
      <h3>
        {t('completeness')} <Ticks value={row.completeness} />
      </h3>
      <ul className="gs-pool-checks">
        {weighed.map((field) => {
          const there = !isEmpty(row[field.name])
          return (
            <li key={field.name} className={there ? '' : 'is-missing'}>
              {there ? <Check aria-hidden className="gs-check" /> : <CircleDashed aria-hidden />}
              {label(field.label)}
              {!there && <small>+{String(field.weight)}</small>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const Numbers = ({ object, row }: { object: ObjectMeta; row: RecordRow }) => {
  const t = useWords(poolWords)
  const label = useLabel()
  const contacts = useObject('contacts')
  const left = useRevealsLeft(row.poolId)
  const { data } = useRecords(
    'contacts',
    { filter: { customerId: row.id }, limit: 20, count: 'none' },
    contacts !== undefined,
  )
  const people = data?.data ?? []
  const phone = contacts === undefined ? undefined : fieldOf(contacts, 'phone')
  const own = ['phone', 'email']
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined && !isEmpty(row[field.name]))
  return (
    <section>
      <h3>
        {t('contacts')} <small>{t('maskedNote')}</small>
      </h3>
      <ul className="gs-pool-people">
        {own.map((field) => (
          <li key={field!.name}>
            <span className="gs-muted">{label(field!.label)}</span>
            <span />
            {isMasked(row, field!) ? (
              <MaskedValue object={object} record={row} field={field!} />
            ) : (
              <FieldValue field={field!} record={row} />
            )}
          </li>
        ))}
        {contacts !== undefined &&
          people.map((person) => (
            <li key={person.id}>
              <span>{String(person.name)}</span>
              <span className="gs-muted gs-ellipsis">{typeof person.title === 'string' ? person.title : ''}</span>
              {phone !== undefined &&
                (isMasked(person, phone) ? (
                  <MaskedValue object={contacts} record={person} field={phone} />
                ) : (
                  <FieldValue field={phone} record={person} />
                ))}
            </li>
          ))}
      </ul>
      {own.length === 0 && people.length === 0 ? (
        <p className="gs-muted">{t('noContacts')}</p>
      ) : (
        <p className="gs-pool-small">{left === null ? t('revealNote') : t('revealNoteLeft', { count: left })}</p>
      )}
    </section>
  )
}

const Owners = ({ object, row }: { object: ObjectMeta; row: RecordRow }) => {
  const t = useWords(poolWords)
  const context = useWebContext()
  const cause = useCauseText()
  const { data } = useOwners(object.path, row.id)
  const today = wallOf(context.now, context.timeZone).date
  const list = data?.data ?? []
  return (
    <section>
      <h3>{t('owners')}</h3>
      {data !== undefined && list.length === 0 && <p className="gs-muted">{t('noOwners')}</p>}
      <ul className="gs-pool-owners">
        {list.map((one) => (
          <li key={one.from}>
            <time dateTime={one.from}>
              {dayInTable(wallOf(Date.parse(one.from), context.timeZone).date, today, context.locale)}
            </time>
            <span>
              {one.owner?.name ?? ''} <span className="gs-muted">{cause(one)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
