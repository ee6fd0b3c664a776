import sql, { join, raw } from 'sql-template-tag'
import type { Json } from '../../model/label.ts'
import type { Transaction } from '../database/database.ts'
import type { Kernel } from '../kernel.ts'

/** Locks rows in id order, parents before children: the one order in which locks are taken. */
export const hold = async (kernel: Kernel, tx: Transaction, path: string, ids: readonly string[]): Promise<void> => {
  const object = kernel.registry().objects.get(path)
  if (object !== undefined && ids.length > 0)
    await tx.query(
      sql`SELECT 1 FROM ${raw(object.table)} WHERE id = ANY(${[...ids].sort()}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    )
}

/** Derived columns of parents, written under their locks in id order; neither version nor updatedAt moves (DESIGN §4). */
export const derive = async (
  kernel: Kernel,
  tx: Transaction,
  path: string,
  rows: readonly ({ readonly id: string } & Readonly<Record<string, Json>>)[],
): Promise<void> => {
  const object = kernel.registry().objects.get(path)
  const [first] = rows
  if (object === undefined || first === undefined) return
  const fields = Object.keys(first)
    .filter((name) => name !== 'id')
    .map((name) => object.fields.get(name)!)
  await tx.query(
    sql`SELECT 1 FROM ${raw(object.table)} WHERE id = ANY(${rows.map((row) => row.id).sort()}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
  )
  const values = rows.map((row) =>
    Object.fromEntries([['id', row.id], ...fields.map((field) => [field.column, row[field.name] ?? null])]),
  )
  const assign = raw(fields.map((field) => `${field.column} = n.${field.column}`).join(', '))
  const differs = raw(fields.map((field) => `c.${field.column} IS DISTINCT FROM n.${field.column}`).join(' OR '))
  await tx.query(
    sql`UPDATE ${raw(`${object.table} c`)} SET ${assign} FROM jsonb_populate_recordset(${raw(`NULL::${object.table}`)}, ${JSON.stringify(values)}::jsonb) n WHERE c.id = n.id AND (${differs})`,
  )
}

/** Ids of the living records whose fields have these values, in an order; for rules that keep siblings in step. */
export const idsWhere = async (
  kernel: Kernel,
  tx: Transaction,
  path: string,
  values: Readonly<Record<string, string>>,
  order: readonly string[],
): Promise<string[]> => {
  const object = kernel.registry().objects.get(path)
  if (object === undefined) return []
  const conditions = Object.entries(values).map(
    ([name, value]) => sql`${raw(object.fields.get(name)!.column)} = ${value}`,
  )
  const by = order.map(
    (key) => `${object.fields.get(key.replace(/^-/, ''))!.column} ${key.startsWith('-') ? 'DESC NULLS LAST' : 'ASC'}`,
  )
  const { rows } = await tx.query<{ id: string }>(
    sql`SELECT id FROM ${raw(object.table)} WHERE ${join(conditions, ' AND ')} AND deleted_at IS NULL ORDER BY ${raw([...by, 'id'].join(', '))}`,
  )
  return rows.map((row) => row.id)
}
