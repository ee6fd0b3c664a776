import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { readArchive, writeArchive } from './archive.ts'
import { backup, restore } from './backup.ts'

let folder = ''
let source: TestDatabase
let target: TestDatabase

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greensea-backup-'))
  source = await createEmptyDatabase('source')
  target = await createEmptyDatabase('target')
})

afterEach(async () => {
  await Promise.all([source.drop(), target.drop()])
  await rm(folder, { recursive: true, force: true })
})

const ask = async <R extends object>(url: string, text: string): Promise<R[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(text)).rows
  } finally {
    await client.end()
  }
}

const company = `
  CREATE EXTENSION pg_trgm;
  CREATE SCHEMA extra;
  CREATE TYPE level AS ENUM ('普通', 'VIP');
  CREATE FUNCTION shorten(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT left($1, 2) $$;
  CREATE TABLE departments (id uuid PRIMARY KEY, name text NOT NULL, parent_id uuid REFERENCES departments);
  CREATE TABLE customers (
    id uuid PRIMARY KEY, name text NOT NULL, short text GENERATED ALWAYS AS (shorten(name)) STORED,
    department_id uuid REFERENCES departments, level level NOT NULL DEFAULT '普通', amount numeric(18, 2) CHECK (amount >= 0),
    tags text[] NOT NULL DEFAULT '{}', more jsonb, seen_at timestamptz, born_on date, scan bytea, "order" integer, gone text);
  ALTER TABLE customers DROP COLUMN gone;
  CREATE INDEX ON customers USING gin (name gin_trgm_ops);
  CREATE UNIQUE INDEX one_name ON customers (lower(name)) WHERE level = 'VIP';
  CREATE TABLE extra."Mixed case" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n serial, "Value" text);
  CREATE TABLE empty (id int);
  CREATE VIEW rich AS SELECT name FROM customers WHERE amount > 10;
  CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen_at := 'epoch'; RETURN NEW; END $$;
  INSERT INTO departments VALUES ('00000000-0000-0000-0000-000000000002', '销售', NULL);
  INSERT INTO departments VALUES ('00000000-0000-0000-0000-000000000001', '华东', '00000000-0000-0000-0000-000000000002');
  INSERT INTO customers (id, name, department_id, level, amount, tags, more, seen_at, born_on, scan, "order")
  SELECT gen_random_uuid(), E'上海\\t腾讯\\n"科技"\\\\N, ' || n, '00000000-0000-0000-0000-000000000001', 'VIP', n + 0.10,
    ARRAY['a,b', '{"c"}'], '{"k": ["v", null]}', '2026-02-03 04:05:06.789012+08', '2026-02-28', '\\x00ff0a', NULL
  FROM generate_series(1, 30000) n;
  INSERT INTO extra."Mixed case" ("Value") SELECT repeat('绿', 100000) FROM generate_series(1, 30);
  INSERT INTO extra."Mixed case" ("Value") VALUES (NULL), ('');
  CREATE TRIGGER stamped BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION stamp();`

const describeAll = async (url: string) => ({
  customers: await ask(url, "SELECT count(*), md5(string_agg(c::text, '|' ORDER BY id)) FROM customers c"),
  mixed: await ask(url, `SELECT count(*), md5(string_agg(c::text, '|' ORDER BY id)) FROM extra."Mixed case" c`),
  departments: await ask(url, 'SELECT * FROM departments ORDER BY id'),
  rich: await ask(url, 'SELECT count(*) FROM rich'),
  columns: await ask(
    url,
    `SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default, is_identity, generation_expression
     FROM information_schema.columns WHERE table_schema IN ('public', 'extra') ORDER BY 1, 2, 3`,
  ),
  indexes: await ask(url, `SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'extra') ORDER BY 1`),
  constraints: await ask(
    url,
    `SELECT conname, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conrelid <> 0
     AND connamespace IN ('public'::regnamespace, 'extra'::regnamespace) ORDER BY 1`,
  ),
  triggers: await ask(url, 'SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal'),
})

test('a restored database has every table, row, index, rule and counter of the original', async () => {
  await ask(source.url, company)
  const file = join(folder, 'backups', 'all.tar.gz')
  const saved = await backup({ url: source.url, file })
  expect(saved).toEqual({ tables: 4, rows: 30_034, files: 0 })
  expect((await stat(file)).mode & 0o077).toBe(0)
  expect(await restore({ url: target.url, file })).toEqual(saved)
  expect(await describeAll(target.url)).toEqual(await describeAll(source.url))
  const next = `INSERT INTO extra."Mixed case" ("Value") VALUES ('next') RETURNING id::int, n`
  expect(await ask(target.url, next)).toEqual([{ id: 33, n: 33 }])
})

test('a backup is what stood at one moment, and can be taken again from its copy', async () => {
  await ask(source.url, 'CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) n')
  const [first, second] = [join(folder, '1.tar.gz'), join(folder, '2.tar.gz')]
  const now = new Date('2026-03-01T00:00:00Z')
  await backup({ url: source.url, file: first, now })
  await restore({ url: target.url, file: first })
  await backup({ url: target.url, file: second, now })
  expect(await readFile(second)).toEqual(await readFile(first))
})

test('refuses a database that has tables, and leaves it alone', async () => {
  await ask(source.url, 'CREATE TABLE t AS SELECT 1 AS n')
  const file = join(folder, 'all.tar.gz')
  await backup({ url: source.url, file })
  await ask(target.url, 'CREATE TABLE other AS SELECT 7 AS n')
  await expect(restore({ url: target.url, file })).rejects.toThrow(/数据库不是空的[\s\S]*table public.other/)
  expect(await ask(target.url, 'SELECT n FROM other')).toEqual([{ n: 7 }])
})

test('a damaged backup restores nothing', async () => {
  await ask(source.url, 'CREATE TABLE t AS SELECT n, md5(n::text) FROM generate_series(1, 50000) n')
  const file = join(folder, 'all.tar.gz')
  await backup({ url: source.url, file })
  const { size } = await stat(file)
  await truncate(file, size - 1000)
  await expect(restore({ url: target.url, file })).rejects.toThrow(/incomplete or damaged; nothing was restored/)
  expect(await ask(target.url, "SELECT 1 FROM pg_class WHERE relname = 't'")).toEqual([])
  await writeFile(file, 'something else')
  await expect(restore({ url: target.url, file })).rejects.toThrow(/damaged/)
  await expect(restore({ url: target.url, file: join(folder, 'no') })).rejects.toThrow(/找不到备份文件/)
})

test('rows that are missing from a backup are noticed', async () => {
  await ask(source.url, 'CREATE TABLE t AS SELECT n FROM generate_series(1, 10) n')
  const file = join(folder, 'all.tar.gz')
  const less = join(folder, 'less.tar.gz')
  await backup({ url: source.url, file })
  const archive = writeArchive(less)
  for await (const { name, content } of readArchive(file)) {
    const parts: Buffer[] = []
    for await (const bytes of content) parts.push(bytes)
    const bytes = Buffer.concat(parts)
    await archive.add(name, name.startsWith('data/') ? bytes.subarray(0, bytes.indexOf(10) + 1) : bytes)
  }
  await archive.close()
  await expect(restore({ url: target.url, file: less })).rejects.toThrow(/incomplete/)
  expect(await ask(target.url, "SELECT 1 FROM pg_class WHERE relname = 't'")).toEqual([])
})

test('files go along, whatever their names and sizes', async () => {
  const before = join(folder, 'before')
  const long = `${'很长的名字'.repeat(12)}.pdf`
  await mkdir(join(before, '2026', '03'), { recursive: true })
  await writeFile(join(before, '2026', '03', long), Buffer.alloc(3_000_000, 'x'))
  await writeFile(join(before, 'empty.txt'), '')
  const file = join(folder, 'all.tar.gz')
  expect(await backup({ url: source.url, file, folders: { attachments: before } })).toMatchObject({ files: 2 })
  const after = join(folder, 'after')
  expect(await restore({ url: target.url, file, folders: { attachments: after } })).toMatchObject({ files: 2 })
  expect((await readFile(join(after, '2026', '03', long))).length).toBe(3_000_000)
  expect(await readFile(join(after, 'empty.txt'), 'utf8')).toBe('')
})

test('a file of a backup can’t be written outside its folder', async () => {
  const file = join(folder, 'evil.tar.gz')
  const archive = writeArchive(file)
  await archive.add('schema.json', JSON.stringify({ format: 1, before: [], tables: [], after: [] }))
  await archive.add('files/attachments/../../evil.txt', 'x')
  await archive.close()
  await expect(restore({ url: target.url, file, folders: { attachments: join(folder, 'a', 'b') } })).rejects.toThrow()
  await expect(stat(join(folder, 'evil.txt'))).rejects.toThrow(/ENOENT/)
})

test('what a backup can’t keep is named instead of being left out', async () => {
  await ask(source.url, 'CREATE TABLE parts (n int) PARTITION BY LIST (n)')
  await expect(backup({ url: source.url, file: join(folder, 'all.tar.gz') })).rejects.toThrow(/public\.parts/)
  await expect(stat(join(folder, 'all.tar.gz.part'))).rejects.toThrow(/ENOENT/)
})
