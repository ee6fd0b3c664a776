import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { good, newCustomer } from '../api/company.ts'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let admin: Client
let rep: Client
let stranger: Client

beforeAll(async () => {
  app = await startTestApp()
  admin = app.admin
  rep = await app.person({ account: 'property-rep', roles: ['rep'] })
  stranger = await app.person({ account: 'property-stranger', roles: ['rep'] })
})
afterAll(() => app.close())

const still = async (id: string) => {
  const { version: _, updatedAt: __, ...rest } = good(await admin.get(`/customers/${id}`))
  return rest
}

const childrenOf = async (ids: readonly string[]) => {
  const found: string[] = []
  for (const path of ['contacts', 'tasks'])
    for (const row of good(await admin.get(`/${path}?limit=200&filter=${JSON.stringify({ customerId: { in: ids } })}`))
      .data)
      found.push(`${path}/${row.id}`)
  return found.sort()
}

it('merging and un-merging in any order keeps every child, and the last un-merge restores all exactly', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), winner: fc.nat(3), loser: fc.nat(3) }),
    fc.record({ kind: fc.constant('undo' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const ids: string[] = []
      for (let n = 0; n < 4; n++) {
        const { id } = await newCustomer(rep, { level: 'ABCD'[n]!, phone: `139000300${10 + n}` })
        ids.push(id)
        good(await rep.post('/contacts', { name: `人${n}`, customerId: id, isPrimary: n % 2 === 0 }), 201)
        good(await rep.post('/tasks', { title: `事${n}`, customerId: id }), 201)
      }
      const before = await Promise.all(ids.map(still))
      const children = await childrenOf(ids)
      const done: string[] = []
      for (const one of steps) {
        if (one.kind === 'merge') {
          const answer = await admin.post('/duplicates/merge', {
            object: 'customers',
            winnerId: ids[one.winner],
            loserIds: [ids[one.loser]],
          })
          if (answer.status === 200) done.push(answer.body.mergeId)
          else expect([404, 409, 422]).toContain(answer.status)
        } else if (done.length > 0) good(await admin.post(`/duplicates/merges/${done.pop()}/undo`, {}))
        expect(await childrenOf(ids)).toEqual(children)
      }
      for (const mergeId of done.reverse()) good(await admin.post(`/duplicates/merges/${mergeId}/undo`, {}))
      expect(await Promise.all(ids.map(still))).toEqual(before)
    }),
    { numRuns: 6 },
  )
}, 120_000)

it('no sequence of look-ups reveals what is hidden', async () => {
  const phone = '13587654321'
  const name = '岱山澜汐海洋生物科技有限公司'
  good(
    await rep.post('/customers', { name, phone, email: 'boss@lanxi-secret.cn', address: '舟山市岱山县长河路188号' }),
    201,
  )
  const guess = fc.oneof(
    fc.record({ name: fc.constantFrom('澜汐海洋生物', '岱山澜汐', '澜汐', '海洋生物科技有限公司') }),
    fc.record({ phone: fc.constantFrom(phone, '13587654320', '1358765', '87654321') }),
    fc.record({ email: fc.constantFrom('boss@lanxi-secret.cn', 'x@lanxi-secret.cn') }),
    fc.record({ address: fc.constantFrom('岱山县长河路188号', '长河路188号') }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(guess, { minLength: 1, maxLength: 5 }), async (guesses) => {
      for (const values of guesses) {
        const answer = good(await stranger.post('/duplicates/check', { object: 'customers', values }))
        const typed = Object.values(values).join('')
        for (const candidate of answer.candidates) {
          expect(candidate.id).toBeNull()
          for (const sign of candidate.name.replaceAll('＊＊', '')) expect(typed).toContain(sign)
        }
        const told = JSON.stringify(answer.candidates)
        for (const secret of [phone, 'lanxi-secret', '188号', '长河路']) expect(told).not.toContain(secret)
      }
    }),
    { numRuns: 15 },
  )
}, 60_000)

it('form and import decide alike for the same values', async () => {
  const values = fc.record({
    name: fc.constantFrom('岱山澜汐海洋生物科技有限公司', '澜汐海洋生物', '一家谁都没有的公司', '平湖璟川服饰有限公司'),
    phone: fc.constantFrom('13587654321', '13911112222'),
  })
  await fc.assert(
    fc.asyncProperty(values, async (row) => {
      const [form, file] = await Promise.all(
        ['form', 'import'].map((entry) => rep.post('/duplicates/check', { object: 'customers', values: row, entry })),
      )
      expect(good(file!).decision).toBe(good(form!).decision)
    }),
    { numRuns: 6 },
  )
})
