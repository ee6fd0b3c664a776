import { useState } from 'react'
import { useNavigate } from 'react-router'
import { runOne } from '../actions/run.ts'
import { ApiProblem } from '../client.ts'
import type { ActionMeta, ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import type { RecordRow } from '../records.ts'
import { showProblem } from '../toast.tsx'
import { useLocale, useWords } from '../words.ts'
import { type poolKey, takeOff } from './pool.data.ts'
import { poolWords } from './pool.words.ts'

export interface Refusal {
  readonly row: RecordRow
  readonly problem: ApiProblem
}

/** Claims one customer: it leaves the list at once, and comes back with the reason if the server refuses. */
export const useClaim = (object: ObjectMeta, action: ActionMeta | undefined, key: ReturnType<typeof poolKey>) => {
  const t = useWords(poolWords)
  const locale = useLocale()
  const navigate = useNavigate()
  const [refused, setRefused] = useState<Refusal | null>(null)
  const claim = async (row: RecordRow) => {
    if (action === undefined) return
    setRefused(null)
    await queryClient.cancelQueries({ queryKey: key })
    const before = takeOff(key, [row.id])
    try {
      await runOne({
        object,
        action,
        input: {},
        locale,
        id: row.id,
        name: String(row.shortName ?? row.name),
        next: { label: t('writeNext'), run: () => void navigate(`/o/${object.path}/${row.id}`) },
      })
      void queryClient.invalidateQueries({ queryKey: ['pool-usage'] })
    } catch (error) {
      if (before !== undefined) queryClient.setQueryData(key, before)
      if (error instanceof ApiProblem && [403, 409, 423, 429].includes(error.status))
        setRefused({ row, problem: error })
      else showProblem(error)
      void queryClient.invalidateQueries({ queryKey: key })
    }
  }
  return { claim, refused, forget: () => setRefused(null) }
}
