import sql, { raw } from 'sql-template-tag'
import { conflict } from '../../model/errors.ts'
import { targetOf } from '../../model/filter.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Transaction } from '../database/database.ts'
import type { Kernel } from '../kernel.ts'
import type { Change } from './parts.ts'

/** Of these records, those that others point to: which object, how many. Derived pointers do not count. */
export const childrenOf = async (
  kernel: Kernel,
  tx: Transaction,
  object: CompiledObject,
  ids: readonly string[],
): Promise<Map<string, { readonly child: CompiledObject; readonly count: number }>> => {
  const found = new Map<string, { child: CompiledObject; count: number }>()
  for (const child of kernel.registry().objects.values())
    for (const field of child.fields.values()) {
      if (targetOf(field) !== object.path || field.def.derived === true || field.type.name !== 'reference') continue
      const column = raw(field.column)
      const { rows } = await tx.query<{ id: string; n: number }>(
        sql`SELECT ${column} AS id, count(*) AS n FROM ${raw(child.table)} WHERE ${column} = ANY(${ids}::uuid[]) GROUP BY 1`,
      )
      for (const row of rows) if (!found.has(row.id)) found.set(row.id, { child, count: row.n })
    }
  return found
}

/** Nothing cascades silently (DESIGN §4): what others still point to is not purged; the refusal names them. */
export const refusePurgeWithChildren = async (
  kernel: Kernel,
  tx: Transaction,
  object: CompiledObject,
  changes: readonly Change[],
): Promise<void> => {
  const children = await childrenOf(
    kernel,
    tx,
    object,
    changes.map((change) => change.id),
  )
  for (const change of changes) {
    const found = children.get(change.id)
    if (found === undefined || change.refusal !== undefined) continue
    const { child, count } = found
    change.refusal = conflict(
      'has_children',
      `还有 ${count} 个${child.label.zh}指向它，先彻底删除它们`,
      `${count} of "${child.label.en}" still point to it; purge those first`,
      { children: { object: child.path, count } },
    )
  }
}
