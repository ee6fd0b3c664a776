import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, perform, query, refused } from './company.ts'

const hour = 3_600_000

describe('approvals', () => {
  let app: TestApp
  let rep: Client
  let manager: Client
  let finance: Client
  let clerk: Client
  let director: Client
  let pump: Answer['body']
  const approve = { id: 'head', kind: 'approve', name: '部门负责人', who: [{ kind: 'head', up: 0 }], how: 'any' }
  const flow = async (values: Record<string, unknown>) =>
    good(await app.admin.post('/approval-flows', { active: true, trigger: 'action', ...values }), 201)
  const order = async (quantity: string) => {
    const { id: customerId } = await newCustomer(rep)
    return good(
      await rep.post('/orders', { customerId, orderedOn: '2026-03-01', lines: [{ productId: pump.id, quantity }] }),
      201,
    )
  }
  const asked = async (made: Answer['body'], body: Record<string, unknown> = {}) =>
    good(await rep.post(`/orders/${made.id}/submit`, body)).approval
  const toDecide = async (client: Client) =>
    good(
      await client.get(query('/approvals', { filter: { state: 'pending', approverIds: { contains: '@me' } } })),
    ).data.map((one: Answer['body']) => one.id)
  const state = async (client: Client, id: string) => {
    const one = good(await client.get(`/approvals/${id}`))
    return [one.state, one.node]
  }
  beforeAll(async () => {
    app = await startTestApp()
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null, name: '钱总' })
    manager = await app.person({ account: 'manager', roles: ['manager'], departmentId: null, name: '周经理' })
    const east = await app.department({ name: '华东', managerId: manager.id })
    good(await app.admin.patch(`/employees/${manager.id}`, { departmentId: east, managerId: director.id }))
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    finance = await app.person({ account: 'finance', roles: ['finance'], departmentId: null, name: '吴会计' })
    clerk = await app.person({ account: 'clerk', roles: ['finance'], departmentId: null, name: '郑出纳' })
    pump = good(await app.admin.post('/products', { code: 'P-1', name: '水泵', price: '1000.00', cost: '600.00' }), 201)
    await flow({
      name: '大额订单',
      object: 'orders',
      action: 'submit',
      condition: { total: { gte: '10000.00' } },
      nodes: [
        approve,
        {
          id: 'size',
          kind: 'branch',
          name: '金额',
          branches: [
            {
              name: '五万以上',
              when: { total: { gte: '50000.00' } },
              nodes: [
                {
                  id: 'money',
                  kind: 'approve',
                  name: '财务会签',
                  who: [{ kind: 'roles', ids: [app.roleId('finance')] }],
                  how: 'all',
                },
              ],
            },
            { name: '其他', when: null, nodes: [] },
          ],
        },
        { id: 'told', kind: 'copy', name: '抄送总监', who: [{ kind: 'employees', ids: [director.id] }] },
      ],
    })
  })
  afterAll(() => app.close())

  it('lets through what no condition speaks of, and asks for the rest: locked meanwhile, done when all agreed', async () => {
    const small = await order('2')
    expect(good(await rep.post(`/orders/${small.id}/submit`)).status).toBe('confirmed')

    const large = await order('60')
    const preview = good(await rep.get(query(`/orders/${large.id}/approval`, { action: 'submit' })))
    expect(preview.stations.map((one: Answer['body']) => one.name)).toEqual(['部门负责人', '财务会签', '抄送总监'])
    expect(preview.first).toEqual([{ id: manager.id, name: '周经理' }])

    const answer = good(await rep.post(`/orders/${large.id}/submit`, { approval: { comment: '客户急用' } }))
    expect(answer).toMatchObject({ status: 'draft', approvalState: 'pending', approval: { state: 'pending' } })
    expect(answer.can).toMatchObject({ update: false, submit: false, delete: false })
    expect(answer.why.update.code).toBe('approval_pending')
    refused(await rep.patch(`/orders/${large.id}`, { remark: '改一下' }), 423, 'approval_pending')
    refused(await rep.del(`/orders/${large.id}`), 423, 'approval_pending')
    refused(await rep.post(`/orders/${large.id}/submit`), 423, 'approval_pending')

    const { id } = answer.approval
    expect(await toDecide(manager)).toContain(id)
    refused(await finance.get(`/approvals/${id}`), 404)
    refused(await rep.post(`/approvals/${id}/approve`), 403, 'not_approver')
    good(await manager.post(`/approvals/${id}/approve`, { comment: '同意' }))
    expect(await state(rep, id)).toEqual(['pending', '财务会签'])
    expect(good(await rep.get(`/orders/${large.id}`)).status).toBe('draft')
    refused(await manager.post(`/approvals/${id}/approve`), 403, 'not_approver')
    good(await finance.post(`/approvals/${id}/approve`))
    expect(await state(rep, id)).toEqual(['pending', '财务会签'])
    good(await clerk.post(`/approvals/${id}/approve`))
    expect(await state(rep, id)).toEqual(['approved', null])
    refused(await clerk.post(`/approvals/${id}/approve`), 409, 'already_decided')

    const done = good(await rep.get(`/orders/${large.id}`))
    expect(done).toMatchObject({ status: 'confirmed', approvalState: 'approved' })
    expect(good(await rep.get(`/customers/${large.customerId}`))).toMatchObject({ salesTotal: '60000.00' })
    expect(good(await director.get(`/approvals/${id}`)).stations.map((one: Answer['body']) => one.state)).toEqual([
      'done',
      'done',
      'done',
    ])
    const course = good(await rep.get(`/approvals/${id}/request`))
    expect(course.decisions.map((one: Answer['body']) => [one.decision, one.by?.name, one.comment])).toEqual([
      ['submit', '林知夏', '客户急用'],
      ['approve', '周经理', '同意'],
      ['approve', '吴会计', null],
      ['approve', '郑出纳', null],
    ])
    const history = good(await rep.get(`/orders/${large.id}/history`)).data
    expect(history[0]).toMatchObject({ action: 'submit', by: { id: rep.id } })
  })

  it('is rejected with a reason, sent back, withdrawn and urged; what was refused may be asked again', async () => {
    const large = await order('20')
    const { id } = await asked(large)
    expect(faults(await manager.post(`/approvals/${id}/reject`))).toEqual({ comment: 'required' })
    good(await manager.post(`/approvals/${id}/reject`, { comment: '价格太低' }))
    expect(good(await rep.get(`/orders/${large.id}`))).toMatchObject({ status: 'draft', approvalState: 'rejected' })
    good(await rep.patch(`/orders/${large.id}`, { remark: '已提价' }))

    const second = await asked(large)
    good(await rep.post(`/approvals/${second.id}/urge`))
    refused(await rep.post(`/approvals/${second.id}/urge`), 429, 'urged')
    refused(await manager.post(`/approvals/${second.id}/withdraw`), 403, 'not_yours')
    good(await manager.post(`/approvals/${second.id}/return`, { comment: '补附件' }))
    expect(await state(rep, second.id)).toEqual(['returned', null])

    const third = await asked(large)
    good(await rep.post(`/approvals/${third.id}/withdraw`))
    expect(good(await rep.get(`/orders/${large.id}`)).approvalState).toBe('withdrawn')
    refused(await manager.post(`/approvals/${third.id}/approve`), 409, 'already_decided')
  })

  it('is handed on, gets further signers, and goes back to an earlier node, where all is asked again', async () => {
    const { id } = await asked(await order('60'))
    expect(faults(await manager.post(`/approvals/${id}/delegate`, { employeeId: rep.id }))).toEqual({
      employeeId: 'own_request',
    })
    good(await manager.post(`/approvals/${id}/add-signer`, { employeeId: clerk.id, position: 'before' }))
    expect(await toDecide(manager)).not.toContain(id)
    good(await clerk.post(`/approvals/${id}/approve`))
    good(await manager.post(`/approvals/${id}/delegate`, { employeeId: director.id }))
    expect(good(await director.get(`/approvals/${id}`)).stations[0].steps.at(-1)).toMatchObject({
      employee: { id: director.id },
      for: { id: manager.id },
      state: 'open',
    })
    good(await director.post(`/approvals/${id}/approve`))
    expect(await state(rep, id)).toEqual(['pending', '财务会签'])
    // Somebody who agreed at an earlier node is not asked twice.
    expect(good(await rep.get(`/approvals/${id}`)).approverIds).toEqual([finance.id])
    expect(faults(await finance.post(`/approvals/${id}/return`, { nodeId: 'told', comment: '再看' }))).toEqual({
      nodeId: 'no_such_node',
    })
    good(await finance.post(`/approvals/${id}/return`, { nodeId: 'head', comment: '请经理再看' }))
    expect(await state(rep, id)).toEqual(['pending', '部门负责人'])
    expect(await toDecide(manager)).toContain(id)
  })

  it('keeps a change that crosses a limit until it is approved', async () => {
    await flow({
      name: '升为 A 级',
      object: 'customers',
      trigger: 'update',
      condition: { level: 'A' },
      nodes: [approve],
    })
    const customer = await newCustomer(rep, { level: 'B' })
    const answer = good(await rep.patch(`/customers/${customer.id}`, { level: 'A', remark: '大客户' }))
    expect(answer).toMatchObject({ level: 'B', remark: null, approval: { state: 'pending' } })
    const { id } = answer.approval
    const { changes } = good(await manager.get(`/approvals/${id}/request`))
    expect(changes).toEqual([
      { field: 'level', from: 'B', to: 'A' },
      { field: 'remark', from: null, to: '大客户' },
    ])
    good(await manager.post(`/approvals/${id}/approve`))
    expect(good(await rep.get(`/customers/${customer.id}`))).toMatchObject({ level: 'A', remark: '大客户' })
    good(
      await app.admin.patch(`/approval-flows/${await flowId('升为 A 级')}`, {
        active: false,
      }),
    )
  })
  const flowId = async (name: string) =>
    good(await app.admin.get(query('/approval-flows', { filter: { name } }))).data[0].id

  it('asks the superior instead of whoever asks, and the substitute of whoever is away', async () => {
    const own = good(
      await manager.post('/orders', {
        customerId: (await newCustomer(manager)).id,
        orderedOn: '2026-03-01',
        lines: [{ productId: pump.id, quantity: '20' }],
      }),
      201,
    )
    const { id } = good(await manager.post(`/orders/${own.id}/submit`)).approval
    expect(good(await manager.get(`/approvals/${id}`)).approverIds).toEqual([director.id])

    const now = Date.parse(app.app.system.kernel.clock.now())
    const away = { startsAt: new Date(now - hour).toISOString(), endsAt: new Date(now + 48 * hour).toISOString() }
    expect(faults(await manager.post('/substitutes', { ...away, substituteId: manager.id, reason: '出差' }))).toEqual({
      substituteId: 'own_request',
    })
    good(await manager.post('/substitutes', { ...away, substituteId: clerk.id, reason: '出差' }), 201)
    const other = await asked(await order('20'))
    const shown = good(await rep.get(`/approvals/${other.id}`))
    expect(shown.stations[0].steps[0]).toMatchObject({ employee: { id: clerk.id }, for: { id: manager.id } })
  })

  it('goes on by itself when its hours are over or its approver has left', async () => {
    await flow({
      name: '限时',
      object: 'quotes',
      action: 'submit',
      nodes: [
        { ...approve, who: [{ kind: 'employees', ids: [clerk.id] }], hours: 2, late: 'superior' },
        { ...approve, id: 'second', who: [{ kind: 'employees', ids: [finance.id] }], hours: 1, late: 'pass' },
      ],
    })
    good(await app.admin.patch(`/employees/${clerk.id}`, { managerId: director.id }))
    const { id: customerId } = await newCustomer(rep)
    const quote = good(await rep.post('/quotes', { customerId, lines: [{ productId: pump.id, quantity: '1' }] }), 201)
    const { id } = good(await rep.post(`/quotes/${quote.id}/submit`)).approval
    const due = async () => {
      await perform(app, 'approvals-due')
      return good(await rep.get(`/approvals/${id}`))
    }
    expect((await due()).approverIds).toEqual([clerk.id])
    await app.shift(3 * hour)
    expect((await due()).approverIds).toEqual([director.id])
    good(await director.post(`/approvals/${id}/approve`))
    await app.shift(5 * hour)
    expect((await due()).state).toBe('approved')
    expect(good(await rep.get(`/quotes/${quote.id}`)).status).toBe('approved')
  })

  it('refuses flows that cannot work, with what is wrong and where', async () => {
    const base = { name: '坏的', object: 'orders', trigger: 'action', action: 'submit' }
    const wrong = async (values: Record<string, unknown>) =>
      faults(await app.admin.post('/approval-flows', { ...base, ...values }))
    expect(await wrong({ nodes: [{ ...approve, kind: 'copy' }] })).toEqual({ nodes: 'no_approver' })
    expect(await wrong({ nodes: [{ ...approve, who: [] }] })).toEqual({ 'nodes.0.who': 'required' })
    expect(await wrong({ nodes: [{ ...approve, who: [{ kind: 'field', field: 'nobody' }] }] })).toEqual({
      'nodes.0.who.0.field': 'unknown_field',
    })
    expect(await wrong({ object: 'tasks', nodes: [approve] })).toEqual({ object: 'unknown_option' })
    expect(await wrong({ action: 'explode', nodes: [approve] })).toEqual({ action: 'unknown_option' })
    expect(await wrong({ condition: { nothing: 1 }, nodes: [approve] })).toEqual({
      'condition.nothing': 'unknown_field',
    })
    expect(
      await wrong({
        nodes: [
          { id: 'b', kind: 'branch', name: '分支', branches: [{ name: 'x', when: { total: { gt: '1' } }, nodes: [] }] },
        ],
      }),
    ).toEqual({ 'nodes.0.branches': 'required' })
    refused(await rep.post('/approval-flows', { ...base, nodes: [approve] }), 403)
  })
})
