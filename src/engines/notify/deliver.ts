import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { type Label, label } from '../../model/label.ts'
import type { Outcome, Pace } from './channels/channel.ts'
import { raise } from './given-up.ts'
import type { Reach } from './reach.ts'
import { channelOf, sendTo } from './send.ts'
import { type Delivery, messageOf, sift } from './sift.ts'

const most = { attempts: 10, together: 50, batches: 200 }
const leaseFor = 60_000
const tooOld = 3 * 86_400_000
const waiting = sql`state IN ('pending', 'failed', 'held', 'digest')`

const plus = (moment: string, milliseconds: number): string => new Date(Date.parse(moment) + milliseconds).toISOString()

/** The pause after the nth failure: 30 s, doubled each time, at most two hours. */
export const pauseAfter = (attempts: number): number => Math.min(30_000 * 2 ** (attempts - 1), 7_200_000)

/** When the next message may go by a pace; undefined: now. `sent` are the moments of the last ones. */
export const nextSlot = (paces: readonly Pace[], sent: readonly string[], now: string): string | undefined => {
  const at = Date.parse(now)
  let next = 0
  for (const { most: limit, within } of paces) {
    const recent = sent.map((moment) => Date.parse(moment)).filter((moment) => moment <= at && at - moment < within)
    const oldest = recent.sort((a, b) => a - b)[recent.length - limit]
    if (oldest !== undefined) next = Math.max(next, oldest + within)
  }
  return next === 0 ? undefined : new Date(next).toISOString()
}

/** The lanes with something due that no process works on and that are not to wait. */
export const dueLanes = async ({ kernel }: Reach): Promise<string[]> => {
  const { db, clock } = kernel()
  const now = clock.now()
  const { rows } = await db.query<{ lane: string }>(
    sql`SELECT l.lane FROM notify_lanes l WHERE (l.blocked_until IS NULL OR l.blocked_until <= ${now})
      AND (l.lease_until IS NULL OR l.lease_until < ${realNow().toISOString()})
      AND EXISTS (SELECT 1 FROM deliveries d WHERE d.lane = l.lane AND d.state IN ('pending', 'failed', 'held', 'digest') AND d.due <= ${now})`,
  )
  return rows.map((row) => row.lane)
}

interface Lease {
  readonly lane: string
  readonly by: string
}

/** Takes a lane for this process alone: its order, its pace and "once" hold over all processes. */
const take = async ({ kernel }: Reach, lane: string): Promise<Lease | undefined> => {
  const { db, clock } = kernel()
  const by = newId()
  const real = realNow().toISOString()
  const { rowCount } = await db.query(
    sql`UPDATE notify_lanes SET lease_by = ${by}, lease_until = ${plus(real, leaseFor)} WHERE lane = (
      SELECT lane FROM notify_lanes WHERE lane = ${lane} AND (lease_until IS NULL OR lease_until < ${real})
      AND (blocked_until IS NULL OR blocked_until <= ${clock.now()}) FOR UPDATE SKIP LOCKED)`,
  )
  return rowCount === 0 ? undefined : { lane, by }
}

const keep = async ({ kernel }: Reach, { lane, by }: Lease): Promise<boolean> => {
  const until = plus(realNow().toISOString(), leaseFor)
  const { rowCount } = await kernel().db.query(
    sql`UPDATE notify_lanes SET lease_until = ${until} WHERE lane = ${lane} AND lease_by = ${by}`,
  )
  return rowCount > 0
}

const release = async ({ kernel }: Reach, { lane, by }: Lease): Promise<void> => {
  await kernel().db.query(
    sql`UPDATE notify_lanes SET lease_until = NULL, lease_by = NULL WHERE lane = ${lane} AND lease_by = ${by}`,
  )
}

/** What is due first in a lane, with everything else due for the same receiver: it goes as one message. */
const claim = async ({ kernel }: Reach, lane: string): Promise<Delivery[]> => {
  const { db, clock } = kernel()
  const now = clock.now()
  const { rows } = await db.query<Delivery>(
    sql`SELECT id, channel, lane, receiver, employee_id AS "employeeId", bot_id AS "botId", notification_id AS "notificationId", kind, title, text,
      object, record_id AS "recordId", of_loss AS "ofLoss", state, attempts, coalesce(retried_at, created_at) AS "startedAt"
    FROM deliveries WHERE lane = ${lane} AND ${waiting} AND due <= ${now} AND receiver = (
      SELECT receiver FROM deliveries WHERE lane = ${lane} AND ${waiting} AND due <= ${now} ORDER BY due, id LIMIT 1)
    ORDER BY id LIMIT ${most.together}`,
  )
  return rows
}

/** Works a lane off: one message after the other, until nothing is due or the lane has to wait. Answers how many went. */
export const runLane = async (reach: Reach, lane: string, isOver: () => boolean): Promise<number> => {
  const lease = await take(reach, lane)
  if (lease === undefined) return 0
  let sent = 0
  try {
    for (let batch = 0; batch < most.batches && !isOver(); batch++) {
      const rows = await claim(reach, lane)
      if (rows.length === 0 || !(await keep(reach, lease))) break
      const done = await handle(reach, lane, rows)
      if (done === 'wait') break
      if (done === 'sent') sent += 1
    }
  } finally {
    await release(reach, lease)
  }
  return sent
}

const handle = async (reach: Reach, lane: string, rows: readonly Delivery[]): Promise<'sent' | 'kept' | 'wait'> => {
  const { db, clock } = reach.kernel()
  const old = rows.filter((row) => Date.parse(clock.now()) - Date.parse(row.startedAt) > tooOld)
  for (const row of old)
    await end(reach, row, 'givenUp', label('三天没能送到', 'It could not be delivered for three days'))
  const { send, skip, hold, locale } = await sift(
    reach,
    rows.filter((row) => !old.includes(row)),
  )
  for (const [id, words] of skip) await end(reach, { id, lane }, 'skipped', words)
  for (const [id, due] of hold) await db.query(sql`UPDATE deliveries SET state = 'held', due = ${due} WHERE id = ${id}`)
  const [first] = send
  if (first === undefined) return 'kept'
  if (!(await slot(reach, lane, channelOf(first.channel)?.paces ?? []))) return 'wait'
  const id = newId()
  const outcome = await sendTo(reach, first, await messageOf(reach, { id, rows: send, locale }))
  await settle(reach, send, id, outcome)
  return afterwards(reach, lane, outcome)
}

/** Counts a message against the pace of its lane; false, and the lane waits, when it is used up. */
const slot = async ({ kernel }: Reach, lane: string, paces: readonly Pace[]): Promise<boolean> => {
  if (paces.length === 0) return true
  const { db, clock } = kernel()
  const now = clock.now()
  const { rows } = await db.query<{ sent: string[] }>(
    sql`SELECT to_jsonb(sent) AS sent FROM notify_lanes WHERE lane = ${lane}`,
  )
  const sent = rows[0]?.sent ?? []
  const next = nextSlot(paces, sent, now)
  if (next !== undefined) {
    await db.query(sql`UPDATE notify_lanes SET blocked_until = ${next} WHERE lane = ${lane}`)
    return false
  }
  await db.query(
    sql`UPDATE notify_lanes SET sent = ${[...sent, now].slice(-100)}::timestamptz[], blocked_until = NULL WHERE lane = ${lane}`,
  )
  return true
}

const end = async (reach: Reach, row: Ending, state: 'givenUp' | 'skipped', words: Label): Promise<void> => {
  await reach
    .kernel()
    .db.query(sql`UPDATE deliveries SET state = ${state}, error = ${JSON.stringify(words)}::jsonb WHERE id = ${row.id}`)
  if (state === 'givenUp') await raise(reach, row.lane, words)
}
type Ending = Pick<Delivery, 'id' | 'lane'>

/** What came of a message, at each of the rows it was made of. */
const settle = async (reach: Reach, rows: readonly Delivery[], messageId: string, outcome: Outcome) => {
  const { db, clock } = reach.kernel()
  const now = clock.now()
  const ids = rows.map((row) => row.id)
  if (outcome.state === 'sent') {
    await db.query(
      sql`UPDATE deliveries SET state = 'sent', sent_at = ${now}, attempts = attempts + 1, error = NULL, message_id = ${messageId} WHERE id = ANY(${ids}::uuid[])`,
    )
    return
  }
  const error = JSON.stringify(outcome.words)
  if (outcome.state !== 'later') {
    const state = outcome.state === 'gone' ? 'skipped' : 'givenUp'
    await db.query(
      sql`UPDATE deliveries SET state = ${state}, attempts = attempts + 1, error = ${error}::jsonb WHERE id = ANY(${ids}::uuid[])`,
    )
    if (state === 'givenUp' && rows[0] !== undefined) await raise(reach, rows[0].lane, outcome.words)
    return
  }
  for (const row of rows) {
    // Being asked for patience is no failed attempt.
    const attempts = row.attempts + (outcome.pause === undefined ? 1 : 0)
    const state = attempts >= most.attempts ? 'givenUp' : 'failed'
    const due = plus(now, outcome.pause ?? pauseAfter(attempts))
    await db.query(
      sql`UPDATE deliveries SET state = ${state}, attempts = ${attempts}, due = ${due}, error = ${error}::jsonb WHERE id = ${row.id}`,
    )
    if (state === 'givenUp') await raise(reach, row.lane, outcome.words)
  }
}

/** A service that asks for patience, or is out of reach, gets no more messages for a while: they wait without failing. */
const afterwards = async ({ kernel }: Reach, lane: string, outcome: Outcome): Promise<'sent' | 'kept' | 'wait'> => {
  const { db, clock } = kernel()
  if (outcome.state === 'sent') {
    await db.query(
      sql`UPDATE notify_lanes SET failures = 0, blocked_until = NULL WHERE lane = ${lane} AND (failures > 0 OR blocked_until IS NOT NULL)`,
    )
    return 'sent'
  }
  if (outcome.state !== 'later' || (outcome.pause === undefined && outcome.down !== true)) return 'kept'
  const { rows } = await db.query<{ failures: number }>(
    sql`UPDATE notify_lanes SET failures = failures + 1 WHERE lane = ${lane} RETURNING failures`,
  )
  const pause = outcome.pause ?? Math.min(5_000 * 2 ** Math.min(rows[0]?.failures ?? 1, 10), 300_000)
  await db.query(sql`UPDATE notify_lanes SET blocked_until = ${plus(clock.now(), pause)} WHERE lane = ${lane}`)
  return 'wait'
}
