import sql from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import { read } from '../../kernel/records/read.ts'
import { hidesNumbers, viewOf } from '../../kernel/records/view.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import { reasonText } from '../../model/reason.ts'

export const idIn = (call: Call): string => {
  if (!isId(call.params.id)) throw notFound()
  return call.params.id
}

/** 归属经过 (F7, F17): who had it from when to when, by which cause and rule. */
export const owners = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const record = await read(call.kernel, call.context, object, idIn(call), 'either')
  const hidden = hidesNumbers(viewOf(call.kernel, call.context, object), record)
  const { rows } = await call.kernel.db.query<
    Row & { ownerId: string | null; actorId: string | null; poolId: string | null; rule: string | null }
  >(sql`
    SELECT owner_id AS "ownerId", pool_id AS "poolId", from_at AS "from", to_at AS "to", cause, rule, reason, policy_version AS "policyVersion", actor_id AS "actorId"
    FROM ownership_intervals WHERE object = ${object.path} AND record_id = ${idIn(call)} ORDER BY from_at DESC, id DESC LIMIT 500`)
  const people = call.kernel.directory().people
  const named = (id: string | null) => (id === null ? null : { id, name: people.get(id)?.name ?? null })
  const poolNames = call.kernel.directory().titles.get('pools')
  return {
    body: {
      data: rows.map((row) => ({
        ...row,
        rule: row.rule === null ? null : reasonText(row.rule, call.context.locale),
        ...(hidden && typeof row.reason === 'string' ? { reason: maskNumbersIn(row.reason) } : {}),
        owner: named(row.ownerId),
        by: named(row.actorId),
        pool: row.poolId === null ? null : { id: row.poolId, name: poolNames?.get(row.poolId) ?? null },
      })),
      page: { next: null, total: { value: rows.length, exact: true } },
    },
  }
}

export const members = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  await read(call.kernel, call.context, object, idIn(call), 'either')
  const { rows } = await call.kernel.db.query<{
    employeeId: string | null
    departmentId: string | null
    right: string
    until: string | null
    addedAt: string
  }>(sql`
    SELECT employee_id AS "employeeId", department_id AS "departmentId", access AS right, until, added_at AS "addedAt" FROM record_members WHERE object = ${object.path} AND record_id = ${idIn(call)} ORDER BY added_at, id`)
  const { people, units } = call.kernel.directory()
  return {
    body: {
      data: rows.map((row) => ({
        ...(row.employeeId === null
          ? { department: { id: row.departmentId, name: units.get(row.departmentId ?? '')?.name ?? null } }
          : { employee: { id: row.employeeId, name: people.get(row.employeeId)?.name ?? null } }),
        right: row.right,
        until: row.until,
        addedAt: row.addedAt,
        expired: row.until !== null && row.until <= call.context.now,
      })),
    },
  }
}
