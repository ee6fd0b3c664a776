import { Clock3 } from 'lucide-react'
import { Link } from 'react-router'
import { isEmpty } from '../../model/label.ts'
import { FieldValue } from '../field.tsx'
import { fieldOf, type ObjectMeta, useObject } from '../meta.ts'
import { objectName } from '../object-name.ts'
import { ChangedValue, useNames } from '../record/HistoryTab.tsx'
import { type RecordRow, useRecord } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { type StationShown, useApprovalsOf, useRequest } from './approval.data.ts'
import { approvalWords } from './approval.words.ts'
import { Course } from './Course.tsx'
import './approval.css'

const stationsOf = (record: RecordRow): readonly StationShown[] =>
  Array.isArray(record.stations) ? (record.stations as unknown as readonly StationShown[]) : []

/** Above the tabs of a record in approval: that it is locked, and whose word it waits for. */
export const ApprovalBanner = ({
  object,
  record,
  onOpen,
}: {
  object: ObjectMeta
  record: RecordRow
  onOpen: () => void
}) => {
  const t = useWords(approvalWords)
  const pending = record.approvalState === 'pending'
  const { data } = useApprovalsOf(object.path, record.id, pending)
  if (!pending) return null
  const [latest] = data?.data ?? []
  return (
    <div className="gs-approval-banner" role="status">
      <Clock3 aria-hidden />
      <span>{t('pending')}</span>
      {latest !== undefined && (
        <button type="button" className="gs-plain gs-link" onClick={onOpen}>
          {t('waitsFor', { names: String(latest.node ?? '') })}
        </button>
      )}
    </div>
  )
}

/** 审批 of a record: the course of the latest one, and the earlier ones to open. */
export const ApprovalTab = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const t = useWords(approvalWords)
  const { data, error, refetch } = useApprovalsOf(object.path, record.id, true)
  const [latest, ...earlier] = data?.data ?? []
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} columns={[240, 80]} />
    ) : (
      <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
    )
  if (latest === undefined) return <Empty title={t('none')} />
  return (
    <div className="gs-approval">
      <CourseOf id={latest.id} />
      {earlier.map((one) => (
        <p key={one.id}>
          <Link to={`/o/approvals/${one.id}`}>{String(one.title ?? '')}</Link>
        </p>
      ))}
    </div>
  )
}

const CourseOf = ({ id }: { id: string }) => {
  const t = useWords(approvalWords)
  const { data, error, refetch } = useRecord('approvals', id)
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} columns={[240, 80]} />
    ) : (
      <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
    )
  return (
    <>
      <h3>
        <Link to={`/o/approvals/${id}`}>{String(data.title ?? '')}</Link>
      </h3>
      <Course stations={stationsOf(data)} />
    </>
  )
}

/** The page of an approval: what is asked for, and its course. */
export const ApprovalCourse = ({ record }: { record: RecordRow }) => {
  const t = useWords(approvalWords)
  const object = useObject(String(record.object))
  const request = useRequest(record.id)
  const changes = request.data?.changes ?? []
  return (
    <div className="gs-approval">
      <h3>{t('subject')}</h3>
      {!isEmpty(record.comment) && <p className="gs-approval-note">{String(record.comment)}</p>}
      {object === undefined || request.data?.visible === false ? (
        <p className="gs-muted">{t('notVisible')}</p>
      ) : (
        <Subject object={object} id={String(record.recordId)} changes={changes} />
      )}
      <h3>{t('events')}</h3>
      <Course stations={stationsOf(record)} />
    </div>
  )
}

interface SubjectProps {
  readonly object: ObjectMeta
  readonly id: string
  readonly changes: NonNullable<ReturnType<typeof useRequest>['data']>['changes']
}

/** The record itself as its list shows it, and what is to change of it. */
const Subject = ({ object, id, changes }: SubjectProps) => {
  const t = useWords(approvalWords)
  const label = useLabel()
  const locale = useLocale()
  const { data, error } = useRecord(object.path, id)
  const names = useNames(object, [{ at: '', by: null, action: 'update', changes }])
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} columns={[240, 80]} />
    ) : (
      <p className="gs-muted">{t('notVisible')}</p>
    )
  const fields = object.list.flatMap((name) => {
    const field = fieldOf(object, name)
    return field === undefined || isEmpty(data[name]) || name === 'approvalState' ? [] : [field]
  })
  const lines = object.fields.filter((field) => field.type === 'lines' && !isEmpty(data[field.name]))
  return (
    <>
      <dl className="gs-approval-facts">
        {fields.map((field) => (
          <div key={field.name}>
            <dt>{label(field.label)}</dt>
            <dd>
              <FieldValue field={field} record={data} />
            </dd>
          </div>
        ))}
      </dl>
      {lines.map((field) => (
        <FieldValue key={field.name} field={field} record={data} />
      ))}
      {changes.length > 0 && (
        <>
          <h3>{t('changes')}</h3>
          {changes.map((change) => (
            <ChangedValue key={change.field} object={object} change={change} names={names} />
          ))}
        </>
      )}
      <p>
        <Link to={`/o/${object.path}/${id}`}>
          {t('openRecord')} · {objectName(object, locale).one}
        </Link>
      </p>
    </>
  )
}
