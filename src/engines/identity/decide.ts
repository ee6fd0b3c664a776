import sql, { raw } from 'sql-template-tag'
import { isId, newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { InTransaction } from '../../kernel/records/settle.ts'
import { inTransaction, move } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { conflict, fault, invalid } from '../../model/errors.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { objectIn } from './check.ts'
import { type Cluster, clusterOf, mayDecide, shownClusters } from './clusters.ts'
import { keepApart } from './queue.ts'

const decisions = ['keep', 'discard', 'reopen'] as const

/**
 * POST /duplicates/clusters/:id/decide (C14). `keep`: they are different, and not asked about again; `discard`: the
 * records named go into the recycle bin; `reopen`: it was decided wrongly, and what was discarded comes back. Merging is `POST /duplicates/merge`.
 */
export const decideCluster = (call: Call): Promise<Reply> => {
  const body = bodyObject(call.body)
  const decision = decisions.find((one) => one === body.decision)
  if (decision === undefined)
    throw invalid([
      fault('decision', 'unknown_option', `只能是 ${decisions.join('、')}`, `It is one of ${decisions.join(', ')}`),
    ])
  const reason = typeof body.reason === 'string' && body.reason.trim() !== '' ? body.reason.trim().slice(0, 500) : null
  return inTransaction(call.kernel, call.context, async (context) => {
    const { kernel } = call
    const { object, cluster } = await clusterOf({ ...call, context })
    const { rows } = await context.tx.query<{ state: string }>(
      sql`SELECT state FROM duplicate_clusters WHERE id = ${cluster.id} FOR UPDATE`,
    )
    const isOpen = rows[0]?.state === 'open'
    if (isOpen === (decision === 'reopen') || rows[0]?.state === 'merged')
      throw conflict(
        'already_decided',
        decision === 'reopen' ? '它还没有处理，或要先撤销合并' : '刚刚有人处理过了',
        decision === 'reopen' ? 'It is open, or its merge has to be undone' : 'Somebody has just decided on it',
        { state: rows[0]?.state ?? null },
      )
    const { rows: members } = await context.tx.query<{ id: string }>(
      sql`SELECT record_id AS id FROM duplicate_members WHERE cluster_id = ${cluster.id} ORDER BY record_id`,
    )
    const ids = members.map((one) => one.id)
    const by = context.principal.employeeId
    if (decision === 'keep')
      for (const [n, id] of ids.entries())
        await keepApart(context.tx, id, ids.slice(n + 1), { at: context.now, by, reason })
    if (decision === 'discard') {
      const gone = discarded(body.recordIds, ids)
      const outcomes = await move(
        kernel,
        context,
        object,
        'delete',
        gone.map((id) => ({ id })),
        {
          ...(reason === null ? {} : { reason }),
        },
      )
      for (const outcome of outcomes) if ('refusal' in outcome) throw outcome.refusal
    }
    if (decision === 'reopen' && cluster.state === 'discarded')
      await bringBack({ ...call, context }, object, cluster, ids)
    if (decision === 'reopen')
      await context.tx.query(
        sql`DELETE FROM duplicate_apart WHERE one = ANY(${ids}::uuid[]) AND other = ANY(${ids}::uuid[])`,
      )
    const state = decision === 'keep' ? 'kept' : decision === 'discard' ? 'discarded' : 'open'
    await context.tx.query(
      sql`UPDATE duplicate_clusters SET state = ${state}, decided_at = ${decision === 'reopen' ? null : context.now}, decided_by_id = ${decision === 'reopen' ? null : by}, decision_reason = ${decision === 'reopen' ? null : reason}, version = version + 1 WHERE id = ${cluster.id}`,
    )
    const after = {
      ...cluster,
      state,
      decidedAt: decision === 'reopen' ? null : context.now,
      decidedById: decision === 'reopen' ? null : by,
      decisionReason: decision === 'reopen' ? null : reason,
      version: cluster.version + 1,
    } as const
    const [shown] = await shownClusters(kernel, context, object, [after])
    return { body: shown }
  })
}

/** What the decision deleted is there again: a group of one would be shown to nobody. */
const bringBack = async (
  { kernel, context }: { readonly kernel: Kernel; readonly context: InTransaction },
  object: CompiledObject,
  cluster: Cluster,
  ids: readonly string[],
): Promise<void> => {
  const { rows: gone } = await context.tx.query<{ id: string }>(
    sql`SELECT id FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[]) AND deleted_at = ${cluster.decidedAt} AND merged_into_id IS NULL`,
  )
  for (const outcome of await move(kernel, context, object, 'restore', gone, {}))
    if ('refusal' in outcome) throw outcome.refusal
}

const discarded = (given: unknown, members: readonly string[]): string[] => {
  const ids = Array.isArray(given) ? given.filter(isId).map((id) => id.toLowerCase()) : []
  if (ids.length === 0)
    throw invalid([fault('recordIds', 'required', '说明要删除哪几条', 'Say which of them to delete')])
  if (ids.length >= members.length)
    throw invalid([fault('recordIds', 'too_many', '至少留下一条', 'Leave one at least')])
  const strange = ids.find((id) => !members.includes(id))
  if (strange !== undefined)
    throw invalid([fault('recordIds', 'unknown_reference', '不在这一组里', 'It does not belong to this group')])
  return ids
}

/** POST /duplicates/scans: at most one scan of an object waits or runs; who asks meanwhile is told of that one. */
export const startScan = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectIn(call, bodyObject(call.body).object)
  mayDecide(kernel, context, object)
  const id = newId()
  const { rows } = await kernel.db.query<{ id: string }>(
    sql`WITH going AS (SELECT id FROM duplicate_scans WHERE object = ${object.path} AND state IN ('queued', 'running') LIMIT 1),
      made AS (INSERT INTO duplicate_scans (id, object, state, at, by_id) SELECT ${id}::uuid, ${object.path}, 'queued', ${context.now}::timestamptz, ${context.principal.employeeId}::uuid WHERE NOT EXISTS (SELECT 1 FROM going) RETURNING id)
      SELECT id FROM going UNION ALL SELECT id FROM made`,
  )
  const scanId = rows[0]?.id ?? id
  if (scanId === id) await kernel.enqueue('duplicate-scan', context.principal.employeeId)
  return { status: 202, body: { scanId } }
}

/** GET /duplicates/scans?object=: the latest scans, and how far a running one is. */
export const listScans = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectIn(call, call.query.object ?? 'customers')
  mayDecide(kernel, context, object)
  const { rows } = await kernel.db.query<{ byId: string | null }>(
    sql`SELECT id, object, state, at, by_id AS "byId", finished_at AS "finishedAt", looked, total, clusters, error FROM duplicate_scans WHERE object = ${object.path} ORDER BY at DESC, id DESC LIMIT 10`,
  )
  const people = kernel.directory().people
  return {
    body: {
      data: rows.map(({ byId, ...row }) => ({
        ...row,
        by: byId === null ? null : { id: byId, name: people.get(byId)?.name ?? null },
      })),
      page: { next: null, total: { value: rows.length, exact: true } },
    },
  }
}
