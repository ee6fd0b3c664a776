import { Button, Select } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { dayWithWeekday } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { useWebContext } from '../field.tsx'
import { openForm } from '../form-host.ts'
import { Page, PageHeader, RightPanel } from '../frame/Page.tsx'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { may, type ReminderCount, useMe, useObject } from '../meta.ts'
import { UnreadBell } from '../notifications/UnreadBell.tsx'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { ReminderList } from './ReminderList.tsx'
import { ReminderStrip } from './ReminderStrip.tsx'
import { Side } from './Side.tsx'
import { grouped, useRemindersOf, useTeam } from './workbench.data.ts'
import { workbenchWords } from './workbench.words.ts'
import './workbench.css'
import './workbench-phone.css'

const useToday = (): string => {
  const { now, timeZone, locale } = useWebContext()
  const { date } = wallOf(now, timeZone)
  return dayWithWeekday(date, date, locale)
}

/** What waits today: counts, the list of the chosen one with the last word said, and beside it what is about to lapse. */
export const WorkbenchPage = () => {
  const t = useWords(workbenchWords)
  const me = useMe()
  const today = useToday()
  const phone = useWidth() === 'phone'
  const team = useTeam()
  const tasks = useObject('tasks')
  const [search, setSearch] = useSearchParams()
  const of = search.get('of')
  const employee = of === null || of === me.employee.id ? null : of
  const { data, error, refetch } = useRemindersOf(employee)
  const reminders = data?.data ?? []
  const groups = grouped(reminders)
  const [chosen, setChosen] = useState<string | null>(null)
  const first = reminders.find((one) => one.count > 0 && one.object === 'customers') ?? reminders[0]
  const selected = reminders.find((one) => one.name === chosen) ?? first
  const group = groups.find((one) => one.all.some((reminder) => reminder === selected))
  const late = reminders.find(
    (one) => one.tone === 'late' && one.object === 'customers' && one.count > 0 && one !== selected,
  )
  const name = team.find((one) => one.employee.id === employee)?.employee.name
  const newTask = () => openForm({ object: 'tasks', onSaved: () => {} })
  useKeys({ t: () => (may(tasks, 'create') ? newTask() : false) })

  const header = (
    <PageHeader
      title={name === undefined ? t('title') : t('of', { name })}
      aside={phone && team.length > 0 ? undefined : today}
      actions={
        <>
          {team.length > 0 && (
            <Select
              size="small"
              className="gs-team-select"
              aria-label={t('look')}
              value={employee ?? me.employee.id}
              onChange={(id: string) => setSearch(id === me.employee.id ? {} : { of: id })}
              options={[
                { value: me.employee.id, label: t('mine') },
                ...team
                  .filter((one) => one.employee.id !== me.employee.id)
                  .map((one) => ({ value: one.employee.id, label: one.employee.name })),
              ]}
            />
          )}
          {phone ? (
            <UnreadBell />
          ) : (
            may(tasks, 'create') && (
              <Button icon={<Plus aria-hidden />} onClick={newTask}>
                {t('task')}
                <kbd className="gs-kbd">T</kbd>
              </Button>
            )
          )}
        </>
      }
    />
  )
  if (data === undefined)
    return (
      <Page header={header}>
        {error === null ? (
          <SkeletonRows rows={10} />
        ) : (
          <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    )
  if (selected === undefined)
    return (
      <Page header={header}>
        <Empty title={t('nothing')} />
      </Page>
    )
  const strip = (
    <ReminderStrip reminders={groups.map((one) => one.head)} selected={group?.head.name ?? ''} onSelect={setChosen} />
  )
  const lists = (
    <div className="gs-workbench">
      <ReminderList
        key={`${employee ?? ''}/${selected.name}`}
        reminder={selected}
        variants={group?.all ?? []}
        onVariant={setChosen}
        own={employee === null}
        main
      />
      {late !== undefined && (
        <ReminderList key={`${employee ?? ''}/${late.name}`} reminder={late} own={employee === null} />
      )}
    </div>
  )
  const onlyTasks = reminders.every((one) => one.object === 'tasks')
  const lapsing = reminders.find((one: ReminderCount) => 'protectedUntil' in one.filter)
  return (
    <Page
      header={header}
      under={strip}
      panel={
        phone || (onlyTasks && team.length === 0) ? undefined : (
          <RightPanel title={null} label={t('title')}>
            <Side
              lapsing={lapsing}
              tasks={!onlyTasks}
              employee={employee}
              team={team}
              onChoose={setChosen}
              onLook={(id) => setSearch(id === me.employee.id ? {} : { of: id })}
            />
          </RightPanel>
        )
      }
    >
      {lists}
    </Page>
  )
}
