import { useCallback, useRef, useState } from 'react'
import type { RecordRow } from '../records.ts'

/** The selected rows; with shift, everything between the last pick and this one. */
export const useSelection = (rows: readonly RecordRow[], start: readonly string[]) => {
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(start))
  const last = useRef<string | null>(null)
  const select = useCallback(
    (id: string, on: boolean, extend: boolean) => {
      const from = rows.findIndex((row) => row.id === last.current)
      const to = rows.findIndex((row) => row.id === id)
      const ids =
        extend && from >= 0 && to >= 0
          ? rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id)
          : [id]
      last.current = id
      setSelected((before) => {
        const next = new Set(before)
        for (const one of ids) on ? next.add(one) : next.delete(one)
        return next
      })
    },
    [rows],
  )
  const selectAll = useCallback((on: boolean) => setSelected(new Set(on ? rows.map((row) => row.id) : [])), [rows])
  return { selected, select, selectAll, clear: useCallback(() => setSelected(new Set()), []) }
}
