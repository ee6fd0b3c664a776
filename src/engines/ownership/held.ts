import sql, { raw, type Sql } from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionScope, Change, WriteScope } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** What is carried with a record: its open tasks. */
export const carriedBy = (kernel: Kernel, object: CompiledObject): CompiledObject[] =>
  [...kernel.registry().objects.values()].filter(({ def, fields }) => {
    const { carried } = def.traits
    return carried !== undefined && fields.get(carried.on)?.def.to === object.path
  })

/**
 * What of an object is still to be done (`traits.carried`), as a condition on the alias `c`: what is done is history. What
 * is private is its owner's own, and goes nowhere.
 */
export const isCarried = ({ def: { traits }, fields }: CompiledObject, now: string): Sql => {
  const column = (name: string) => raw(`c.${fields.get(name)!.column}`)
  const { open, until } = traits.carried!
  const own = traits.privateWhen === undefined ? sql`` : sql` AND ${column(traits.privateWhen)} IS NOT TRUE`
  return open !== undefined
    ? sql`${column(open)} IS NULL${own}`
    : sql`(${column(until!)} IS NULL OR ${column(until!)} > ${now}::timestamptz)${own}`
}

/**
 * Open work of whoever loses a record to the pool is held, reminding nobody; who takes the record next gets it (their
 * own comes back to them). No edit of theirs: neither version nor history moves.
 */
export const holdCarried = async (kernel: Kernel, { object, tx, context }: WriteScope, changes: readonly Change[]) => {
  const moved = changes.filter(
    ({ kind, before, after }) => kind === 'update' && (before?.ownerId ?? null) !== (after.ownerId ?? null),
  )
  const lost = moved.filter(({ after }) => (after.ownerId ?? null) === null)
  const taken = moved.filter(
    ({ before, after }) => (before?.ownerId ?? null) === null && (after.ownerId ?? null) !== null,
  )
  if (lost.length + taken.length === 0) return
  for (const child of carriedBy(kernel, object)) {
    const { on, held } = child.def.traits.carried!
    const isOpen = isCarried(child, context.now)
    const column = (name: string) => raw(child.fields.get(name)!.column)
    const table = raw(child.table)
    if (lost.length > 0)
      await tx.query(sql`UPDATE ${table} c SET ${column(held)} = ${context.now} FROM jsonb_to_recordset(${JSON.stringify(
        lost.map(({ id, before }) => ({ id, owner: before?.ownerId ?? null })),
      )}::jsonb) AS p(id uuid, owner uuid)
        WHERE c.${column(on)} = p.id AND c.owner_id = p.owner AND ${isOpen} AND c.${column(held)} IS NULL AND c.deleted_at IS NULL`)
    if (taken.length > 0)
      await tx.query(
        sql`UPDATE ${table} c SET ${column(held)} = NULL, owner_id = CASE WHEN ${isOpen} THEN p.owner ELSE c.owner_id END, department_id = CASE WHEN ${isOpen} THEN p.department ELSE c.department_id END FROM jsonb_to_recordset(${JSON.stringify(
          taken.map(({ id, after }) => ({ id, owner: after.ownerId, department: after.departmentId ?? null })),
        )}::jsonb) AS p(id uuid, owner uuid, department uuid) WHERE c.${column(on)} = p.id AND c.${column(held)} IS NOT NULL`,
      )
  }
}

/** Open work of whoever had a record goes along to whoever has it now; what is done keeps whose it was. */
export const carryAlong = async (
  kernel: Kernel,
  { context, tx }: ActionScope,
  object: CompiledObject,
  moved: readonly { readonly id: string; readonly from: string; readonly to: string }[],
): Promise<void> => {
  const taker = new Map(moved.map(({ id, to }) => [id, to]))
  for (const child of carriedBy(kernel, object)) {
    const { on } = child.def.traits.carried!
    const column = (name: string) => raw(`c.${child.fields.get(name)!.column}`)
    const { rows } = await tx.query<{ id: string; on: string }>(
      sql`SELECT c.id, ${column(on)} AS on FROM ${raw(child.table)} c JOIN jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS m(id uuid, "from" uuid) ON ${column(on)} = m.id AND c.owner_id = m."from"
        WHERE ${isCarried(child, context.now)} AND c.deleted_at IS NULL ORDER BY c.id`,
    )
    const edits = rows.map((row) => ({ id: row.id, values: { ownerId: taker.get(row.on) ?? null } }))
    await update(kernel, context, child, edits, { trusted: true, cause: 'transfer', noUndo: true })
  }
}
