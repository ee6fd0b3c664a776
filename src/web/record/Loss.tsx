import { useQuery } from '@tanstack/react-query'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import { recordWords } from './record.words.ts'
import './loss.css'

interface LossAnswer {
  readonly facts: readonly { readonly at: string; readonly code: string; readonly text: string }[]
}

/** What is told of having lost a record; nothing for whoever never had it, or still has. */
export const useLoss = (object: string, id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['record', object, id, 'loss'],
    queryFn: () => api.get<LossAnswer>(`/${object}/${id}/loss`),
    enabled,
    retry: false,
  }).data

/** 怎么没的: the facts that led to losing a record, whether it is still seen or not. */
export const Loss = ({ data }: { data: LossAnswer | undefined }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  if (data === undefined) return null
  return (
    <section className="gs-loss">
      <h2>{t('lost')}</h2>
      <p className="gs-muted">{t('lostWhy')}</p>
      <ol>
        {data.facts.map((fact) => (
          <li key={`${fact.at} ${fact.code} ${fact.text}`} className={`is-${fact.code}`}>
            <time dateTime={fact.at}>{momentInText(fact.at, context)}</time>
            <span>{fact.text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
