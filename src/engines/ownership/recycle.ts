import sql, { raw } from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import { type Context, systemPrincipal } from '../../kernel/principal.ts'
import { update } from '../../kernel/records/write.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { type PoolRules, protectionColumns, protectionOf, ruleOf } from './protection.ts'

/** Who wants one of the rows of a batch waits for the whole of it: as many at a time as this machine does in so long. */
const wantedMilliseconds = 20
const fewest = 4
const most = 50

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
    // The first ones of a process take longest: everything is used for the first time.
    let size = 1
    for (const object of pooledObjects(parts.kernel()))
      for (;;) {
        const began = realNow().getTime()
        const { taken, moved, refused } = await recycleBatch(parts, context, object, stuck, size)
        const fitting = (size * wantedMilliseconds) / Math.max(1, realNow().getTime() - began)
        size = Math.round(Math.min(most, size * 2, Math.max(fewest, fitting)))
        recycled += moved
        stuck.push(...refused)
        if (taken === 0) break
        await progress({ recycled, refused: stuck.length })
      }
    return { recycled, refused: stuck.length }
  },
})

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
  size: number,
): Promise<Batch> => {
  const kernel = parts.kernel()
  return kernel.db.transaction(async (tx) => {
    const now = kernel.clock.now()
    const inside = { ...context, now, tx, principal: systemPrincipal('pool-recycle') }
    const { rows } = await tx.query<Row>(
      sql`SELECT id, ${protectionColumns(object)} FROM ${raw(object.table)} WHERE protected_until <= ${now} AND owner_id IS NOT NULL AND deleted_at IS NULL
        AND id <> ALL(${stuck}::uuid[]) ORDER BY protected_until, id LIMIT ${size} FOR NO KEY UPDATE SKIP LOCKED`,
    )
    const ends: Ended[] = []
    for (const row of rows) {
      const pool = parts.state.pools().get(String(row.poolId))
      const protection = protectionOf(row, pool, parts.state.clock)
      if (protection.until === null || protection.until > now || pool === undefined)
        await tx.query(
          sql`UPDATE ${raw(object.table)} SET protected_until = ${protection.until}, protected_by = ${protection.by} WHERE id = ${String(row.id)}`,
        )
      else ends.push({ row, pool, reason: ruleOf(protection) ?? '' })
    }
    const outcomes = await endProtection(parts, inside, object, ends)
    const refused = ends.flatMap(({ row }, i) => (outcomes[i] === true ? [] : [String(row.id)]))
    return { taken: rows.length, moved: ends.length - refused.length, refused }
  })
}

interface Ended {
  readonly row: Row
  readonly pool: PoolRules
  readonly reason: string
}

/**
 * What happens when protection ends (F16), as the pool says: it is extended once, or goes back to the owner before, or
 * into the pool; what the first two refuse goes into the pool as well. Answers which moved.
 */
const endProtection = async (
  parts: OwnershipParts,
  context: Context & { readonly tx: Queryable },
  object: CompiledObject,
  ends: readonly Ended[],
): Promise<boolean[]> => {
  const { clock } = parts.state
  const done = ends.map(() => false)
  const move = async (cause: string, values: (end: Ended) => Row | undefined) => {
    const open = ends.flatMap((end, i) => {
      const chosen = done[i] === true ? undefined : values(end)
      return chosen === undefined ? [] : [{ i, end, values: chosen }]
    })
    for (const reason of new Set(open.map(({ end }) => end.reason))) {
      const same = open.filter(({ end }) => end.reason === reason)
      const outcomes = await update(
        parts.kernel(),
        context,
        object,
        same.map(({ end, values: chosen }) => ({ id: String(end.row.id), values: chosen })),
        { trusted: true, cause, noUndo: true, reason },
      )
      for (const [k, outcome] of outcomes.entries()) if (!('refusal' in outcome)) done[same[k]!.i] = true
    }
  }
  await move('extend', ({ row, pool }) =>
    pool.afterRecycle === 'extend' && pool.extendDays !== null && (row.extendedUntil ?? null) === null
      ? { extendedUntil: clock.endOfDays(context.now, pool.extendDays) }
      : undefined,
  )
  const before = await ownersBefore(
    parts,
    context.tx,
    object,
    ends.filter(({ pool }) => pool.afterRecycle === 'original'),
  )
  await move('return', ({ row, pool }) => {
    const ownerId = pool.afterRecycle === 'original' ? before.get(String(row.id)) : undefined
    return ownerId === undefined ? undefined : { ownerId }
  })
  await move('recycle', () => ({ ownerId: null }))
  return done
}

/** Of each record, who owned it before its present owner and still works here. */
const ownersBefore = async (
  parts: OwnershipParts,
  db: Queryable,
  object: CompiledObject,
  ends: readonly Ended[],
): Promise<ReadonlyMap<string, string>> => {
  if (ends.length === 0) return new Map()
  const owners = JSON.stringify(ends.map(({ row }) => ({ id: row.id, owner: row.ownerId })))
  const { rows } = await db.query<{ id: string; owner: string }>(
    sql`SELECT r.id, (SELECT i.owner_id FROM ownership_intervals i WHERE i.object = ${object.path} AND i.record_id = r.id AND i.owner_id IS NOT NULL AND i.owner_id <> r.owner
        ORDER BY i.from_at DESC, i.id DESC LIMIT 1) AS owner FROM jsonb_to_recordset(${owners}::jsonb) AS r(id uuid, owner uuid)`,
  )
  const { people } = parts.kernel().directory()
  return new Map(
    rows.flatMap(({ id, owner }) => (people.get(owner)?.status === 'active' ? [[id, owner] as const] : [])),
  )
}

/** After the clocks of a pool changed: the stored ends of protection of its owned records, batch by batch. */
export const recomputeProtection = async (parts: OwnershipParts, poolId: string): Promise<number> => {
  const kernel = parts.kernel()
  let changed = 0
  for (const object of pooledObjects(kernel)) {
    let from = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const { rows, last } = await kernel.db.transaction(async (tx) => {
        const page = await tx.query<Row>(sql`SELECT id, ${protectionColumns(object)},
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
