import sql from 'sql-template-tag'
import { mergeRightsInto, type RoleRights, rightNames, seedRights } from '../engines/access/rights.ts'
import { firstPolicy } from '../engines/ownership/policy.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Database, Queryable } from '../kernel/database/database.ts'
import { newId } from '../kernel/ids.ts'
import type { FieldRight } from '../kernel/principal.ts'
import { verbs } from '../model/object.ts'
import type { Registry } from '../model/registry.ts'
import { defaultRoles } from '../modules/org/roles.rules.ts'
import { firstLostReasons, firstPipeline, firstStages } from '../modules/sales/pipelines.rules.ts'

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

const kept = 'seeded-rights'
/** A default role that was there once and is no more has been deleted. */
const roleMark = (key: string) => `role ${key}`

/** The rights that were there at an earlier start; of versions that kept only the objects, what roles speak of now. */
const seededBefore = async (tx: Queryable, stored: readonly RoleRights[]): Promise<ReadonlySet<string>> => {
  const { rows } = await tx.query<{ name: string; value: string[] }>(
    sql`SELECT name, value FROM settings WHERE name = ${kept} OR name = 'seeded-objects'`,
  )
  const names = rows.find((row) => row.name === kept)?.value
  if (names !== undefined) return new Set(names)
  const objects = rows.flatMap((row) => row.value)
  const known = new Set(objects.flatMap((path) => verbs.map((verb) => `${path}.${verb}`)))
  if (objects.length > 0) for (const role of defaultRoles) known.add(roleMark(role.key))
  for (const name of rightNames(stored)) if (objects.includes(name.split(/[.#]/)[0]!)) known.add(name)
  return known
}

/** One pipeline with its stages, and reasons to lose, where there is none yet. */
const seedPipeline = async (tx: Queryable, now: string) => {
  const pipeline = newId()
  const { rowCount } = await tx.query(
    sql`INSERT INTO pipelines (id, version, created_at, updated_at, name, is_default) SELECT ${pipeline}, 1, ${now}, ${now}, ${firstPipeline.zh}, true WHERE NOT EXISTS (SELECT 1 FROM pipelines)`,
  )
  if (rowCount > 0)
    for (const [at, stage] of firstStages.entries())
      await tx.query(
        sql`INSERT INTO stages (id, version, created_at, updated_at, pipeline_id, name, position, probability, stale_days, requires) VALUES (${newId()}, 1, ${now}, ${now}, ${pipeline}, ${stage.zh}, ${at + 1}, ${stage.probability}, ${stage.staleDays}, ${[...stage.requires]}::text[])`,
      )
  for (const reason of firstLostReasons)
    await tx.query(
      sql`INSERT INTO lost_reasons (id, version, created_at, updated_at, name, status) SELECT ${newId()}, 1, ${now}, ${now}, ${reason.zh}, 'active' WHERE NOT EXISTS (SELECT 1 FROM lost_reasons WHERE created_at < ${now})`,
    )
}

/**
 * What an empty database begins with: default roles with the grants the object files declare, a pool, a policy.
 * Later versions add the grants and the closed fields that are new since; what administrators changed stays.
 */
export const seed = async (db: Database, registry: Registry, clock: Clock): Promise<void> => {
  const granted = new Map(
    [
      ...seedRights(
        registry,
        defaultRoles.map((role) => role.key),
      ),
    ].map(([key, rights]): [string, RoleRights] => {
      const fields = { ...rights.fields }
      for (const [path, hidden] of Object.entries(hiddenFrom(registry, key)))
        fields[path] = { ...fields[path], ...hidden }
      return [key, { ...rights, fields }]
    }),
  )
  const declared = [...rightNames(granted.values()), ...defaultRoles.map((role) => roleMark(role.key))]
  const now = clock.now()
  await db.transaction(async (tx) => {
    const stored = await tx.query<RoleRights & { id: string; key: string | null }>(
      sql`SELECT id, key, functions, scopes, coalesce(fields, '{}') AS fields FROM roles ORDER BY id FOR UPDATE`,
    )
    const known = await seededBefore(tx, stored.rows)
    if (declared.every((name) => known.has(name))) return
    const objects = new Set([...known].map((name) => name.split(/[.#]/)[0]))
    const isNew = {
      object: (path: string) => !objects.has(path),
      name: (name: string) => !known.has(name),
    }
    for (const role of defaultRoles) {
      const rights = granted.get(role.key)!
      const existing = stored.rows.find((row) => row.key === role.key)
      if (existing === undefined && known.has(roleMark(role.key))) continue
      if (existing === undefined)
        await tx.query(
          sql`INSERT INTO roles (id, version, created_at, updated_at, name, key, functions, scopes, fields) VALUES (${newId()}, 1, ${now}, ${now}, ${role.zh}, ${role.key}, ${JSON.stringify(rights.functions)}::jsonb, ${JSON.stringify(rights.scopes)}::jsonb, ${JSON.stringify(rights.fields)}::jsonb)`,
        )
      else {
        const merged = mergeRightsInto(existing, rights, isNew)
        await tx.query(
          sql`UPDATE roles SET functions = ${JSON.stringify(merged.functions)}::jsonb, scopes = ${JSON.stringify(merged.scopes)}::jsonb, fields = ${JSON.stringify(merged.fields)}::jsonb WHERE id = ${existing.id}`,
        )
      }
    }
    await tx.query(sql`INSERT INTO pools (id, version, created_at, updated_at, name, is_default, member_ids, member_department_ids, admin_ids, by_level, warn_days, previous_owner_cooldown_days, new_in_pool_cooldown_hours, masked_fields)
      SELECT ${newId()}, 1, ${now}, ${now}, ${defaultPool.zh}, true, '{}', '{}', '{}', '{}', 7, 0, 0, '{phone,phones,email,emails}' WHERE NOT EXISTS (SELECT 1 FROM pools)`)
    await seedPipeline(tx, now)
    await tx.query(
      sql`INSERT INTO policy_versions (version, policy, effective_at, published_at) SELECT 1, ${JSON.stringify(firstPolicy)}::jsonb, ${now}, ${now} WHERE NOT EXISTS (SELECT 1 FROM policy_versions)`,
    )
    await tx.query(
      sql`INSERT INTO settings (name, value) VALUES (${kept}, ${JSON.stringify([...new Set([...known, ...declared])])}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    )
    await tx.query(sql`UPDATE epochs SET access = access + 1`)
  })
}
