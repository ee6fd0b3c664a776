import sql, { empty } from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { limitIn } from '../../kernel/rest/route.ts'
import { fault, invalid } from '../../model/errors.ts'
import { isObject, type Label, type Row } from '../../model/label.ts'
import type { NoticeKind } from '../../model/notice.ts'
import { reasonText } from '../../model/reason.ts'
import { publish } from './events.ts'

interface StoredNote {
  readonly id: string
  readonly kind: string
  readonly at: string
  readonly title: Label
  readonly text: string | null
  readonly object: string | null
  readonly recordId: string | null
  readonly readAt: string | null
  readonly actorId: string | null
}

/** Days until a notification goes, read or not; the notification centre says so. */
export const keptDays = { read: 90, unread: 180 } as const

/** A person's notifications, newest first: all, unread ones, those of some kinds (`kind=mention,comment`). */
export const listNotifications = async (
  kernel: Kernel,
  kinds: ReadonlyMap<string, NoticeKind>,
  context: Context,
  query: { cursor?: string; unread?: string; kind?: string; limit?: string },
): Promise<Row> => {
  const me = context.principal.employeeId
  const limit = limitIn(query.limit, 50)
  if (query.cursor !== undefined && query.cursor !== '' && !isId(query.cursor))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  const asked = (query.kind ?? '').split(',').filter((key) => key !== '')
  const unknown = asked.find((key) => !kinds.has(key))
  if (unknown !== undefined)
    throw invalid([fault('kind', 'unknown_option', `没有通知类别“${unknown}”`, `There is no kind "${unknown}"`)])
  const before = isId(query.cursor) ? sql`AND id < ${query.cursor}` : empty
  const unread = query.unread === 'true' ? sql`AND read_at IS NULL` : empty
  const ofKind = asked.length === 0 ? empty : sql`AND kind = ANY(${asked}::text[])`
  const { rows } = await kernel.db.query<StoredNote>(
    sql`SELECT id, kind, at, title, text, object, record_id AS "recordId", read_at AS "readAt", actor_id AS "actorId" FROM notifications WHERE employee_id = ${me} ${before} ${unread} ${ofKind} ORDER BY id DESC LIMIT ${limit + 1}`,
  )
  const shown = rows.slice(0, limit)
  const people = kernel.directory().people
  return {
    data: shown.map(({ actorId, title, text, ...note }) => ({
      ...note,
      title: title[context.locale],
      text: text === null ? null : reasonText(text, context.locale),
      by: actorId === null ? null : { id: actorId, name: people.get(actorId)?.name ?? null },
    })),
    unread: await countUnread(kernel, context),
    kinds: await countKinds(kernel, kinds, context),
    kept: { ...keptDays },
    page: { next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null, total: null },
  }
}

/** The kinds this person has been told of, with what is unread of each. */
const countKinds = async (kernel: Kernel, kinds: ReadonlyMap<string, NoticeKind>, context: Context): Promise<Row[]> => {
  const { rows } = await kernel.db.query<{ kind: string; unread: number }>(
    sql`SELECT kind, count(*) FILTER (WHERE read_at IS NULL) AS unread FROM notifications WHERE employee_id = ${context.principal.employeeId} GROUP BY kind`,
  )
  const unread = new Map(rows.map((row) => [row.kind, row.unread]))
  return [...kinds.values()].flatMap(({ key, label }) =>
    unread.has(key) ? [{ key, label: { ...label }, unread: unread.get(key) ?? 0 }] : [],
  )
}

export const countUnread = async (kernel: Kernel, context: Context): Promise<number> => {
  const { rows } = await kernel.db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM notifications WHERE employee_id = ${context.principal.employeeId} AND read_at IS NULL LIMIT 1000) u`,
  )
  return rows[0]?.n ?? 0
}

const mostAtOnce = 500

/** Marks some of one's own as read, or all, or all of a kind; other windows of the person hear of it. */
export const markRead = async (kernel: Kernel, context: Context, body: unknown): Promise<void> => {
  const given = isObject(body) ? body : {}
  const ids = Array.isArray(given.ids) ? given.ids : undefined
  if (given.all !== true && (ids === undefined || !ids.every(isId)))
    throw invalid([fault('ids', 'required', '给出 ids，或 all: true', 'Give ids, or all: true')])
  if ((ids?.length ?? 0) > mostAtOnce)
    throw invalid([fault('ids', 'too_many', `一次最多 ${mostAtOnce} 条`, `At most ${mostAtOnce} at once`)])
  if (given.kind !== undefined && typeof given.kind !== 'string')
    throw invalid([fault('kind', 'invalid', '类别是一个名称', 'A kind is a name')])
  const which = given.all === true ? empty : sql`AND id = ANY(${ids}::uuid[])`
  const ofKind = typeof given.kind === 'string' ? sql`AND kind = ANY(${given.kind.split(',')}::text[])` : empty
  const { rowCount } = await kernel.db.query(
    sql`UPDATE notifications SET read_at = ${context.now} WHERE employee_id = ${context.principal.employeeId} AND read_at IS NULL ${which} ${ofKind}`,
  )
  const me = context.principal.employeeId
  if (rowCount > 0 && me !== null) await publish(kernel, { type: 'notification', to: me, data: { read: true } })
}
