import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import { runOn, urlOf } from '../../../test/support/address.ts'
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { checkDatabase } from './check.ts'
import { type Database, openDatabase } from './database.ts'

const using = async (made: TestDatabase, work: (db: Database) => Promise<void>): Promise<void> => {
  const db = openDatabase(made.url, { max: 4 })
  try {
    await work(db)
  } finally {
    await db.close()
    await made.drop()
  }
}

test('accepts a suitable database and gives it trigrams, also when several processes start at once', async () => {
  await using(await createEmptyDatabase('check'), async (db) => {
    await Promise.all([checkDatabase(db), checkDatabase(db), checkDatabase(db)])
    const { rows } = await db.query<{ known: boolean }>(sql`SELECT similarity('腾讯科技', '腾讯') > 0 AS known`)
    expect(rows).toEqual([{ known: true }])
  })
})

const unsuitable = async (options: string, work: (db: Database) => Promise<void>) => {
  const made = await createEmptyDatabase('check')
  const name = `${new URL(made.url).pathname.slice(1)}_other`
  await runOn(made.url, `CREATE DATABASE ${name} TEMPLATE template0 ${options}`)
  const drop = () => runOn(made.url, `DROP DATABASE ${name} WITH (FORCE)`)
  await using({ url: urlOf(made.url, name), drop: () => drop().then(made.drop) }, work)
}

test('refuses an encoding that is not UTF8, saying what to do', async () => {
  await unsuitable("ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'", async (db) => {
    await expect(checkDatabase(db)).rejects.toThrow(/编码是 SQL_ASCII.*CREATE DATABASE[\s\S]*UTF8 is needed/)
  })
})

test('refuses a locale that does not know Chinese letters', async () => {
  await unsuitable("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'", async (db) => {
    await expect(checkDatabase(db)).rejects.toThrow(/区域设置认不出汉字[\s\S]*does not know Chinese letters/)
  })
})
