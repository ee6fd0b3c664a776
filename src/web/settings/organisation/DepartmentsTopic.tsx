import { Button, Dropdown, Tooltip } from 'antd'
import { Ellipsis, Plus } from 'lucide-react'
import { Link } from 'react-router'
import { EmployeeMark } from '../../../fields/employee/EmployeeMark.tsx'
import { namedOf } from '../../../fields/reference/named.ts'
import { api } from '../../client.ts'
import { openForm } from '../../form-host.ts'
import { may, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { Empty } from '../../states.tsx'
import { showProblem, showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { Loaded, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { organisationWords } from './organisation.words.ts'
import { type TreeRow, treeOf } from './tree.ts'

/** The tree of departments and who manages each. */
export const DepartmentsTopic = () => {
  const t = useWords(organisationWords)
  const title = useWords(settingsWords)('departments')
  const object = useObject('departments')
  const query = useAll('departments', { sort: 'name' })
  const people = useAll('employees', { fields: ['departmentId', 'status'] }).data ?? []
  const countOf = (id: string) =>
    people.filter((person) => person.departmentId === id && person.status !== 'left').length
  const create = may(object, 'create') && (
    <Button type="primary" icon={<Plus aria-hidden />} onClick={() => openForm({ object: 'departments' })}>
      {t('newDepartment')}
    </Button>
  )
  return (
    <Topic title={title} lead={t('departmentsLead')} actions={create}>
      <Loaded query={query}>
        {(departments) =>
          departments.length === 0 ? (
            <Empty title={t('noDepartments')} text={t('noDepartmentsText')} />
          ) : (
            <SmallTable<TreeRow>
              label={title}
              rows={treeOf(departments)}
              keyOf={({ record }) => record.id}
              columns={[
                {
                  key: 'name',
                  title: t('department'),
                  cell: ({ record, depth }) => (
                    <span style={{ paddingInlineStart: depth * 20 }}>{textOf(record, 'name')}</span>
                  ),
                },
                { key: 'manager', title: t('manager'), cell: ({ record }) => <Manager record={record} /> },
                {
                  key: 'people',
                  title: t('people'),
                  right: true,
                  cell: ({ record }) => (
                    <Link to={`/settings/employees?department=${record.id}`}>{countOf(record.id)}</Link>
                  ),
                },
                {
                  key: 'act',
                  title: '',
                  right: true,
                  cell: (row) => <Acts row={row} people={countOf(row.record.id)} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Topic>
  )
}

const Manager = ({ record }: { record: RecordRow }) => {
  const t = useWords(organisationWords)
  const manager = namedOf(record, 'managerId')
  if (manager === undefined) return <span className="gs-muted">{t('noManager')}</span>
  return (
    <span className="gs-employee">
      <EmployeeMark name={manager.name} id={manager.id} />
      {manager.name}
    </span>
  )
}

const Acts = ({ row: { record, hasBelow }, people }: { row: TreeRow; people: number }) => {
  const t = useWords(organisationWords)
  const object = useObject('departments')
  const held = people > 0 ? t('inUse', { count: people }) : hasBelow ? t('hasBelow') : null
  const remove = async () => {
    try {
      const { undo } = await api.delete(`/departments/${record.id}`)
      showToast({ text: t('removed', { name: textOf(record, 'name') }), undo })
      await recordsChanged('departments')
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <span className="gs-row-acts">
      {may(object, 'update') && (
        <Button size="small" type="text" onClick={() => openForm({ object: 'departments', id: record.id })}>
          {t('edit')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(may(object, 'create') ? [{ key: 'below', label: t('addBelow') }] : []),
            ...(may(object, 'delete')
              ? [
                  {
                    key: 'remove',
                    disabled: held !== null,
                    danger: true,
                    label: <Tooltip title={held ?? ''}>{held ?? t('removeDepartment')}</Tooltip>,
                  },
                ]
              : []),
          ],
          onClick: ({ key }) =>
            key === 'below' ? openForm({ object: 'departments', initial: { parentId: record.id } }) : void remove(),
        }}
      >
        <Button size="small" type="text" icon={<Ellipsis aria-hidden />} aria-label={t('act')} />
      </Dropdown>
    </span>
  )
}
