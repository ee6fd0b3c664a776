import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { Plus, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import { EmployeeMark } from '../../../fields/employee/EmployeeMark.tsx'
import { namedOf } from '../../../fields/reference/named.ts'
import type { JsonObject } from '../../../model/label.ts'
import { openForm } from '../../form-host.ts'
import { may, useObject } from '../../meta.ts'
import { fetchList, listKey, type RecordRow } from '../../records.ts'
import { Empty, Failure, SkeletonRows } from '../../states.tsx'
import { useWords } from '../../words.ts'
import { idsOf, textOf, useAll } from '../all.ts'
import { SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { EmployeeActs } from './EmployeeActs.tsx'
import { organisationWords } from './organisation.words.ts'
import { treeOf } from './tree.ts'

const states = ['active', 'leaving', 'left'] as const
const tones: Readonly<Record<string, string>> = { leaving: 'is-wait' }

/** Who works here, with what role, and whether they can sign in. */
export const EmployeesTopic = () => {
  const t = useWords(organisationWords)
  const s = useWords(settingsWords)
  const object = useObject('employees')
  const [parameters, setParameters] = useSearchParams()
  const department = parameters.get('department')
  const [status, setStatus] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim())
  const departments = useAll('departments', { sort: 'name' }).data ?? []
  const readsRoles = may(useObject('roles'), 'read')
  const roles = useAll('roles', { fields: ['name'] }, readsRoles).data ?? []
  const roleName = (id: string) => textOf(roles.find((role) => role.id === id) ?? { id }, 'name')
  const filter: JsonObject = {
    ...(department === null ? {} : { departmentId: department }),
    ...(status === null ? {} : { status }),
  }
  const query = { filter, search: asked, sort: 'name', limit: 100 }
  const list = useInfiniteQuery({
    queryKey: [...listKey('employees', query), 'pages'],
    queryFn: ({ pageParam, signal }) => fetchList('employees', { ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next,
    placeholderData: (before) => before,
  })
  const rows = list.data?.pages.flatMap((page) => page.data) ?? []
  const total = list.data?.pages[0]?.page.total.value ?? rows.length
  return (
    <Topic
      wide
      title={s('employees')}
      lead={t('employeesLead')}
      actions={
        may(object, 'create') && (
          <Button type="primary" icon={<Plus aria-hidden />} onClick={() => openForm({ object: 'employees' })}>
            {t('newEmployee')}
          </Button>
        )
      }
    >
      <div className="gs-bar">
        <Input
          allowClear
          className="gs-bar-search"
          prefix={<Search aria-hidden />}
          placeholder={t('search')}
          aria-label={t('search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Select
          allowClear
          className="gs-bar-choice"
          aria-label={t('department')}
          placeholder={t('anyDepartment')}
          value={department}
          onChange={(next: string | undefined) => setParameters(next === undefined ? {} : { department: next })}
          options={treeOf(departments).map(({ record, depth }) => ({
            value: record.id,
            label: `${'\u2003'.repeat(depth)}${textOf(record, 'name')}`,
          }))}
          labelRender={({ label }) => String(label ?? '').trim()}
        />
        <Select
          allowClear
          className="gs-bar-choice"
          aria-label={t('status')}
          placeholder={t('anyStatus')}
          value={status}
          onChange={(next: string | undefined) => setStatus(next ?? null)}
          options={states.map((value) => ({ value, label: t(value) }))}
        />
        <span className="gs-muted gs-bar-count">{t('count', { count: total })}</span>
      </div>
      {list.error !== null && <Failure title={s('notLoaded')} error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonRows rows={10} columns={[160, 100, 120, 80]} />}
      {list.data !== undefined && rows.length === 0 && <Empty title={t('noEmployees')} text={t('noEmployeesText')} />}
      {rows.length > 0 && (
        <SmallTable<RecordRow>
          label={s('employees')}
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              key: 'name',
              title: t('name'),
              cell: (row) => (
                <span className="gs-employee">
                  <EmployeeMark name={textOf(row, 'name')} id={row.id} />
                  {textOf(row, 'name')}
                </span>
              ),
            },
            { key: 'account', title: t('account'), wide: true, cell: (row) => textOf(row, 'account') },
            { key: 'department', title: t('department'), cell: (row) => namedOf(row, 'departmentId')?.name ?? '' },
            ...(readsRoles
              ? [
                  {
                    key: 'roles',
                    title: t('roles'),
                    wide: true,
                    cell: (row: RecordRow) => idsOf(row, 'roleIds').map(roleName).join('、'),
                  },
                ]
              : []),
            {
              key: 'status',
              title: t('status'),
              wide: true,
              cell: (row) => <Status status={textOf(row, 'status')} />,
            },
            { key: 'act', title: '', right: true, cell: (row) => <EmployeeActs record={row} /> },
          ]}
        />
      )}
      {list.hasNextPage && (
        <Button className="gs-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {s('more')}
        </Button>
      )}
    </Topic>
  )
}

const Status = ({ status }: { status: string }) => {
  const t = useWords(organisationWords)
  const known = states.find((candidate) => candidate === status)
  if (known === undefined) return null
  if (known === 'active') return t(known)
  return <span className={`gs-tag ${tones[known] ?? ''}`}>{t(known)}</span>
}
