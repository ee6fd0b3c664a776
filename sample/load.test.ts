import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type System } from '../src/app/boot.ts'
import { completenessOf } from '../src/engines/completeness/index.ts'
import { hashed } from '../src/engines/search/tokens.ts'
import { cheapHashingCost, hashPassword } from '../src/kernel/sign-in/hashing.ts'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { type Loaded, loadSample, samplePassword } from './load.ts'
import { day } from './scratch.ts'
import { objectOf } from './tables.ts'

let base: TestDatabase
let system: System
let loaded: Loaded
let passwordHash: string

const one = async (statement: ReturnType<typeof sql>): Promise<unknown> =>
  Object.values((await system.kernel.db.query(statement)).rows[0] ?? {})[0]

beforeAll(async () => {
  base = await createTestDatabase('sample')
  system = await boot({ url: base.url, poolSize: 3 })
  passwordHash = await hashPassword(samplePassword, cheapHashingCost)
  loaded = await loadSample(system.kernel, { passwordHash, ...day })
})
afterAll(async () => {
  await system?.close()
  await base?.drop()
})

describe('loading the sample company', () => {
  it('fills every table', () => {
    expect(loaded.rows).toMatchObject({ departments: 19, employees: 44, pools: 3, customers: 3000 })
    for (const count of Object.values(loaded.rows)) expect(count).toBeGreaterThan(0)
  })

  it('leaves the derived columns as the engines would', async () => {
    expect(await one(sql`SELECT count(*) FROM customers WHERE completeness IS NULL OR follow_up_count IS NULL`)).toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM customers c WHERE follow_up_count <> (SELECT count(*) FROM follow_ups f WHERE f.customer_id = c.id)`,
      ),
    ).toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM customers c WHERE last_valid_follow_up_at IS DISTINCT FROM (SELECT max(least(happened_at, created_at)) FROM follow_ups f WHERE f.customer_id = c.id AND is_valid)`,
      ),
    ).toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM customers WHERE (owner_id IS NULL) <> (pooled_at IS NOT NULL) OR pool_id IS NULL`,
      ),
    ).toBe(0)
    const object = objectOf(system.kernel, 'customers')
    const { rows } = await system.kernel.db.query<{ name: string; completeness: number }>(
      sql`SELECT name, credit_code AS "creditCode", level, source, industry, region, address, phone, email, website, completeness FROM customers LIMIT 50`,
    )
    for (const row of rows) expect(row.completeness).toBe(completenessOf(object, row))
  })

  it('points nowhere outside itself', async () => {
    expect(
      await one(
        sql`SELECT count(*) FROM contacts c LEFT JOIN customers t ON t.id = c.customer_id WHERE t.id IS NULL OR t.owner_id IS DISTINCT FROM c.owner_id OR t.pool_id IS DISTINCT FROM c.pool_id`,
      ),
    ).toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM follow_ups f LEFT JOIN customers c ON c.id = f.customer_id LEFT JOIN employees e ON e.id = f.owner_id WHERE c.id IS NULL OR e.id IS NULL`,
      ),
    ).toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM customers c LEFT JOIN contacts p ON p.id = c.primary_contact_id WHERE c.primary_contact_id IS NOT NULL AND (p.id IS NULL OR p.customer_id <> c.id OR NOT p.is_primary)`,
      ),
    ).toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM ownership_intervals i JOIN customers c ON c.id = i.record_id WHERE i.to_at IS NULL AND i.owner_id IS DISTINCT FROM c.owner_id`,
      ),
    ).toBe(0)
    expect(
      await one(sql`SELECT count(*) FROM employees WHERE cardinality(role_ids) <> 1 OR department_id IS NULL`),
    ).toBe(0)
    expect(await one(sql`SELECT count(*) FROM credentials`)).toBe(44)
  })

  it('is found by name, pinyin and number', async () => {
    expect(await one(sql`SELECT count(*) FROM customers_search WHERE tokens @> ${hashed(['精密'])}::int[]`)).not.toBe(0)
    expect(
      await one(
        sql`SELECT count(*) FROM customers c LEFT JOIN customers_search s ON s.id = c.id WHERE s.id IS NULL OR cardinality(s.tokens) < 5 OR s.reading = ''`,
      ),
    ).toBe(0)
  })

  it('is what rep1 sees after the next request', async () => {
    const { rows } = await system.kernel.db.query<{ access: number; registry: number; clockOffset: number }>(
      sql`SELECT access, registry, clock_offset AS "clockOffset" FROM epochs`,
    )
    await system.renew(rows[0]!)
    const rep = [...system.kernel.directory().people.values()].find((person) => person.region !== null)!
    expect(system.roleKeys(rep.roleIds)).toEqual(['rep'])
    const manager = await one(sql`SELECT id FROM employees WHERE account = 'manager1'`)
    expect(system.kernel.directory().subordinates(String(manager)).length).toBeGreaterThan(10)
    expect(system.ownership.policy(day.now).policy.capacity.default).toBe(50)
    expect(system.ownership.defaultPool()?.name).toBe('华东公海')
  })

  it('goes into an empty database only', async () => {
    await expect(loadSample(system.kernel, { passwordHash, ...day })).rejects.toThrow(/空库/)
    expect(await one(sql`SELECT count(*) FROM customers`)).toBe(3000)
  })
})
