import sql, { raw } from 'sql-template-tag'
import type { Transaction } from '../src/kernel/database/database.ts'

/** Does work on tables without their indexes, and makes them again afterwards; what guards a constraint stays. */
export const withoutIndexes = async <T>(
  tx: Transaction,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> => {
  const { rows } = await tx.query<{ name: string; ddl: string }>(sql`
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS ddl
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = current_schema() AND t.relname = ANY(${tables}::text[])
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    ORDER BY 1`)
  for (const { name } of rows) await tx.query(sql`DROP INDEX ${raw(name)}`)
  const result = await work()
  await tx.query(sql`SET LOCAL maintenance_work_mem = '512MB'`)
  for (const { ddl } of rows) await tx.query(sql`${raw(ddl)}`)
  return result
}
