import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, faults, good, newCustomer, perform, query, refused } from './company.ts'

describe('automations', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let manager: Client
  const told: string[] = []
  const service = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      told.push(Buffer.concat(parts).toString('utf8'))
      response.writeHead(told.length === 1 ? 500 : 200).end()
    })
  })
  const automation = async (values: Record<string, unknown>) =>
    good(await app.admin.post('/automations', { active: true, object: 'customers', ...values }), 201)
  const off = async (id: string) => good(await app.admin.patch(`/automations/${id}`, { active: false }))
  const runs = async (id: string) => good(await app.admin.get(`/automations/${id}/runs`)).data as Answer['body'][]
  const ran = (id: string, recordId: string) =>
    eventually(async () => (await runs(id)).find((run) => run.recordId === recordId), `a run of ${id}`)
  beforeAll(async () => {
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    app = await startTestApp({ reach: { loopback: true, every: 50 } })
    manager = await app.person({ account: 'manager', roles: ['manager'], name: '周经理' })
    const east = await app.department({ name: '华东', managerId: manager.id })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: east, name: '沈秀琪' })
  })
  afterAll(async () => {
    await app.close()
    await new Promise((resolve) => service.close(resolve))
  })

  it('makes a task and tells people when something new satisfies the condition, and says so in its log', async () => {
    const { id } = await automation({
      name: 'A 级首访',
      trigger: 'created',
      condition: { level: 'A' },
      steps: [
        { kind: 'task', title: '首访 {{name}}', days: 2, to: 'owner' },
        { kind: 'notify', to: 'superior', text: '新 A 级客户 {{name}}' },
      ],
    })
    const plain = await newCustomer(rep, { level: 'B' })
    const customer = await newCustomer(rep, { level: 'A' })
    expect(await ran(id, customer.id)).toMatchObject({ state: 'done', steps: [{ kind: 'task' }, { kind: 'notify' }] })
    expect((await runs(id)).some((run) => run.recordId === plain.id)).toBe(false)
    const tasks = good(await rep.get(query('/tasks', { filter: { customerId: customer.id } }))).data
    expect(tasks).toMatchObject([{ title: `首访 ${customer.name}`, ownerId: rep.id }])
    await eventually(async () => {
      const notes = good(await manager.get('/notifications')).data as Answer['body'][]
      return notes.find((note) => String(note.title).includes('新 A 级客户'))
    }, 'the notice')
    refused(await rep.get(`/automations/${id}/runs`), 404)
    await off(id)
  })

  it('follows a change, ends where two set each other off, and keeps nothing of what fails half-way', async () => {
    const up = await automation({
      name: '升',
      trigger: 'changed',
      field: 'level',
      condition: { level: 'B' },
      steps: [{ kind: 'set', values: { level: 'C', remark: '升' } }],
    })
    const down = await automation({
      name: '降',
      trigger: 'changed',
      field: 'level',
      condition: { level: 'C' },
      steps: [{ kind: 'set', values: { level: 'B' } }],
    })
    const customer = await newCustomer(rep, { level: 'A' })
    good(await rep.patch(`/customers/${customer.id}`, { level: 'B' }))
    await eventually(
      async () => (await runs(up.id)).concat(await runs(down.id)).find((run) => run.state === 'loop'),
      'the end of the loop',
    )
    expect((await runs(up.id)).length + (await runs(down.id)).length).toBeLessThan(5)
    await off(up.id)
    await off(down.id)
    const failing = await automation({
      name: '半途',
      trigger: 'created',
      steps: [
        { kind: 'set', values: { remark: '改过' } },
        { kind: 'act', action: 'claim', input: {} },
      ],
    })
    const made = await newCustomer(rep)
    expect(await ran(failing.id, made.id)).toMatchObject({ state: 'failed', error: expect.stringContaining('负责人') })
    expect(good(await rep.get(`/customers/${made.id}`)).remark).toBeNull()
    await off(failing.id)
  })

  it('gives new leads to people in turn, or to whoever has fewest', async () => {
    const { id } = await automation({
      name: '轮流',
      object: 'leads',
      trigger: 'created',
      steps: [{ kind: 'assign', how: 'turn', ids: [rep.id, other.id] }],
    })
    const made: string[] = []
    for (let n = 0; n < 4; n++)
      made.push(good(await app.admin.post('/leads', { name: `线索${n}`, phone: `1390000000${n}` }), 201).id)
    for (const one of made) await ran(id, one)
    const owners = await Promise.all(made.map(async (one) => good(await app.admin.get(`/leads/${one}`)).ownerId))
    expect(owners.filter((one) => one === rep.id)).toHaveLength(2)
    expect(owners.filter((one) => one === other.id)).toHaveLength(2)
    await off(id)
  })

  it('waits for dates, once for each, and tries out without leaving anything', async () => {
    const { id } = await automation({
      name: '生意纪念',
      object: 'contracts',
      trigger: 'date',
      field: 'endsOn',
      days: -30,
      steps: [{ kind: 'task', title: '合同快到期：{{name}}', days: 0, to: 'owner' }],
    })
    const customer = await newCustomer(rep)
    const { clock } = app.app.system.kernel
    const ends = new Date(Date.parse(clock.today(clock.now())) + 32 * day).toISOString().slice(0, 10)
    const contract = good(
      await rep.post('/contracts', { name: '年度合同', customerId: customer.id, endsOn: ends }),
      201,
    )
    const trial = good(await app.admin.post(`/automations/${id}/dry-run`, { recordId: contract.id }))
    expect(trial).toMatchObject({ matches: true, steps: [{ kind: 'task', what: [rep.id] }], error: null })
    const tasks = async () => good(await rep.get(query('/tasks', { filter: { customerId: customer.id } }))).data
    expect(await tasks()).toEqual([])
    await perform(app, 'automation-dates')
    expect(await tasks()).toEqual([])
    await app.shift(2 * day)
    await perform(app, 'automation-dates')
    await perform(app, 'automation-dates')
    expect(await tasks()).toMatchObject([{ title: '合同快到期：年度合同' }])
    await app.shift(0)
    await off(id)
  })

  it('tells a service again until it takes it, and none that was not allowed', async () => {
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/hook`
    const { id } = await automation({ name: '通知', trigger: 'created', steps: [{ kind: 'webhook', url }] })
    const customer = await newCustomer(rep)
    expect(await ran(id, customer.id)).toMatchObject({ state: 'done' })
    await eventually(async () => (told.length >= 2 ? true : undefined), 'the second try')
    expect(JSON.parse(told[1]!)).toMatchObject({ automation: '通知', object: 'customers', id: customer.id })
    await off(id)
    const far = await automation({
      name: '外面',
      trigger: 'created',
      steps: [{ kind: 'webhook', url: 'https://example.com/x' }],
    })
    const second = await newCustomer(rep)
    expect(await ran(far.id, second.id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('example.com'),
    })
    await off(far.id)
  })

  it('refuses what cannot work, with what is wrong and where', async () => {
    const wrong = async (values: Record<string, unknown>) =>
      faults(await app.admin.post('/automations', { name: 'x', object: 'customers', trigger: 'created', ...values }))
    expect(await wrong({ steps: [] })).toEqual({ steps: 'required' })
    expect(await wrong({ steps: [{ kind: 'set', values: { completeness: 1 } }] })).toEqual({
      'steps.0.values.completeness': 'unknown_field',
    })
    expect(await wrong({ object: 'roles', steps: [{ kind: 'webhook', url: 'https://x.y/z' }] })).toEqual({
      object: 'unknown_option',
    })
    expect(
      await wrong({ trigger: 'date', field: 'name', steps: [{ kind: 'notify', to: 'owner', text: 'x' }] }),
    ).toEqual({
      field: 'unknown_field',
    })
    expect(await wrong({ steps: [{ kind: 'dance' }] })).toEqual({ 'steps.0.kind': 'unknown_option' })
    refused(await rep.post('/automations', { name: 'y', object: 'customers', trigger: 'created', steps: [] }), 403)
  })
})
