import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import { isId, newId } from '../../kernel/ids.ts'
import { contextOf } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { noRight } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { newToken, tokenHash } from '../../kernel/sign-in/tokens.ts'
import { conflict, fault, invalid, notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { type CalendarParts, datedItems } from './agenda.ts'
import { eventRows } from './event-rows.ts'
import { type Written, writeCalendar } from './ics-write.ts'
import { eventsOf } from './people.ts'
import { type Series, seriesOf } from './series.ts'
import { day, iso } from './wall.ts'

/** Addresses other calendars read by; the table holds what tells a secret, never the secret. */
export const feedSchema = `
CREATE TABLE IF NOT EXISTS calendar_feeds (
  id uuid PRIMARY KEY, employee_id uuid NOT NULL, name text NOT NULL, token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL, last_read_at timestamptz);
CREATE INDEX IF NOT EXISTS calendar_feeds_of ON calendar_feeds (employee_id);
`

const mostFeeds = 20
const before = 180 * day
const after = 366 * day
/** Events further ahead than this are nobody's calendar yet. */
const farAway = '2200-01-01T00:00:00.000Z'

/** `POST /calendar/feeds {name}`: a new address; its secret is told now and never again. */
export const makeFeed = async (parts: CalendarParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const events = eventsOf(kernel, parts.events)
  if (!kernel.access.may(context.principal, events, 'read')) throw noRight(events, 'read')
  const { name } = bodyObject(call.body)
  if (typeof name !== 'string' || name.trim() === '' || [...name].length > 60)
    throw invalid([fault('name', 'required', '写明给谁用，最多 60 字', 'Say what it is for, in 60 characters at most')])
  const me = context.principal.employeeId
  const { rows } = await kernel.db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM calendar_feeds WHERE employee_id = ${me}`,
  )
  if ((rows[0]?.n ?? 0) >= mostFeeds)
    throw conflict(
      'too_many_feeds',
      `最多 ${mostFeeds} 个订阅地址，先停用不用的`,
      `At most ${mostFeeds} addresses; revoke those no longer used`,
    )
  const token = newToken()
  const id = newId()
  await kernel.db.query(
    sql`INSERT INTO calendar_feeds (id, employee_id, name, token_hash, created_at) VALUES (${id}, ${me}, ${name.trim().replaceAll('\u0000', '')}, ${tokenHash(token)}, ${context.now})`,
  )
  return { status: 201, body: { id, name: name.trim(), token, path: `/calendar/feed/${token}.ics` } }
}

/** `GET /calendar/feeds`: the own addresses, without their secrets. */
export const listFeeds = async (call: Call): Promise<Reply> => {
  const { rows } = await call.kernel.db.query<Row>(
    sql`SELECT id, name, created_at AS "createdAt", last_read_at AS "lastReadAt" FROM calendar_feeds WHERE employee_id = ${call.context.principal.employeeId} ORDER BY id DESC`,
  )
  return { body: { data: rows, page: { next: null, total: null } } }
}

/** `DELETE /calendar/feeds/{id}`: from now on the address answers nothing. */
export const revokeFeed = async (call: Call): Promise<Reply> => {
  const { id } = call.params
  const { rowCount } = isId(id)
    ? await call.kernel.db.query(
        sql`DELETE FROM calendar_feeds WHERE id = ${id} AND employee_id = ${call.context.principal.employeeId}`,
      )
    : { rowCount: 0 }
  if (rowCount === 0) throw notFound()
  return { status: 204 }
}

const once = (item: Row, zone: string): Series => ({
  startsAt: String(item.at),
  endsAt: String(item.end),
  allDay: item.allDay === true,
  zone,
  rule: null,
  excluded: [],
  added: [],
  overrides: {},
})

/** What somebody's own calendar holds, as they may see it at this moment. */
const contentsOf = async (parts: CalendarParts, context: Context): Promise<Written[]> => {
  const kernel = parts.kernel()
  const zone = kernel.clock.timeZone
  const me = context.principal.employeeId ?? ''
  const from = iso(Date.parse(context.now) - before)
  const to = iso(Date.parse(context.now) + after)
  const events = eventsOf(kernel, parts.events)
  const { rows } = kernel.access.may(context.principal, events, 'read')
    ? await eventRows(kernel, context, events, [me], { from, to: farAway })
    : { rows: [] }
  const written = rows.map(
    (row): Written => ({
      uid: typeof row.uid === 'string' ? row.uid : `${String(row.id)}@greensea`,
      changedAt: String(row.updatedAt),
      series: seriesOf(row, zone),
      row,
    }),
  )
  for (const source of parts.dated) {
    const { items } = await datedItems(parts, context, source, [me], { from, to })
    for (const item of items)
      if (item.done !== true)
        written.push({
          uid: `${String(item.id)}@greensea`,
          // A moment that moved is another one, whether or not its record counts that as a change.
          changedAt: String(item.at),
          series: once(item, zone),
          row: { title: `${source.label[context.locale]}：${String(item.title ?? '')}` },
        })
  }
  return written.sort((a, b) => (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0))
}

export interface Feed {
  readonly etag: string
  readonly text: string
}

/** The calendar behind a secret, or nothing: unknown, revoked, or of somebody who has left. */
export const readFeed = async (parts: CalendarParts, token: string): Promise<Feed | undefined> => {
  const kernel = parts.kernel()
  if (!/^[A-Za-z0-9_-]{20,100}$/.test(token)) return undefined
  const { rows } = await kernel.db.query<{ id: string; employeeId: string; lastReadAt: string | null }>(
    sql`SELECT id, employee_id AS "employeeId", last_read_at AS "lastReadAt" FROM calendar_feeds WHERE token_hash = ${tokenHash(token)}`,
  )
  const feed = rows[0]
  const principal = feed === undefined ? undefined : await kernel.principalFor(feed.employeeId)
  if (feed === undefined || principal === undefined) return undefined
  const now = kernel.clock.now()
  const context = contextOf(kernel, principal, { now, via: 'api' })
  const text = writeCalendar(principal.name, await contentsOf(parts, context), kernel.clock.timeZone, now)
  if (feed.lastReadAt === null || Date.parse(now) - Date.parse(feed.lastReadAt) > 60_000)
    await kernel.db.query(sql`UPDATE calendar_feeds SET last_read_at = ${now} WHERE id = ${feed.id}`)
  return { etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`, text }
}
