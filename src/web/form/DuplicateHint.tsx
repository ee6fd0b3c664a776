import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { Link } from 'react-router'
import type { Row } from '../../model/label.ts'
import { api } from '../client.ts'
import type { ObjectMeta } from '../meta.ts'
import { useWords } from '../words.ts'
import { formWords } from './form.words.ts'
import './form.css'

interface Candidate {
  readonly object: string
  readonly id: string | null
  readonly name: string
  readonly state: string
  readonly ownerName: string | null
  readonly reasons: readonly { readonly code: string; readonly message: string }[]
}

const looked = new Set(['name', 'creditCode', 'phone'])

/** Under name, code and phone: records that may be the same, while one types. Only for objects that know who they are. */
export const DuplicateHint = ({
  object,
  field,
  values,
  id,
}: {
  object: ObjectMeta
  field: string
  values: Row
  id: string | undefined
}) => {
  const t = useWords(formWords)
  const value = values[field]
  const text = useDeferredValue(typeof value === 'string' ? value.trim() : '')
  const on = object.traits.identity !== undefined && looked.has(field) && text.length >= (field === 'name' ? 4 : 7)
  const { data } = useQuery({
    queryKey: ['duplicates', object.path, field, text],
    queryFn: async () =>
      (
        await api.post<{ candidates: Candidate[] }>('/duplicates/check', {
          object: object.path,
          values: { [field]: text },
        })
      ).data,
    enabled: on && id === undefined,
    retry: false,
    staleTime: 60_000,
  })
  if (!on || data === undefined || data.candidates.length === 0) return null
  const stateOf = (one: Candidate): string =>
    one.state === 'mine'
      ? t('mine_state')
      : one.state === 'pool'
        ? t('pool_state')
        : one.ownerName === null
          ? t('other_state')
          : t('owned_state', { owner: one.ownerName })
  return (
    <div className="gs-similar" role="status">
      <span>{t('similar')}</span>
      <ul>
        {data.candidates.slice(0, 3).map((one) => (
          <li key={`${one.object}/${one.id ?? one.name}`}>
            {one.id === null ? one.name : <Link to={`/o/${one.object}/${one.id}`}>{one.name}</Link>}
            <span className="gs-muted">
              {stateOf(one)}
              {one.reasons[0] !== undefined && ` · ${one.reasons[0].message}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
