import { Link } from 'react-router'
import { useObject } from '../meta.ts'
import { useMissing } from '../report/report.data.ts'
import { reportWords } from '../report/report.words.ts'
import { useWords } from '../words.ts'

/** Which of my people have not sent a day report today (E25). */
export const MissingReports = ({ onLook }: { onLook: (employeeId: string) => void }) => {
  const t = useWords(reportWords)
  const object = useObject('work-reports')
  const { data } = useMissing(object !== undefined)
  if (data === undefined || data.expected === 0) return null
  return (
    <section>
      <h2>
        {t('missing')}
        <small className={data.isOver && data.data.length > 0 ? 'gs-late' : ''}>
          {data.data.length}/{data.expected}
        </small>
        <Link to="/o/work-reports?view=today">{t('reports')}</Link>
      </h2>
      {data.data.length === 0 ? (
        <p className="gs-muted">{t('missingNone')}</p>
      ) : (
        <p className="gs-missing">
          {data.data.slice(0, 30).map((person) => (
            <button key={person.id} type="button" className="gs-plain gs-ink" onClick={() => onLook(person.id)}>
              {person.name}
            </button>
          ))}
        </p>
      )}
    </section>
  )
}
