import sql from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { note, repeatMembers } from './members.ts'

const namesOf = (row: Readonly<Row> | null, field: string): string[] => {
  const value = row?.[field]
  return Array.isArray(value) ? value.map(String) : []
}

/** 参加人: whoever the field lists is a member of the record, to read, as long as it lists them. */
export const inviteHooks = (parts: OwnershipParts): readonly Hook[] => [
  {
    stage: 'write',
    applies: (object: CompiledObject) => object.def.traits.invites !== undefined,
    run: (scope, changes) => keepInvited(parts, scope, changes),
  },
]

const keepInvited = async (
  parts: OwnershipParts,
  { object, context, tx }: WriteScope,
  changes: readonly Change[],
): Promise<void> => {
  const field = object.def.traits.invites!
  const touched = changes.filter(
    ({ kind, before, after }) => kind !== 'purge' && namesOf(before, field).join() !== namesOf(after, field).join(),
  )
  if (touched.length === 0) return
  const gone = touched.flatMap(({ id, before, after }) =>
    namesOf(before, field)
      .filter((one) => !namesOf(after, field).includes(one))
      .map((employee) => ({ record_id: id, employee_id: employee })),
  )
  const listed = touched.flatMap(({ id, after }) =>
    namesOf(after, field).map((employee) => ({
      id: newId(),
      object: object.path,
      record_id: id,
      employee_id: employee,
      access: 'read',
      added_by_id: context.principal.employeeId,
      added_at: context.now,
    })),
  )
  if (gone.length > 0)
    await tx.query(sql`DELETE FROM record_members m USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS g(record_id uuid, employee_id uuid)
      WHERE m.object = ${object.path} AND m.record_id = g.record_id AND m.employee_id = g.employee_id`)
  if (listed.length > 0)
    await tx.query(sql`INSERT INTO record_members (id, object, record_id, employee_id, access, added_by_id, added_at)
      SELECT id, object, record_id, employee_id, access, added_by_id, added_at FROM jsonb_populate_recordset(NULL::record_members, ${JSON.stringify(listed)}::jsonb)
      ON CONFLICT (object, record_id, employee_id) WHERE employee_id IS NOT NULL DO NOTHING`)
  // Who is newly named hears of it as of any other listing.
  for (const change of touched) {
    const fresh = namesOf(change.after, field).filter((one) => !namesOf(change.before, field).includes(one))
    if (fresh.length > 0 && change.kind !== 'delete')
      await note({ context, object, tx }, [change.after], 'add-members', { employeeIds: fresh, right: 'read' })
  }
  await repeatMembers(
    parts.kernel(),
    tx,
    object,
    touched.map((change) => change.id),
    context.now,
  )
}
