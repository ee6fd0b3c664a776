import { useQuery } from '@tanstack/react-query'
import type { Row } from '../../model/label.ts'
import { api } from '../client.ts'
import { useWords } from '../words.ts'
import { formWords } from './form.words.ts'
import './form.css'

interface Proposed {
  readonly id: string
  readonly name: string
}

const regional = /^\d{6}$/

/** Under the owner of a new record: who is in charge of the region chosen, to be taken with one press. */
export const OwnerProposal = ({ values, onTake }: { values: Row; onTake: (person: Proposed) => void }) => {
  const t = useWords(formWords)
  const region = typeof values.region === 'string' && regional.test(values.region) ? values.region : null
  const { data } = useQuery({
    queryKey: ['proposed-owners', region],
    queryFn: () => api.get<{ data: readonly Proposed[] }>('/proposed-owners', { query: { region } }),
    enabled: region !== null,
    staleTime: 5 * 60_000,
    retry: false,
  })
  const proposed = (data?.data ?? []).slice(0, 3)
  if (region === null || proposed.length === 0) return <p className="gs-field-help">{t('ownerSelf')}</p>
  return (
    <p className="gs-proposed" role="status">
      <span className="gs-muted">{t('proposedOwner')}</span>
      {proposed.map((person) => {
        const taken = values.ownerId === person.id
        return (
          <button
            key={person.id}
            type="button"
            className={`gs-plain gs-chip ${taken ? 'is-on' : ''}`}
            aria-pressed={taken}
            onClick={() => onTake(person)}
          >
            {person.name}
          </button>
        )
      })}
    </p>
  )
}
