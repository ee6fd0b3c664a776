import { useCallback, useRef, useState } from 'react'
import type { RecordRow } from '../records.ts'

/**
 * The row the keys are at. It is known by its record, so that it stays the same one when others come, go or change
 * places; if it has gone, the keys go on from where it stood.
 */
export const useActive = (rows: readonly RecordRow[], start: number) => {
  const [id, setId] = useState<string | null>(null)
  const stood = useRef(start)
  const [first, setFirst] = useState(start)
  const index = id === null ? first : rows.findIndex((row) => row.id === id)
  if (index >= 0) stood.current = index
  const known = useRef(rows)
  known.current = rows
  const setActive = useCallback((next: number | ((before: number) => number)) => {
    const to = typeof next === 'function' ? next(stood.current) : next
    stood.current = to
    setFirst(to)
    setId(known.current[to]?.id ?? null)
  }, [])
  return [index, setActive] as const
}
