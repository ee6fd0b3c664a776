import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import type { Match } from './compare.ts'
import type { Verdict } from './judge.ts'
import type { IdentityParts } from './parts.ts'
import { toldReason } from './words.ts'

interface Noted {
  readonly change: Change
  readonly verdict: Verdict
  /** Why it was saved all the same; none: somebody has still to decide. */
  readonly reason: string | null
}

/** Members one entry brings into a cluster at most. */
const mostMembers = 8

/**
 * What was saved although others are like it: it waits in the duplicate centre, unless whoever saved it gave a reason
 * and no rule wants it queued; then it stands there as decided by them (C14).
 */
export const noteEntries = async (
  _parts: IdentityParts,
  { object, context, tx }: WriteScope,
  noted: readonly Noted[],
): Promise<void> => {
  const clusters = noted.flatMap(({ change, verdict, reason }) => {
    const alike = verdict.finds.filter(
      (find) => find.object === object && find.strength !== 'related' && (find.rule?.decision ?? 'allow') !== 'allow',
    )
    const [best] = alike
    if (best === undefined) return []
    const isDecided = reason !== null && verdict.decision === 'warn'
    return [
      {
        id: newId(),
        state: isDecided ? 'kept' : 'open',
        score: best.score,
        reasons: best.reasons,
        insist_reason: reason,
        members: [change.id, ...alike.slice(0, mostMembers).map((find) => find.id)],
      },
    ]
  })
  if (clusters.length === 0) return
  const apart = await pairsApart(
    tx,
    clusters.flatMap((cluster) => cluster.members),
  )
  const open = clusters.filter(({ members: [own, ...others] }) =>
    others.some((other) => !apart.has(pairOf(own!, other))),
  )
  if (open.length === 0) return
  const me = context.principal.employeeId
  await insertClusters(
    tx,
    object.path,
    open.map((cluster) => ({ ...cluster, source: 'entry', scan_id: null, found_by_id: me })),
    context.now,
  )
  for (const { id, state, insist_reason: reason, members } of open)
    if (state === 'kept') await keepApart(tx, members[0]!, members.slice(1), { at: context.now, by: me, reason })
    else await retireOlder(tx, id, members)
}

export interface NewCluster extends Pick<Match, 'score' | 'reasons'> {
  readonly id: string
  readonly state: string
  readonly source: string
  readonly scan_id: string | null
  readonly found_by_id: string | null
  readonly insist_reason?: string | null
  readonly members: readonly string[]
}

export const insertClusters = async (
  tx: Queryable,
  object: string,
  clusters: readonly NewCluster[],
  now: string,
): Promise<void> => {
  // Of a reason's value only that is kept which is ever told.
  const kept = clusters.map((cluster) => ({ ...cluster, reasons: cluster.reasons.map(toldReason) }))
  await tx.query(sql`WITH c AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS c(id uuid, state text, source text, score real, reasons jsonb, insist_reason text, scan_id uuid, found_by_id uuid, members jsonb)),
    kept AS (INSERT INTO duplicate_clusters (id, object, source, state, score, reasons, found_at, found_by_id, insist_reason, scan_id, decided_at, decided_by_id, decision_reason)
      SELECT id, ${object}, source, state, score, reasons, ${now}::timestamptz, found_by_id, insist_reason, scan_id, CASE WHEN state = 'open' THEN NULL ELSE ${now}::timestamptz END, CASE WHEN state = 'open' THEN NULL ELSE found_by_id END, insist_reason FROM c)
    INSERT INTO duplicate_members (cluster_id, record_id) SELECT c.id, m::uuid FROM c CROSS JOIN LATERAL jsonb_array_elements_text(c.members) m ON CONFLICT DO NOTHING`)
}

/** An open cluster whose every member is in a newer one says nothing more. */
const retireOlder = async (tx: Queryable, id: string, members: readonly string[]): Promise<void> => {
  await tx.query(sql`DELETE FROM duplicate_clusters c WHERE c.id <> ${id} AND c.state = 'open'
    AND EXISTS (SELECT 1 FROM duplicate_members m WHERE m.cluster_id = c.id AND m.record_id = ANY(${members}::uuid[]))
    AND NOT EXISTS (SELECT 1 FROM duplicate_members m WHERE m.cluster_id = c.id AND m.record_id <> ALL(${members}::uuid[]))`)
}

export const pairOf = (a: string, b: string): string => (a < b ? `${a}/${b}` : `${b}/${a}`)

/** Pairs somebody has found to be different (保留两者): they are not asked about again. */
export const pairsApart = async (db: Queryable, ids: readonly string[]): Promise<Set<string>> => {
  const { rows } = await db.query<{ one: string; other: string }>(
    sql`SELECT one, other FROM duplicate_apart WHERE one = ANY(${[...new Set(ids)]}::uuid[]) AND other = ANY(${[...new Set(ids)]}::uuid[])`,
  )
  return new Set(rows.map(({ one, other }) => `${one}/${other}`))
}

/** Writes down that one record is none of the others. */
export const keepApart = async (
  tx: Queryable,
  one: string,
  others: readonly string[],
  { at, by, reason }: { readonly at: string; readonly by: string | null; readonly reason: string | null },
): Promise<void> => {
  const pairs = others
    .filter((other) => other !== one)
    .map((other) => (one < other ? { one, other } : { one: other, other: one }))
  await tx.query(
    sql`INSERT INTO duplicate_apart (one, other, at, by_id, reason) SELECT one, other, ${at}::timestamptz, ${by}::uuid, ${reason} FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS p(one uuid, other uuid) ON CONFLICT DO NOTHING`,
  )
}
