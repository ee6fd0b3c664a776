import { Link } from 'react-router'
import type { Candidate, CheckAnswer, WrongValue } from '../duplicates/duplicates.data.ts'
import { duplicatesWords } from '../duplicates/duplicates.words.ts'
import { StateTag } from '../duplicates/State.tsx'
import { useWords } from '../words.ts'
import './form.css'

const mostShown = 5

/** Records that are like what is being entered, as far as they may be told, and whether one may go on. */
export const DuplicateHint = ({ answer }: { answer: CheckAnswer }) => {
  const t = useWords(duplicatesWords)
  if (answer.candidates.length === 0) return null
  const blocked = answer.decision === 'block'
  return (
    <div className={`gs-similar ${blocked ? 'is-blocked' : ''}`} role="status">
      <span>{t(blocked ? 'blocked' : 'similar')}</span>
      <ul>
        {answer.candidates.slice(0, mostShown).map((one, at) => (
          <Like key={one.id ?? `${one.name}/${at}`} one={one} />
        ))}
      </ul>
    </div>
  )
}

const Like = ({ one }: { one: Candidate }) => (
  <li>
    <span>
      {one.id === null ? (
        one.name
      ) : (
        <Link to={`/o/${one.object}/${one.id}`} target="_blank" rel="noreferrer">
          {one.name}
        </Link>
      )}{' '}
      <StateTag of={one} />
    </span>
    <span className="gs-muted">{one.reasons.map((reason) => reason.message).join(' · ')}</span>
  </li>
)

/** What looks wrong in a field, and what it should probably read: taken over by one click. */
export const WrongHint = ({ wrong, onTake }: { wrong: readonly WrongValue[]; onTake: (value: string) => void }) => {
  const t = useWords(duplicatesWords)
  return wrong.map((one) => (
    <p key={one.code} className={one.certain ? 'gs-field-fault' : 'gs-field-doubt'} role="status">
      {one.message}
      {one.suggestion !== null && (
        <button type="button" className="gs-plain gs-field-take" onClick={() => onTake(one.suggestion ?? '')}>
          {t('take', { value: one.suggestion })}
        </button>
      )}
    </p>
  ))
}
