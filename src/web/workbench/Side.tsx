import { Checkbox } from 'antd'
import { Link } from 'react-router'
import { momentInTable } from '../../fields/date-time/day-words.tsx'
import type { Page } from '../client.ts'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { type ReminderCount, useMe, useObject } from '../meta.ts'
import { queryClient } from '../query.ts'
import { ebbOf } from '../record/protection.ts'
import { FlatTide } from '../record/Tide.tsx'
import { type ListQuery, listKey, type RecordRow, recordsChanged, useRecords, verdict } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { MissingReports } from './MissingReports.tsx'
import { Team } from './Team.tsx'
import type { TeamMember } from './workbench.data.ts'
import { workbenchWords } from './workbench.words.ts'

interface SideProps {
  readonly lapsing: ReminderCount | undefined
  /** Whether the open tasks stand here, not in the list already. */
  readonly tasks: boolean
  readonly employee: string | null
  readonly team: readonly TeamMember[]
  readonly onChoose: (reminder: string) => void
  readonly onLook: (employeeId: string) => void
}

/** Beside the list: what is about to lapse, tasks, and the team of who has one. */
export const Side = ({ lapsing, tasks, employee, team, onChoose, onLook }: SideProps) => (
  <div className="gs-work-side">
    {lapsing !== undefined && <Lapsing reminder={lapsing} onAll={() => onChoose(lapsing.name)} />}
    {tasks && <Tasks employee={employee} />}
    {team.length > 0 && <Team team={team} employee={employee} onLook={onLook} />}
    {team.length > 0 && <MissingReports onLook={onLook} />}
  </div>
)

const Lapsing = ({ reminder, onAll }: { reminder: ReminderCount; onAll: () => void }) => {
  const t = useWords(workbenchWords)
  const context = useWebContext()
  const { data } = useRecords('customers', { filter: reminder.filter, sort: 'protectedUntil', limit: 6, count: 'none' })
  const rows = data?.data ?? []
  return (
    <section>
      <h2>
        {t('lapsing')}
        {reminder.count > 0 && <small>{t('count', { count: reminder.count })}</small>}
        {rows.length > 0 && (
          <button type="button" className="gs-plain gs-link" onClick={onAll}>
            {t('all')}
          </button>
        )}
      </h2>
      {data !== undefined && rows.length === 0 && <p className="gs-muted">{t('lapsingNone')}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/o/customers/${row.id}`} className="gs-ink gs-ellipsis" title={String(row.name)}>
              {String(row.shortName ?? row.name)}
            </Link>
            <span className="gs-muted gs-side-when">
              {typeof row.protectedUntil === 'string' && ebbOf(row.protectedUntil, null, context).exact}
            </span>
            <FlatTide record={row} words />
          </li>
        ))}
      </ul>
    </section>
  )
}

const Tasks = ({ employee }: { employee: string | null }) => {
  const t = useWords(workbenchWords)
  const me = useMe()
  const object = useObject('tasks')
  const context = useWebContext()
  const query: ListQuery = {
    filter: { ownerId: employee ?? me.employee.id, doneAt: null, heldAt: null },
    sort: 'dueAt',
    limit: 8,
  }
  const { data } = useRecords('tasks', query, object !== undefined)
  if (object === undefined) return null
  const rows = data?.data ?? []
  const complete = async (row: RecordRow) => {
    const key = listKey('tasks', query)
    queryClient.setQueryData(key, (before: Page<RecordRow> | undefined) =>
      before === undefined ? before : { ...before, data: before.data.filter((one) => one.id !== row.id) },
    )
    try {
      const { undo } = await api.post(`/tasks/${row.id}/complete`)
      showToast({ text: t('finished', { title: String(row.title) }), undo })
    } catch (error) {
      showProblem(error)
    }
    await recordsChanged('tasks')
  }
  return (
    <section>
      <h2>
        {t('tasks')}
        {(data?.page.total.value ?? 0) > 0 && <small>{data?.page.total.value}</small>}
        <Link to="/o/tasks">{t('all')}</Link>
      </h2>
      {data !== undefined && rows.length === 0 && <p className="gs-muted">{t('noTasks')}</p>}
      <ul>
        {rows.map((row) => {
          const due = typeof row.dueAt === 'string' ? row.dueAt : null
          const late = due !== null && Date.parse(due) < context.now
          return (
            <li key={row.id}>
              {verdict(row, 'complete').can && (
                <Checkbox
                  className="gs-round"
                  aria-label={t('finish', { title: String(row.title) })}
                  checked={false}
                  onChange={() => void complete(row)}
                />
              )}
              <Link to={`/o/tasks/${row.id}`} className="gs-ink gs-ellipsis gs-grow" title={String(row.title)}>
                {String(row.title)}
              </Link>
              <span className={late ? 'gs-late' : 'gs-muted'}>
                {due === null ? t('noDue') : momentInTable(due, context)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
