import sql, { raw } from 'sql-template-tag'
import { type CompiledField, type CompiledObject, type Registry, snakeCase } from '../model/registry.ts'
import { type SqlTypes, shapeOf, sqlTypeOf } from './compile.ts'
import type { Database, Queryable, Transaction } from './database/database.ts'
import type { ExtraColumn } from './records/parts.ts'

export interface Column {
  readonly name: string
  readonly type: string
  readonly from: string
}
export interface Index {
  readonly name: string
  readonly ddl: string
}
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly indexes: readonly Index[]
}

const canonical: Record<string, string> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  timestamptz: 'timestamp with time zone',
  'timestamptz(3)': 'timestamp(3) with time zone',
  varchar: 'character varying',
}
const canonicalType = (type: string) => canonical[type.toLowerCase()] ?? type.toLowerCase().replace(/,\s*/g, ',')

/** The table an object asks for: its columns and indexes, derived from its fields and traits alone. */
export const tableOf = (types: SqlTypes, object: CompiledObject, extra: readonly ExtraColumn[]): Table => {
  const { table } = object
  const stored = [...object.fields.values()].filter(
    (field) => shapeOf(types, field) !== 'none' && field.def.writeOnly !== true,
  )
  const fieldOfColumn = new Map(stored.map((field) => [field.column, field]))
  const columns: Column[] = stored.map((field) => ({
    name: field.column,
    type: canonicalType(sqlTypeOf(types, field).column(field.def)),
    from: `${object.path}.${field.name}`,
  }))
  columns.push(...extra.map((column) => ({ name: column.name, type: canonicalType(column.type), from: object.path })))
  const columnOf = (name: string) => object.fields.get(name)?.column
  const recyclable = object.def.traits.recyclable === true
  // Lists look at live rows; what refers to a record is looked for in the recycle bin as well.
  const plain = (parts: readonly string[]) =>
    index(table, parts, recyclable && fieldOfColumn.get(parts[0] ?? '')?.type.name !== 'reference')
  const wanted = [
    ...stored.filter((field) => field.def.sortable === true).map((field) => plain([field.column])),
    ...(object.def.indexes ?? []).map((names) =>
      plain(names.map((name) => columnNamed(object, name.replace(/^-/, '')).column)),
    ),
    ...stored
      .filter((field) => field.def.unique === true)
      .map((field) => ({
        name: `${table}_${field.column}_unique`,
        ddl: `CREATE UNIQUE INDEX IF NOT EXISTS ${table}_${field.column}_unique ON ${table} (lower(${field.column})) WHERE deleted_at IS NULL`,
      })),
    ...extra
      .filter((column) => column.index !== undefined)
      .map((column) => ({
        name: `${table}_${column.name}_${column.index}`,
        ddl: `CREATE INDEX IF NOT EXISTS ${table}_${column.name}_${column.index} ON ${table} USING ${column.index} (${column.name})`,
      })),
    ...(columnOf('poolId') !== undefined && columnOf('ownerId') !== undefined && recyclable
      ? [
          {
            name: `${table}_pool`,
            ddl: `CREATE INDEX IF NOT EXISTS ${table}_pool ON ${table} (pool_id, ${columnOf(object.def.sort.replace(/^-/, ''))}, id) WHERE owner_id IS NULL AND deleted_at IS NULL`,
          },
        ]
      : []),
    // How many somebody owns is counted at each claim: from the index alone, without a look at the rows.
    ...(object.def.traits.pooled === true && recyclable
      ? [
          {
            name: `${table}_owned`,
            ddl: `CREATE INDEX IF NOT EXISTS ${table}_owned ON ${table} (${['owner_id', columnOf('dealStatus')].filter((name) => name !== undefined).join(', ')}) WHERE deleted_at IS NULL`,
          },
        ]
      : []),
    ...(recyclable
      ? [
          {
            name: `${table}_bin`,
            ddl: `CREATE INDEX IF NOT EXISTS ${table}_bin ON ${table} (deleted_at, id) WHERE deleted_at IS NOT NULL`,
          },
        ]
      : []),
  ]
  return { name: table, columns, indexes: [...new Map(wanted.map((one) => [one.name, one])).values()] }
}

const columnNamed = (object: CompiledObject, name: string): CompiledField => {
  const field = object.fields.get(name)
  if (field === undefined) throw new Error(`${object.path}: no field ${name} to index`)
  return field
}

/** One plain index serves both directions: keyset paging takes its ranges apart (DESIGN §6). */
const index = (table: string, columns: readonly string[], live: boolean): Index => {
  const all = [...new Set([...columns, 'id'])]
  const name = `${table}_${columns.join('_')}`.slice(0, 60)
  return {
    name,
    ddl: `CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${all.join(', ')})${live ? ' WHERE deleted_at IS NULL' : ''}`,
  }
}

export const createTableDdl = (table: Table): string =>
  `CREATE TABLE IF NOT EXISTS ${table.name} (\n${table.columns.map((column) => `  ${column.name} ${column.type}${column.name === 'id' ? ' PRIMARY KEY' : ''}`).join(',\n')}\n)`

/** The whole schema as text, for the checked-in snapshot. */
export const schemaText = (tables: readonly Table[]): string =>
  `${tables.map((table) => [createTableDdl(table), ...table.indexes.map((one) => one.ddl)].join(';\n')).join(';\n\n')};\n`

/**
 * Brings the database to what the registry declares. Adds tables, columns and indexes; anything that would lose data
 * is refused with the name of the migration that is missing. Call under the start-up lock.
 */
export const syncSchema = async (db: Database, tables: readonly Table[]): Promise<void> => {
  const existing = await existingColumns(db)
  const faults: string[] = []
  for (const table of tables) {
    const has = existing.get(table.name)
    if (has === undefined) continue
    for (const column of table.columns) {
      const type = has.get(column.name)
      if (type !== undefined && type !== column.type)
        faults.push(
          `${column.from} is ${type} in the database and ${column.type} in its definition: migrations/…-${table.name}-${column.name}-type.sql is missing`,
        )
    }
    const declared = new Set(table.columns.map((column) => column.name))
    for (const name of has.keys())
      if (!declared.has(name))
        faults.push(
          `${table.name}.${name} is in the database but no longer declared: migrations/…-drop-${table.name}-${name}.sql is missing`,
        )
  }
  if (faults.length > 0)
    throw new Error(
      `The database does not fit the definitions, and nothing is dropped or retyped by itself:\n  ${faults.join('\n  ')}`,
    )
  for (const table of tables) {
    const has = existing.get(table.name)
    if (has === undefined) {
      await db.query(raw0(createTableDdl(table)))
      for (const one of table.indexes) await db.query(raw0(one.ddl))
      continue
    }
    for (const column of table.columns) if (!has.has(column.name)) await addColumn(db, table.name, column)
    await addIndexes(db, table)
  }
}

const raw0 = (text: string) => sql`${raw(text)}`

const existingColumns = async (db: Queryable): Promise<Map<string, Map<string, string>>> => {
  const { rows } = await db.query<{ table: string; name: string; type: string }>(
    sql`SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`,
  )
  const tables = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const columns = tables.get(row.table) ?? new Map<string, string>()
    tables.set(row.table, columns)
    columns.set(row.name, row.type)
  }
  return tables
}

/** Adds a nullable column, waiting at most a second for the table at a time, so that nobody waits behind us. */
export const addColumn = async (
  db: Database,
  table: string,
  column: Pick<Column, 'name' | 'type'>,
  /** Done in the same transaction: a column and its declaration are there together or not at all. */
  also: (tx: Transaction) => Promise<void> = async () => undefined,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.transaction(async (tx) => {
        await tx.query(sql`SET LOCAL lock_timeout = '1s'`)
        await tx.query(raw0(`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column.name} ${column.type}`))
        await also(tx)
      })
      return
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03' || attempt >= 30) throw error
    }
  }
}

/** Indexes on tables that may be in use are built beside the traffic. */
export const addIndexes = async (db: Database, table: Table): Promise<void> => {
  const { rows } = await db.query<{ name: string; valid: boolean }>(
    sql`SELECT i.relname AS name, x.indisvalid AS valid FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid WHERE t.relname = ${table.name}`,
  )
  const known = new Map(rows.map((row) => [row.name, row.valid]))
  for (const one of table.indexes) {
    if (known.get(one.name) === true) continue
    if (known.get(one.name) === false) await db.query(raw0(`DROP INDEX CONCURRENTLY IF EXISTS ${one.name}`))
    await db.query(
      raw0(
        one.ddl.replace(
          /^CREATE (UNIQUE )?INDEX/,
          (_, unique: string | undefined) => `CREATE ${unique ?? ''}INDEX CONCURRENTLY`,
        ),
      ),
    )
  }
}

export const tablesOf = (
  registry: Registry,
  types: SqlTypes,
  of: {
    readonly columns: (object: CompiledObject) => readonly ExtraColumn[]
    readonly tables: (object: CompiledObject) => readonly Table[]
  },
): Table[] =>
  [...registry.objects.values()].flatMap((object) => [tableOf(types, object, of.columns(object)), ...of.tables(object)])

/** The column of a field an administrator adds. */
export const customColumn = (types: SqlTypes, field: CompiledField): Pick<Column, 'name' | 'type'> => ({
  name: `c_${snakeCase(field.name)}`,
  type: canonicalType(sqlTypeOf(types, field).column(field.def)),
})
