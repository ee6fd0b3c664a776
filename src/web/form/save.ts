import type { Row } from '../../model/label.ts'
import { ApiProblem, api } from '../client.ts'
import type { RecordRow } from '../records.ts'
import { clashesOf } from './changes.ts'

/** Somebody changed the same fields meanwhile. */
export interface Stale {
  readonly kind: 'stale'
  readonly current: RecordRow
  readonly mine: Row
  readonly names: readonly string[]
}

export type Saved = { readonly kind: 'saved'; readonly record: RecordRow; readonly undo: string | null } | Stale

/**
 * Writes changed fields of a record as it was read. A newer version that leaves these fields alone is no conflict:
 * the change is written upon it. One that touches them comes back as stale.
 */
export const saveChanges = async ({
  object,
  before,
  changes,
  also = {},
}: {
  readonly object: string
  readonly before: RecordRow
  readonly changes: Row
  /** Goes along and clashes with nothing. */
  readonly also?: Row
}): Promise<Saved> => {
  let version = before.version
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { data, undo } = await api.patch<RecordRow>(
        `/${object}/${before.id}`,
        { ...changes, ...also },
        version === undefined ? {} : { ifMatch: version },
      )
      return { kind: 'saved', record: data, undo }
    } catch (error) {
      const current = newer(error)
      if (current === undefined || attempt > 2) throw error
      const names = clashesOf({ before, mine: changes, current })
      if (names.length > 0) return { kind: 'stale', current, mine: changes, names }
      version = current.version
    }
  }
}

const newer = (error: unknown): RecordRow | undefined => {
  if (!(error instanceof ApiProblem) || error.status !== 412) return undefined
  const { current } = error.members
  return typeof current === 'object' && current !== null && 'id' in current ? (current as RecordRow) : undefined
}
