import sql, { raw } from 'sql-template-tag'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { fault } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import type { Touches } from '../../model/object.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import type { Policy } from './policy.ts'
import { protectionColumns, protectionOf } from './protection.ts'

/** Follow-ups: whether each counts, and what that does to the clocks of the record it is about. */
export const contactHooks = (parts: OwnershipParts): readonly Hook[] => [
  {
    stage: 'default',
    applies: hasTouches,
    run: ({ context, object }, changes) => fillMoment(object, changes, context.now),
  },
  {
    stage: 'validate',
    applies: hasTouches,
    run: (scope, changes) => checkContact(parts, scope, changes),
  },
  {
    stage: 'change',
    applies: hasTouches,
    run: ({ context, object }, changes) => judge(parts, object, changes, context.now),
  },
  { stage: 'write', applies: hasTouches, run: (scope, changes) => moveClocks(parts, scope, changes) },
]

const hasTouches = (object: CompiledObject) => object.def.traits.touches !== undefined

const fillMoment = (object: CompiledObject, changes: readonly Change[], now: string) => {
  const { at } = object.def.traits.touches!
  for (const change of changes) if (change.kind === 'create') change.after[at] ??= now
}

/** A contact is its author's own and has happened: clocks and conflicts are judged by it. */
const checkContact = (parts: OwnershipParts, { object, context, trusted }: WriteScope, changes: readonly Change[]) => {
  if (trusted || context.principal.kind === 'system') return
  const { at } = object.def.traits.touches!
  const latest = new Date(Date.parse(context.now) + 10 * 60_000).toISOString()
  for (const change of changes) {
    if (change.kind !== 'create' && change.kind !== 'update') continue
    if (String(change.after[at]) > latest && change.before?.[at] !== change.after[at])
      change.faults.push(fault(at, 'in_the_future', '发生时间不能在将来', 'It cannot have happened in the future'))
    const isOthers = change.before === null && change.after.ownerId !== context.principal.employeeId
    if (isOthers && !parts.kernel().access.may(context.principal, object, 'assign'))
      change.faults.push(fault('ownerId', 'not_yours', '只能以自己的名义写', 'You can write in your own name only'))
  }
}

/** 有效跟进 (F14, E21): the kinds the policy names, with substance. */
export const invalidity = (policy: Policy['validFollowUp'], touches: Touches, row: Readonly<Row>): string | null => {
  const kind = String(row[touches.kind] ?? '')
  const content = String(row[touches.content] ?? '').replace(/[\s，。,.!！？?、；;]/g, '')
  if (!policy.kinds.includes(kind)) return 'kind'
  if ([...content].length < policy.minLength) return 'short'
  if (policy.genericTexts.some((generic) => content === generic || content === `${generic}中`)) return 'generic'
  const seconds = row[touches.duration]
  if (kind === 'call' && typeof seconds === 'number' && seconds < policy.minCallSeconds) return 'call'
  return null
}

const judge = (parts: OwnershipParts, object: CompiledObject, changes: readonly Change[], now: string) => {
  const touches = object.def.traits.touches!
  const policy = parts.state.policy(now).policy.validFollowUp
  for (const change of changes) {
    if (change.kind !== 'create' && change.kind !== 'update') continue
    const reason = invalidity(policy, touches, change.after)
    change.after[touches.valid] = reason === null
    change.after[touches.reason] = reason
  }
}

interface Summary {
  id: string
  newest: string | null
  last: string | null
  valid: string | null
  next: string | null
  count: number
}

/**
 * Whether the next contact follows from these changes: the newest follow-up was written, or what it says of the next
 * one changed, or the one that had set it is gone. Otherwise a 改约 since, or what the newest says, stands.
 */
const setsNext = (touches: Touches, changes: readonly Change[], parent: Row, sum: Summary | undefined): boolean =>
  changes.some(({ kind, id, before, after }) => {
    const isMoved = [touches.on, touches.at].some((name) => before?.[name] !== after[name])
    if (id === sum?.newest && kind !== 'delete')
      return kind !== 'update' || isMoved || before?.[touches.next] !== after[touches.next]
    const wasHere = before?.[touches.on] === parent.id && (kind === 'delete' || kind === 'purge' || isMoved)
    return wasHere && (before?.[touches.next] ?? null) === (parent.next ?? null)
  })

/**
 * Recomputes the parent's derived columns from what is stored, under the parents' locks in id order; version and
 * updatedAt stay. A follow-up counts from the earlier of when it happened and when it was written (DESIGN §4).
 */
const moveClocks = async (parts: OwnershipParts, { object, tx }: WriteScope, changes: readonly Change[]) => {
  const touches = object.def.traits.touches!
  const ids = [
    ...new Set(
      changes
        .flatMap((change) => [change.before?.[touches.on], change.after[touches.on]])
        .filter((id): id is string => typeof id === 'string'),
    ),
  ].sort()
  const parent = parts
    .kernel()
    .registry()
    .objects.get(String(object.fields.get(touches.on)!.def.to))
  if (ids.length === 0 || parent === undefined) return
  const column = (name: string) => raw(object.fields.get(name)!.column)
  const parents = await tx.query<Row>(
    sql`SELECT id, ${protectionColumns(parent)}, next_follow_up_at AS next FROM ${raw(parent.table)} WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
  )
  const sums =
    await tx.query<Summary>(sql`SELECT ${column(touches.on)} AS id, (array_agg(id ORDER BY ${column(touches.at)} DESC NULLS LAST, id DESC))[1] AS newest, max(${column(touches.at)}) AS last, max(least(${column(touches.at)}, created_at)) FILTER (WHERE ${column(touches.valid)}) AS valid,
      (array_agg(${column(touches.next)} ORDER BY ${column(touches.at)} DESC NULLS LAST, id DESC))[1] AS next, count(*) AS count
    FROM ${raw(object.table)} WHERE ${column(touches.on)} = ANY(${ids}::uuid[]) AND deleted_at IS NULL GROUP BY 1`)
  const byId = new Map(sums.rows.map((sum) => [sum.id, sum]))
  const values = parents.rows.map((row) => {
    const sum = byId.get(String(row.id))
    const protection = protectionOf(
      { ...row, lastValidFollowUpAt: sum?.valid ?? null },
      parts.state.pools().get(String(row.poolId)),
      parts.state.clock,
    )
    return {
      id: row.id,
      last_follow_up_at: sum?.last ?? null,
      last_valid_follow_up_at: sum?.valid ?? null,
      next_follow_up_at: setsNext(touches, changes, row, sum) ? (sum?.next ?? null) : (row.next ?? null),
      follow_up_count: sum?.count ?? 0,
      protected_until: protection.until,
      protected_by: protection.by,
    } as Record<string, Json | undefined>
  })
  await tx.query(sql`UPDATE ${raw(parent.table)} c SET last_follow_up_at = n.last_follow_up_at, last_valid_follow_up_at = n.last_valid_follow_up_at, next_follow_up_at = n.next_follow_up_at,
      follow_up_count = n.follow_up_count, protected_until = n.protected_until, protected_by = n.protected_by
    FROM jsonb_populate_recordset(${raw(`NULL::${parent.table}`)}, ${JSON.stringify(values)}::jsonb) n WHERE c.id = n.id`)
}
