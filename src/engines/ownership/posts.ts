import sql from 'sql-template-tag'
import type { ActionScope } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import type { Row } from '../../model/label.ts'
import type { OwnershipParts } from './hooks.ts'

/**
 * What somebody held of the organisation passes to the successor: departments managed, people who reported, pools
 * administered; being listed on records ends. Without a successor a department or a person has no superior any more.
 */
export const leavePosts = async (
  parts: OwnershipParts,
  { context, tx }: ActionScope,
  leaver: string,
  successor: string | null,
): Promise<void> => {
  const kernel = parts.kernel()
  const { people, units } = kernel.directory()
  const above = people.get(leaver)?.managerId ?? null
  const set = (path: string, edits: readonly { id: string; values: Row }[]) =>
    update(kernel, context, kernel.registry().objects.get(path)!, edits, {
      trusted: true,
      cause: 'hand-over',
      noUndo: true,
    })
  await set(
    'departments',
    [...units.values()]
      .filter((unit) => unit.managerId === leaver)
      .map(({ id }) => ({ id, values: { managerId: successor } })),
  )
  await set(
    'employees',
    [...people.values()]
      .filter((person) => person.managerId === leaver)
      // Whoever steps into the post answers to whom the leaver answered to.
      .map(({ id }) => ({ id, values: { managerId: id === successor ? above : successor } })),
  )
  const { rows } = await tx.query<{ id: string; memberIds: string[]; adminIds: string[] }>(
    sql`SELECT id, coalesce(member_ids, '{}') AS "memberIds", coalesce(admin_ids, '{}') AS "adminIds" FROM pools WHERE deleted_at IS NULL AND (${leaver}::uuid = ANY(member_ids) OR ${leaver}::uuid = ANY(admin_ids))`,
  )
  await set(
    'pools',
    rows.map(({ id, memberIds, adminIds }) => {
      const admins = adminIds.filter((one) => one !== leaver)
      return {
        id,
        values: {
          memberIds: memberIds.filter((one) => one !== leaver),
          adminIds: adminIds.includes(leaver) && admins.length === 0 && successor !== null ? [successor] : admins,
        },
      }
    }),
  )
  await tx.query(
    sql`UPDATE record_members SET until = ${context.now} WHERE employee_id = ${leaver} AND (until IS NULL OR until > ${context.now})`,
  )
}
