import sql from 'sql-template-tag'
import { countUnread } from '../../engines/notify/index.ts'
import { myCapacity } from '../../engines/ownership/index.ts'
import { read } from '../../kernel/records/read.ts'
import { functionsOf } from '../../kernel/rest/meta.ts'
import { bodyObject, type Call, type Reply, type Route } from '../../kernel/rest/route.ts'
import { totpState } from '../../kernel/sign-in/totp.ts'
import { fault, invalid } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import type { System } from '../boot.ts'

const me = async (system: System, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const id = context.principal.employeeId ?? ''
  const employees = kernel.registry().objects.get('employees')!
  const person = await read(
    kernel,
    { ...context, principal: { ...context.principal, mayKey: null } },
    employees,
    id,
  ).catch((): Row => ({ id, name: context.principal.name }))
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
        name: person.name,
        account: person.account ?? null,
        departmentId: person.departmentId ?? null,
        department: person.department ?? null,
        roleIds: context.principal.roleIds,
        roles: context.principal.roleIds.map((roleId) => ({ id: roleId, name: system.access.roleName(roleId) })),
        roleKeys: context.principal.roleKeys,
        email: person.email ?? null,
        phone: person.phone ?? null,
        position: person.position ?? null,
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
      totp: (await totpState(kernel.db, { employeeId: id })).on,
      preferences: rows[0]?.data ?? {},
      unread: await countUnread(kernel, context),
    },
  }
}

const change = async (system: System, call: Call): Promise<Reply> => {
  const { locale, preferences } = bodyObject(call.body)
  const faults = []
  if (locale !== undefined && locale !== 'zh' && locale !== 'en')
    faults.push(fault('locale', 'unknown_option', '语言只能是 zh 或 en', 'The language is zh or en'))
  if (preferences !== undefined && (!isObject(preferences) || JSON.stringify(preferences).length > 50_000))
    faults.push(
      fault('preferences', 'invalid', '偏好应是一个不太大的对象', 'Preferences are an object of moderate size'),
    )
  if (faults.length > 0) throw invalid(faults)
  const id = call.context.principal.employeeId
  await call.kernel.db.query(sql`INSERT INTO preferences (employee_id, locale, data) VALUES (${id}, ${locale ?? null}, ${JSON.stringify(preferences ?? {})}::jsonb)
    ON CONFLICT (employee_id) DO UPDATE SET locale = coalesce(excluded.locale, preferences.locale), data = ${preferences === undefined ? sql`preferences.data` : sql`preferences.data || excluded.data`}`)
  return me(system, call)
}

export const meRoutes = (system: System): readonly Route[] => [
  { method: 'GET', path: '/me', run: (call) => me(system, call) },
  { method: 'PATCH', path: '/me', run: (call) => change(system, call) },
]
