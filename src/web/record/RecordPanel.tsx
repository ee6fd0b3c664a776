import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import { isEmpty } from '../../model/label.ts'
import { isAsked } from '../form/conditions.ts'
import { openForm } from '../form-host.ts'
import { type FieldMeta, fieldOf, may, type ObjectMeta, useObject } from '../meta.ts'
import { type RecordRow, useRecords } from '../records.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { missingFields } from './FactStrip.tsx'
import { InlineField } from './InlineField.tsx'
import { AddMember, MemberRight, useMembers } from './MembersTab.tsx'
import { recordWords } from './record.words.ts'

interface PanelProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
}

/** What is known of a record, who decides there, and who shares it here. */
export const RecordPanel = ({ object, record }: PanelProps) => (
  <div className="gs-record-panel">
    <Basics object={object} record={record} />
    {object.tabs.includes('contacts.customerId') && <DecisionChain record={record} />}
    {object.traits.owned === true && object.traits.follows === undefined && object.kind !== 'action' && (
      <People object={object} record={record} />
    )}
  </div>
)

const few = 10

const Basics = ({ object, record }: PanelProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const list = useLocale() === 'zh' ? '、' : ', '
  const [editing, setEditing] = useState<string | null>(null)
  const missing = object.traits.completeness === true ? missingFields(object, record) : []
  const [all, setAll] = useState(false)
  const fields = [
    ...object.form.flatMap((section) => section.fields.map((name) => fieldOf(object, name))),
    ...object.fields.filter((field) => field.custom === true),
  ].filter(
    (field): field is FieldMeta =>
      field?.readable === true &&
      field.type !== 'lines' &&
      field.writeOnly !== true &&
      field.name !== object.title &&
      isAsked(field, record),
  )
  const filled = fields.filter((field) => !isEmpty(record[field.name]))
  const head = [...filled, ...fields.filter((field) => isEmpty(record[field.name]) && Number(field.weight ?? 0) > 0)]
  const near = fields.filter((field) => head.includes(field)).slice(0, Math.max(few, filled.length))
  const shown = all || fields.length <= few ? fields : near
  return (
    <section>
      <h2>{t('basics')}</h2>
      <dl className="gs-basics">
        {shown.map((field, index) => (
          <InlineField
            key={field.name}
            object={object}
            record={record}
            field={field}
            editing={editing === field.name}
            onEdit={(open) => setEditing(open ? field.name : null)}
            onNext={() => setEditing(nextEditable(shown, index, record))}
          />
        ))}
      </dl>
      {missing.length > 0 && (
        <p className="gs-muted gs-lacking">
          {t('missingFields', {
            fields: missing.map((field) => label(field.label)).join(list),
            points: missing.reduce((sum, field) => sum + Number(field.weight), 0),
          })}
        </p>
      )}
      {fields.length > near.length && fields.length > few && (
        <button type="button" className="gs-plain gs-link" onClick={() => setAll(!all)}>
          {t(all ? 'lessFields' : 'moreFields')}
        </button>
      )}
    </section>
  )
}

const nextEditable = (fields: readonly FieldMeta[], index: number, record: RecordRow): string | null => {
  const masked = Array.isArray(record.masked) ? record.masked : []
  const next = fields
    .slice(index + 1)
    .find(
      (field) => field.writable && field.readOnly !== true && field.derived !== true && !masked.includes(field.name),
    )
  return next?.name ?? null
}

const tones: Readonly<Record<string, string>> = { decider: 'is-wait', influencer: 'is-good' }
const ranks = ['decider', 'influencer', 'user', 'gatekeeper']

const DecisionChain = ({ record }: { record: RecordRow }) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const object = useObject('contacts')
  const { data } = useRecords(
    'contacts',
    { filter: { customerId: record.id }, limit: 50, sort: object?.sort ?? '-updatedAt' },
    object !== undefined,
  )
  if (object === undefined) return null
  const roles = fieldOf(object, 'decisionRole')?.options ?? []
  const rank = (key: unknown) => (ranks.indexOf(String(key)) + ranks.length + 1) % (ranks.length + 1)
  const people = [...(data?.data ?? [])].sort((a, b) => rank(a.decisionRole) - rank(b.decisionRole))
  return (
    <section>
      <h2>
        {t('chain')}
        {people.length > 0 && <small>{t('people', { count: people.length })}</small>}
        {may(object, 'create') && (
          <button
            type="button"
            className="gs-plain gs-icon-button"
            aria-label={t('add', { object: label(object.label) })}
            onClick={() =>
              openForm({
                object: 'contacts',
                initial: { customerId: record.id, customer: { id: record.id, name: String(record.name ?? '') } },
                onSaved: () => {},
              })
            }
          >
            <Plus aria-hidden />
          </button>
        )}
      </h2>
      {people.length === 0 && <p className="gs-muted">{t('noContact')}</p>}
      <ul className="gs-chain">
        {people.slice(0, 8).map((person) => {
          const role = roles.find((one) => one.key === person.decisionRole)
          return (
            <li key={person.id}>
              <Link to={`/o/contacts/${person.id}`} className="gs-ink">
                {String(person.name)}
              </Link>
              <span className="gs-muted gs-ellipsis">{typeof person.title === 'string' ? person.title : ''}</span>
              <span className={`gs-tag ${tones[role?.key ?? ''] ?? ''}`}>
                {role === undefined ? t('noRole') : label(role.label)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const People = ({ object, record }: PanelProps) => {
  const t = useWords(recordWords)
  const { data } = useMembers(object, record.id)
  const list = data?.data ?? []
  return (
    <section>
      <h2>
        {t('members')}
        <AddMember object={object} record={record} plain />
      </h2>
      {list.length === 0 && <p className="gs-muted">{t('noMembers')}</p>}
      <ul className="gs-chain">
        {list.map((member) => {
          const one = member.employee ?? member.department
          return one ? (
            <li key={one.id}>
              <span className="gs-employee">
                <EmployeeMark name={one.name} id={one.id} />
                {one.name}
              </span>
              <span className="gs-ellipsis" />
              <MemberRight member={member} />
            </li>
          ) : null
        })}
      </ul>
    </section>
  )
}
