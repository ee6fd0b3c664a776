import sql, { raw } from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import {
  type Consumer,
  contextOf,
  type Engine,
  type JobDef,
  type Kernel,
  type OutboxEvent,
} from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { filterOf } from '../../kernel/records/query.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { isObject, type Label, label } from '../../model/label.ts'
import { maskNumbersIn, maskValue } from '../../model/mask.ts'
import type { Notice } from '../../model/notice.ts'
import { evaluate } from '../../model/predicate.ts'
import { keptDays } from './centre.ts'
import { enqueueForGroups, enqueueForPerson } from './enqueue.ts'
import { publish } from './events.ts'
import { givenUpNotes } from './given-up.ts'
import { cutName, namesSeenBy } from './names.ts'
import { type About, declaredNotes, groupNotes, heard, type Note, ownNotes } from './notes.ts'
import type { Reach } from './reach.ts'
import { notifySchema } from './schema.ts'

const consumer = (reach: Reach): Consumer => ({
  name: 'notify',
  wants: (event) =>
    heard.has(event.event) || reach.notices.some((one) => one.object === event.object && one.event === event.event),
  run: async (event) => {
    const kernel = reach.kernel()
    if (event.event === 'import' && event.object === 'imports') return storeImport(reach, event)
    if (event.event === 'remind' && event.object === 'reminders') return storeReminder(reach, event)
    if (event.event === 'take-over') return storeTakenOver(reach, event)
    if (event.event === 'give-up' && event.object === 'deliveries') return storeGivenUp(reach, event)
    const record = await aboutOf(kernel, event)
    if (record === undefined) return
    const notices = await meant(kernel, reach.notices, event)
    const notesOf = (about: About) => [
      ...ownNotes(kernel, event, about),
      ...declaredNotes(kernel, notices, event, about),
    ]
    for (const [place, one] of notesOf(record).entries()) {
      const name = await nameFor(kernel, one, event, record)
      const told = name === undefined ? undefined : notesOf({ ...record, title: name })[place]
      if (told !== undefined) await store(reach, told, event)
    }
    for (const { departmentId, ...told } of groupNotes(kernel, notices, event, record))
      await enqueueForGroups(reach, {
        told: { ...told, text: null, object: event.object, recordId: event.recordId, eventId: event.id },
        departmentId,
      })
  },
})

/** The notices that speak of this record: those with a condition only if it satisfies it. */
const meant = async (kernel: Kernel, notices: readonly Notice[], event: OutboxEvent): Promise<readonly Notice[]> => {
  const object = kernel.registry().objects.get(event.object)
  const ofEvent = notices.filter((one) => one.object === event.object && one.event === event.event)
  if (object === undefined || event.recordId === null || ofEvent.every((one) => one.when === undefined)) return ofEvent
  const context = contextOf(kernel, systemPrincipal('notify'))
  const [row] = await rowsOf(kernel, context, object, [event.recordId], { deleted: 'either' })
  return ofEvent.filter(
    ({ when }) =>
      when === undefined || (row !== undefined && evaluate(object, filterOf(kernel, context, object, when), row)),
  )
}

const aboutOf = async (kernel: Kernel, event: OutboxEvent): Promise<About | undefined> => {
  const object = kernel.registry().objects.get(event.object)
  if (object === undefined || event.recordId === null) return undefined
  const column = (name: string) => (object.fields.has(name) ? raw(object.fields.get(name)!.column) : sql`NULL::uuid`)
  const title = object.fields.get(object.def.title)!
  const { rows } = await kernel.db.query<Omit<About, 'actor' | 'publicTitle'>>(
    sql`SELECT coalesce(${raw(title.column)}, '') AS title, ${column('ownerId')} AS owner, ${column('departmentId')} AS "departmentId",
      created_by_id AS "createdBy" FROM ${raw(object.table)} WHERE id = ${event.recordId}`,
  )
  const name = kernel.directory().people.get(event.actorId ?? '')?.name
  const actor = name === undefined ? { zh: '系统', en: 'The system' } : { zh: name, en: name }
  const [row] = rows
  if (row === undefined) return undefined
  const clear = cutName(row.title)
  const { mask } = title.def
  return {
    ...row,
    title: clear,
    publicTitle: mask === undefined ? maskNumbersIn(clear) : String(maskValue(mask, clear)),
    actor,
  }
}

const storeImport = async (reach: Reach, event: OutboxEvent) => {
  const { ownerId, created, updated, skipped, failed, fileName } = event.payload
  const counts = [created, updated, skipped, failed].map(Number)
  const text = `${counts[0]} / ${counts[1]} / ${counts[2]} / ${counts[3]}`
  const title = {
    zh: `“${String(fileName)}”导入完成：新增 ${counts[0]}，更新 ${counts[1]}，跳过 ${counts[2]}，失败 ${counts[3]}`,
    en: `"${String(fileName)}" is imported: ${counts[0]} created, ${counts[1]} updated, ${counts[2]} skipped, ${counts[3]} failed`,
  }
  if (typeof ownerId === 'string') await store(reach, { to: ownerId, kind: 'import', title, text }, event)
}

/** Whoever takes over hears once of all that came with it. */
const storeTakenOver = async (reach: Reach, event: OutboxEvent) => {
  const { ownerId, count, from } = event.payload
  if (typeof ownerId !== 'string') return
  const { people } = reach.kernel().directory()
  const nameOf = (id: unknown) => people.get(String(id))?.name ?? ''
  const actor = nameOf(event.actorId)
  const title = {
    zh: `${actor}把${nameOf(from)}的 ${Number(count)} 个客户移交给你，接手清单里逐个核对`,
    en: `${actor} handed ${Number(count)} customers of ${nameOf(from)} over to you; go through your takeover list`,
  }
  await store(reach, { to: ownerId, kind: 'takenOver', title, text: null }, event)
}

const storeGivenUp = async (reach: Reach, event: OutboxEvent) => {
  for (const note of await givenUpNotes(reach, event)) await store(reach, note, event)
}

/** Told once a day, however often the job runs: what waits, each a reminder with its number. */
const storeReminder = async (reach: Reach, event: OutboxEvent) => {
  const { db, clock } = reach.kernel()
  const { ownerId, counts } = event.payload
  if (typeof ownerId !== 'string' || !Array.isArray(counts)) return
  const { rows } = await db.query(
    sql`SELECT 1 FROM notifications WHERE employee_id = ${ownerId} AND kind = 'reminder' AND at >= ${clock.startOfDay(clock.today(event.at))} AND event_id <> ${event.id} LIMIT 1`,
  )
  if (rows.length > 0) return
  const parts = counts
    .filter(isObject)
    .map(({ label: words, count }) => ({ words: words as Label, count: Number(count) }))
  const title = {
    zh: `等着你的：${parts.map(({ words, count }) => `${words.zh} ${count}`).join('，')}`,
    en: `Waiting for you: ${parts.map(({ words, count }) => `${words.en} ${count}`).join(', ')}`,
  }
  await store(reach, { to: ownerId, kind: 'reminder', title, text: null }, event)
}

/** How the receiver may hear of the record; undefined: not at all. What somebody lost they hear of by its name. */
const nameFor = async (kernel: Kernel, one: Note, event: OutboxEvent, record: About): Promise<string | undefined> => {
  if (one.ofLoss === true) return record.title
  if (event.recordId === null) return undefined
  return (await namesSeenBy(kernel, one.to, event.object, [event.recordId])).get(event.recordId)?.shown
}

/** In the notification centre, and on its way by whatever channels the person chose: both or neither. */
const store = async (reach: Reach, one: Note, event: OutboxEvent) => {
  const kernel = reach.kernel()
  const id = newId()
  await kernel.db.transaction(async (tx) => {
    const { rowCount } =
      await tx.query(sql`INSERT INTO notifications (id, employee_id, kind, at, title, text, object, record_id, actor_id, event_id)
      VALUES (${id}, ${one.to}, ${one.kind}, ${event.at}, ${JSON.stringify(one.title)}::jsonb, ${one.text}, ${event.object}, ${event.recordId}, ${event.actorId}, ${event.id}) ON CONFLICT DO NOTHING`)
    if (rowCount === 0) return
    const { kind, title, text, ofLoss = false } = one
    const told = { kind, title, text, ofLoss, object: event.object, recordId: event.recordId, eventId: event.id }
    await enqueueForPerson(reach, tx, { employeeId: one.to, notificationId: id, told })
  })
  await publish(kernel, {
    type: 'notification',
    to: one.to,
    data: { kind: one.kind, object: event.object, recordId: event.recordId },
  })
}

const before = (now: string, days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString()

/** What is old goes: notifications by `keptDays`, deliveries done after a month, given up after three. */
const sweep = (kernel: () => Kernel): JobDef => ({
  name: 'notification-sweep',
  label: label('清理旧通知', 'Old notifications'),
  schedule: '20 3 * * *',
  run: async ({ now }) => {
    const { db } = kernel()
    const { rowCount: notifications } = await db.query(
      sql`DELETE FROM notifications WHERE (read_at IS NOT NULL AND at < ${before(now, keptDays.read)}) OR at < ${before(now, keptDays.unread)}`,
    )
    const { rowCount: deliveries } = await db.query(
      sql`DELETE FROM deliveries WHERE (state IN ('sent', 'skipped') AND created_at < ${before(now, 30)}) OR (state = 'givenUp' AND created_at < ${before(now, 90)})`,
    )
    const { rowCount: browsers } = await db.query(
      sql`DELETE FROM push_subscriptions p WHERE NOT EXISTS (SELECT 1 FROM sessions s WHERE s.id = p.session_id)`,
    )
    await db.query(
      sql`DELETE FROM notify_lanes l WHERE lease_until IS NULL AND lane <> 'mail' AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.lane = l.lane)`,
    )
    return { notifications, deliveries, browsers }
  },
})

export const notifyEngine = (reach: Reach): Engine => ({
  name: 'notify',
  schema: notifySchema,
  consumers: [consumer(reach)],
  jobs: [sweep(reach.kernel)],
})
