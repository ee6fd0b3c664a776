import { useCallback, useState } from 'react'
import { ApiProblem } from '../client.ts'
import { showProblem } from '../toast.tsx'

export interface Saving {
  readonly busy: boolean
  /** What is wrong with a value, by its path. */
  readonly faultOf: (path: string) => string | undefined
  readonly clear: () => void
  /** Runs a write. Faults of values stay beside their inputs; everything else is said in a toast. */
  readonly run: (write: () => Promise<unknown>, named?: readonly string[]) => Promise<boolean>
}

/** A form's way of saving: busy while it runs, faults where they belong. */
export const useSaving = (): Saving => {
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const run = useCallback(async (write: () => Promise<unknown>, named?: readonly string[]) => {
    setBusy(true)
    setFaults({})
    try {
      await write()
      return true
    } catch (error) {
      const found =
        error instanceof ApiProblem ? Object.fromEntries(error.errors.map((fault) => [fault.path, fault.message])) : {}
      setFaults(found)
      const shown = named === undefined ? Object.keys(found) : Object.keys(found).filter((path) => named.includes(path))
      if (shown.length === 0) showProblem(error)
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  return { busy, faultOf: (path) => faults[path], clear: () => setFaults({}), run }
}
