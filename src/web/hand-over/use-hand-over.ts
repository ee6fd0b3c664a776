import { useState } from 'react'
import { api } from '../client.ts'
import { queryClient } from '../query.ts'
import { recordsChanged } from '../records.ts'

interface Answer {
  readonly handedOver: Readonly<Record<string, number>>
  readonly refused: readonly { object: string; id: string; code: string; message: string }[]
  readonly remaining: number
  readonly status: string
}

export interface Outcome {
  readonly moved: number
  readonly refused: Answer['refused']
  readonly remaining: number
  readonly status: string
}

/** Hands over until nothing is left or nothing moves any more; says how far it is. */
export const useHandOver = (employeeId: string) => {
  const [moved, setMoved] = useState<number | null>(null)
  const run = async (input: object): Promise<Outcome> => {
    let total = 0
    setMoved(0)
    try {
      for (;;) {
        const { data } = await api.post<Answer>(`/employees/${employeeId}/hand-over`, input)
        const now = Object.values(data.handedOver).reduce((sum, count) => sum + count, 0)
        total += data.handedOver.customers ?? 0
        setMoved(total)
        if (data.remaining === 0 || now === 0)
          return { moved: total, refused: data.refused, remaining: data.remaining, status: data.status }
      }
    } finally {
      setMoved(null)
      await recordsChanged('employees', 'customers', 'tasks')
      await queryClient.invalidateQueries({ queryKey: ['holdings'] })
    }
  }
  return { moved, run }
}
