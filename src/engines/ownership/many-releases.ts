import sql, { raw } from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { OwnershipParts } from './hooks.ts'
import { clockSettings, daysBy, type PoolRules, protectionColumns, protectionOf } from './protection.ts'

/** The cause of a change of a pool that a second person has confirmed. */
export const confirmed = 'confirm-change'

/** A pool of fewer is too small to ask a second person. */
const fewest = 10
/** More than this share soon released is what one person does not decide alone. */
const share = 0.5
/** Soon: those released before the end of tomorrow could hardly be followed up any more. */
const soonDays = 1
const looked = 5000
/** What no clock takes does not count: of a pool of dealt ones the rest would never be most. */
const spared: ReadonlySet<string> = new Set(['locked', 'dealt'])

interface Effect {
  /** Owned ones that clocks can take, and those they took within a day. */
  readonly owned: number
  /** How many of these are gone before the end of tomorrow by the new rules: small steps add up. */
  readonly released: number
  /** How many of those by this change alone. */
  readonly more: number
  readonly exact: boolean
}

/** What other clocks do to a pool; judged on all owned records up to five thousand, beyond that on an even share. */
export const effectOf = async (
  parts: OwnershipParts,
  db: Queryable,
  { before, after, now }: { before: PoolRules; after: PoolRules; now: string },
): Promise<Effect> => {
  const { clock } = parts.state
  const soon = clock.endOfDays(now, soonDays)
  let owned = 0
  let released = 0
  let more = 0
  let exact = true
  for (const object of parts.kernel().registry().objects.values()) {
    if (object.def.traits.pooled !== true) continue
    const table = raw(object.table)
    const { rows: counted } = await db.query<{ n: number; gone: number }>(
      sql`SELECT count(*) AS n, (SELECT count(DISTINCT i.record_id) FROM ownership_intervals i WHERE i.object = ${object.path} AND i.pool_id = ${before.id}
          AND i.cause IN ('recycle', 'return') AND i.from_at > ${now}::timestamptz - interval '1 day') AS gone
        FROM ${table} WHERE pool_id = ${before.id} AND owner_id IS NOT NULL AND deleted_at IS NULL`,
    )
    const { n: total, gone } = counted[0] ?? { n: 0, gone: 0 }
    const step = Math.ceil(total / looked)
    const part = step > 1 ? sql`AND ('x' || right(id::text, 6))::bit(24)::int % ${step} = 0` : sql``
    const { rows } = await db.query<Row>(
      sql`SELECT ${protectionColumns(object)} FROM ${table} WHERE pool_id = ${before.id} AND owner_id IS NOT NULL AND deleted_at IS NULL ${part}`,
    )
    const ends = (row: Row, pool: PoolRules) => (protectionOf(row, pool, clock).until ?? '9') <= soon
    const counts = rows.filter((row) => !spared.has(protectionOf(row, after, clock).state))
    const lost = counts.filter((row) => ends(row, after))
    const ofAll = (n: number) => (rows.length === 0 ? 0 : Math.round((n / rows.length) * total))
    owned += ofAll(counts.length) + gone
    released += ofAll(lost.length) + gone
    more += ofAll(lost.filter((row) => !ends(row, before)).length)
    exact &&= step <= 1
  }
  return { owned, released, more, exact }
}

/** A change of clocks that soon takes most customers from their owners needs a second person (pool-changes). */
export const askSecondPerson = async (
  parts: OwnershipParts,
  { tx, context }: WriteScope,
  change: Change,
): Promise<void> => {
  const before = parts.state.pools().get(change.id)
  const { after } = change
  const isMoved = clockSettings.some((name) => JSON.stringify(after[name]) !== JSON.stringify(change.before?.[name]))
  if (before === undefined || change.before === null || change.cause === confirmed || !isMoved) return
  const rules: PoolRules = {
    ...before,
    ...Object.fromEntries(clockSettings.map((name) => [name, after[name] ?? (name in daysBy ? {} : null)])),
  }
  const effect = await effectOf(parts, tx, { before, after: rules, now: context.now })
  if (effect.more > 0 && effect.owned >= fewest && effect.released > effect.owned * share)
    change.refusal = tooMany(effect)
}

const tooMany = ({ owned, released, exact }: Effect): Refusal =>
  conflict(
    'needs_second_person',
    `这样改，会到期的 ${owned} 个客户里${exact ? '有' : '约有'} ${released} 个明天结束前到期（含一天内已收回的），需要第二个人确认`,
    `With this, ${exact ? '' : 'about '}${released} of ${owned} customers that can lapse are gone before tomorrow ends, those taken back within a day included: a second person has to confirm it`,
  )
