import sql from 'sql-template-tag'
import webPush from 'web-push'
import type { Queryable } from '../../kernel/database/database.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { seal } from '../../kernel/sign-in/secrets.ts'
import { type Fault, fault, invalid, notFound } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import type { Subscription, VapidKeys } from './channels/web-push.ts'
import { mailSettings } from './mail-settings.ts'
import { isPushEndpoint } from './outbound.ts'
import { publicUrlOf, type Reach, secretOf } from './reach.ts'

const secretName = 'vapid'

/** The keys this installation signs by (RFC 8292): made once, the same in every process. A browser is bound to them. */
export const vapidKeys = async (reach: Reach): Promise<VapidKeys> => {
  const { db } = reach.kernel()
  const known = await secretOf(db, secretName)
  if (known === '') {
    const made = JSON.stringify(webPush.generateVAPIDKeys())
    const sealed = await seal(db, { purpose: 'notify', owner: secretName }, made)
    await db.query(
      sql`INSERT INTO notify_secrets (name, sealed) VALUES (${secretName}, ${sealed}) ON CONFLICT DO NOTHING`,
    )
  }
  const keys = JSON.parse(known === '' ? await secretOf(db, secretName) : known) as Omit<VapidKeys, 'subject'>
  return { ...keys, subject: await subjectOf(reach) }
}

/** Whom a push service can turn to: this installation, or who sends its mail. */
const subjectOf = async (reach: Reach): Promise<string> => {
  const publicUrl = await publicUrlOf(reach)
  if (publicUrl?.startsWith('https:') === true) return publicUrl
  const mail = await mailSettings(reach.kernel().db)
  return mail === null ? 'mailto:greensea@localhost.localdomain' : `mailto:${mail.from}`
}

const most = 10

const bytesOf = (text: unknown): Buffer =>
  typeof text === 'string' && /^[A-Za-z0-9_+/-]{1,200}={0,2}$/.test(text)
    ? Buffer.from(text, 'base64url')
    : Buffer.alloc(0)

/** Who subscribes, from which session: where that is signed out, nothing is sent any more. */
interface Subscriber {
  readonly employeeId: string
  readonly sessionId: string
  readonly userAgent: string
  readonly now: string
}

/** Keeps the subscription of a browser, of whoever is signed in there now. Throws 422 for what is none. */
export const subscribe = async (reach: Reach, who: Subscriber, body: unknown): Promise<string> => {
  const { endpoint, keys } = isObject(body) ? body : { endpoint: undefined, keys: undefined }
  const { p256dh, auth } = isObject(keys) ? keys : { p256dh: undefined, auth: undefined }
  const faults: Fault[] = []
  if (!isPushEndpoint(endpoint, reach.options))
    faults.push(
      fault(
        'endpoint',
        'address_refused',
        '只能是浏览器推送服务的地址（Chrome、Edge、Firefox、Safari）',
        'It is the address of the push service of a browser (Chrome, Edge, Firefox, Safari)',
      ),
    )
  const point = bytesOf(p256dh)
  if (point.length !== 65 || point[0] !== 4)
    faults.push(fault('keys.p256dh', 'invalid', '公钥应是 65 字节的 P-256 点', 'The key is a P-256 point of 65 bytes'))
  if (bytesOf(auth).length !== 16)
    faults.push(fault('keys.auth', 'invalid', '认证密钥应是 16 字节', 'The authentication secret has 16 bytes'))
  if (faults.length > 0) throw invalid(faults)
  return reach.kernel().db.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(sql`
      INSERT INTO push_subscriptions (id, employee_id, session_id, endpoint, p256dh, auth, user_agent, created_at)
      VALUES (${newId()}, ${who.employeeId}, ${who.sessionId}, ${endpoint}, ${p256dh}, ${auth}, ${who.userAgent.slice(0, 300)}, ${who.now})
      ON CONFLICT (endpoint) DO UPDATE SET employee_id = excluded.employee_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent
      RETURNING id`)
    await tx.query(sql`DELETE FROM push_subscriptions WHERE id IN (
      SELECT id FROM push_subscriptions WHERE employee_id = ${who.employeeId} ORDER BY (session_id = ${who.sessionId}) DESC, created_at DESC OFFSET ${most})`)
    return rows[0]!.id
  })
}

export const listSubscriptions = async (
  db: Queryable,
  employeeId: string,
  sessionId: string | null,
): Promise<Row[]> => {
  const { rows } = await db.query<Row & { endpoint: string; sessionId: string }>(
    sql`SELECT id, user_agent AS "userAgent", created_at AS "createdAt", sent_at AS "sentAt", endpoint, session_id AS "sessionId" FROM push_subscriptions p WHERE employee_id = ${employeeId} AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = p.session_id) ORDER BY id`,
  )
  return rows.map(({ endpoint, sessionId: session, ...shown }) => ({
    ...shown,
    host: new URL(endpoint).hostname,
    current: session === sessionId,
  }))
}

export const unsubscribe = async (db: Queryable, employeeId: string, id: string): Promise<void> => {
  if (!isId(id)) throw notFound()
  const { rowCount } = await db.query(
    sql`DELETE FROM push_subscriptions WHERE id = ${id} AND employee_id = ${employeeId}`,
  )
  if (rowCount === 0) throw notFound()
}

/** The browsers of somebody that are still signed in. */
export const subscriptionsOf = async (
  db: Queryable,
  employeeIds: readonly string[],
): Promise<{ id: string; employeeId: string; endpoint: string }[]> => {
  const { rows } = await db.query<{ id: string; employeeId: string; endpoint: string }>(
    sql`SELECT p.id, p.employee_id AS "employeeId", p.endpoint FROM push_subscriptions p WHERE p.employee_id = ANY(${employeeIds}::uuid[]) AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = p.session_id)`,
  )
  return rows
}

/** The subscription a delivery goes to, while its owner is signed in there. */
export const subscriptionOf = async (
  db: Queryable,
  { id, employeeId }: { id: string; employeeId: string },
): Promise<Subscription | undefined> => {
  const { rows } = await db.query<Subscription>(
    sql`SELECT p.endpoint, p.p256dh, p.auth FROM push_subscriptions p WHERE p.id = ${id} AND p.employee_id = ${employeeId} AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = p.session_id)`,
  )
  return rows[0]
}
