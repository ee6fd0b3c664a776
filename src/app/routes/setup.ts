import sql from 'sql-template-tag'
import type { Transaction } from '../../kernel/database/database.ts'
import { contextOf } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { create, single } from '../../kernel/records/write.ts'
import type { Call, Reply, Route } from '../../kernel/rest/route.ts'
import { checkFirstRunCode, consumeFirstRunCode, firstRunCode } from '../../kernel/sign-in/first-run.ts'
import { signIn } from '../../kernel/sign-in/sign-in.ts'
import { checkPasswordStrength } from '../../kernel/sign-in/strength.ts'
import { invalid } from '../../model/errors.ts'
import { defaultRoles } from '../../modules/org/roles.rules.ts'
import type { System } from '../boot.ts'
import { defaultPool } from '../seed.ts'
import { opened, texts } from './sign-in.ts'

/** The first administrator, by the one-time code of the terminal. */
const setUp = async (system: System, call: Call): Promise<Reply> => {
  const { kernel } = call
  const input = texts(call, ['code', 'company', 'name', 'account', 'password'])
  await checkFirstRunCode(kernel.db, { code: input.code, ip: call.ip, userAgent: call.userAgent })
  const faults = checkPasswordStrength({ password: input.password, account: input.account, name: input.name })
  if (faults.length > 0) throw invalid(faults)
  await kernel.db.transaction(async (tx) => {
    await consumeFirstRunCode(tx)
    const { rows } = await tx.query<{ id: string }>(sql`SELECT id FROM roles WHERE key = 'administrator'`)
    const context = contextOf(kernel, systemPrincipal('set-up'), {
      tx,
      requestId: call.context.requestId,
      via: 'setup',
    })
    const employees = kernel.registry().objects.get('employees')!
    const departments = kernel.registry().objects.get('departments')!
    const department = single(
      await create(kernel, context, departments, [{ name: input.company }], { trusted: true }),
    ).row
    single(
      await create(
        kernel,
        context,
        employees,
        [
          {
            name: input.name,
            account: input.account,
            password: input.password,
            departmentId: department.id,
            roleIds: [rows[0]?.id],
          },
        ],
        { trusted: true },
      ),
    )
    if (call.context.locale === 'en') await nameInEnglish(tx)
    await tx.query(
      sql`INSERT INTO settings (name, value) VALUES ('company', ${JSON.stringify({ name: input.company })}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    )
  })
  await system.catchUp()
  return {
    ...opened(
      await signIn(kernel.db, {
        account: input.account,
        password: input.password,
        ip: call.ip,
        userAgent: call.userAgent,
      }),
    ),
    status: 201,
  }
}

/** What was there before anybody came is called as the company speaks. */
const nameInEnglish = async (tx: Transaction) => {
  for (const role of defaultRoles)
    await tx.query(sql`UPDATE roles SET name = ${role.en} WHERE key = ${role.key} AND name = ${role.zh}`)
  await tx.query(sql`UPDATE pools SET name = ${defaultPool.en} WHERE is_default AND name = ${defaultPool.zh}`)
  await tx.query(sql`UPDATE epochs SET access = access + 1`)
}

export const setupRoutes = (system: System): readonly Route[] => [
  {
    method: 'GET',
    path: '/setup',
    open: true,
    run: async (call) => ({ body: { needed: (await firstRunCode(call.kernel.db)) !== undefined } }),
  },
  { method: 'POST', path: '/setup', open: true, run: (call) => setUp(system, call) },
]
