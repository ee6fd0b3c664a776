import sql, { raw } from 'sql-template-tag'
import type { Transaction } from '../../kernel/database/database.ts'
import type { Table } from '../../kernel/schema-sync.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { tokensOf } from './tokens.ts'

export const isSearchable = (object: CompiledObject): boolean => object.def.traits.searchable === true

/** Where the tokens of an object's records lie. */
export const searchTable = (object: CompiledObject): string => `${object.table}_search`

/**
 * What records are found by, in a table of its own: PostgreSQL writes every index of a row anew whenever one indexed
 * value changes, and a claim or a recycling would sort some eighty tokens in again that never changed. What gathers
 * before it is sorted into the index is kept small, so that neither a look-up nor an unlucky creation pays for many.
 */
export const searchTables = (object: CompiledObject): Table => {
  const name = searchTable(object)
  const gin = (column: string) => ({
    name: `${name}_${column}`,
    ddl: `CREATE INDEX IF NOT EXISTS ${name}_${column} ON ${name} USING gin (${column}) WITH (gin_pending_list_limit = 512)`,
  })
  const column = (of: string, type: string) => ({ name: of, type, from: object.path })
  return {
    name,
    columns: [
      column('id', 'uuid'),
      column('tokens', 'integer[]'),
      column('hidden', 'integer[]'),
      column('reading', 'text'),
    ],
    indexes: [gin('tokens'), gin('hidden')],
  }
}

/** Writes what these rows are found by, whatever it was, in one statement. */
export const writeTokens = async (
  tx: Pick<Transaction, 'query'>,
  object: CompiledObject,
  rows: readonly Readonly<Row>[],
): Promise<void> => {
  if (rows.length === 0) return
  const table = searchTable(object)
  await tx.query(
    sql`INSERT INTO ${raw(table)} (id, tokens, hidden, reading) SELECT id, tokens, hidden, reading FROM jsonb_populate_recordset(NULL::${raw(table)}, ${JSON.stringify(rows.map((row) => tokensOf(object, row)))}::jsonb)
      ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens, hidden = excluded.hidden, reading = excluded.reading`,
  )
}

export const dropTokens = async (
  tx: Pick<Transaction, 'query'>,
  object: CompiledObject,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length > 0) await tx.query(sql`DELETE FROM ${raw(searchTable(object))} WHERE id = ANY(${ids}::uuid[])`)
}
