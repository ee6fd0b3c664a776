import sql, { raw } from 'sql-template-tag'
import { targetOf } from '../../model/filter.ts'
import type { Kernel } from '../kernel.ts'
import type { Change, WriteScope } from './parts.ts'
import { same } from './values.ts'

/**
 * A reference to a record that lives on as another (after a merge) points to that one, as its id does in every route:
 * machines that keep the old id go on writing. Whether that one is in reach is asked afterwards, as of every reference.
 */
export const followOldIds = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  const { object, context, tx, trusted } = scope
  if (trusted) return
  for (const field of object.fields.values()) {
    const path = targetOf(field)
    const target = kernel.registry().objects.get(path ?? '')
    if (path === undefined || target === undefined || !target.fields.has('mergedIntoId')) continue
    const given = changes.filter(
      ({ before, after }) => typeof after[field.name] === 'string' && !same(before?.[field.name], after[field.name]),
    )
    if (given.length === 0) continue
    const ids = [...new Set(given.map(({ after }) => String(after[field.name])))]
    const { rows } = await tx.query<{ id: string }>(
      sql`SELECT id FROM ${raw(target.table)} WHERE id = ANY(${ids}::uuid[]) AND merged_into_id IS NOT NULL`,
    )
    for (const { id } of rows)
      for (const successor of kernel.successors) {
        const next = await successor({ ...context, tx }, path, id)
        if (next !== undefined) for (const { after } of given) if (after[field.name] === id) after[field.name] = next
      }
  }
}
