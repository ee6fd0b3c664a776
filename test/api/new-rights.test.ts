import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Application, createApplication } from '../../src/app/application.ts'
import { createTestDatabase } from '../support/database.ts'

/** A database of an earlier version: it knows neither handing over nor takeovers, and its administrators changed things. */
let app: Application | undefined
let database: Awaited<ReturnType<typeof createTestDatabase>>
const start = async () => {
  app = await createApplication({ url: database.url, schedule: false })
  return app
}
const stop = async () => {
  await app?.close()
  app = undefined
}
const roles = async () => {
  const { rows } = await app!.system.kernel.db.pool.query<{
    key: string
    functions: Record<string, string[]>
    scopes: Record<string, Record<string, unknown>>
    fields: Record<string, Record<string, string>>
  }>('SELECT key, functions, scopes, fields FROM roles WHERE key IS NOT NULL')
  return new Map(rows.map((row) => [row.key, row]))
}
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await stop()
  await database.drop()
})

it.each(['seeded-rights', 'seeded-objects'])(
  'rights and closed fields that are new are added once (%s)',
  async (form) => {
    const { system } = await start()
    const { pool } = system.kernel.db
    const objects = [...system.kernel.registry().objects.keys()].filter((path) => path !== 'takeovers')
    const { rows } = await pool.query<{ value: string[] }>(`SELECT value FROM settings WHERE name = 'seeded-rights'`)
    const earlier = rows[0]!.value.filter((name) => !/hand-over|^takeovers|employees#grade/.test(name))
    await pool.query(
      `UPDATE roles SET functions = functions - 'takeovers', scopes = scopes - 'takeovers', fields = fields #- '{employees,grade}'`,
    )
    await pool.query(
      `UPDATE roles SET functions = jsonb_set(functions, '{employees}', (functions->'employees') - 'hand-over'), scopes = scopes #- '{employees,hand-over}' WHERE functions ? 'employees'`,
    )
    await pool.query(`UPDATE roles SET functions = functions - 'employees' WHERE key = 'hr'`)
    await pool.query(`UPDATE roles SET functions = jsonb_set(functions, '{customers}', '["read"]') WHERE key = 'rep'`)
    await pool.query(`DELETE FROM roles WHERE key = 'callCentre'`)
    await pool.query(`DELETE FROM settings WHERE name = 'seeded-rights'`)
    await pool.query('INSERT INTO settings (name, value) VALUES ($1, $2)', [
      form,
      JSON.stringify(form === 'seeded-rights' ? earlier : objects),
    ])
    await stop()

    await start()
    const after = await roles()
    expect(after.get('manager')!.functions.employees).toContain('hand-over')
    expect(after.get('manager')!.scopes.employees!['hand-over']).toBe('all')
    expect(after.get('rep')!.functions.takeovers).toContain('complete')
    expect(after.get('rep')!.fields.employees).toMatchObject({ grade: 'none' })
    expect(after.get('rep')!.functions.customers).toEqual(['read'])
    expect(after.get('hr')!.functions.employees).toBeUndefined()
    expect(after.has('callCentre')).toBe(false)

    await app!.system.kernel.db.pool.query(
      `UPDATE roles SET functions = jsonb_set(functions, '{employees}', '["read"]') WHERE key = 'manager'`,
    )
    await stop()
    await start()
    expect((await roles()).get('manager')!.functions.employees).toEqual(['read'])
    await app!.system.kernel.db.pool.query(`DELETE FROM settings WHERE name LIKE 'seeded-%'; DELETE FROM roles`)
    await stop()
  },
)
