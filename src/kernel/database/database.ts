import pg from 'pg'
import type { Sql } from 'sql-template-tag'

/** Something that runs one statement: the pool, or a transaction. Rows come with JSON-ready values (see `parsers`). */
export interface Queryable {
  /** `name`: planned once per connection. Only for statements of one text whose plan never depends on the values. */
  query<R extends object = Record<string, unknown>>(
    statement: Sql,
    name?: string,
  ): Promise<{ rows: R[]; rowCount: number }>
}

export interface Transaction extends Queryable {
  /** The connection itself, for COPY and LISTEN. */
  readonly client: pg.PoolClient
}

export interface Database extends Queryable {
  readonly pool: pg.Pool
  /** One transaction; repeated up to three times when PostgreSQL reports a deadlock or serialization failure. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** `2026-11-21 08:00:00.123456+00` -> `2026-11-21T08:00:00.123Z`; the session time zone is UTC. */
const isoTime = (text: string): string => {
  const point = text.indexOf('.')
  const plus = text.lastIndexOf('+')
  if (point < 0) return `${text.slice(0, 10)}T${text.slice(11, plus)}.000Z`
  return `${text.slice(0, 10)}T${text.slice(11, point)}.${text
    .slice(point + 1, plus)
    .padEnd(3, '0')
    .slice(0, 3)}Z`
}

const plain = (text: string) => text
const times = new Map<number, (text: string) => unknown>([
  [1184, isoTime],
  [1082, plain],
  [1700, plain],
  [20, Number],
])
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    times.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

const run = async <R extends object>(on: pg.Pool | pg.PoolClient, statement: Sql, name?: string) => {
  const result = await on.query<R>({
    text: statement.text,
    values: statement.values,
    types: parsers,
    ...(name === undefined ? {} : { name }),
  })
  return { rows: result.rows, rowCount: result.rowCount ?? 0 }
}

const transient = new Set(['40001', '40P01'])

/** Opens a pool. Every session speaks UTC and gives up a lock wait after 30 s. */
export const openDatabase = (url: string, options: { max?: number; name?: string } = {}): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'greensea',
    options: '-c TimeZone=UTC -c lock_timeout=30s -c jit=off',
  })
  // An idle connection that breaks is replaced at the next query; without a listener Node would stop.
  pool.on('error', () => undefined)
  return {
    pool,
    query: (statement, name) => run(pool, statement, name),
    transaction: async (work) => {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect()
        let broken: Error | undefined
        try {
          await client.query('BEGIN')
          const result = await work({ client, query: (statement, name) => run(client, statement, name) })
          await client.query('COMMIT')
          return result
        } catch (error) {
          await client.query('ROLLBACK').catch((reason: Error) => {
            broken = reason
          })
          if (attempt < 3 && transient.has((error as { code?: string }).code ?? '')) continue
          throw error
        } finally {
          client.release(broken)
        }
      }
    },
    close: () => pool.end(),
  }
}
