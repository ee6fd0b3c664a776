import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/kernel/kernel.ts'
import type { Outcome } from '../../src/kernel/records/parts.ts'
import { create } from '../../src/kernel/records/write.ts'
import type { Row } from '../../src/model/label.ts'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'

const limit = 6

/** Values a person might type: some right, some wrong, some that only the limit refuses. */
const input = fc.record(
  {
    name: fc.constantFrom('宁波海岬液压', '苏州恒砚精密', '', '杭州拾光照明', 42),
    level: fc.constantFrom('A', 'B', 'Z', null),
    phone: fc.constantFrom('13812342071', '不是电话', null),
    ownerId: fc.constantFrom('me', 'pool', undefined),
    surprise: fc.constantFrom(undefined, undefined, undefined, 1),
  },
  { requiredKeys: ['name'] },
)

describe('N singles = one batch (DESIGN §4)', () => {
  let app: TestApp
  const people: Client[] = []
  beforeAll(async () => {
    app = await startTestApp()
    const departmentId = await app.department({ name: '华东' })
    for (let i = 0; i < 40; i++) people.push(await app.person({ account: `rep${i}`, roles: ['rep'], departmentId }))
    const published = await app.admin.post('/policy', { capacity: { default: limit } })
    expect(published.status).toBe(201)
    await app.app.system.catchUp()
  }, 60_000)
  afterAll(() => app.close())

  const run = async (person: Client, inputs: readonly object[]): Promise<Outcome[]> => {
    const { kernel } = app.app.system
    const principal = await kernel.principalFor(person.id)
    if (principal === undefined) throw new Error('nobody')
    return create(
      kernel,
      contextOf(kernel, principal, { via: 'api' }),
      kernel.registry().objects.get('customers')!,
      inputs,
    )
  }

  /** What of an outcome does not depend on who and when. */
  const essence = (outcome: Outcome): Row => {
    if ('refusal' in outcome)
      return {
        code: outcome.refusal.code,
        errors: (outcome.refusal.more.errors ?? []).map((e) => `${e.path}:${e.code}`),
      }
    const { name, level, phone, completeness, version } = outcome.row
    return {
      name,
      level,
      phone,
      completeness,
      version,
      owned: outcome.row.ownerId !== null,
      pooled: outcome.row.pooledAt !== null,
    }
  }

  it('makes the same records and refuses the same ones, in any mixture, up to the limit', async () => {
    let next = 0
    await fc.assert(
      fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 14 }), async (drafts) => {
        const one = people[next++ % people.length]!
        const other = people[next++ % people.length]!
        const as = (person: Client) =>
          drafts.map(({ ownerId, surprise, ...rest }) => ({
            ...rest,
            ...(ownerId === 'me' ? { ownerId: person.id } : ownerId === 'pool' ? { ownerId: null } : {}),
            ...(surprise === undefined ? {} : { surprise }),
          }))
        await app.app.system.kernel.db.pool.query('DELETE FROM customers WHERE owner_id = ANY($1)', [
          [one.id, other.id],
        ])
        const singles: Outcome[] = []
        for (const draft of as(one)) singles.push(...(await run(one, [draft])))
        const batch = await run(other, as(other))
        expect(batch.map(essence)).toEqual(singles.map(essence))
        const owned = batch.filter((outcome) => 'row' in outcome && outcome.row.ownerId === other.id).length
        expect(owned).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
