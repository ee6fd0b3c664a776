import sql, { raw } from 'sql-template-tag'
import { shapeOf } from '../../kernel/compile.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import type { ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { fault, invalid } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'

/** The row repeats who is listed, so that reading it needs no second table; that is no edit of the record. */
export const repeatMembers = async (
  kernel: Kernel,
  db: Queryable,
  object: CompiledObject,
  ids: readonly string[],
  now: string,
): Promise<void> => {
  const field = object.fields.get('memberIds')
  if (field === undefined || shapeOf(kernel.types, field) !== 'array') return
  const listed = (column: string) =>
    sql`ARRAY(SELECT ${raw(column)} FROM record_members m WHERE m.object = ${object.path} AND m.record_id = t.id AND ${raw(column)} IS NOT NULL AND (m.until IS NULL OR m.until > ${now}) ORDER BY added_at, id)`
  await db.query(sql`UPDATE ${raw(object.table)} t SET member_ids = ${listed('employee_id')}, member_department_ids = ${listed('department_id')}
    WHERE id = ANY(${ids}::uuid[])`)
}

const idsOf = (value: Row[string]): string[] => (Array.isArray(value) ? value.map(String) : [])

/** 相关员工、相关部门: listed on the record, to read or to write, with an optional end. */
export const addMembers = async (
  parts: OwnershipParts,
  { context, object, tx }: ActionScope,
  rows: readonly Row[],
  input: Row,
): Promise<ActionOutcome[]> => {
  const employees = idsOf(input.employeeIds)
  const departments = idsOf(input.departmentIds)
  if (employees.length + departments.length === 0)
    throw invalid([
      fault('employeeIds', 'required', '至少选一个员工或部门', 'Choose at least one employee or department'),
    ])
  const entries = rows.flatMap((row) => [
    ...employees.map((id) => ({ employee_id: id, department_id: null, row })),
    ...departments.map((id) => ({ employee_id: null, department_id: id, row })),
  ])
  for (const { row, employee_id, department_id } of entries)
    await tx.query(sql`INSERT INTO record_members (id, object, record_id, employee_id, department_id, access, until, added_by_id, added_at)
      VALUES (${newId()}, ${object.path}, ${String(row.id)}, ${employee_id}, ${department_id}, ${input.right ?? 'read'}, ${input.until ?? null}, ${context.principal.employeeId}, ${context.now})
      ON CONFLICT (object, record_id, ${raw(employee_id === null ? 'department_id' : 'employee_id')}) WHERE ${raw(employee_id === null ? 'department_id' : 'employee_id')} IS NOT NULL
      DO UPDATE SET access = excluded.access, until = excluded.until, expired = false, added_by_id = excluded.added_by_id, added_at = excluded.added_at`)
  return membersChanged(parts, { context, object, tx }, rows, 'add-members', {
    employeeIds: employees,
    departmentIds: departments,
    right: input.right ?? 'read',
    until: input.until ?? null,
  })
}

export const removeMembers = async (
  parts: OwnershipParts,
  { context, object, tx }: ActionScope,
  rows: readonly Row[],
  input: Row,
): Promise<ActionOutcome[]> => {
  const ids = rows.map((row) => String(row.id))
  await tx.query(
    sql`DELETE FROM record_members WHERE object = ${object.path} AND record_id = ANY(${ids}::uuid[]) AND (employee_id = ANY(${idsOf(input.employeeIds)}::uuid[]) OR department_id = ANY(${idsOf(input.departmentIds)}::uuid[]))`,
  )
  return membersChanged(parts, { context, object, tx }, rows, 'remove-members', {
    employeeIds: idsOf(input.employeeIds),
    departmentIds: idsOf(input.departmentIds),
  })
}

/** What follows from any change of who is listed: the rows repeat it, and it is told. */
const membersChanged = async (
  parts: OwnershipParts,
  scope: ActionScope,
  rows: readonly Row[],
  action: string,
  what: Row,
): Promise<ActionOutcome[]> => {
  const ids = rows.map((row) => String(row.id))
  await repeatMembers(parts.kernel(), scope.tx, scope.object, ids, scope.context.now)
  await note(scope, rows, action, what)
  return rows.map(() => ({ ok: true }))
}

/** A line in the audit and an event, for what changes no field. */
export const note = async ({ context, object, tx }: ActionScope, rows: readonly Row[], action: string, what: Row) => {
  const entries = rows.map((row) => ({
    id: newId(),
    at: context.now,
    object: object.path,
    record_id: row.id,
    actor_id: context.principal.employeeId,
    action,
    changes: [{ field: 'members', from: null, to: what }],
    request_id: context.requestId,
    via: context.via,
  }))
  await tx.query(
    sql`INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via) SELECT id, at, object, record_id, actor_id, action, changes, request_id, via FROM jsonb_populate_recordset(NULL::audit_entries, ${JSON.stringify(entries)}::jsonb)`,
  )
  const events = rows.map((row) => ({
    object: object.path,
    record_id: row.id,
    event: action,
    payload: what,
    actor_id: context.principal.employeeId,
    at: context.now,
  }))
  await tx.query(
    sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) SELECT object, record_id, event, payload, actor_id, at FROM jsonb_populate_recordset(NULL::outbox, ${JSON.stringify(events)}::jsonb)`,
  )
}

/** Whoever's time on a record is over is no longer named on it; the list of members keeps the entry, as past. */
export const expiryJob = (parts: OwnershipParts): JobDef => ({
  name: 'members-expire',
  label: { zh: '相关员工到期', en: 'Members whose time is over' },
  schedule: '* * * * *',
  run: async ({ now }) => {
    const kernel = parts.kernel()
    let expired = 0
    for (;;) {
      const taken = await kernel.db.transaction(async (tx) => {
        const { rows } = await tx.query<{ object: string; recordId: string }>(
          sql`UPDATE record_members SET expired = true WHERE id IN (
            SELECT id FROM record_members WHERE until <= ${now} AND NOT expired ORDER BY until LIMIT 500 FOR UPDATE SKIP LOCKED)
          RETURNING object, record_id AS "recordId"`,
        )
        for (const path of new Set(rows.map((row) => row.object))) {
          const object = kernel.registry().objects.get(path)
          const ids = rows.filter((row) => row.object === path).map((row) => row.recordId)
          if (object !== undefined) await repeatMembers(kernel, tx, object, ids, now)
        }
        return rows.length
      })
      expired += taken
      if (taken === 0) return { expired }
    }
  },
})
