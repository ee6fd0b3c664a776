import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Context } from '../../kernel/principal.ts'
import { inTransaction } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { type Fault, fault, forbidden, invalid } from '../../model/errors.ts'

/** What may be attached. Endings are written small, without a dot; with `allowed` empty, whatever is not denied. */
export interface Limits {
  readonly maxBytes: number
  readonly maxFiles: number
  readonly allowed: readonly string[]
  readonly denied: readonly string[]
}

/** Endings that a system runs when they are opened. */
const runnable = (
  'exe com scr pif msi msp mst msix appx bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta cpl dll sys drv jar apk ipa app ' +
  'dmg pkg deb rpm sh bash command run elf bin reg lnk url scf inf gadget ocx chm swf crx xll xlam docm xlsm pptm dotm xltm'
).split(' ')

const megabyte = 1024 * 1024
export const firstLimits: Limits = { maxBytes: 50 * megabyte, maxFiles: 200, allowed: [], denied: runnable }
const highest = { maxBytes: 2048 * megabyte, maxFiles: 500 }

export const readLimits = async (db: Queryable): Promise<Limits> => {
  const { rows } = await db.query<{ value: Partial<Limits> }>(
    sql`SELECT value FROM settings WHERE name = 'attachments'`,
  )
  return { ...firstLimits, ...rows[0]?.value }
}

const wholeNumber = (name: 'maxBytes' | 'maxFiles', value: unknown, faults: Fault[]) => {
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > highest[name])
    faults.push(
      fault(name, 'out_of_range', `应为 1 到 ${highest[name]} 的整数`, `A whole number from 1 to ${highest[name]}`),
    )
  return Number(value)
}

const endings = (name: string, value: unknown, faults: Fault[]): string[] => {
  const given = Array.isArray(value) ? value.map((one) => String(one).trim().toLowerCase().replace(/^\./, '')) : []
  if (!Array.isArray(value) || given.length > 300 || !given.every((one) => /^[a-z0-9]{1,20}$/.test(one)))
    faults.push(
      fault(
        name,
        'invalid_extension',
        '应为扩展名的列表，如 ["pdf","docx"]',
        'A list of endings, such as ["pdf","docx"]',
      ),
    )
  return [...new Set(given)].sort()
}

const take = (given: Record<string, unknown>, before: Limits): Limits => {
  const faults: Fault[] = []
  for (const key of Object.keys(given))
    if (!(key in before)) faults.push(fault(key, 'unknown_key', `没有“${key}”这一项`, `There is no "${key}"`))
  const after = {
    maxBytes: given.maxBytes === undefined ? before.maxBytes : wholeNumber('maxBytes', given.maxBytes, faults),
    maxFiles: given.maxFiles === undefined ? before.maxFiles : wholeNumber('maxFiles', given.maxFiles, faults),
    allowed: given.allowed === undefined ? before.allowed : endings('allowed', given.allowed, faults),
    denied: given.denied === undefined ? before.denied : endings('denied', given.denied, faults),
  }
  if (faults.length > 0) throw invalid(faults)
  return after
}

const administratorsOnly = ({ kernel, context }: Call) => {
  const roles = kernel.registry().objects.get('roles')
  if (roles === undefined || !kernel.access.may(context.principal, roles, 'delete'))
    throw forbidden('no_right', '只有管理员可以这样做', 'Only administrators may do this', 'administrator')
}

const store = async (context: Context & { tx: Queryable }, before: Limits, after: Limits) => {
  const changes = (['maxBytes', 'maxFiles', 'allowed', 'denied'] as const)
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => ({ field: key, from: before[key], to: after[key] }))
  await context.tx.query(
    sql`INSERT INTO settings (name, value) VALUES ('attachments', ${JSON.stringify(after)}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
  await context.tx.query(sql`INSERT INTO audit_entries (id, at, object, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${context.now}, 'attachments', ${context.principal.employeeId}, 'attachment-policy', ${JSON.stringify(changes)}::jsonb, ${context.requestId}, ${context.via})`)
}

/** `GET /attachment-policy`: everybody who attaches something may know what is taken. */
export const showLimits = async ({ kernel }: Call): Promise<Reply> => ({ body: await readLimits(kernel.db) })

/** `PATCH /attachment-policy`: administrators'; counts from the next upload, in every process. */
export const changeLimits = (call: Call): Promise<Reply> => {
  administratorsOnly(call)
  return inTransaction(call.kernel, call.context, async (inside) => {
    await inside.tx.query(sql`LOCK TABLE settings IN SHARE ROW EXCLUSIVE MODE`)
    const before = await readLimits(inside.tx)
    const after = take(bodyObject(call.body), before)
    await store(inside, before, after)
    return { body: after }
  })
}
