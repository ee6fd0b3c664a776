import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { type Fault, fault, invalid } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import { type NoticeKind, type PersonalChannel, personalChannels } from '../../model/notice.ts'
import { type Digest, isTime, nextDigest, type Quiet, quietUntil } from './quiet.ts'

/** What one person chose; what is not there is as the kinds declare it. */
export interface Preferences {
  readonly channels: Readonly<Record<string, Readonly<Partial<Record<PersonalChannel, boolean>>>>>
  readonly quietHours: Quiet
  readonly digest: Digest
}

/** Nights are quiet until somebody says otherwise; what is told is told at once. */
export const firstPreferences: Preferences = {
  channels: {},
  quietHours: { on: true, from: '22:00', to: '08:00', days: [1, 2, 3, 4, 5, 6, 7] },
  digest: { mode: 'now', at: '09:00' },
}

/** Whether a kind goes to somebody by a channel. */
export const wants = (preferences: Preferences, kind: NoticeKind, channel: PersonalChannel): boolean =>
  preferences.channels[kind.key]?.[channel] ?? kind.on.includes(channel)

export interface Timing {
  readonly state: 'pending' | 'held' | 'digest'
  readonly due: string
}

/** When something may go to somebody: urgent at once, else with the daily message, never in quiet hours. */
export const timingOf = (preferences: Preferences, urgent: boolean, now: string, zone: string): Timing => {
  if (urgent) return { state: 'pending', due: now }
  const { digest, quietHours } = preferences
  if (digest.mode === 'daily') {
    const due = nextDigest(digest, now, zone)
    return { state: 'digest', due: quietUntil(quietHours, due, zone) ?? due }
  }
  const until = quietUntil(quietHours, now, zone)
  return until === undefined ? { state: 'pending', due: now } : { state: 'held', due: until }
}

/** What people chose, by id; who never chose has the first preferences. */
export const preferencesOf = async (
  db: Queryable,
  employeeIds: readonly string[],
): Promise<ReadonlyMap<string, Preferences>> => {
  const { rows } = await db.query<{ id: string; data: Partial<Preferences> }>(
    sql`SELECT employee_id AS id, data FROM notify_preferences WHERE employee_id = ANY(${employeeIds}::uuid[])`,
  )
  const chosen = new Map(rows.map((row) => [row.id, row.data]))
  return new Map(employeeIds.map((id) => [id, { ...firstPreferences, ...chosen.get(id) }]))
}

/** Quiet hours as somebody types them; faults name the part. `path` stands before each. */
export const parseQuiet = (value: unknown, before: Quiet, path: string, faults: Fault[]): Quiet => {
  if (!isObject(value)) {
    faults.push(fault(path, 'invalid', '免打扰应是一个对象', 'Quiet hours are an object'))
    return before
  }
  unknownKeys(value, ['on', 'from', 'to', 'days'], path, faults)
  const { on = before.on, from = before.from, to = before.to, days = before.days } = value
  if (typeof on !== 'boolean')
    faults.push(fault(`${path}.on`, 'invalid', '只能是 true 或 false', 'It is true or false'))
  for (const [name, time] of Object.entries({ from, to }))
    if (!isTime(time)) faults.push(fault(`${path}.${name}`, 'invalid', '时间写成 22:00', 'A time is written 22:00'))
  if (!Array.isArray(days) || days.length > 7 || !days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7))
    faults.push(
      fault(`${path}.days`, 'invalid', '星期是 1 到 7 的列表，1 是周一', 'Days are a list of 1 to 7, 1 is Monday'),
    )
  return { on, from, to, days: [...new Set(days as number[])].sort() } as Quiet
}

const unknownKeys = (
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
  faults: Fault[],
) => {
  for (const key of Object.keys(value))
    if (!known.includes(key))
      faults.push(
        fault(
          path === '' ? key : `${path}.${key}`,
          'unknown_field',
          `这里没有“${key}”可改`,
          `There is no "${key}" to change here`,
        ),
      )
}

const parseDigest = (value: unknown, before: Digest, faults: Fault[]): Digest => {
  if (!isObject(value)) {
    faults.push(fault('digest', 'invalid', '汇总应是一个对象', 'The digest is an object'))
    return before
  }
  unknownKeys(value, ['mode', 'at'], 'digest', faults)
  const { mode = before.mode, at = before.at } = value
  if (mode !== 'now' && mode !== 'daily')
    faults.push(fault('digest.mode', 'unknown_option', '汇总是 now 或 daily', 'The digest is now or daily'))
  if (!isTime(at)) faults.push(fault('digest.at', 'invalid', '时间写成 09:00', 'A time is written 09:00'))
  return { mode, at } as Digest
}

const parseChannels = (
  value: unknown,
  before: Preferences['channels'],
  kinds: ReadonlyMap<string, NoticeKind>,
  faults: Fault[],
): Preferences['channels'] => {
  if (!isObject(value)) {
    faults.push(fault('channels', 'invalid', '渠道应是一个对象', 'Channels are an object'))
    return before
  }
  const channels = { ...before }
  for (const [kind, chosen] of Object.entries(value)) {
    if (!kinds.has(kind))
      faults.push(fault(`channels.${kind}`, 'unknown_option', `没有通知类别“${kind}”`, `There is no kind "${kind}"`))
    else if (!isObject(chosen)) faults.push(fault(`channels.${kind}`, 'invalid', '应是一个对象', 'It is an object'))
    else {
      unknownKeys(chosen, personalChannels, `channels.${kind}`, faults)
      for (const channel of personalChannels)
        if (chosen[channel] !== undefined && typeof chosen[channel] !== 'boolean')
          faults.push(fault(`channels.${kind}.${channel}`, 'invalid', '只能是 true 或 false', 'It is true or false'))
      channels[kind] = { ...channels[kind], ...chosen }
    }
  }
  return channels
}

/** Keeps what somebody chose for himself. Throws 422 with every part that is wrong. */
export const choose = async (
  db: Queryable,
  kinds: ReadonlyMap<string, NoticeKind>,
  { employeeId, now, body }: { employeeId: string; now: string; body: Readonly<Record<string, unknown>> },
): Promise<void> => {
  const before = (await preferencesOf(db, [employeeId])).get(employeeId) ?? firstPreferences
  const faults: Fault[] = []
  unknownKeys(body, ['channels', 'quietHours', 'digest'], '', faults)
  const after: Preferences = {
    channels:
      body.channels === undefined ? before.channels : parseChannels(body.channels, before.channels, kinds, faults),
    quietHours:
      body.quietHours === undefined
        ? before.quietHours
        : parseQuiet(body.quietHours, before.quietHours, 'quietHours', faults),
    digest: body.digest === undefined ? before.digest : parseDigest(body.digest, before.digest, faults),
  }
  if (faults.length > 0) throw invalid(faults)
  await db.query(sql`INSERT INTO notify_preferences (employee_id, data, updated_at) VALUES (${employeeId}, ${JSON.stringify(after)}::jsonb, ${now})
    ON CONFLICT (employee_id) DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at`)
}
