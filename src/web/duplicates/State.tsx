import { momentInText } from '../../fields/date-time/day-words.tsx'
import { lastMinute } from '../../fields/date-time/moment-text.ts'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import type { Candidate } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'

const tones: Readonly<Record<Candidate['state'], string>> = {
  mine: 'is-info',
  owned: '',
  protected: 'is-wait',
  pool: 'is-good',
  dealt: 'is-wait',
  lead: 'is-info',
}

/** Whose a found record is, as far as it may be told. */
export const StateTag = ({ of }: { of: Candidate }) => {
  const t = useWords(duplicatesWords)
  const context = useWebContext()
  const owner = of.ownerName
  const words = {
    mine: t('mine'),
    owned: owner === null ? t('ownedByOther') : t('owned', { owner }),
    protected: owner === null ? t('ownedByOther') : t('protected', { owner }),
    pool: t('pool'),
    dealt: owner === null ? t('dealtByOther') : t('dealt', { owner }),
    lead: t('leadState'),
  }[of.state]
  return (
    <>
      <span className={`gs-tag ${tones[of.state]}`}>{words}</span>
      {of.protectedUntil !== null && (
        <span className="gs-muted">
          {t('protectedUntil', { until: momentInText(lastMinute(of.protectedUntil), context) })}
        </span>
      )}
    </>
  )
}
