import sql from 'sql-template-tag'
import { fault, invalid, notFound, toProblem } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import { reasonText } from '../../model/reason.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { isId } from '../ids.ts'
import { act } from '../records/act.ts'
import { list } from '../records/list.ts'
import type { Outcome } from '../records/parts.ts'
import { type ListRequest, parseList } from '../records/query.ts'
import { isOnlyClaimable, read, rowsOf } from '../records/read.ts'
import { undo } from '../records/undo.ts'
import { hidesNumbers, viewOf } from '../records/view.ts'
import { create, move, noRight, single, update } from '../records/write.ts'
import { bodyObject, type Call, limitOf, type Reply, type Route, versionOf } from './route.ts'

/** The object a path names, if this person may read it at all; unknown and unreadable are the same. */
export const objectOf = (call: Call, name = call.params.object): CompiledObject => {
  const object = call.kernel.registry().objects.get(name ?? '')
  if (object === undefined) throw notFound()
  return object
}

const idOf = (call: Call): string => {
  const { id } = call.params
  if (!isId(id)) throw notFound()
  return id.toLowerCase()
}

/** What a write answers beside the record: its version, and the token that takes it back. */
const headersOf = (outcome: { row?: Row; undo?: string }): Record<string, string> => ({
  ...(typeof outcome.row?.version === 'number' ? { ETag: `"${outcome.row.version}"` } : {}),
  ...(outcome.undo === undefined ? {} : { Undo: outcome.undo }),
})

/** The filter of a saved or declared view, laid under what the query says itself. */
const withView = async (call: Call, object: CompiledObject): Promise<ListRequest> => {
  const { view: viewId, ...query } = call.query
  if (viewId === undefined || viewId === '') return query
  const declared = object.def.views?.find((view) => view.name === viewId)
  const stored =
    declared === undefined && isId(viewId)
      ? await read(call.kernel, call.context, objectOf(call, 'views'), viewId)
      : undefined
  if (declared === undefined && (stored === undefined || stored.object !== object.path))
    throw invalid([fault('view', 'unknown_view', '没有这个视图', 'There is no such view')])
  const filter = declared?.filter ?? (stored?.filter as Row | undefined) ?? {}
  const own = query.filter === undefined || query.filter === '' ? {} : parseOwn(query.filter)
  const sort = query.sort ?? declared?.sort ?? (typeof stored?.sort === 'string' ? stored.sort : undefined)
  return { ...query, filter: JSON.stringify({ and: [filter, own] }), ...(sort === undefined ? {} : { sort }) }
}

const parseOwn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid([fault('filter', 'filter_malformed', '筛选不是合法的 JSON', 'The filter is not valid JSON')])
  }
}

const listRecords = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const { kernel, context } = call
  if (!kernel.access.may(context.principal, object, 'read')) throw noRight(object, 'read')
  return { body: await list(kernel, context, object, parseList(kernel, context, object, await withView(call, object))) }
}

const readRecord = async (call: Call): Promise<Reply> => {
  const row = await read(call.kernel, call.context, objectOf(call), idOf(call), call.query.deleted === 'true')
  return { body: row, headers: { ETag: `"${Number(row.version ?? 0)}"` } }
}

const createRecord = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const outcome = single(await create(call.kernel, call.context, object, [bodyObject(call.body)]))
  return {
    status: 201,
    body: outcome.row,
    headers: { ...headersOf(outcome), Location: `/api/v1/${object.path}/${String(outcome.row.id)}` },
  }
}

const target = (call: Call) => {
  const version = versionOf(call)
  return { id: idOf(call), ...(version === undefined ? {} : { version }) }
}

const updateRecord = async (call: Call): Promise<Reply> => {
  const outcome = single(
    await update(call.kernel, call.context, objectOf(call), [{ ...target(call), values: bodyObject(call.body) }]),
  )
  return { body: outcome.row, headers: headersOf(outcome) }
}

const deleteRecord = async (call: Call): Promise<Reply> => {
  const outcome = single(await move(call.kernel, call.context, objectOf(call), 'delete', [target(call)]))
  return { status: 204, headers: outcome.undo === undefined ? {} : { Undo: outcome.undo } }
}

const binVerbs = new Set(['restore', 'purge'])

const actOn = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const name = call.params.action ?? ''
  if (binVerbs.has(name)) {
    const outcome = single(await move(call.kernel, call.context, object, name as 'restore' | 'purge', [target(call)]))
    return { body: outcome.row, headers: headersOf(outcome) }
  }
  const [outcome] = await act(call.kernel, call.context, object, name, [target(call)], bodyObject(call.body))
  if (outcome === undefined) throw notFound()
  if ('refusal' in outcome) return { refusal: outcome.refusal }
  return { body: outcome.row, headers: headersOf(outcome) }
}

const maxBulk = 1000

const idsOf = (call: Call): string[] => {
  const { ids } = bodyObject(call.body)
  if (!Array.isArray(ids) || ids.length === 0)
    throw invalid([fault('ids', 'required', '至少给出一个 id', 'Give at least one id')])
  if (ids.length > maxBulk)
    throw invalid([fault('ids', 'too_many', `一次最多 ${maxBulk} 个`, `At most ${maxBulk} at a time`)])
  return [...new Set(ids.map((id) => String(id).toLowerCase()))]
}

const bulkAnswer = (call: Call, ids: readonly string[], outcomes: readonly Outcome[]): Reply => ({
  body: {
    results: ids.map((id, i) => {
      const outcome = outcomes[i]
      if (outcome === undefined || !('refusal' in outcome))
        return { id, ok: true, ...(outcome?.undo === undefined ? {} : { undo: outcome.undo }) }
      return {
        id,
        ok: false,
        code: outcome.refusal.code,
        message: toProblem(outcome.refusal, call.context.locale).detail,
      }
    }),
  },
})

const bulk = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const { kernel, context } = call
  const ids = idsOf(call)
  const body = bodyObject(call.body)
  const name = call.params.action ?? ''
  if (name === 'update')
    return bulkAnswer(
      call,
      ids,
      await update(
        kernel,
        context,
        object,
        ids.map((id) => ({ id, values: body.values })),
      ),
    )
  if (name === 'delete' || name === 'restore' || name === 'purge')
    return bulkAnswer(
      call,
      ids,
      await move(
        kernel,
        context,
        object,
        name,
        ids.map((id) => ({ id })),
      ),
    )
  if (object.actions.get(name)?.bulk !== true) throw notFound()
  return bulkAnswer(
    call,
    ids,
    await act(
      kernel,
      context,
      object,
      name,
      ids.map((id) => ({ id })),
      body.input ?? {},
    ),
  )
}

/** Columns whose history somebody may read. */
const history = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const { kernel, context } = call
  const id = idOf(call)
  const row = await read(kernel, context, object, id, 'either')
  const view = viewOf(kernel, context, object)
  const masked = new Set(view.masks.filter(({ test }) => test(row)).map(({ field }) => field.name))
  const [stored] = await rowsOf(kernel, context, object, [id], { deleted: 'either' })
  const hidden = hidesNumbers(view, stored ?? row)
  const written = (value: unknown) => (hidden && typeof value === 'string' ? maskNumbersIn(value) : value)
  const apart = await isOnlyClaimable(kernel, context, object, row)
  const readable = (name: string) =>
    (!object.fields.has(name) && !apart) ||
    (object.fields.has(name) &&
      kernel.access.field(context.principal, object, name) !== 'none' &&
      kernel.access.field(context.principal, object, name) !== 'mask' &&
      !masked.has(name))
  const { cursor } = call.query
  const limit = limitOf(call, 50)
  if (cursor !== undefined && cursor !== '' && !isId(cursor))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  const before = isId(cursor) ? sql`AND id < ${cursor}` : sql``
  const { rows } = await kernel.db.query<{
    id: string
    at: string
    actorId: string | null
    action: string
    changes: { field: string; from: unknown; to: unknown }[]
    reason: string | null
  }>(
    sql`SELECT id, at, actor_id AS "actorId", action, changes, reason FROM audit_entries WHERE object = ${object.path} AND record_id = ${id} ${before} ORDER BY id DESC LIMIT ${limit + 1}`,
  )
  const people = kernel.directory().people
  const shown = rows.slice(0, limit)
  return {
    body: {
      data: shown.map((entry) => ({
        id: entry.id,
        at: entry.at,
        by: entry.actorId === null ? null : { id: entry.actorId, name: people.get(entry.actorId)?.name ?? null },
        action: entry.action,
        changes: entry.changes
          .map((change) =>
            readable(change.field)
              ? { ...change, from: written(change.from), to: written(change.to) }
              : {
                  field: change.field,
                  from: change.from === null ? null : '***',
                  to: change.to === null ? null : '***',
                },
          )
          .filter(
            (change) =>
              !object.fields.has(change.field) ||
              kernel.access.field(context.principal, object, change.field) !== 'none',
          ),
        ...(entry.reason === null ? {} : { reason: written(reasonText(entry.reason, context.locale)) }),
      })),
      page: { next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null, total: null },
    },
  }
}

/** Every record of every object, by one set of routes: what the registry declares is what there is. */
export const recordRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/undo',
    atomic: true,
    run: async (call) => ({ body: await undo(call.kernel, call.context, bodyObject(call.body).token) }),
  },
  { method: 'GET', path: '/:object', run: listRecords },
  { method: 'POST', path: '/:object', atomic: true, run: createRecord },
  { method: 'GET', path: '/:object/:id', run: readRecord },
  { method: 'PATCH', path: '/:object/:id', run: updateRecord },
  { method: 'DELETE', path: '/:object/:id', run: deleteRecord },
  { method: 'GET', path: '/:object/:id/history', query: ['cursor', 'limit'], run: history },
  { method: 'POST', path: '/:object/bulk/:action', atomic: true, run: bulk },
  { method: 'POST', path: '/:object/:id/:action', atomic: true, run: actOn },
]
