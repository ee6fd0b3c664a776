import { Button, Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { openForm } from '../../form-host.ts'
import { may, useMe, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { LeaveDialog } from './LeaveDialog.tsx'
import { organisationWords } from './organisation.words.ts'
import { SetPasswordDialog } from './SetPasswordDialog.tsx'

/** What can be done with one employee. */
export const EmployeeActs = ({ record }: { record: RecordRow }) => {
  const t = useWords(organisationWords)
  const object = useObject('employees')
  const { employee } = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'password' | 'leave' | null>(null)
  const name = textOf(record, 'name')
  const back = async () => {
    try {
      const { undo } = await api.patch(`/employees/${record.id}`, { status: 'active' })
      showToast({ text: t('nowActive', { name }), undo })
      await recordsChanged('employees')
    } catch (error) {
      showProblem(error)
    }
  }
  const self = record.id === employee.id
  const items = [
    ...(may(object, 'set-password') ? [{ key: 'password', label: t('setPassword') }] : []),
    ...(may(object, 'hand-over') && !self ? [{ key: 'hand-over', label: t('handOver') }] : []),
    ...(may(object, 'update') && !self
      ? record.status === 'active'
        ? [{ key: 'leave', label: t('leave') }]
        : [
            { key: 'back', label: t('backActive') },
            ...(record.status === 'leaving' ? [{ key: 'leave', label: t('haveLeft') }] : []),
          ]
      : []),
  ]
  return (
    <span className="gs-row-acts">
      {may(object, 'update') && (
        <Button size="small" type="text" onClick={() => openForm({ object: 'employees', id: record.id })}>
          {t('edit')}
        </Button>
      )}
      {items.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items,
            onClick: ({ key }) => {
              if (key === 'back') void back()
              else if (key === 'hand-over') void navigate(`/hand-over/${record.id}`)
              else setOpen(key === 'password' ? 'password' : 'leave')
            },
          }}
        >
          <Button size="small" type="text" icon={<Ellipsis aria-hidden />} aria-label={`${t('act')} ${name}`} />
        </Dropdown>
      )}
      {open === 'password' && <SetPasswordDialog record={record} onClose={() => setOpen(null)} />}
      {open === 'leave' && <LeaveDialog record={record} onClose={() => setOpen(null)} />}
    </span>
  )
}
