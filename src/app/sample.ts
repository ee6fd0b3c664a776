import sql from 'sql-template-tag'
import { loadSample, samplePassword } from '../../sample/load.ts'
import { hashPassword } from '../kernel/sign-in/hashing.ts'
import type { System } from './boot.ts'

/** Loads the sample company into an empty database, once, and says with which accounts to look around. */
export const ensureSample = async (system: System, say: (text: string) => void): Promise<void> => {
  const { db } = system.kernel
  const { rowCount } = await db.query(sql`SELECT 1 FROM employees LIMIT 1`)
  if (rowCount === 0) {
    say('  正在装入示例公司… · Loading the sample company…')
    await loadSample(system.kernel, { passwordHash: await hashPassword(samplePassword) })
    await db.query(
      sql`INSERT INTO settings (name, value) VALUES ('company', ${JSON.stringify({ name: '青屿自动化' })}::jsonb) ON CONFLICT (name) DO NOTHING`,
    )
    await db.query(sql`UPDATE epochs SET access = access + 1`)
    await system.catchUp()
  }
  say(`  示例账号（密码都是 ${samplePassword}）· sample accounts, the password of all is ${samplePassword}:`)
  say('  admin  director  manager1  rep1  ops1  service1  finance1  hr1  market1  partner1')
}
