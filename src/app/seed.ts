import sql from 'sql-template-tag'
import { mergeRightsInto, type RoleRights, seedRights } from '../engines/access/rights.ts'
import { firstPolicy } from '../engines/ownership/policy.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Database } from '../kernel/database/database.ts'
import { newId } from '../kernel/ids.ts'
import type { FieldRight } from '../kernel/principal.ts'
import type { Registry } from '../model/registry.ts'
import { defaultRoles } from '../modules/org/roles.rules.ts'

/** The pool of an empty database, called as the company speaks. */
export const defaultPool = { zh: '公海', en: 'Public pool' } as const

/** What a role is not shown by default: masked where that can be, otherwise not there. */
const hiddenFrom = (registry: Registry, role: string): RoleRights['fields'] => {
  const hidden: Record<string, Record<string, FieldRight>> = {}
  for (const object of registry.objects.values())
    for (const { name, def } of object.fields.values())
      if (def.readableBy !== undefined && !def.readableBy.includes(role))
        hidden[object.path] = { ...hidden[object.path], [name]: def.mask === undefined ? 'none' : 'mask' }
  return hidden
}

/**
 * What an empty database begins with: default roles with the grants the object files declare, a pool, a policy.
 * Later versions add the grants of objects that are new since; what administrators changed stays.
 */
export const seed = async (db: Database, registry: Registry, clock: Clock): Promise<void> => {
  const { rows } = await db.query<{ value: string[] }>(sql`SELECT value FROM settings WHERE name = 'seeded-objects'`)
  const known = new Set(rows[0]?.value ?? [])
  const fresh = [...registry.objects.keys()].filter((path) => !known.has(path))
  if (fresh.length === 0) return
  const now = clock.now()
  const rights = seedRights(
    registry,
    defaultRoles.map((role) => role.key),
  )
  await db.transaction(async (tx) => {
    for (const role of defaultRoles) {
      const granted = rights.get(role.key)!
      const hidden = hiddenFrom(registry, role.key)
      const fields = { ...granted.fields }
      for (const path of Object.keys(hidden)) fields[path] = { ...fields[path], ...hidden[path] }
      const { rows: found } = await tx.query<{
        id: string
        functions: Record<string, string[]>
        scopes: Record<string, never>
      }>(sql`SELECT id, functions, scopes FROM roles WHERE key = ${role.key}`)
      const existing = found[0]
      if (existing === undefined)
        await tx.query(
          sql`INSERT INTO roles (id, version, created_at, updated_at, name, key, functions, scopes, fields) VALUES (${newId()}, 1, ${now}, ${now}, ${role.zh}, ${role.key}, ${JSON.stringify(granted.functions)}::jsonb, ${JSON.stringify(granted.scopes)}::jsonb, ${JSON.stringify(fields)}::jsonb)`,
        )
      else {
        const merged = mergeRightsInto(existing, granted, fresh)
        await tx.query(
          sql`UPDATE roles SET functions = ${JSON.stringify(merged.functions)}::jsonb, scopes = ${JSON.stringify(merged.scopes)}::jsonb WHERE id = ${existing.id}`,
        )
      }
    }
    await tx.query(sql`INSERT INTO pools (id, version, created_at, updated_at, name, is_default, member_ids, member_department_ids, admin_ids, by_level, warn_days, previous_owner_cooldown_days, new_in_pool_cooldown_hours, masked_fields)
      SELECT ${newId()}, 1, ${now}, ${now}, ${defaultPool.zh}, true, '{}', '{}', '{}', '{}', 7, 0, 0, '{phone,phones,email,emails}' WHERE NOT EXISTS (SELECT 1 FROM pools)`)
    await tx.query(
      sql`INSERT INTO policy_versions (version, policy, effective_at, published_at) SELECT 1, ${JSON.stringify(firstPolicy)}::jsonb, ${now}, ${now} WHERE NOT EXISTS (SELECT 1 FROM policy_versions)`,
    )
    await tx.query(
      sql`INSERT INTO settings (name, value) VALUES ('seeded-objects', ${JSON.stringify([...registry.objects.keys()])}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    )
    await tx.query(sql`UPDATE epochs SET access = access + 1`)
  })
}
