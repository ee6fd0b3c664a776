import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useRecords } from '../records.ts'
import { useWords } from '../words.ts'
import { handOverWords } from './hand-over.words.ts'
import type { Outcome } from './use-hand-over.ts'

/** What came of it, and what could not go, with the reason. */
export const Done = ({ outcome, onAgain }: { outcome: Outcome; onAgain: () => void }) => {
  const t = useWords(handOverWords)
  const navigate = useNavigate()
  const refused = outcome.refused.filter((one) => one.object === 'customers')
  const { data } = useRecords(
    'customers',
    { filter: { id: { in: refused.map((one) => one.id) } }, limit: 200, count: 'none', fields: ['name'] },
    refused.length > 0,
  )
  const names = new Map(data?.data.map((row) => [row.id, String(row.name)]))
  return (
    <div className="gs-hand-over">
      <h2>{t('done', { count: outcome.moved })}</h2>
      {outcome.remaining === 0 ? (
        <p className="gs-muted">{t(outcome.status === 'left' ? 'doneClosed' : 'doneOpen')}</p>
      ) : (
        <>
          <p className="gs-advice is-wait">{t('left', { count: outcome.remaining })}</p>
          <ul className="gs-refused">
            {refused.map((one) => (
              <li key={one.id}>
                <b>{names.get(one.id) ?? one.id}</b> <span className="gs-muted">{one.message}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="gs-beside">
        {outcome.remaining > 0 && (
          <Button type="primary" onClick={onAgain}>
            {t('again')}
          </Button>
        )}
        <Button onClick={() => void navigate('/o/employees')}>{t('back')}</Button>
      </div>
    </div>
  )
}
