import sql, { raw } from 'sql-template-tag'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import { type Context, systemPrincipal } from '../../kernel/principal.ts'
import { update } from '../../kernel/records/write.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { protectionOf, ruleOf } from './protection.ts'

const batch = 200

const pooledObjects = (kernel: Kernel): CompiledObject[] =>
  [...kernel.registry().objects.values()].filter((object) => object.def.traits.pooled === true)

/**
 * 系统回收 (F12, F13): whoever's protection has ended goes back to the home pool. Batches by the stored due column; each
 * row is judged again under its lock, so a follow-up written at the same moment is never lost. Stopped, it goes on.
 */
export const recycleJob = (parts: OwnershipParts): JobDef => ({
  name: 'pool-recycle',
  label: { zh: '公海回收', en: 'Pool recycling' },
  schedule: '*/10 * * * *',
  run: async (context, progress) => {
    let recycled = 0
    const stuck: string[] = []
    for (const object of pooledObjects(parts.kernel()))
      for (;;) {
        const { taken, moved, refused } = await recycleBatch(parts, context, object, stuck)
        recycled += moved
        stuck.push(...refused)
        if (taken === 0) break
        await progress({ recycled, refused: stuck.length })
      }
    return { recycled, refused: stuck.length }
  },
})

const clockColumns = sql`id, owner_id AS "ownerId", owned_at AS "ownedAt", last_valid_follow_up_at AS "lastValidFollowUpAt", pool_id AS "poolId", locked, level, deal_status AS "dealStatus"`

interface Batch {
  readonly taken: number
  readonly moved: number
  /** Rows that did not go: left for a person, and not tried again in this run. */
  readonly refused: readonly string[]
}

const recycleBatch = (
  parts: OwnershipParts,
  context: Context,
  object: CompiledObject,
  stuck: readonly string[],
): Promise<Batch> => {
  const kernel = parts.kernel()
  return kernel.db.transaction(async (tx) => {
    const now = kernel.clock.now()
    const inside = { ...context, now, tx, principal: systemPrincipal('pool-recycle') }
    const { rows } = await tx.query<Row>(
      sql`SELECT ${clockColumns} FROM ${raw(object.table)} WHERE protected_until <= ${now} AND owner_id IS NOT NULL AND deleted_at IS NULL
        AND id <> ALL(${stuck}::uuid[]) ORDER BY protected_until, id LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`,
    )
    const due = new Map<string, string[]>()
    for (const row of rows) {
      const protection = protectionOf(row, parts.state.pools().get(String(row.poolId)), parts.state.clock)
      if (protection.until === null || protection.until > now)
        await tx.query(
          sql`UPDATE ${raw(object.table)} SET protected_until = ${protection.until}, protected_by = ${protection.by} WHERE id = ${String(row.id)}`,
        )
      else {
        const reason = ruleOf(protection) ?? ''
        due.set(reason, [...(due.get(reason) ?? []), String(row.id)])
      }
    }
    const refused: string[] = []
    let moved = 0
    for (const [reason, ids] of due) {
      const edits = ids.map((id) => ({ id, values: { ownerId: null } }))
      const outcomes = await update(kernel, inside, object, edits, {
        trusted: true,
        cause: 'recycle',
        noUndo: true,
        reason,
      })
      for (const [k, outcome] of outcomes.entries())
        if ('refusal' in outcome) refused.push(ids[k]!)
        else moved += 1
    }
    return { taken: rows.length, moved, refused }
  })
}

/** After the clocks of a pool changed: the stored ends of protection of its owned records, batch by batch. */
export const recomputeProtection = async (parts: OwnershipParts, poolId: string): Promise<number> => {
  const kernel = parts.kernel()
  let changed = 0
  for (const object of pooledObjects(kernel)) {
    let from = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const { rows, last } = await kernel.db.transaction(async (tx) => {
        const page = await tx.query<Row>(sql`SELECT ${clockColumns},
            protected_until AS "protectedUntil", protected_by AS "protectedBy" FROM ${raw(object.table)} WHERE pool_id = ${poolId} AND owner_id IS NOT NULL AND id > ${from}::uuid ORDER BY id LIMIT 500 FOR NO KEY UPDATE`)
        const due = page.rows.flatMap((row) => {
          const protection = protectionOf(row, parts.state.pools().get(poolId), parts.state.clock)
          return protection.until === row.protectedUntil && protection.by === row.protectedBy
            ? []
            : [{ id: row.id, protected_until: protection.until, protected_by: protection.by }]
        })
        if (due.length > 0)
          await tx.query(
            sql`UPDATE ${raw(object.table)} c SET protected_until = n.protected_until, protected_by = n.protected_by FROM jsonb_to_recordset(${JSON.stringify(due)}::jsonb) AS n(id uuid, protected_until timestamptz, protected_by text) WHERE c.id = n.id`,
          )
        changed += due.length
        return { rows: page.rows.length, last: page.rows.at(-1)?.id }
      })
      if (rows === 0 || typeof last !== 'string') break
      from = last
    }
  }
  return changed
}
