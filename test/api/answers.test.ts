import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test('a created record and what an action answers carry the version as ETag', async () => {
  const created = await app.admin.post('/customers', { name: '版本标记有限公司' })
  expect(created.status).toBe(201)
  expect(created.headers.etag).toBe('"1"')
  const locked = await app.admin.post(`/customers/${created.body.id}/lock`, {}, { 'If-Match': '"1"' })
  expect(locked.status).toBe(200)
  expect(locked.headers.etag).toBe(`"${locked.body.version}"`)
})

test('the chain of owners never runs backwards, however many change it at once', async () => {
  const people = await Promise.all(
    [1, 2, 3, 4].map((n) => app.person({ account: `chain${n}`, roles: ['rep'], name: `链${n}` })),
  )
  const { body } = await app.admin.post('/customers', { name: '争来争去有限公司', ownerId: people[0]!.id })
  await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      app.admin.post(`/customers/${body.id}/transfer`, { ownerId: people[i % people.length]!.id }),
    ),
  )
  const owners = (await app.admin.get(`/customers/${body.id}/owners`)).body.data as {
    from: string
    to: string | null
  }[]
  expect(owners.length).toBeGreaterThan(1)
  expect(owners.filter(({ from, to }) => to !== null && to < from)).toEqual([])
  expect(owners.slice(1).map(({ to }) => to)).toEqual(owners.slice(0, -1).map(({ from }) => from))
  expect(owners[0]!.to).toBeNull()
})

test('a field of your own takes neither the name nor the place of another', async () => {
  const add = (name: string, more: Record<string, unknown> = {}) =>
    app.admin.post('/fields', { object: 'customers', name, type: 'text', label: { zh: '试', en: 'Try' }, ...more })
  for (const name of ['name', 'owner', 'pool', 'createdBy', 'masked', 'nameId']) {
    const answer = await add(name)
    expect([name, answer.status, answer.body.code]).toEqual([name, 422, 'not_unique'])
  }
  const reserved = await add('can')
  expect(reserved.body).toMatchObject({ status: 422, code: 'invalid_name', detail: '这个名称另有用处，请换一个' })
  const choice = await add('grade', { type: 'choice' })
  expect(choice.body).toMatchObject({ status: 422, code: 'required', errors: [{ path: 'options' }] })
  const nowhere = await app.admin.post('/fields', {})
  expect(nowhere.body).toMatchObject({ status: 422, code: 'required', errors: [{ path: 'object' }] })
})

test('a policy names what is there', async () => {
  const strange = await app.admin.post('/policy', { capacity: { excludes: { level: ['A'] } } })
  expect(strange.body).toMatchObject({
    status: 422,
    errors: [{ path: 'capacity.excludes.level', code: 'unknown_field' }],
  })
  const nobody = await app.admin.post('/policy', { capacity: { byEmployee: { nobody: 3 } } })
  expect(nobody.body).toMatchObject({ status: 422, errors: [{ code: 'unknown_reference' }] })
  const somebody = await app.admin.post('/policy', { capacity: { byEmployee: { [app.admin.id]: 3 } } })
  expect(somebody.status).toBe(201)
})

test('a limit of the day says when it is open again', async () => {
  const rep = await app.person({ account: 'eager', roles: ['rep'] })
  const pool = await app.admin.post('/pools', { name: '每日一个', memberIds: [rep.id], dailyClaims: 1 })
  const claims = []
  for (const n of [1, 2]) {
    const { body } = await app.admin.post('/customers', { name: `每日${n}`, ownerId: null, poolId: pool.body.id })
    claims.push(await rep.post(`/customers/${body.id}/claim`, {}))
  }
  expect(claims.map(({ status }) => status)).toEqual([200, 429])
  const seconds = Number(claims[1]!.headers['retry-after'])
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(86_400)
})

test('the document describes what stands beside a record', async () => {
  const { body } = await app.admin.get('/openapi.json')
  for (const path of ['owners', 'members', 'comments', 'restore', 'purge'])
    expect(Object.keys(body.paths)).toContain(`/customers/{id}/${path}`)
  expect(body.paths['/customers/bulk/delete'].post).toBeDefined()
  expect(body.paths['/undo'].post).toBeDefined()
})

test('who claims what never lay in a pool is told nothing', async () => {
  const [owner, other] = await Promise.all(
    ['quiet1', 'quiet2'].map((account) => app.person({ account, roles: ['rep'] })),
  )
  const { body } = await owner!.post('/customers', { name: '从没进过公海有限公司' })
  const claim = await other!.post(`/customers/${body.id}/claim`, {})
  expect([claim.status, claim.body.code]).toEqual([404, 'not_found'])
})

test('an address may carry a thousand ids', async () => {
  const { body } = await app.admin.post('/customers', { name: '长地址有限公司' })
  const many = encodeURIComponent(JSON.stringify({ id: { in: Array.from({ length: 1000 }, () => body.id) } }))
  expect((await app.admin.get(`/customers?filter=${many}`)).status).toBe(200)
})
