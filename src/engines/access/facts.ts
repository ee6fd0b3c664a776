import sql from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import type { Change, Hook } from '../../kernel/records/parts.ts'

/** Who was where with which roles from when to when: append-only, from the first day (DESIGN §4). */
export const factsSchema = `
CREATE TABLE IF NOT EXISTS employee_intervals (
  id uuid PRIMARY KEY, employee_id uuid NOT NULL, department_id uuid, role_ids uuid[], status text, from_at timestamptz NOT NULL, to_at timestamptz);
CREATE UNIQUE INDEX IF NOT EXISTS employee_intervals_open ON employee_intervals (employee_id) WHERE to_at IS NULL;
`

const watched = ['departmentId', 'roleIds', 'status'] as const

const moved = (change: Change): boolean =>
  watched.some((name) => JSON.stringify(change.before?.[name] ?? null) !== JSON.stringify(change.after[name] ?? null))

/** Closes and opens the interval of everybody whose place changed. */
export const factsHook: Hook = {
  stage: 'write',
  applies: (object) => object.path === 'employees',
  run: async ({ tx, context }, changes) => {
    const places = changes.filter(moved)
    if (places.length === 0) return
    const ids = places.map((change) => change.id)
    await tx.query(
      sql`UPDATE employee_intervals SET to_at = ${context.now} WHERE employee_id = ANY(${ids}::uuid[]) AND to_at IS NULL`,
    )
    const rows = places.map(({ id, after }) => ({
      id: newId(),
      employee_id: id,
      department_id: after.departmentId ?? null,
      role_ids: after.roleIds ?? [],
      status: after.status ?? null,
      from_at: context.now,
    }))
    await tx.query(sql`INSERT INTO employee_intervals (id, employee_id, department_id, role_ids, status, from_at)
      SELECT id, employee_id, department_id, role_ids, status, from_at FROM jsonb_populate_recordset(NULL::employee_intervals, ${JSON.stringify(rows)}::jsonb)`)
  },
}
