import sql, { raw, type Sql } from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { noRight } from '../../kernel/records/write.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { forbidden, notFound, type Refusal } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { usageOf } from './capacity.ts'
import { isCarried } from './held.ts'
import type { OwnershipParts } from './hooks.ts'

/** Who may hand over whose work: who keeps the staff everybody's, a manager that of the own people (F10, O32). */
export const mayHandOver = (parts: OwnershipParts, context: Context, employeeId: string): Refusal | undefined => {
  const { principal } = context
  const employees = parts.kernel().registry().objects.get('employees')!
  if (parts.kernel().access.may(principal, employees, 'update') || principal.subordinateIds.includes(employeeId))
    return undefined
  return forbidden(
    'not_yours',
    '只能交接自己下属的工作',
    'You can hand over the work of your own people only',
    'employees.hand-over',
  )
}

/**
 * What somebody's work lies in, main records first: everything with an owner. What follows another record goes with it,
 * and of actions (行动) only what is open is work; the rest is history and keeps whose it was.
 */
export const holdingObjects = (kernel: Kernel): CompiledObject[] =>
  [...kernel.registry().objects.values()]
    .filter(({ def: { traits } }) => traits.owned === true && traits.personal !== true && traits.follows === undefined)
    .filter(({ def: { traits } }) => traits.actionOf === undefined || traits.carried !== undefined)
    .sort((a, b) => Number(b.def.traits.pooled === true) - Number(a.def.traits.pooled === true))

/** What is done is history, and what is held waits for the next owner of its record: a condition on the alias `c`. */
export const isOpen = (object: CompiledObject, now: string): Sql => {
  const { carried } = object.def.traits
  return carried === undefined
    ? sql`TRUE`
    : sql`${isCarried(object, now)} AND ${raw(`c.${object.fields.get(carried.held)!.column}`)} IS NULL`
}

/** The rows somebody still holds, those chosen by id first, or those alone. */
export const heldBy = async (
  db: Queryable,
  object: CompiledObject,
  employeeId: string,
  { chosen, only, limit, now }: { chosen: readonly string[]; only: boolean; limit: number; now: string },
): Promise<Row[]> => {
  const { rows } = await db.query<Row>(
    sql`SELECT c.id FROM ${raw(`${object.table} c`)} WHERE c.owner_id = ${employeeId} AND c.deleted_at IS NULL AND ${isOpen(object, now)} ${only ? sql`AND c.id = ANY(${chosen}::uuid[])` : sql``} ORDER BY c.id <> ALL(${chosen}::uuid[]), c.id LIMIT ${limit}`,
  )
  return rows
}

const countHeld = async (db: Queryable, object: CompiledObject, employeeId: string, now: string): Promise<number> => {
  const { rows } = await db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM ${raw(`${object.table} c`)} WHERE c.owner_id = ${employeeId} AND c.deleted_at IS NULL AND ${isOpen(object, now)}`,
  )
  return rows[0]?.n ?? 0
}

export const leftOver = async (db: Queryable, kernel: Kernel, employeeId: string, now: string): Promise<number> => {
  let n = 0
  for (const object of holdingObjects(kernel)) n += await countHeld(db, object, employeeId, now)
  return n
}

/**
 * `GET /employees/{id}/holdings?heirs=`: what somebody holds, in numbers, before it is handed over; and who could take
 * it: the colleagues of the department, and whom one asks for.
 */
export const holdings =
  (parts: OwnershipParts) =>
  async ({ kernel, context, params, query }: Call): Promise<Reply> => {
    const employees = kernel.registry().objects.get('employees')!
    const directory = kernel.directory()
    const person = directory.people.get(params.id ?? '')
    if (!kernel.access.may(context.principal, employees, 'read') || person === undefined) throw notFound()
    if (!kernel.access.may(context.principal, employees, 'hand-over')) throw noRight(employees, 'hand-over')
    const refusal = mayHandOver(parts, context, person.id)
    if (refusal !== undefined) throw refusal
    const held = []
    for (const object of holdingObjects(kernel)) {
      const count = await countHeld(kernel.db, object, person.id, context.now)
      if (count > 0)
        held.push({ object: object.path, label: object.label, pooled: object.def.traits.pooled === true, count })
    }
    const named = (query.heirs ?? '').split(',')
    const colleagues = [...directory.people.values()]
      .filter((one) => one.id !== person.id && one.status === 'active')
      .filter((one) => named.includes(one.id) || one.departmentId === person.departmentId)
      .sort((a, b) => Number(named.includes(b.id)) - Number(named.includes(a.id)))
    const pooled = holdingObjects(kernel).find((object) => object.def.traits.pooled === true)
    const heirs = []
    for (const { id, name } of colleagues.slice(0, 50))
      heirs.push({
        id,
        name,
        capacity:
          pooled === undefined
            ? null
            : await usageOf(kernel.db, parts.state, pooled, directory, parts.roleKeys, id, context.now),
      })
    const keys = await kernel.db.query<{ n: number }>(
      sql`SELECT count(*) AS n FROM api_keys WHERE employee_id = ${person.id} AND revoked_at IS NULL`,
    )
    return {
      body: {
        employee: { id: person.id, name: person.name, status: person.status },
        held,
        departments: [...directory.units.values()]
          .filter((unit) => unit.managerId === person.id)
          .map(({ id, name }) => ({ id, name })),
        reports: [...directory.people.values()].filter((one) => one.managerId === person.id && one.status !== 'left')
          .length,
        apiKeys: keys.rows[0]?.n ?? 0,
        heirs,
      },
    }
  }
