import sql, { raw } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type System } from '../src/app/boot.ts'
import { contextOf } from '../src/kernel/kernel.ts'
import { systemPrincipal } from '../src/kernel/principal.ts'
import { create } from '../src/kernel/records/write.ts'
import { cheapHashingCost, hashPassword } from '../src/kernel/sign-in/hashing.ts'
import type { Row } from '../src/model/label.ts'
import { firstStages } from '../src/modules/sales/pipelines.rules.ts'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { generateDossiers } from './company.ts'
import { dateOf } from './days.ts'
import { loadSample, samplePassword } from './load.ts'
import { type Sales, salesOf } from './sales.ts'
import { createShop } from './sales-shop.ts'
import { day } from './scratch.ts'
import { objectOf } from './tables.ts'
import { benchCounts, type Counts, createWorld } from './world.ts'

const small: Partial<Counts> = { employees: 26, departments: 19, customers: 900 }
const funnel = {
  stages: firstStages.map((stage, i) => ({ ...stage, requires: [], id: `stage ${i}`, pipelineId: 'pipeline' })),
  lostReasonIds: ['price'],
}

describe('what was sold', () => {
  const salesIn = (now: string, until?: number) => {
    const world = createWorld({ ...day, now, counts: small })
    const shop = createShop(world, world.counts.sales!, funnel)
    return [...generateDossiers(world, 0, until)].flatMap((dossier, i) => salesOf(shop, i, dossier) ?? [])
  }

  it('is the same for the same day, and dated no later than the moment of loading', () => {
    expect(JSON.stringify(salesIn(day.now, 200))).toBe(JSON.stringify(salesIn(day.now, 200)))
    for (const now of ['2026-11-20T16:00:30.000Z', day.now, '2026-11-21T15:59:59.000Z'])
      for (const sales of salesIn(now, 300))
        for (const row of Object.values(sales).flat() as Row[])
          for (const name of [
            'createdAt',
            'updatedAt',
            'at',
            'posted_at',
            'stageSince',
            'registeredAt',
            'convertedAt',
          ]) {
            if (typeof row[name] !== 'string') continue
            if (row[name] > now || (typeof row.createdAt === 'string' && row[name] < row.createdAt))
              throw new Error(`${name} ${row[name]}, loaded at ${now}: ${JSON.stringify(row)}`)
          }
  })

  it('has every state there is, and numbers in the order of days', () => {
    const all = salesIn(day.now)
    const rows = <K extends keyof Sales>(part: K): readonly Row[] => all.flatMap((one) => one[part])
    const states = (part: keyof Sales, field: string) => new Set(rows(part).map((row) => row[field]))
    expect([...states('opportunities', 'phase')].sort()).toEqual(
      ['draft', 'lost', 'refused', 'registered', 'returned', 'review', 'won'].sort(),
    )
    expect(states('opportunities', 'stageId').size).toBe(firstStages.length)
    expect([...states('quotes', 'status')].sort()).toEqual(['accepted', 'approved', 'draft', 'lost', 'revised', 'sent'])
    expect(states('orders', 'status').size).toBe(6)
    expect(states('receipts', 'status').size).toBeGreaterThan(1)
    for (const [part, field] of [
      ['opportunities', 'registrationNo'],
      ['orders', 'number'],
      ['receipts', 'number'],
    ] as const) {
      const made = [...rows(part)].sort((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1))
      expect(new Set(made.map((row) => row[field])).size).toBe(made.length)
      const dates = made.map((row) => dateOf(Date.parse(String(row.createdAt))))
      expect(dates).toEqual([...dates].sort())
    }
  })

  it('can be the sales of a large company, one customer at a time: two orders of three lines to each, three receipts to two orders', () => {
    const counts = { ...benchCounts({ sales: true }), employees: 60, departments: 27, customers: 9000 }
    const world = createWorld({ ...day, counts })
    const shop = createShop(world, counts.sales!, funnel)
    const found = { orders: 0, lines: 0, receipts: 0 }
    let index = 0
    for (const dossier of generateDossiers(world, 0, 800)) {
      const sales = salesOf(shop, index++, dossier)
      for (const order of sales?.orders ?? []) found.lines += (order.lines as Row[]).length
      found.orders += sales?.orders.length ?? 0
      found.receipts += sales?.receipts.length ?? 0
    }
    expect(found.orders / index).toBeGreaterThan(1.6)
    expect(found.orders / index).toBeLessThan(2.6)
    expect(Math.round(found.lines / found.orders)).toBe(3)
    expect(found.receipts / found.orders).toBeGreaterThan(1.4)
  })
})

describe('the sales that are loaded', () => {
  let base: TestDatabase
  let system: System
  const many = async (text: string): Promise<Row[]> => (await system.kernel.db.query<Row>(sql`${raw(text)}`)).rows
  const one = async (text: string) => Object.values((await many(text))[0] ?? {})[0]
  beforeAll(async () => {
    base = await createTestDatabase('sales')
    system = await boot({ url: base.url, poolSize: 3 })
    const passwordHash = await hashPassword(samplePassword, cheapHashingCost)
    await loadSample(system.kernel, { passwordHash, ...day, counts: small })
  })
  afterAll(async () => {
    await system?.close()
    await base?.drop()
  })

  it('are what the engine would have made: the recount finds no difference', async () => {
    const context = contextOf(system.kernel, systemPrincipal('test'))
    // What is late is counted by the day: the company was made for another one.
    await system.kernel.jobs.get('overdue')!.run(context, async () => undefined)
    const result = await system.kernel.jobs.get('ledger-recount')!.run(context, async () => undefined)
    expect(result).toMatchObject({ customers: 900, differences: 0, first: [] })
    expect(Number((result as Row).documents)).toBeGreaterThan(200)
    expect(
      await one('SELECT count(*) FROM (SELECT record_id FROM ledger_entries GROUP BY 1 HAVING sum(amount) <> 0) x'),
    ).toBe(0)
    expect(await one('SELECT count(*) FROM customers WHERE receivable > 0')).not.toBe(0)
    expect(
      await one(
        "SELECT count(*) FROM customers WHERE deal_status <> CASE WHEN coalesce(order_count, 0) = 0 THEN 'none' WHEN order_count = 1 THEN 'dealt' ELSE 'repeat' END",
      ),
    ).toBe(0)
  })

  it('have allocated what was received, no more than there is', async () => {
    for (const table of ['orders', 'contracts'])
      expect(
        await one(
          `SELECT count(*) FROM ${table} t WHERE received <> coalesce((SELECT sum(amount) FROM document_allocations a WHERE a.target_id = t.id AND a.target = '${table}'), 0)`,
        ),
      ).toBe(0)
    expect(await one('SELECT count(*) FROM orders WHERE received > total')).toBe(0)
    expect(
      await one(
        "SELECT count(*) FROM orders WHERE received < total AND due_on < '2026-11-21' AND status = 'delivered'",
      ),
    ).not.toBe(0)
    expect(
      await one(
        "SELECT count(*) FROM receipts r JOIN document_allocations a ON a.record_id = r.id LEFT JOIN orders o ON o.id = a.target_id WHERE a.target = 'orders' AND (o.id IS NULL OR o.customer_id <> r.customer_id)",
      ),
    ).toBe(0)
  })

  it('are reckoned by their lines', async () => {
    const rows = await many(
      "SELECT total::text, (SELECT sum((l->>'amount')::numeric) FROM jsonb_array_elements(lines) l)::text AS sum, (cost + gross_profit)::text AS both FROM orders UNION ALL SELECT total::text, (SELECT sum((l->>'amount')::numeric) FROM jsonb_array_elements(lines) l)::text, (cost + gross_profit)::text FROM quotes",
    )
    expect(rows.length).toBeGreaterThan(200)
    for (const row of rows) expect([row.sum, row.both]).toEqual([row.total, row.total])
  })

  it('point to what is there, belong to whom their customers belong to, and opportunities to their papers', async () => {
    for (const table of ['opportunities', 'quotes', 'contracts', 'orders', 'receipts'])
      expect(
        await one(
          `SELECT count(*) FROM ${table} t LEFT JOIN customers c ON c.id = t.customer_id WHERE c.id IS NULL OR t.owner_id <> coalesce(c.owner_id, t.owner_id) OR t.created_at < c.created_at`,
        ),
      ).toBe(0)
    expect(
      await one(
        "SELECT count(*) FROM opportunities o LEFT JOIN contracts c ON c.id = o.contract_id WHERE (o.phase = 'won') <> (c.status IS NOT DISTINCT FROM 'effective') OR (o.phase = 'lost') <> (o.lost_reason_id IS NOT NULL)",
      ),
    ).toBe(0)
    expect(
      await one(
        "SELECT count(*) FROM leads l LEFT JOIN opportunities o ON o.id = l.opportunity_id WHERE (l.status = 'converted') <> (o.customer_id IS NOT DISTINCT FROM l.customer_id AND o.id IS NOT NULL AND o.created_at = l.converted_at)",
      ),
    ).toBe(0)
    expect(await one("SELECT count(*) FROM leads WHERE status = 'converted'")).not.toBe(0)
    expect(
      await one('SELECT count(*) FROM opportunities o LEFT JOIN stages s ON s.id = o.stage_id WHERE s.id IS NULL'),
    ).toBe(0)
  })

  it('are numbered on from: the next order has the next number of its month', async () => {
    const { kernel } = system
    const before = await many("SELECT last FROM serials WHERE object = 'orders' AND period = '202611'")
    expect(await one("SELECT max(right(number, 4))::int FROM orders WHERE number LIKE 'SO-202611%'")).toBe(
      before[0]!.last,
    )
    const context = { ...contextOf(kernel, systemPrincipal('test')), now: day.now }
    const [customer] = await many('SELECT id FROM customers WHERE order_count = 1 LIMIT 1')
    const [product] = await many("SELECT id FROM products WHERE code = 'QS-0750'")
    const [made] = await create(kernel, context, objectOf(kernel, 'orders'), [
      { customerId: customer!.id ?? null, lines: [{ productId: product!.id ?? null, quantity: '2' }] },
    ])
    if (made === undefined || 'refusal' in made) throw made?.refusal
    expect(made.row).toMatchObject({
      number: `SO-202611${String(Number(before[0]!.last) + 1).padStart(4, '0')}`,
      total: '4360.00',
    })
  })

  it('leave a trail: what was done with a document, and facts of what is tracked', async () => {
    expect(
      await one(
        "SELECT count(*) FROM orders o WHERE created_at > '2026-09-01' AND version <> (SELECT count(*) FROM audit_entries a WHERE a.object = 'orders' AND a.record_id = o.id)",
      ),
    ).toBe(0)
    expect(
      await one(
        `SELECT count(*) FROM opportunities o WHERE created_at > '2026-09-01' AND '"' || phase || '"' <> (SELECT to_value::text FROM field_facts f WHERE f.record_id = o.id AND f.field = 'phase' ORDER BY at DESC, id DESC LIMIT 1)`,
      ),
    ).toBe(0)
    expect(await one("SELECT count(*) FROM audit_entries WHERE object = 'customers' AND action = 'trade'")).not.toBe(0)
  })
})
