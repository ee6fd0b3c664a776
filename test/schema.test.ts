import { afterAll, describe, expect, it } from 'vitest'
import { boot } from '../src/app/boot.ts'
import { schemaText, tablesOf } from '../src/kernel/schema-sync.ts'
import { runOn } from './support/address.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './support/database.ts'

const opened: TestDatabase[] = []
const empty = async () => keep(await createEmptyDatabase('schema'))
const ready = async () => keep(await createTestDatabase('schema'))
const keep = (database: TestDatabase) => {
  opened.push(database)
  return database.url
}
afterAll(() => Promise.all(opened.map((database) => database.drop())))

const booted = async <T>(
  url: string,
  look: (system: Awaited<ReturnType<typeof boot>>) => Promise<T> | T,
): Promise<T> => {
  const system = await boot({ url, poolSize: 2 })
  try {
    return await look(system)
  } finally {
    await system.close()
  }
}

/** Everything a boot could change: columns, indexes, constraints, and the rows an empty database begins with. */
const stateOf = (url: string) =>
  booted(url, async ({ kernel }) => {
    const many = async (text: string) =>
      (await kernel.db.pool.query<{ line: string }>(text)).rows.map((row) => row.line)
    return [
      ...(await many(
        `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1`,
      )),
      ...(await many(`SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`)),
      ...(await many(
        `SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
      )),
      ...(await many(
        `SELECT coalesce(key, '') || ' ' || functions || ' ' || scopes || ' ' || xmin AS line FROM roles ORDER BY 1`,
      )),
      ...(await many(`SELECT id || ' ' || name || ' ' || xmin AS line FROM pools ORDER BY 1`)),
      ...(await many('SELECT version::text AS line FROM policy_versions ORDER BY 1')),
    ]
  })

describe('the schema', () => {
  it('is the checked-in schema.sql', async () => {
    const text = await booted(await ready(), ({ kernel }) =>
      schemaText(tablesOf(kernel.registry(), kernel.types, kernel)),
    )
    await expect(text).toMatchFileSnapshot('../schema.sql')
  })

  it('comes about once when several processes start at once on an empty database', async () => {
    const url = await empty()
    const systems = await Promise.all(Array.from({ length: 4 }, () => boot({ url, poolSize: 3 })))
    const { rows } = await systems[0]!.kernel.db.pool.query(
      'SELECT (SELECT count(*)::int FROM pools) AS pools, (SELECT count(*)::int FROM policy_versions) AS policies, (SELECT count(DISTINCT key)::int - count(*)::int FROM roles) AS doubled',
    )
    await Promise.all(systems.map((system) => system.close()))
    expect(rows[0]).toEqual({ pools: 1, policies: 1, doubled: 0 })
  })

  it('stays as it is at the second boot', async () => {
    const url = await ready()
    const before = await stateOf(url)
    expect(await stateOf(url)).toEqual(before)
    expect(before.length).toBeGreaterThan(200)
  })

  it('refuses to drop what is no longer declared, naming the migration', async () => {
    const url = await ready()
    await runOn(url, 'ALTER TABLE customers ADD COLUMN old_code text')
    await expect(boot({ url, poolSize: 2 })).rejects.toThrow(
      /customers\.old_code .*migrations\/…-drop-customers-old_code\.sql is missing/,
    )
  })

  it('refuses to retype a column, naming the migration, and adds nothing meanwhile', async () => {
    const url = await ready()
    await runOn(url, 'ALTER TABLE customers DROP COLUMN short_name, ALTER COLUMN follow_up_count TYPE text')
    await expect(boot({ url, poolSize: 2 })).rejects.toThrow(
      /customers\.followUpCount is text .* bigint .*migrations\/…-customers-follow_up_count-type\.sql is missing/,
    )
    await runOn(
      url,
      `DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'customers' AND column_name = 'short_name') THEN RAISE 'added'; END IF; END $$`,
    )
  })

  it('moves what records are found by out of their rows', async () => {
    const url = await ready()
    await runOn(
      url,
      `ALTER TABLE customers ADD COLUMN search_tokens text[], ADD COLUMN search_private text[], ADD COLUMN search_reading text;
       DROP TABLE customers_search; DELETE FROM migrations WHERE name = '2026-11-30-search-beside.sql'`,
    )
    const found = await booted(
      url,
      async ({ kernel }) =>
        (
          await kernel.db.pool.query(
            `SELECT (SELECT count(*)::int FROM pg_indexes WHERE tablename = 'customers_search') AS indexes,
              (SELECT count(*)::int FROM information_schema.columns WHERE table_name = 'customers' AND column_name LIKE 'search_%') AS columns`,
          )
        ).rows,
    )
    expect(found).toEqual([{ indexes: 3, columns: 0 }])
  })

  it('adds a missing column and index beside the rows that are there', async () => {
    const url = await ready()
    await runOn(
      url,
      `INSERT INTO customers (id, version, name, created_at, updated_at) VALUES (gen_random_uuid(), 1, '杭州尚祈科技有限公司', now(), now()); ALTER TABLE customers DROP COLUMN nature; DROP INDEX customers_name`,
    )
    const found = await booted(
      url,
      async ({ kernel }) =>
        (
          await kernel.db.pool.query(
            `SELECT name, nature, (SELECT count(*)::int FROM pg_indexes WHERE indexname = 'customers_name') AS indexes FROM customers`,
          )
        ).rows,
    )
    expect(found).toEqual([{ name: '杭州尚祈科技有限公司', nature: null, indexes: 1 }])
  })
})
