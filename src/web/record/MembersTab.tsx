import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { type RecordRow, recordsChanged, verdict } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { recordWords } from './record.words.ts'

interface Named {
  readonly id: string
  readonly name: string
}
export interface Member {
  readonly employee?: Named | null
  readonly department?: Named | null
  readonly right: 'read' | 'write'
  readonly until: string | null
}

/** Who shares a record besides its owner. */
export const useMembers = (object: ObjectMeta, id: string) =>
  useQuery({
    queryKey: ['members', object.path, id],
    queryFn: () => api.get<{ data: Member[] }>(`/${object.path}/${id}/members`),
  })

/** The right of a member and how long it lasts. */
export const MemberRight = ({ member }: { member: Member }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  return (
    <span className="gs-muted">
      {t(member.right === 'write' ? 'write' : 'read')}
      {member.until !== null &&
        ` · ${t('untilDay', { day: momentInText(member.until, context).replace(/ 00:00$/, '') })}`}
    </span>
  )
}

/** Adds members by the action of that name; nothing where it does not exist or is not allowed. */
export const AddMember = ({
  object,
  record,
  plain = false,
}: {
  object: ObjectMeta
  record: RecordRow
  plain?: boolean
}) => {
  const t = useWords(recordWords)
  const [asking, setAsking] = useState(false)
  const action = object.actions.find((one) => one.name === 'add-members')
  if (action === undefined || !verdict(record, 'add-members').can) return null
  return (
    <>
      {plain ? (
        <button
          type="button"
          className="gs-plain gs-icon-button"
          aria-label={t('addMember')}
          onClick={() => setAsking(true)}
        >
          <UserPlus aria-hidden />
        </button>
      ) : (
        <Button size="small" icon={<UserPlus aria-hidden />} onClick={() => setAsking(true)}>
          {t('addMember')}
        </Button>
      )}
      {asking && (
        <ActionDialog
          object={object}
          action={action}
          ids={[record.id]}
          record={record}
          onDone={() => void queryClient.invalidateQueries({ queryKey: ['members'] })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

export const MembersTab = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const t = useWords(recordWords)
  const { data, error, refetch } = useMembers(object, record.id)
  const removes = verdict(record, 'remove-members').can
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={3} columns={[160, 90]} />
    ) : (
      <Failure title={t('tabFailed')} error={error} onRetry={() => void refetch()} />
    )
  const remove = async (member: Member) => {
    const name = member.employee?.name ?? member.department?.name ?? ''
    try {
      const { undo } = await api.post(`/${object.path}/${record.id}/remove-members`, {
        ...(member.employee ? { employeeIds: [member.employee.id] } : {}),
        ...(member.department ? { departmentIds: [member.department.id] } : {}),
      })
      showToast({ text: t('removed', { name }), undo, onUndone: () => void refetch() })
      await queryClient.invalidateQueries({ queryKey: ['members'] })
      await recordsChanged(object.path)
    } catch (problem) {
      showProblem(problem)
    }
  }
  if (data.data.length === 0)
    return (
      <Empty title={t('noMembers')} text={t('noMembersText')}>
        <AddMember object={object} record={record} />
      </Empty>
    )
  return (
    <div className="gs-child">
      <div className="gs-child-head">
        <AddMember object={object} record={record} />
      </div>
      <ul className="gs-people">
        {data.data.map((member) => {
          const one = member.employee ?? member.department
          if (!one) return null
          return (
            <li key={one.id}>
              <EmployeeMark name={one.name} id={one.id} />
              <span>{one.name}</span>
              <MemberRight member={member} />
              {removes && (
                <Button type="text" size="small" onClick={() => void remove(member)}>
                  {t('removeMember')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
