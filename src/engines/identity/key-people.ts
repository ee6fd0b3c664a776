import sql, { raw } from 'sql-template-tag'
import type { Consumer, OutboxEvent } from '../../kernel/kernel.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { IdentityParts } from './parts.ts'

/** How long a contact with a key person counts, and how long after a notice none is given again. */
const days = { looked: 90, quiet: 30 } as const

/** The reference of a kind of follow-up to the person it was with, and what makes that one a key person. */
const personIn = (
  { kernel }: IdentityParts,
  object: CompiledObject,
):
  | {
      readonly field: CompiledField
      readonly to: CompiledObject
      readonly role: CompiledField
      readonly keys: readonly string[]
    }
  | undefined => {
  for (const field of object.fields.values()) {
    const to = field.type.name === 'reference' ? kernel().registry().objects.get(String(field.def.to)) : undefined
    const keyRole = to?.def.traits.identity?.keyRole
    const role = keyRole === undefined ? undefined : to?.fields.get(keyRole.field)
    if (to !== undefined && keyRole !== undefined && role !== undefined) return { field, to, role, keys: keyRole.in }
  }
  return undefined
}

/** 多个 KP (G9): two colleagues who speak with two key persons of one company, or of one group, are told of each other. */
export const keyPeopleWatch = (parts: IdentityParts): Consumer => ({
  name: 'key-people',
  wants: (event) =>
    event.event === 'create' && parts.kernel().registry().objects.get(event.object)?.def.traits.touches !== undefined,
  run: (event) => watch(parts, event),
})

const watch = async (parts: IdentityParts, event: OutboxEvent): Promise<void> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(event.object)!
  const { on, at } = object.def.traits.touches!
  const person = personIn(parts, object)
  const company = kernel.registry().objects.get(String(object.fields.get(on)?.def.to))
  if (person === undefined || company === undefined || event.recordId === null) return
  const column = (name: string) => raw(`f.${object.fields.get(name)!.column}`)
  const group = company.fields.get(company.def.traits.identity?.group ?? '')
  const siblings =
    group === undefined
      ? sql`${column(on)} = o.company`
      : sql`(${column(on)} = o.company OR ${column(on)} IN (SELECT s.id FROM ${raw(`${company.table} s`)} WHERE ${raw(`s.${group.column}`)} = (SELECT ${raw(group.column)} FROM ${raw(company.table)} WHERE id = o.company)))`
  const isKey = (alias: string) => sql`${raw(`${alias}.${person.role.column}`)} = ANY(${person.keys}::text[])`
  const since = new Date(Date.parse(event.at) - days.looked * 86_400_000).toISOString()
  const { rows } = await kernel.db.query<{ company: string }>(
    sql`WITH o AS (SELECT f.owner_id AS owner, ${column(on)} AS company, ${column(person.field.name)} AS person FROM ${raw(`${object.table} f`)} JOIN ${raw(`${person.to.table} p`)} ON p.id = ${column(person.field.name)} WHERE f.id = ${event.recordId} AND ${isKey('p')})
      SELECT o.company FROM o WHERE EXISTS (SELECT 1 FROM ${raw(`${object.table} f`)} JOIN ${raw(`${person.to.table} p`)} ON p.id = ${column(person.field.name)}
        WHERE ${siblings} AND f.owner_id <> o.owner AND p.id <> o.person AND ${isKey('p')} AND f.deleted_at IS NULL AND ${column(at)} > ${since})`,
  )
  const [found] = rows
  if (found === undefined) return
  const quiet = new Date(Date.parse(event.at) - days.quiet * 86_400_000).toISOString()
  await kernel.db.query(
    sql`WITH told AS (INSERT INTO key_people_notices (record_id, at) VALUES (${found.company}, ${event.at}) ON CONFLICT (record_id) DO UPDATE SET at = excluded.at WHERE key_people_notices.at < ${quiet} RETURNING record_id)
      INSERT INTO outbox (object, record_id, event, payload, actor_id, at) SELECT ${company.path}, record_id, 'key-people', '{}'::jsonb, ${event.actorId}::uuid, ${event.at}::timestamptz FROM told`,
  )
}
