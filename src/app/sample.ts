import sql from 'sql-template-tag'
import { loadSample, samplePassword } from '../../sample/load.ts'
import { newId } from '../kernel/ids.ts'
import { contextOf } from '../kernel/kernel.ts'
import { systemPrincipal } from '../kernel/principal.ts'
import { hashPassword } from '../kernel/sign-in/hashing.ts'
import type { System } from './boot.ts'

/** What the sample company prints on its paper. */
const company = {
  name: '青屿自动化',
  englishName: 'Islet Automation',
  logo: '青屿',
  address: '浙江省杭州市滨江区示例路 100 号',
  englishAddress: '100 Sample Road, Binjiang, Hangzhou, China',
  phone: '0571-00000000',
  taxNumber: '91330108MA0SAMPLE0',
  bank: '示例银行杭州分行',
  account: '0000 0000 0000 0000',
}

/** Loads the sample company into an empty database, once, and says with which accounts to look around. */
export const ensureSample = async (system: System, say: (text: string) => void): Promise<void> => {
  const { db } = system.kernel
  const { rowCount } = await db.query(sql`SELECT 1 FROM employees LIMIT 1`)
  if (rowCount === 0) {
    say('  正在装入示例公司… · Loading the sample company…')
    await loadSample(system.kernel, { passwordHash: await hashPassword(samplePassword) })
    await db.query(
      sql`INSERT INTO settings (name, value) VALUES ('company', ${JSON.stringify(company)}::jsonb) ON CONFLICT (name) DO NOTHING`,
    )
    await db.query(sql`UPDATE epochs SET access = access + 1`)
    await system.catchUp()
    await findDoubles(system)
  }
  say(`  示例账号（密码都是 ${samplePassword}）· sample accounts, the password of all is ${samplePassword}:`)
  say('  admin  director  manager1  rep1  ops1  service1  finance1  hr1  market1  partner1')
}

/** The sample comes by COPY, past the write path: its keys are made, and what is double in it stands in the duplicate centre. */
const findDoubles = async ({ kernel }: System): Promise<void> => {
  await kernel.db.query(sql`DELETE FROM settings WHERE name LIKE 'identity-keys:%'`)
  await kernel.db.query(
    sql`INSERT INTO duplicate_scans (id, object, state, at) VALUES (${newId()}, 'customers', 'queued', ${kernel.clock.now()})`,
  )
  const context = contextOf(kernel, systemPrincipal('sample'))
  for (const job of ['identity-keys', 'duplicate-scan']) await kernel.jobs.get(job)?.run(context, async () => undefined)
}
