import sql, { empty } from 'sql-template-tag'
import { superiorOf } from '../../kernel/directory.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { type Consumer, contextOf, type Engine, type Kernel, type OutboxEvent } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { visibleIds } from '../../kernel/records/read.ts'
import { fault, invalid } from '../../model/errors.ts'
import { isObject, type Label, type Row } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import type { Notice, NoticeTo } from '../../model/notice.ts'
import { reasonText } from '../../model/reason.ts'
import { publish } from './events.ts'

const schema = `
CREATE TABLE IF NOT EXISTS notifications (
  id uuid PRIMARY KEY, employee_id uuid NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, title jsonb NOT NULL, text text,
  object text, record_id uuid, actor_id uuid, read_at timestamptz, event_id bigint, UNIQUE (event_id, employee_id, kind));
CREATE INDEX IF NOT EXISTS notifications_of ON notifications (employee_id, id DESC);
CREATE INDEX IF NOT EXISTS notifications_unread ON notifications (employee_id) WHERE read_at IS NULL;
`

interface Note {
  readonly to: string
  readonly kind: string
  readonly title: Label
  readonly text: string | null
  readonly ofLoss?: boolean
}

/** Those who work in one of these departments, and who manages it (P11). */
const colleaguesOf = (kernel: Kernel, departmentIds: unknown): string[] => {
  const shared = new Set(Array.isArray(departmentIds) ? departmentIds.map(String) : [])
  if (shared.size === 0) return []
  const { people, units } = kernel.directory()
  return [
    ...[...people.values()]
      .filter((one) => one.status === 'active' && shared.has(one.departmentId ?? ''))
      .map((one) => one.id),
    ...[...units.values()].filter((one) => shared.has(one.id)).flatMap((one) => one.managerId ?? []),
  ]
}

/** Who hears of an event, and in which words. */
const notesOf = (
  kernel: Kernel,
  event: OutboxEvent,
  names: { actor: Label; record: string },
  ownerId: string | null,
): Note[] => {
  const { payload } = event
  const to = (id: unknown, kind: string, zh: string, en: string, text: string | null = null): Note[] =>
    typeof id === 'string' && id !== event.actorId ? [{ to: id, kind, title: { zh, en }, text }] : []
  // What was written may hold a number that the record hides from this reader.
  const content = typeof payload.content === 'string' ? maskNumbersIn(payload.content) : null
  switch (event.event) {
    case 'comment':
    case 'edit-comment': {
      const mentioned = Array.isArray(payload.mentionIds) ? payload.mentionIds : []
      const mentions = mentioned.flatMap((id) =>
        to(
          id,
          'mention',
          `${names.actor.zh}在“${names.record}”提到了你`,
          `${names.actor.en} mentioned you on "${names.record}"`,
          content,
        ),
      )
      const owner =
        event.event === 'comment' && !mentioned.includes(ownerId)
          ? to(
              ownerId,
              'comment',
              `${names.actor.zh}评注了“${names.record}”`,
              `${names.actor.en} commented on "${names.record}"`,
              content,
            )
          : []
      return [...mentions, ...owner]
    }
    case 'add-members':
      return [
        ...(Array.isArray(payload.employeeIds) ? payload.employeeIds : []).flatMap((id) =>
          to(
            id,
            'member',
            `${names.actor.zh}把你加为“${names.record}”的相关员工`,
            `${names.actor.en} added you to "${names.record}"`,
          ),
        ),
        ...colleaguesOf(kernel, payload.departmentIds).flatMap((id) =>
          to(
            id,
            'member',
            `${names.actor.zh}把“${names.record}”共享给了你的部门`,
            `${names.actor.en} shared "${names.record}" with your department`,
          ),
        ),
      ]
    default:
      return []
  }
}

const heard = new Set(['import', 'comment', 'edit-comment', 'add-members'])

const fill = (words: string, actor: string, record: string) =>
  words.replace('{{actor}}', () => actor).replace('{{record}}', () => record)

/** Notes of the declared notices: to whom, in words with the names filled in. */
const declaredNotes = (kernel: Kernel, notices: readonly Notice[], event: OutboxEvent, record: About): Note[] => {
  const { payload } = event
  const people: Record<NoticeTo, readonly unknown[]> = {
    owner: [payload.ownerId ?? record.owner],
    previousOwner: [payload.previousOwnerId],
    createdBy: [record.createdBy],
    managers: [superiorOf(kernel.directory(), String(record.owner))],
  }
  return notices
    .filter((one) => one.object === event.object && one.event === event.event)
    .flatMap((one) =>
      people[one.to]
        .filter((id): id is string => typeof id === 'string' && id !== event.actorId)
        // What stayed with the same owner is not lost.
        .filter((id) => one.to !== 'previousOwner' || id !== payload.ownerId)
        .map((to) => ({
          to,
          kind: one.kind,
          ofLoss: one.ofLoss === true,
          title: {
            zh: fill(one.title.zh, record.actor.zh, record.title),
            en: fill(one.title.en, record.actor.en, record.title),
          },
          text: typeof payload.reason === 'string' ? payload.reason : null,
        })),
    )
}

interface About {
  readonly title: string
  readonly owner: string | null
  readonly createdBy: string | null
  readonly actor: Label
}

const consumer = (kernel: () => Kernel, notices: readonly Notice[]): Consumer => ({
  name: 'notify',
  wants: (event) =>
    heard.has(event.event) || notices.some((one) => one.object === event.object && one.event === event.event),
  run: async (event) => {
    const k = kernel()
    if (event.event === 'import' && event.object === 'imports') return storeImport(k, event)
    const object = k.registry().objects.get(event.object)
    if (object === undefined || event.recordId === null) return
    const title = object.fields.get(object.def.title)!
    const { rows } = await k.db.query<{ title: string; owner: string | null; createdBy: string | null }>(
      sql`SELECT left(${raw0(title.column)}, 80) AS title, ${object.fields.has('ownerId') ? raw0('owner_id') : sql`NULL::uuid`} AS owner, created_by_id AS "createdBy" FROM ${raw0(object.table)} WHERE id = ${event.recordId}`,
    )
    const record = rows[0]
    if (record === undefined) return
    const name = k.directory().people.get(event.actorId ?? '')?.name
    const actor = name === undefined ? { zh: '系统', en: 'The system' } : { zh: name, en: name }
    const notes = [
      ...notesOf(k, event, { actor, record: record.title }, record.owner),
      ...declaredNotes(k, notices, event, { ...record, actor }),
    ]
    for (const one of notes) if (await mayHear(k, one, event)) await store(k, one, event)
  },
})

const storeImport = async (kernel: Kernel, event: OutboxEvent) => {
  const { ownerId, created, updated, skipped, failed, fileName } = event.payload
  const counts = [created, updated, skipped, failed].map(Number)
  const text = `${counts[0]} / ${counts[1]} / ${counts[2]} / ${counts[3]}`
  const title = {
    zh: `“${String(fileName)}”导入完成：新增 ${counts[0]}，更新 ${counts[1]}，跳过 ${counts[2]}，失败 ${counts[3]}`,
    en: `"${String(fileName)}" is imported: ${counts[0]} created, ${counts[1]} updated, ${counts[2]} skipped, ${counts[3]} failed`,
  }
  if (typeof ownerId === 'string') await store(kernel, { to: ownerId, kind: 'import', title, text }, event)
}

const raw0 = (text: string) => sql([text])

/** What somebody lost they may hear of by name; of anything else only if they can open it. */
const mayHear = async (kernel: Kernel, one: Note, event: OutboxEvent): Promise<boolean> => {
  if (one.ofLoss === true) return true
  const principal = await kernel.principalFor(one.to)
  if (principal === undefined || event.recordId === null) return false
  return (await visibleIds(kernel, contextOf(kernel, principal), event.object, [event.recordId])).has(event.recordId)
}

const store = async (kernel: Kernel, one: Note, event: OutboxEvent) => {
  await kernel.db.query(sql`INSERT INTO notifications (id, employee_id, kind, at, title, text, object, record_id, actor_id, event_id)
    VALUES (${newId()}, ${one.to}, ${one.kind}, ${event.at}, ${JSON.stringify(one.title)}::jsonb, ${one.text}, ${event.object}, ${event.recordId}, ${event.actorId}, ${event.id}) ON CONFLICT DO NOTHING`)
  await publish(kernel, {
    type: 'notification',
    to: one.to,
    data: { kind: one.kind, object: event.object, recordId: event.recordId },
  })
}

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

export const listNotifications = async (
  kernel: Kernel,
  context: Context,
  query: { cursor?: string; unread?: string; limit?: string },
): Promise<Row> => {
  const me = context.principal.employeeId
  const limit = Math.min(Math.max(Number.parseInt(query.limit ?? '50', 10) || 50, 1), 200)
  if (query.cursor !== undefined && query.cursor !== '' && !isId(query.cursor))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  const before = isId(query.cursor) ? sql`AND id < ${query.cursor}` : empty
  const unread = query.unread === 'true' ? sql`AND read_at IS NULL` : empty
  const { rows } = await kernel.db.query<StoredNote>(
    sql`SELECT id, kind, at, title, text, object, record_id AS "recordId", read_at AS "readAt", actor_id AS "actorId" FROM notifications WHERE employee_id = ${me} ${before} ${unread} ORDER BY id DESC LIMIT ${limit + 1}`,
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
    page: { next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null, total: null },
  }
}

export const countUnread = async (kernel: Kernel, context: Context): Promise<number> => {
  const { rows } = await kernel.db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM notifications WHERE employee_id = ${context.principal.employeeId} AND read_at IS NULL LIMIT 1000) u`,
  )
  return rows[0]?.n ?? 0
}

export const markRead = async (kernel: Kernel, context: Context, body: unknown): Promise<void> => {
  const ids = isObject(body) && Array.isArray(body.ids) ? body.ids : undefined
  if (!isObject(body) || (body.all !== true && (ids === undefined || !ids.every(isId))))
    throw invalid([fault('ids', 'required', '给出 ids，或 all: true', 'Give ids, or all: true')])
  await kernel.db.query(
    sql`UPDATE notifications SET read_at = ${context.now} WHERE employee_id = ${context.principal.employeeId} AND read_at IS NULL ${body.all === true ? empty : sql`AND id = ANY(${ids}::uuid[])`}`,
  )
}

export const notifyEngine = (kernel: () => Kernel, notices: readonly Notice[]): Engine => ({
  name: 'notify',
  schema,
  consumers: [consumer(kernel, notices)],
})
