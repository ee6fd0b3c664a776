import sql from 'sql-template-tag'
import { isId, newId } from '../../kernel/ids.ts'
import { read, rowsOf } from '../../kernel/records/read.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call } from '../../kernel/rest/route.ts'
import { notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** The record of a request, as the caller sees it: for those whose role may print it, within that reach. */
export const printable = async (call: Call): Promise<{ object: CompiledObject; record: Row }> => {
  const { kernel, context } = call
  const object = objectOf(call)
  const { id } = call.params
  if (!isId(id)) throw notFound()
  const record = await read(kernel, context, object, id)
  if (!kernel.access.may(context.principal, object, 'print')) throw noRight(object, 'print')
  const [reached] = await rowsOf(kernel, context, object, [id], { verb: 'print' })
  if (reached === undefined) throw noRight(object, 'print', kernel, record)
  return { object, record }
}

/** Printing is noted in the history of the record, as an export is (O31). */
export const noted = async (
  { kernel, context }: Call,
  object: CompiledObject,
  record: Row,
  how?: { readonly format: string; readonly template: string | null },
): Promise<void> => {
  const changes = how === undefined ? [] : [{ field: 'print', from: null, to: how }]
  await kernel.db.query(sql`INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${context.now}, ${object.path}, ${record.id}, ${context.principal.employeeId}, 'print', ${JSON.stringify(changes)}::jsonb, ${context.requestId}, 'api')`)
}
