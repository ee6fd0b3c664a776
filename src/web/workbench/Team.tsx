import { Link } from 'react-router'
import { useWords } from '../words.ts'
import type { TeamMember } from './workbench.data.ts'
import { workbenchWords } from './workbench.words.ts'

interface TeamProps {
  readonly team: readonly TeamMember[]
  readonly employee: string | null
  readonly onLook: (employeeId: string) => void
}

/** My subordinates: follow-ups this month, what waits, what is late. A name opens their workbench. */
export const Team = ({ team, employee, onLook }: TeamProps) => {
  const t = useWords(workbenchWords)
  const most = Math.max(1, ...team.map((one) => one.followUps))
  return (
    <section>
      <h2>
        {t('team')}
        <Link to="/distribution">{t('spread')}</Link>
      </h2>
      <table className="gs-team">
        <thead>
          <tr>
            <th scope="col">{t('member')}</th>
            <th scope="col">{t('followUps')}</th>
            <th scope="col">{t('todayLeft')}</th>
            <th scope="col">{t('overdue')}</th>
          </tr>
        </thead>
        <tbody>
          {team.map((one) => (
            <tr key={one.employee.id} className={one.employee.id === employee ? 'is-on' : ''}>
              <th scope="row">
                <button type="button" className="gs-plain gs-ink" onClick={() => onLook(one.employee.id)}>
                  {one.employee.name}
                </button>
              </th>
              <td>
                <span className="gs-team-bar" style={{ width: `${(one.followUps / most) * 72}px` }} />
                {one.followUps}
              </td>
              <td>{one.today}</td>
              <td className={one.overdue > 0 ? 'gs-late' : ''}>{one.overdue}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
