import sql from 'sql-template-tag'
import type { Database } from './database.ts'
import { trouble } from './trouble.ts'

const oldest = 15

/** Refuses a database that Greensea can't work on, saying what to do; makes the extension it needs. */
export const checkDatabase = async (db: Database): Promise<void> => {
  const { rows } = await db.query<{ version: number; name: string; encoding: string }>(sql`
    SELECT current_setting('server_version_num')::int / 10000 AS version, datname AS name,
           pg_encoding_to_char(encoding) AS encoding
    FROM pg_database WHERE datname = current_database()`)
  const found = rows[0]
  if (found === undefined) throw new Error('no current database')
  if (found.version < oldest)
    throw trouble(
      `数据库是 PostgreSQL ${found.version}，需要 ${oldest} 或更新的版本。请升级后再启动`,
      `The database is PostgreSQL ${found.version}; ${oldest} or later is needed. Upgrade it and start again`,
    )
  if (found.encoding !== 'UTF8')
    throw trouble(
      `数据库 ${found.name} 的编码是 ${found.encoding}，需要 UTF8。请新建一个：CREATE DATABASE ${found.name}_utf8 ENCODING 'UTF8' TEMPLATE template0`,
      `The encoding of the database ${found.name} is ${found.encoding}; UTF8 is needed. Make a new one: CREATE DATABASE ${found.name}_utf8 ENCODING 'UTF8' TEMPLATE template0`,
    )
  await ensureTrigrams(db)
}

const ensureTrigrams = async (db: Database): Promise<void> => {
  try {
    await db.query(sql`CREATE EXTENSION IF NOT EXISTS pg_trgm`)
  } catch (error) {
    // Two processes that start together may both try.
    if ((error as { code?: string }).code !== '23505')
      throw trouble(
        '数据库缺少扩展 pg_trgm，当前账号又装不了。请用管理员账号在这个数据库里执行 CREATE EXTENSION pg_trgm（系统需装有 postgresql-contrib）',
        'The database lacks the extension pg_trgm and this account may not add it. As an administrator run CREATE EXTENSION pg_trgm in it (the package postgresql-contrib is needed)',
        error,
      )
  }
  const { rows } = await db.query<{ likeness: number }>(
    sql`SELECT similarity('上海腾讯科技有限公司', '腾讯科技') AS likeness`,
  )
  if ((rows[0]?.likeness ?? 0) > 0) return
  throw trouble(
    "数据库的区域设置认不出汉字，查重和搜索会失效。请用 UTF-8 区域新建数据库：CREATE DATABASE greensea ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0",
    "The locale of the database does not know Chinese letters, so search and duplicate checks would fail. Make one with a UTF-8 locale: CREATE DATABASE greensea ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0",
  )
}
