import sql from 'sql-template-tag'
import { countUnread } from '../../engines/notify/centre.ts'
import { myCapacity } from '../../engines/ownership/index.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { read } from '../../kernel/records/read.ts'
import { functionsOf } from '../../kernel/rest/meta.ts'
import { bodyObject, type Call, type Reply, type Route } from '../../kernel/rest/route.ts'
import { totpState } from '../../kernel/sign-in/totp.ts'
import { fault, invalid } from '../../model/errors.ts'
import { isObject, type Locale, type Row } from '../../model/label.ts'
import { roleName } from '../../modules/org/roles.rules.ts'
import type { System } from '../boot.ts'

/** Of oneself one knows everything, whatever the roles say of colleagues. */
const self = systemPrincipal('one’s own file')

const me = async (system: System, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const id = context.principal.employeeId ?? ''
  const employees = kernel.registry().objects.get('employees')!
  const person = await read(kernel, { ...context, principal: self }, employees, id).catch(
    (): Row => ({ id, name: context.principal.name }),
  )
  const { mayKey } = context.principal
  const told: Row = mayKey === null || mayKey('employees', 'read') ? person : { id, name: person.name }
  const { rows } = await kernel.db.query<{ locale: string | null; data: Row }>(
    sql`SELECT locale, data FROM preferences WHERE employee_id = ${id}`,
  )
  const { rows: company } = await kernel.db.query<{ value: unknown }>(
    sql`SELECT value FROM settings WHERE name = 'company'`,
  )
  const functions = Object.fromEntries(
    [...kernel.registry().objects.values()]
      .map((object) => [object.path, functionsOf(kernel, context, object)])
      .filter(([, list]) => (list as string[]).length > 0),
  )
  return {
    body: {
      employee: {
        id,
        name: told.name,
        account: told.account ?? null,
        departmentId: told.departmentId ?? null,
        department: told.department ?? null,
        roleIds: context.principal.roleIds,
        roles: context.principal.roleIds.map((roleId) => ({
          id: roleId,
          name: nameOfRole(system, roleId, context.locale),
        })),
        roleKeys: context.principal.roleKeys,
        email: told.email ?? null,
        phone: told.phone ?? null,
        position: told.position ?? null,
        isManager: context.principal.subordinateIds.length > 0,
      },
      company: company[0]?.value ?? { name: '' },
      functions,
      locale: rows[0]?.locale ?? 'zh',
      timeZone: kernel.clock.timeZone,
      now: context.now,
      today: kernel.clock.today(context.now),
      capacity: await myCapacity(system.ownershipParts, call),
      poolIds: context.principal.poolIds,
      pools: myPools(system, context.principal.poolIds),
      totp: (await totpState(kernel.db, { employeeId: id })).on,
      preferences: mayKey === null ? (rows[0]?.data ?? {}) : {},
      unread: await countUnread(kernel, context),
    },
  }
}

const nameOfRole = (system: System, id: string, locale: Locale): string | null => {
  const name = system.access.roleName(id)
  return name === null ? null : roleName({ key: system.roleKeys([id])[0] ?? null, name }, locale)
}

/** The pools this person may claim from and import into; the default one first. */
const myPools = (system: System, ids: readonly string[]): Row[] =>
  [...system.ownership.pools().values()]
    .filter((pool) => ids.includes(pool.id))
    .map(({ id, name, isDefault }) => ({ id, name, isDefault }))

const largestPreferences = 64 * 1024

const change = async (system: System, call: Call): Promise<Reply> => {
  const body = bodyObject(call.body)
  const { locale, preferences } = body
  const faults = Object.keys(body)
    .filter((key) => key !== 'locale' && key !== 'preferences')
    .map((key) => fault(key, 'unknown_field', `这里没有“${key}”可改`, `There is no "${key}" to change here`))
  if (locale !== undefined && locale !== 'zh' && locale !== 'en')
    faults.push(fault('locale', 'unknown_option', '语言只能是 zh 或 en', 'The language is zh or en'))
  if (preferences !== undefined && !isObject(preferences))
    faults.push(fault('preferences', 'invalid', '偏好应是一个对象', 'Preferences are an object'))
  if (faults.length > 0) throw invalid(faults)
  const id = call.context.principal.employeeId
  await call.kernel.db.transaction(async (tx) => {
    const { rows } = await tx.query<{
      bytes: number
    }>(sql`INSERT INTO preferences (employee_id, locale, data) VALUES (${id}, ${locale ?? null}, ${JSON.stringify(preferences ?? {})}::jsonb)
    ON CONFLICT (employee_id) DO UPDATE SET locale = coalesce(excluded.locale, preferences.locale), data = ${preferences === undefined ? sql`preferences.data` : sql`preferences.data || excluded.data`}
    RETURNING octet_length(data::text) AS bytes`)
    if (preferences !== undefined && (rows[0]?.bytes ?? 0) > largestPreferences)
      throw invalid([
        fault(
          'preferences',
          'too_large',
          '偏好一共最多 64 KB，删掉一些再保存',
          'Preferences hold 64 KB in all; remove some before saving more',
        ),
      ])
  })
  return me(system, call)
}

export const meRoutes = (system: System): readonly Route[] => [
  { method: 'GET', path: '/me', run: (call) => me(system, call) },
  { method: 'PATCH', path: '/me', run: (call) => change(system, call) },
]
