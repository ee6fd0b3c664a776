import sql, { raw } from 'sql-template-tag'
import { compile } from '../../kernel/compile.ts'
import { isId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { reach } from '../../kernel/records/condition.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { present, viewOf } from '../../kernel/records/view.ts'
import { noRight } from '../../kernel/records/write.ts'
import { type Call, limitOf, type Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { maskValue } from '../../model/mask.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { objectIn } from './check.ts'
import type { Reason } from './compare.ts'
import { apart, maskedLike } from './masked.ts'
import { identityOf } from './parts.ts'
import { reasonWords } from './words.ts'

export const clusterStates = ['open', 'merged', 'kept', 'discarded'] as const

export interface Cluster {
  readonly id: string
  readonly object: string
  readonly source: string
  readonly state: (typeof clusterStates)[number]
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly foundAt: string
  readonly foundById: string | null
  readonly insistReason: string | null
  readonly decidedAt: string | null
  readonly decidedById: string | null
  readonly decisionReason: string | null
  readonly version: number
}

const columns = raw(
  'k.id, k.object, k.source, k.state, k.score, k.reasons, k.found_at AS "foundAt", k.found_by_id AS "foundById", k.insist_reason AS "insistReason", k.decided_at AS "decidedAt", k.decided_by_id AS "decidedById", k.decision_reason AS "decisionReason", k.version',
)

/** Who merges is who decides over what is double. */
export const mayDecide = (kernel: Kernel, context: Context, object: CompiledObject): void => {
  if (!kernel.access.may(context.principal, object, 'merge')) throw noRight(object, 'merge')
}

/** A cluster somebody may know of: one member at least is in sight, and of an open one two are still there. */
const known = (kernel: Kernel, context: Context, object: CompiledObject) => {
  const seen = compile(
    { registry: kernel.registry(), types: kernel.types },
    object,
    reach(kernel, context, object, 'read'),
    't',
  )
  const members = raw(`duplicate_members m JOIN ${object.table} t ON t.id = m.record_id`)
  return sql`EXISTS (SELECT 1 FROM ${members} WHERE m.cluster_id = k.id AND ${seen})
    AND (k.state <> 'open' OR (SELECT count(*) FROM ${members} WHERE m.cluster_id = k.id AND t.deleted_at IS NULL) > 1)`
}

const mostCounted = 1000

/** GET /duplicates/clusters: what is double and waits for somebody, the likeliest first. */
export const listClusters = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectIn(call, call.query.object ?? 'customers')
  mayDecide(kernel, context, object)
  const limit = limitOf(call, 50)
  const state = clusterStates.find((one) => one === (call.query.state ?? 'open'))
  if (state === undefined)
    throw invalid([
      fault(
        'state',
        'unknown_option',
        `只能是 ${clusterStates.join('、')}`,
        `It is one of ${clusterStates.join(', ')}`,
      ),
    ])
  const where = sql`k.object = ${object.path} AND k.state = ${state} AND ${known(kernel, context, object)}`
  const { rows } = await kernel.db.query<Cluster>(
    sql`SELECT ${columns} FROM duplicate_clusters k WHERE ${where} ${afterCursor(call.query.cursor)} ORDER BY k.score DESC, k.id LIMIT ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  const { rows: counted } = await kernel.db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM duplicate_clusters k WHERE ${where} LIMIT ${mostCounted + 1}) c`,
  )
  const n = counted[0]?.n ?? 0
  const last = page.at(-1)
  return {
    body: {
      data: await shownClusters(kernel, context, object, page),
      page: {
        next: rows.length > limit && last !== undefined ? `${last.score}/${last.id}` : null,
        total: { value: Math.min(n, mostCounted), exact: n <= mostCounted },
      },
    },
  }
}

const afterCursor = (cursor: string | undefined) => {
  if (cursor === undefined || cursor === '') return sql``
  const [score = '', id = ''] = cursor.split('/')
  if (!isId(id) || !/^\d(?:\.\d{1,9})?$/.test(score))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  return sql`AND (k.score < ${score}::real OR (k.score = ${score}::real AND k.id > ${id}))`
}

/** One cluster in sight, or 404. */
export const clusterOf = async (
  call: Call,
): Promise<{ readonly object: CompiledObject; readonly cluster: Cluster }> => {
  const { kernel, context, params } = call
  if (!isId(params.id)) throw notFound()
  const db = context.tx ?? kernel.db
  const { rows: found } = await db.query<{ object: string }>(
    sql`SELECT object FROM duplicate_clusters WHERE id = ${params.id}`,
  )
  const object = kernel.registry().objects.get(found[0]?.object ?? '')
  if (object === undefined) throw notFound()
  mayDecide(kernel, context, object)
  const { rows } = await db.query<Cluster>(
    sql`SELECT ${columns} FROM duplicate_clusters k WHERE k.id = ${params.id} AND ${known(kernel, context, object)}`,
  )
  if (rows[0] === undefined) throw notFound()
  return { object, cluster: rows[0] }
}

export const readCluster = async (call: Call): Promise<Reply> => {
  const { object, cluster } = await clusterOf(call)
  const [body] = await shownClusters(call.kernel, call.context, object, [cluster])
  return { body, headers: { ETag: `"${cluster.version}"` } }
}

/** Clusters with their records: those in sight as any list shows them; of others the masked name alone. */
export const shownClusters = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  clusters: readonly Cluster[],
): Promise<Row[]> => {
  const db = context.tx ?? kernel.db
  const identity = identityOf(object)
  const { rows: members } = await db.query<{ clusterId: string; id: string; name: string | null; deleted: boolean }>(
    sql`SELECT m.cluster_id AS "clusterId", m.record_id AS id, ${raw(`t.${object.fields.get(identity.name)!.column}`)} AS name, t.deleted_at IS NOT NULL AS deleted
      FROM duplicate_members m JOIN ${raw(`${object.table} t`)} ON t.id = m.record_id WHERE m.cluster_id = ANY(${clusters.map((one) => one.id)}::uuid[]) ORDER BY t.created_at, t.id`,
  )
  const living = members.filter((one) => !one.deleted).map((one) => one.id)
  const shown = new Map(
    (
      await present(kernel, context, viewOf(kernel, context, object), await rowsOf(kernel, context, object, living))
    ).map((row) => [String(row.id), row]),
  )
  const people = kernel.directory().people
  const named = (id: string | null) => (id === null ? null : { id, name: people.get(id)?.name ?? null })
  return clusters.map((cluster): Row => {
    const own = members.filter((one) => one.clusterId === cluster.id)
    const names = own.flatMap(({ id }) => (shown.has(id) ? [String(shown.get(id)?.[object.def.title] ?? '')] : []))
    const masked = (name: string | null) =>
      identity.kind === 'person' ? String(maskValue('name', name ?? '')) : maskedLike(name ?? '', apart(names))
    return {
      id: cluster.id,
      object: cluster.object,
      source: cluster.source,
      state: cluster.state,
      score: cluster.score,
      reasons: cluster.reasons.map((reason) => ({ code: reason.code, message: reasonWords(reason)[context.locale] })),
      records: own
        .filter((one) => !one.deleted || cluster.state !== 'open')
        .map((one): Row => shown.get(one.id) ?? { id: null, [object.def.title]: masked(one.name), gone: one.deleted }),
      foundAt: cluster.foundAt,
      foundBy: named(cluster.foundById),
      insistReason: cluster.insistReason,
      decidedAt: cluster.decidedAt,
      decidedBy: named(cluster.decidedById),
      decisionReason: cluster.decisionReason,
      version: cluster.version,
    }
  })
}
