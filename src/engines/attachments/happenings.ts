import sql, { empty } from 'sql-template-tag'
import type { Happenings, Kernel } from '../../kernel/kernel.ts'
import { isOnlyClaimable } from '../../kernel/records/read.ts'
import type { Row } from '../../model/label.ts'
import { acts } from './change.ts'

const told = [acts.add, acts.lock, acts.unlock, acts.delete, acts.restore]

interface Entry {
  readonly id: string
  readonly at: string
  readonly actorId: string | null
  readonly action: string
  readonly attachmentId: string | null
  readonly name: string | null
  readonly isThere: boolean
}

/** On the timeline: added, locked, unlocked, deleted, brought back; by whom, and which file. */
export const attachmentHappenings =
  (kernel: () => Kernel): Happenings =>
  async (context, object, record, { before, limit }) => {
    if (object.def.traits.attachable !== true) return []
    const k = kernel()
    if (await isOnlyClaimable(k, context, object, record)) return []
    const { rows } = await k.db.query<Entry>(
      sql`SELECT e.id, e.at, e.actor_id AS "actorId", e.action, e.changes->0->>'id' AS "attachmentId",
          coalesce(e.changes->0->>'to', e.changes->0->>'from') AS name, a.id IS NOT NULL AS "isThere"
        FROM audit_entries e LEFT JOIN attachments a ON a.id = (e.changes->0->>'id')::uuid AND a.deleted_at IS NULL
        WHERE e.object = ${object.path} AND e.record_id = ${String(record.id)} AND e.action = ANY(${told}::text[])
          ${before === null ? empty : sql`AND (e.at, e.id) < (${before.at}::timestamptz, ${before.id}::uuid)`}
        ORDER BY e.at DESC, e.id DESC LIMIT ${limit}`,
    )
    const { people } = k.directory()
    return rows.map(
      (row): Row => ({
        at: row.at,
        kind: row.action,
        object: 'attachments',
        id: row.id,
        title: row.action,
        text: row.name ?? '',
        by: row.actorId === null ? null : { id: row.actorId, name: people.get(row.actorId)?.name ?? null },
        fields: { attachmentId: row.attachmentId, name: row.name, isThere: row.isThere },
        comments: [],
      }),
    )
  }
