import sql, { raw } from 'sql-template-tag'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { isEmpty, type Row } from '../../model/label.ts'
import type { CompiledField } from '../../model/registry.ts'
import { type IdentityParts, identityOf } from './parts.ts'

/** 地点 (C10): who is at a known place and says no address of its own has that of the place, and its region. */
export const fillFromPlace = async (
  parts: IdentityParts,
  { object, tx, trusted }: WriteScope,
  changes: readonly Change[],
): Promise<void> => {
  const { place, address } = identityOf(object)
  const at = object.fields.get(place ?? '')
  const target = parts.kernel().registry().objects.get(String(at?.def.to))
  if (trusted || at === undefined || target === undefined) return
  const told = [...object.fields.values()].filter(
    (field) =>
      (field.name === address || field.type.name === 'region') &&
      target.fields.get(field.name)?.type.name === field.type.name,
  )
  const open = changes.filter(
    ({ before, after }) =>
      typeof after[at.name] === 'string' && before?.[at.name] !== after[at.name] && isEmpty(after[address ?? '']),
  )
  if (open.length === 0 || told.length === 0) return
  const column = (field: CompiledField) => `${target.fields.get(field.name)!.column} AS "${field.name}"`
  const { rows } = await tx.query<Row>(
    sql`SELECT id, ${raw(told.map(column).join(', '))} FROM ${raw(target.table)} WHERE id = ANY(${open.map(({ after }) => String(after[at.name]))}::uuid[]) AND deleted_at IS NULL`,
  )
  const places = new Map(rows.map((row) => [String(row.id), row]))
  for (const { after } of open)
    for (const { name } of told)
      if (isEmpty(after[name])) after[name] = places.get(String(after[at.name]))?.[name] ?? null
}
