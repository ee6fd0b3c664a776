import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import { Ticks } from '../../fields/percent/percent.tsx'
import { PhoneText } from '../../fields/phone/phone.tsx'
import { namedOf } from '../../fields/reference/named.ts'
import { isEmpty } from '../../model/label.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { openForm } from '../form-host.ts'
import { type FieldMeta, fieldOf, may, type ObjectMeta, useMe, useObject } from '../meta.ts'
import { type RecordRow, useRecord, verdict } from '../records.ts'
import { showToast } from '../toast.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { ebbOf, protectionOf } from './protection.ts'
import { recordWords } from './record.words.ts'
import { useDaysLeft, useRuleText, WaveTide } from './Tide.tsx'

interface FactsProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
}

/** The five or six facts that decide the next step. */
export const FactStrip = ({ object, record }: FactsProps) =>
  object.traits.pooled === true ? (
    <OwnershipFacts object={object} record={record} />
  ) : (
    <ListFacts object={object} record={record} />
  )

const ListFacts = ({ object, record }: FactsProps) => {
  const facts = useLabelled(object)
  return (
    <dl className="gs-facts">
      {facts.map(({ field, text }) => (
        <Fact key={field.name} name={text}>
          {isEmpty(record[field.name]) ? <Dash /> : <FieldValue field={field} record={record} />}
        </Fact>
      ))}
    </dl>
  )
}

const useLabelled = (object: ObjectMeta): readonly { field: FieldMeta; text: string }[] => {
  const label = useLabel()
  return object.list
    .filter((name) => name !== object.title)
    .map((name) => fieldOf(object, name))
    .filter((field) => field?.readable === true)
    .slice(0, 5)
    .map((field) => ({ field: field!, text: label(field!.label) }))
}

const Fact = ({ name, children, wide = false }: { name: ReactNode; children: ReactNode; wide?: boolean }) => (
  <div className={`gs-fact ${wide ? 'is-wide' : ''}`}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Dash = () => {
  const t = useWords(recordWords)
  return <span className="gs-muted">{t('dash')}</span>
}

const OwnershipFacts = ({ object, record }: FactsProps) => {
  const t = useWords(recordWords)
  const owner = namedOf(record, 'ownerId')
  const next = fieldOf(object, 'nextFollowUpAt')
  return (
    <dl className="gs-facts">
      <Fact name={t('owner')}>
        {owner === undefined ? (
          <span className="gs-muted">{t('noOwner')}</span>
        ) : (
          <span className="gs-employee">
            <EmployeeMark name={owner.name} id={owner.id} />
            <span className="gs-ellipsis">{owner.name}</span>
          </span>
        )}
      </Fact>
      <ProtectionFact record={record} />
      {next !== undefined && (
        <Fact name={t('nextContact')}>
          {isEmpty(record.nextFollowUpAt) ? (
            <span className={record.ownerId === null ? 'gs-muted' : 'gs-wait'}>{t('noNext')}</span>
          ) : (
            <b>
              <FieldValue field={next} record={record} />
            </b>
          )}
        </Fact>
      )}
      {fieldOf(object, 'primaryContactId') !== undefined && (
        <Fact name={t('primaryContact')}>
          <PrimaryContact record={record} />
        </Fact>
      )}
      {object.traits.completeness === true && typeof record.completeness === 'number' && (
        <Fact name={t('completeness')}>
          <Completeness object={object} record={record} />
        </Fact>
      )}
    </dl>
  )
}

/** Days left, the water, the exact moment, and the rule it comes from. */
const ProtectionFact = ({ record }: { record: RecordRow }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  const daysLeft = useDaysLeft()
  const ruleText = useRuleText()
  const protection = protectionOf(record)
  const until = protection?.until ?? (typeof record.protectedUntil === 'string' ? record.protectedUntil : null)
  const state = protection?.state ?? (record.locked === true ? 'locked' : until === null ? 'none' : 'running')
  const why = protection === undefined ? '' : ruleText(protection)
  const isCounted = state === 'running' || state === 'nurturing'
  if (!isCounted || until === null) {
    const said = {
      locked: 'locked',
      dealt: 'dealt',
      pool: 'pooled',
      none: 'unprotected',
      running: 'unprotected',
      nurturing: 'nurturing',
    } as const
    return (
      <Fact name={t('protection')}>
        <span className="gs-still">
          {state === 'locked' && <Lock aria-hidden />}
          {t(said[state])}
        </span>{' '}
        <span className="gs-fact-note">{state === 'locked' ? t('lockedText') : why}</span>
      </Fact>
    )
  }
  const ebb = ebbOf(until, protection?.days ?? null, context)
  return (
    <Fact
      wide
      name={
        <>
          {t('protection')} <span className="gs-fact-exact">{t('until', { moment: ebb.exact })}</span>
          <span className="gs-fact-rule" title={why}>
            {why}
          </span>
        </>
      }
    >
      <span className={`gs-days is-${ebb.tone}`}>{daysLeft(ebb)}</span>
      <WaveTide ebb={ebb} total={protection?.days ?? null} warnDays={protection?.warnDays ?? 7} />
      {state === 'nurturing' && <span className="gs-fact-note">{t('nurturing')}</span>}
      <AskExtension record={record} />
    </Fact>
  )
}

/** 延保: the owner may ask for more days while the clock runs. */
const AskExtension = ({ record }: { record: RecordRow }) => {
  const t = useWords(recordWords)
  const me = useMe()
  const extensions = useObject('extensions')
  if (record.ownerId !== me.employee.id || extensions === undefined || !may(extensions, 'create')) return null
  return (
    <button
      type="button"
      className="gs-plain gs-link"
      onClick={() =>
        openForm({
          object: 'extensions',
          initial: { customerId: record.id, customer: { id: record.id, name: String(record.name ?? '') } },
          onSaved: () => showToast({ text: t('extensionAsked') }),
        })
      }
    >
      {t('askExtension')}
    </button>
  )
}

const PrimaryContact = ({ record }: { record: RecordRow }) => {
  const t = useWords(recordWords)
  const named = namedOf(record, 'primaryContactId')
  if (named === undefined)
    return (
      <button
        type="button"
        className="gs-plain gs-link"
        onClick={() =>
          openForm({
            object: 'contacts',
            initial: {
              customerId: record.id,
              isPrimary: true,
              customer: { id: record.id, name: String(record.name ?? '') },
            },
            onSaved: () => {},
          })
        }
      >
        {t('noContact')}
      </button>
    )
  return <ContactLine id={named.id} name={named.name} />
}

const ContactLine = ({ id, name }: { id: string; name: string }) => {
  const { data } = useRecord('contacts', id)
  return (
    <>
      <Link to={`/o/contacts/${id}`} className="gs-ink">
        {name}
      </Link>{' '}
      {typeof data?.phone === 'string' && (
        <span className="gs-muted">
          <PhoneText number={data.phone} />
        </span>
      )}
    </>
  )
}

/** Fields that would raise the completeness, dearest first. */
export const missingFields = (object: ObjectMeta, record: RecordRow): readonly FieldMeta[] =>
  object.fields
    .filter((field) => typeof field.weight === 'number' && field.weight > 0 && isEmpty(record[field.name]))
    .sort((a, b) => Number(b.weight) - Number(a.weight))

const Completeness = ({ object, record }: FactsProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const locale = useLocale()
  const missing = missingFields(object, record)
  const points = missing.reduce((sum, field) => sum + Number(field.weight), 0)
  const said =
    missing.length === 0
      ? t('complete')
      : t('missingFields', {
          fields: missing.map((field) => label(field.label)).join(locale === 'zh' ? '、' : ', '),
          points,
        })
  const ticks = <Ticks value={Number(record.completeness)} />
  if (missing.length === 0 || !verdict(record, 'update').can) return <span title={said}>{ticks}</span>
  return (
    <button
      type="button"
      className="gs-plain"
      title={said}
      onClick={() => openForm({ object: object.path, id: record.id })}
    >
      {ticks}
    </button>
  )
}
