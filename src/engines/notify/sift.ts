import sql from 'sql-template-tag'
import { contextOf } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { type Label, type Locale, label } from '../../model/label.ts'
import type { PersonalChannel } from '../../model/notice.ts'
import { reasonLabel } from '../../model/reason.ts'
import { botOf, type GroupBot } from './bots.ts'
import type { Line, Message } from './channels/channel.ts'
import { hears } from './enqueue.ts'
import { namesSeenBy, type SeenName } from './names.ts'
import { preferencesOf, timingOf, wants } from './preferences.ts'
import { quietUntil } from './quiet.ts'
import { publicUrlOf, type Reach } from './reach.ts'

/** A row of the delivery log that is due. */
export interface Delivery {
  readonly id: string
  readonly channel: string
  readonly lane: string
  readonly receiver: string
  readonly employeeId: string | null
  readonly botId: string | null
  readonly notificationId: string | null
  readonly kind: string
  readonly title: Label
  readonly text: string | null
  readonly object: string | null
  readonly recordId: string | null
  readonly ofLoss: boolean
  readonly state: string
  readonly attempts: number
  /** When it was written, or last asked for again. */
  readonly startedAt: string
}

/** What may go now, what may not go any more and why, and what waits until later. */
export interface Sifted {
  readonly send: readonly Delivery[]
  readonly skip: ReadonlyMap<string, Label>
  readonly hold: ReadonlyMap<string, string>
  readonly locale: Locale
}

/** Asked at the moment of sending: rights, wishes and quiet hours may have changed since it was written. */
export const sift = async (reach: Reach, rows: readonly Delivery[]): Promise<Sifted> => {
  const [first] = rows
  if (first?.botId != null) return siftForGroup(reach, rows, first.botId)
  return siftForPerson(reach, rows, first?.employeeId ?? '')
}

/** The records of these deliveries as far as somebody reaches them, by id. */
const recordsOf = async <T>(
  reach: Reach,
  rows: readonly Delivery[],
  see: (object: string, ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<ReadonlyMap<string, T>> => {
  const wanted = new Map<string, string[]>()
  for (const { object, recordId } of rows)
    if (object !== null && recordId !== null) wanted.set(object, [...(wanted.get(object) ?? []), recordId])
  const found = new Map<string, T>()
  for (const [object, ids] of wanted)
    if (reach.kernel().registry().objects.has(object))
      for (const [id, one] of await see(object, [...new Set(ids)])) found.set(id, one)
  return found
}

const isAboutRecord = (reach: Reach, { object, recordId }: Delivery): boolean =>
  object !== null && recordId !== null && reach.kernel().registry().objects.has(object)

const siftForPerson = async (reach: Reach, rows: readonly Delivery[], employeeId: string): Promise<Sifted> => {
  const kernel = reach.kernel()
  const { db, clock } = kernel
  const skip = new Map<string, Label>()
  const hold = new Map<string, string>()
  const principal = await kernel.principalFor(employeeId)
  if (principal === undefined)
    return { send: [], skip: all(rows, label('收件人已离职', 'The receiver has left')), hold, locale: 'zh' }
  const seen = await recordsOf(reach, rows, (object, ids) => namesSeenBy(kernel, employeeId, object, ids))
  const preferences = (await preferencesOf(db, [employeeId])).get(employeeId)!
  const { rows: read } = await db.query<{ id: string }>(
    sql`SELECT id FROM notifications WHERE id = ANY(${rows.map((row) => row.notificationId)}::uuid[]) AND read_at IS NOT NULL`,
  )
  const alreadyRead = new Set(read.map((one) => one.id))
  const now = clock.now()
  for (const row of rows) {
    const kind = reach.kinds.get(row.kind)
    if (kind === undefined || !wants(preferences, kind, row.channel as PersonalChannel))
      skip.set(row.id, label('收件人关闭了这类通知', 'The receiver has switched this kind off'))
    else if (row.notificationId !== null && alreadyRead.has(row.notificationId))
      skip.set(row.id, label('已在通知中心读过', 'It was read in the notification centre'))
    else if (!row.ofLoss && isAboutRecord(reach, row) && !maySay(row, seen.get(row.recordId ?? '')))
      skip.set(row.id, label('收件人已看不到这条记录', 'The receiver may not see the record any more'))
    else if (kind.urgent !== true) {
      const { due } = timingOf(
        { ...preferences, digest: { ...preferences.digest, mode: 'now' } },
        false,
        now,
        clock.timeZone,
      )
      if (due > now) hold.set(row.id, due)
    }
  }
  const { rows: chosen } = await db.query<{ locale: Locale | null }>(
    sql`SELECT locale FROM preferences WHERE employee_id = ${employeeId}`,
  )
  const send = rows.filter((row) => !skip.has(row.id) && !hold.has(row.id))
  return { send, skip, hold, locale: chosen[0]?.locale ?? 'zh' }
}

/** The record is within reach, and the words do not hold a name that is masked by now. */
const maySay = ({ title }: Delivery, name: SeenName | undefined): boolean =>
  name !== undefined && (name.shown === name.clear || !title.zh.includes(name.clear))

const siftForGroup = async (reach: Reach, rows: readonly Delivery[], botId: string): Promise<Sifted> => {
  const kernel = reach.kernel()
  const { db, clock } = kernel
  const bot = await botOf(db, botId).catch((): GroupBot | undefined => undefined)
  const hold = new Map<string, string>()
  if (bot === undefined || !bot.active)
    return { send: [], skip: all(rows, label('群机器人已停用', 'The group bot is switched off')), hold, locale: 'zh' }
  const skip = new Map<string, Label>()
  const context = contextOf(kernel, systemPrincipal('a group hears of records that are there'))
  const seen = await recordsOf(reach, rows, async (object, ids) => {
    const found = await rowsOf(kernel, context, kernel.registry().objects.get(object)!, ids)
    return new Map(found.map((row) => [String(row.id), row]))
  })
  const now = clock.now()
  const until = bot.quiet === null ? undefined : quietUntil(bot.quiet, now, clock.timeZone)
  for (const row of rows) {
    const record = seen.get(row.recordId ?? '')
    const owner = kernel.directory().people.get(String(record?.ownerId ?? ''))
    const departmentId = typeof record?.departmentId === 'string' ? record.departmentId : (owner?.departmentId ?? null)
    if (!bot.kinds.includes(row.kind))
      skip.set(row.id, label('这个群不再收这类通知', 'The group does not hear of this kind any more'))
    else if (isAboutRecord(reach, row) && record === undefined)
      skip.set(row.id, label('记录已删除', 'The record was deleted'))
    else if (!row.ofLoss && !hears(reach, bot, departmentId))
      skip.set(row.id, label('记录已不属于这个部门', 'The record does not belong to this department any more'))
    else if (until !== undefined) hold.set(row.id, until)
  }
  const send = rows.filter((row) => !skip.has(row.id) && !hold.has(row.id))
  return { send, skip, hold, locale: bot.locale }
}

const all = (rows: readonly Delivery[], words: Label): ReadonlyMap<string, Label> =>
  new Map(rows.map((row) => [row.id, words]))

/** Where a record opens. */
export const pathOf = ({ kind, object, recordId }: Pick<Delivery, 'kind' | 'object' | 'recordId'>): string | null => {
  if (object === 'reminders') return '/'
  if (object !== null && kind === 'takenOver') return `/o/${object}`
  if (object === null || recordId === null) return null
  return object === 'imports' ? `/import/${recordId}` : `/o/${object}/${recordId}`
}

/** What goes as one message. */
export const messageOf = async (
  reach: Reach,
  { id, rows, locale }: { id: string; rows: readonly Delivery[]; locale: Locale },
): Promise<Message> => {
  const home = await publicUrlOf(reach)
  const lines = rows.map((row): Line => {
    const path = pathOf(row)
    return {
      title: row.title[locale],
      text: row.text === null ? null : reasonLabel(row.text)[locale],
      path,
      url: home === null || path === null ? null : `${home}${path}`,
    }
  })
  return { id, locale, lines, home, urgent: rows.some((row) => reach.kinds.get(row.kind)?.urgent === true) }
}
