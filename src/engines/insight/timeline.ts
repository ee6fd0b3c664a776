import sql, { empty, raw, type Sql } from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import type { Before, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { read } from '../../kernel/records/read.ts'
import { hidesNumbers, present, viewOf } from '../../kernel/records/view.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import { targetOf } from '../../model/filter.ts'
import type { Row } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import { reasonText } from '../../model/reason.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { commentsOn, listComments } from '../comments/index.ts'
import { seenBy } from './counts.ts'

interface Item extends Row {
  at: string
  id: string
}

const pageSize = 30

const before = (position: Before | null, at: Sql, id: Sql): Sql =>
  position === null ? empty : sql`AND (${at}, ${id}) < (${position.at}::timestamptz, ${position.id}::uuid)`

/** Everything that happened with a record, newest first: contacts, tasks, changes of owner, comments (A4, A16, E2, E19). */
export const timeline = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectOf(call)
  const { id } = call.params
  if (!isId(id)) throw notFound()
  const record = await read(kernel, context, object, id, 'either')
  const position = readPosition(call.query.cursor)
  const items = [
    ...(await ownershipItems(
      kernel,
      context,
      object,
      id,
      position,
      hidesNumbers(viewOf(kernel, context, object), record),
    )),
    ...(await commentItems(kernel, context, object, record, position)),
  ]
  for (const happenings of kernel.happenings)
    items.push(...((await happenings(context, object, record, { before: position, limit: pageSize + 1 })) as Item[]))
  for (const child of kernel.registry().objects.values())
    items.push(...(await childItems(kernel, context, object, child, id, position)))
  if (object.def.traits.pooled !== true) items.push(...createdItem(kernel, record, position))
  items.sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
  const shown = items.slice(0, pageSize)
  const last = shown.at(-1)
  const next =
    items.length > pageSize && last !== undefined
      ? Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url')
      : null
  return { body: { data: shown, page: { next, total: null } } }
}

const readPosition = (cursor: string | undefined): Before | null => {
  if (cursor === undefined || cursor === '') return null
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown]
    if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && isId(id))
      return { at, id }
  } catch {
    // told below
  }
  throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
}

const childItems = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  child: CompiledObject,
  id: string,
  position: Before | null,
): Promise<Item[]> => {
  const shape = child.def.traits.timeline
  const field = shape?.on.map((name) => child.fields.get(name)!).find((one) => targetOf(one) === object.path)
  if (shape === undefined || field === undefined || !kernel.access.may(context.principal, child, 'read')) return []
  const at = raw(`t.${child.fields.get(shape.at)!.column}`)
  const view = viewOf(kernel, context, child)
  const { rows } = await kernel.db.query<Row>(
    sql`SELECT ${view.select} FROM ${raw(`${child.table} t`)} WHERE ${raw(`t.${field.column}`)} = ${id} AND ${at} IS NOT NULL ${before(position, at, raw('t.id'))} AND ${seenBy(kernel, context, child)} ORDER BY ${at} DESC, t.id DESC LIMIT ${pageSize + 1}`,
  )
  const records = await present(kernel, context, view, rows)
  const comments =
    child.def.traits.commentable === true ? await commentsOn(kernel, context, child, rows) : new Map<string, Row[]>()
  return records.map((row) => ({
    at: String(row[shape.at]),
    kind: shape.kind === undefined ? child.path.replace(/s$/, '') : String(row[shape.kind]),
    object: child.path,
    id: String(row.id),
    title: child.label[context.locale],
    text: String(row[shape.text] ?? ''),
    by: (row.owner ?? row.createdBy ?? null) as Row,
    fields: row,
    comments: (comments.get(String(row.id)) ?? []) as unknown as Row[],
  })) as Item[]
}

const ownershipItems = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  id: string,
  position: Before | null,
  hidden: boolean,
): Promise<Item[]> => {
  if (object.def.traits.pooled !== true) return []
  const ruleOf = (rule: string | null) => (rule === null ? null : reasonText(rule, context.locale))
  const said = (reason: string | null) => (hidden && reason !== null ? maskNumbersIn(reason) : reason)
  const { rows } = await kernel.db.query<{
    id: string
    at: string
    cause: string
    ownerId: string | null
    actorId: string | null
    rule: string | null
    reason: string | null
    pool: string | null
    policyVersion: number | null
  }>(
    sql`SELECT i.id, i.from_at AS at, i.cause, i.owner_id AS "ownerId", i.actor_id AS "actorId", i.rule, i.reason, p.name AS pool, i.policy_version AS "policyVersion"
        FROM ownership_intervals i LEFT JOIN pools p ON p.id = i.pool_id WHERE i.object = ${object.path} AND i.record_id = ${id} ${before(position, sql`i.from_at`, sql`i.id`)} ORDER BY i.from_at DESC, i.id DESC LIMIT ${pageSize + 1}`,
  )
  const people = kernel.directory().people
  const named = (person: string | null) =>
    person === null ? null : { id: person, name: people.get(person)?.name ?? null }
  return rows.map((row) => ({
    at: row.at,
    kind: row.cause,
    object: 'ownership',
    id: row.id,
    title: row.cause,
    text: said(row.reason) ?? ruleOf(row.rule) ?? '',
    by: named(row.actorId),
    fields: {
      owner: named(row.ownerId),
      pool: row.pool,
      rule: ruleOf(row.rule),
      reason: said(row.reason),
      policyVersion: row.policyVersion,
    },
    comments: [],
  })) as unknown as Item[]
}

const commentItems = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  record: Row,
  position: Before | null,
): Promise<Item[]> => {
  if (object.def.traits.commentable !== true || record.deletedAt !== null) return []
  const comments = await listComments(kernel, context, object, String(record.id))
  return comments
    .map(
      (comment) =>
        ({
          at: String(comment.at),
          kind: 'comment',
          object: 'comments',
          id: String(comment.id),
          title: 'comment',
          text: String(comment.content),
          by: comment.by,
          fields: comment,
          comments: [],
        }) as unknown as Item,
    )
    .filter((item) => position === null || item.at < position.at || (item.at === position.at && item.id < position.id))
}

const createdItem = (kernel: Kernel, record: Row, position: Before | null): Item[] => {
  const at = String(record.createdAt)
  if (position !== null && at >= position.at) return []
  const by =
    typeof record.createdById === 'string'
      ? { id: record.createdById, name: kernel.directory().people.get(record.createdById)?.name ?? null }
      : null
  return [
    {
      at,
      kind: 'created',
      object: 'created',
      id: String(record.id),
      title: 'created',
      text: '',
      by,
      comments: [],
    } as unknown as Item,
  ]
}
