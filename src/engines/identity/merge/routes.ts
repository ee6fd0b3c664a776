import sql, { raw } from 'sql-template-tag'
import { isId } from '../../../kernel/ids.ts'
import type { Kernel, Successor, Undoer } from '../../../kernel/kernel.ts'
import { act } from '../../../kernel/records/act.ts'
import { hold } from '../../../kernel/records/derive.ts'
import { rowsOf } from '../../../kernel/records/read.ts'
import type { InTransaction } from '../../../kernel/records/settle.ts'
import { lockRows } from '../../../kernel/records/store.ts'
import { expired } from '../../../kernel/records/undo.ts'
import { present, viewOf } from '../../../kernel/records/view.ts'
import { inTransaction, noRight } from '../../../kernel/records/write.ts'
import { bodyObject, type Call, limitOf, type Reply } from '../../../kernel/rest/route.ts'
import { fault, invalid, notFound, type Refusal } from '../../../model/errors.ts'
import type { Json, Row } from '../../../model/label.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import { objectIn } from '../check.ts'
import type { IdentityParts } from '../parts.ts'
import { pointersTo } from './carry.ts'
import { choicesOf, mergedFields, mergedValues } from './choose.ts'
import { refusedPart } from './merge.ts'
import { unmerge } from './unmerge.ts'

const idIn = (value: unknown, path: string): string => {
  if (!isId(value)) throw invalid([fault(path, 'not_an_id', '应是记录的编号', 'It should be the id of a record')])
  return value.toLowerCase()
}

const idsIn = (value: unknown): string[] => {
  if (!Array.isArray(value) || value.length === 0)
    throw invalid([fault('loserIds', 'required', '至少给出一条要并入的记录', 'Give at least one record to merge')])
  return value.map((id, at) => idIn(id, `loserIds.${at}`))
}

/** POST /duplicates/merge: the action of the winner, all records locked in one order first. */
export const mergeRecords = (call: Call): Promise<Reply> => {
  const body = bodyObject(call.body)
  const object = objectIn(call, body.object)
  const winnerId = idIn(body.winnerId, 'winnerId')
  const loserIds = idsIn(body.loserIds)
  const { kernel } = call
  return inTransaction(kernel, call.context, async (context) => {
    await hold(kernel, context.tx, object.path, [winnerId, ...loserIds])
    await refuseParts(kernel, context, object, [winnerId, ...loserIds])
    const input = {
      loserIds,
      ...(body.choices === undefined ? {} : { choices: body.choices }),
      ...(body.reason === undefined ? {} : { reason: body.reason }),
    }
    const [outcome] = await act(kernel, context, object, 'merge', [{ id: winnerId }], input)
    if (outcome === undefined) throw notFound()
    if ('refusal' in outcome) throw outcome.refusal
    const { mergeId, ...record } = outcome.row
    const headers: Record<string, string> = outcome.undo === undefined ? {} : { Undo: outcome.undo }
    return { body: { mergeId, record }, headers }
  })
}

/** What is in sight and cannot be merged is refused with its reason; what is out of sight is left to look absent. */
const refuseParts = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  ids: readonly string[],
): Promise<void> => {
  if (!kernel.access.may(context.principal, object, 'merge')) throw noRight(object, 'merge')
  for (const at of (await lockRows(kernel, context, object, ids, 'merge')).values()) {
    const refusal = at.seen ? refusedPart(kernel, object, at) : undefined
    if (refusal !== undefined) throw refusal
  }
}

/** POST /duplicates/preview: what each record says, what the winner will say, and what moves. Changes nothing. */
export const previewMerge = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const body = bodyObject(call.body)
  const object = objectIn(call, body.object)
  if (!kernel.access.may(context.principal, object, 'merge')) throw noRight(object, 'merge')
  const ids = [...new Set([idIn(body.winnerId, 'winnerId'), ...idsIn(body.loserIds)])]
  const shown = await seenRows(kernel, context, object, ids)
  if (shown.length < ids.length) throw notFound()
  const byId = new Map(shown.map((row) => [String(row.id), row]))
  const [winner, ...losers] = ids.map((id) => byId.get(id)!)
  const choices = choicesOf(kernel, context, object, body.choices as Json | undefined, ids)
  const values = mergedValues(kernel, object, winner!, losers, choices)
  const fields = mergedFields(kernel, object).filter(
    (field) =>
      kernel.access.field(context.principal, object, field.name) !== 'none' &&
      new Set(shown.map((row) => JSON.stringify(row[field.name] ?? null))).size > 1,
  )
  return {
    body: {
      records: ids.map((id) => byId.get(id)),
      fields: fields.map((field) => ({
        name: field.name,
        label: { zh: field.def.zh, en: field.def.en },
        result: field.name in values ? values[field.name] : (winner![field.name] ?? null),
        chosen: choices[field.name] ?? null,
      })),
      children: await childCounts(kernel, object, ids.slice(1)),
    },
  }
}

const seenRows = async (
  kernel: Kernel,
  context: Call['context'],
  object: CompiledObject,
  ids: readonly string[],
): Promise<Row[]> =>
  present(kernel, context, viewOf(kernel, context, object), await rowsOf(kernel, context, object, ids))

const childCounts = async (kernel: Kernel, object: CompiledObject, loserIds: readonly string[]): Promise<Row[]> => {
  const counts: Row[] = []
  for (const { child, field } of pointersTo(kernel, object.path)) {
    const { rows } = await kernel.db.query<{ n: number }>(
      sql`SELECT count(*) AS n FROM ${raw(child.table)} WHERE ${raw(field.column)} = ANY(${loserIds}::uuid[]) AND deleted_at IS NULL`,
    )
    if ((rows[0]?.n ?? 0) > 0) counts.push({ object: child.path, field: field.name, count: rows[0]!.n })
  }
  for (const table of kernel.hangs.filter((one) => one !== 'record_members')) {
    const { rows } = await kernel.db.query<{ n: number }>(
      sql`SELECT count(*) AS n FROM ${raw(table)} WHERE object = ${object.path} AND record_id = ANY(${loserIds}::uuid[])`,
    )
    if ((rows[0]?.n ?? 0) > 0) counts.push({ object: table, field: 'record_id', count: rows[0]!.n })
  }
  return counts
}

/** POST /duplicates/merges/:id/undo. */
export const undoMerge = async (parts: IdentityParts, call: Call): Promise<Reply> => {
  const id = call.params.id
  if (!isId(id)) throw notFound()
  const { kernel } = call
  const { assign } = bodyObject(call.body)
  return inTransaction(kernel, call.context, async (context) => {
    const { object, ids } = await unmerge(parts, context, id, assign as Json | undefined)
    return { body: { records: await seenRows(kernel, { ...call.context, tx: context.tx }, object, ids) } }
  })
}

/** The undo of the moment: as long as nothing has happened since. */
export const mergeUndoer =
  (parts: IdentityParts): Undoer =>
  async (context, payload) => {
    const { mergeId } = payload as { mergeId: string }
    await unmerge(parts, context as InTransaction, mergeId, undefined).catch((error: unknown) => {
      if ((error as Partial<Refusal>).code === 'changed_since') throw expired()
      throw error
    })
  }

/** GET /duplicates/merges?object=: what was merged, by whom and why, the latest first; of winners in sight. */
export const listMerges = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectIn(call, call.query.object ?? 'customers')
  if (!kernel.access.may(context.principal, object, 'merge')) throw noRight(object, 'merge')
  const limit = limitOf(call, 50)
  const { cursor } = call.query
  if (cursor !== undefined && cursor !== '' && !isId(cursor))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  const { rows } = await kernel.db.query<{
    id: string
    winnerId: string
    loserIds: string[]
    at: string
    byId: string | null
    reason: string | null
    before: { losers: Row[] }
    undoneAt: string | null
    undoneById: string | null
  }>(
    sql`SELECT id, winner_id AS "winnerId", loser_ids AS "loserIds", at, by_id AS "byId", reason, before, undone_at AS "undoneAt", undone_by_id AS "undoneById" FROM merges WHERE object = ${object.path} ${isId(cursor) ? sql`AND id < ${cursor}` : sql``} ORDER BY id DESC LIMIT ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  const ids = page.flatMap((row) => [row.winnerId, ...row.loserIds])
  const view = viewOf(kernel, context, object)
  const rowsSeen = await rowsOf(kernel, context, object, ids)
  const seen = new Map((await present(kernel, context, view, rowsSeen)).map((row) => [String(row.id), row]))
  // What became part of a record is told of as that one is: where its name is hidden, theirs are.
  const hiding = view.masks.find(({ field }) => field.name === object.def.title)
  const open = new Set(rowsSeen.filter((row) => hiding?.test(row) !== true).map((row) => String(row.id)))
  const isOpen = (id: string) => open.has(id)
  const people = kernel.directory().people
  const named = (id: string | null) => (id === null ? null : { id, name: people.get(id)?.name ?? null })
  const title = object.def.title
  return {
    body: {
      data: page
        .filter((row) => seen.has(row.winnerId))
        .map((row) => ({
          id: row.id,
          at: row.at,
          by: named(row.byId),
          reason: row.reason,
          winner: { id: row.winnerId, name: seen.get(row.winnerId)?.[title] ?? null },
          losers: row.before.losers.map((loser) => ({
            id: loser.id,
            name: seen.get(String(loser.id))?.[title] ?? (isOpen(row.winnerId) ? (loser[title] ?? null) : null),
          })),
          undoneAt: row.undoneAt,
          undoneBy: named(row.undoneById),
        })),
      page: { next: rows.length > limit ? (page.at(-1)?.id ?? null) : null, total: null },
    },
  }
}

const longestChain = 20

/** An id that was merged away leads to the winner, over several merges if need be. */
export const successorOf =
  (kernel: () => Kernel): Successor =>
  async (context, path, id) => {
    const object = kernel().registry().objects.get(path)
    if (object?.def.traits.identity === undefined) return undefined
    const { rows } = await (context.tx ?? kernel().db).query<{ id: string }>(
      sql`WITH RECURSIVE chain(id, depth) AS (SELECT merged_into_id, 1 FROM ${raw(object.table)} WHERE id = ${id} AND merged_into_id IS NOT NULL
        UNION ALL SELECT o.merged_into_id, c.depth + 1 FROM chain c JOIN ${raw(object.table)} o ON o.id = c.id WHERE o.merged_into_id IS NOT NULL AND c.depth < ${longestChain})
        SELECT id FROM chain ORDER BY depth DESC LIMIT 1`,
    )
    return rows[0]?.id
  }
