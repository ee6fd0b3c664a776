import sql, { raw } from 'sql-template-tag'
import { conflict } from '../../model/errors.ts'
import { targetOf } from '../../model/filter.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Transaction } from '../database/database.ts'
import type { Kernel } from '../kernel.ts'
import type { Change } from './parts.ts'

/** Nothing cascades silently (DESIGN §4): what others still point to is not purged; the refusal names them. */
export const refusePurgeWithChildren = async (
  kernel: Kernel,
  tx: Transaction,
  object: CompiledObject,
  changes: readonly Change[],
): Promise<void> => {
  const ids = changes.map((change) => change.id)
  for (const child of kernel.registry().objects.values())
    for (const field of child.fields.values()) {
      if (targetOf(field) !== object.path || field.def.derived === true || field.type.name !== 'reference') continue
      const column = raw(field.column)
      const { rows } = await tx.query<{ id: string; n: number }>(
        sql`SELECT ${column} AS id, count(*) AS n FROM ${raw(child.table)} WHERE ${column} = ANY(${ids}::uuid[]) GROUP BY 1`,
      )
      const counts = new Map(rows.map((row) => [row.id, row.n]))
      for (const change of changes) {
        const n = counts.get(change.id) ?? 0
        if (n > 0 && change.refusal === undefined)
          change.refusal = conflict(
            'has_children',
            `还有 ${n} 个${child.label.zh}指向它，先彻底删除它们`,
            `${n} of "${child.label.en}" still point to it; purge those first`,
            { children: { object: child.path, count: n } },
          )
      }
    }
}
