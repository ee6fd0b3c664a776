import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/kernel/database/database.ts'
import type { Row } from '../src/model/label.ts'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { type CopyColumn, copyLine, copyRows } from './copy.ts'
import { withoutIndexes } from './indexes.ts'

const columns: readonly CopyColumn[] = [
  { name: 'id', from: 'id', shape: 'scalar' },
  { name: 'full_name', from: 'fullName', shape: 'scalar' },
  { name: 'is_primary', from: 'isPrimary', shape: 'scalar' },
  { name: 'tags', from: 'tags', shape: 'array' },
  { name: 'points', from: 'points', shape: 'json' },
  { name: 'at', from: 'at', shape: 'scalar' },
]

let base: TestDatabase
let db: Database
beforeAll(async () => {
  base = await createTestDatabase('copy')
  db = openDatabase(base.url, { max: 2 })
  await db.query(
    sql`CREATE TABLE things (id int PRIMARY KEY, full_name text, is_primary boolean, tags text[], points jsonb, at timestamptz)`,
  )
  await db.query(sql`CREATE INDEX things_name ON things (full_name)`)
})
afterAll(async () => {
  await db?.close()
  await base?.drop()
})

describe('copying', () => {
  const rows: Row[] = [
    {
      id: 1,
      fullName: '青屿\t自动化\n"第一行"\\',
      isPrimary: true,
      tags: ['a', 'b,c', 'd"e', 'f\\g', '{h}', 'NULL', ''],
      points: [{ value: 'x\\n"y"\n', primary: true }],
      at: '2026-11-21T04:00:00.000Z',
    },
    { id: 2, fullName: '\\N', isPrimary: false, tags: [], points: {}, at: null },
    { id: 3, fullName: '\\.' },
  ]

  it('brings back exactly what went in', async () => {
    const count = await db.transaction((tx) => copyRows({ client: tx.client, table: 'things', columns, rows }))
    expect(count).toBe(3)
    const { rows: back } = await db.query(
      sql`SELECT id, full_name AS "fullName", is_primary AS "isPrimary", tags, points, at FROM things ORDER BY id`,
    )
    expect(back).toEqual([rows[0], rows[1], { ...rows[2], isPrimary: null, tags: null, points: null, at: null }])
  })

  it('writes one line a row', () => {
    expect(copyLine(columns, { id: 4, fullName: 'x', isPrimary: false, tags: ['t'] })).toBe(
      '4\tx\tf\t{"t"}\t\\N\t\\N\n',
    )
  })

  it('takes rows only as fast as they are taken from it, and many of them', async () => {
    let given = 0
    function* many(): Generator<Row> {
      for (; given < 100_000; given++)
        yield { id: 1000 + given, fullName: `客户 ${given}`, isPrimary: given % 2 === 0, tags: ['华东', '重点'] }
    }
    const rowsCopied = await db.transaction((tx) =>
      withoutIndexes(tx, ['things'], () => copyRows({ client: tx.client, table: 'things', columns, rows: many() })),
    )
    expect(rowsCopied).toBe(100_000)
    const { rows: indexes } = await db.query(
      sql`SELECT indexname AS name FROM pg_indexes WHERE tablename = 'things' ORDER BY 1`,
    )
    expect(indexes).toEqual([{ name: 'things_name' }, { name: 'things_pkey' }])
  })

  it('leaves the connection usable when a row cannot be copied', async () => {
    await expect(
      db.transaction((tx) => copyRows({ client: tx.client, table: 'things', columns, rows: [{ id: 1 }] })),
    ).rejects.toThrow(/duplicate key/)
    await expect(
      db.transaction((tx) =>
        copyRows({ client: tx.client, table: 'things', columns, rows: [{ id: 9, fullName: { no: 1 } }] }),
      ),
    ).rejects.toThrow(/plain column/)
    const { rows: back } = await db.query<{ n: number }>(sql`SELECT count(*) AS n FROM things`)
    expect(back[0]!.n).toBe(100_003)
  })
})
