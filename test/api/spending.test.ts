import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, perform, refused } from './company.ts'

describe('expenses, loans and samples', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let finance: Client
  let customerId: string
  const claim = async (values: Record<string, unknown> = {}) =>
    good(
      await rep.post('/expenses', {
        title: '拜访差旅',
        customerId,
        spentOn: '2026-03-02',
        items: [
          { category: 'travel', amount: '1200.50' },
          { category: 'entertainment', amount: '299.50', invoiceNo: '0330' },
        ],
        ...values,
      }),
      201,
    )
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'], name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], name: '沈秀琪' })
    finance = await app.person({ account: 'finance', roles: ['finance'], name: '吴会计' })
    customerId = (await newCustomer(rep)).id
  })
  afterAll(() => app.close())

  it('adds up an expense, asks those the flow names, counts it on the customer, and pays it', async () => {
    good(
      await app.admin.post('/approval-flows', {
        name: '费用审批',
        object: 'expenses',
        trigger: 'action',
        action: 'submit',
        active: true,
        nodes: [
          { id: 'f', kind: 'approve', name: '财务', who: [{ kind: 'employees', ids: [finance.id] }], how: 'any' },
        ],
      }),
      201,
    )
    const made = await claim()
    expect(made).toMatchObject({ amount: '1500.00', status: 'draft' })
    refused(await other.get(`/expenses/${made.id}`), 404)
    const asked = good(await rep.post(`/expenses/${made.id}/submit`))
    expect(asked).toMatchObject({ status: 'draft', approvalState: 'pending' })
    good(await finance.post(`/approvals/${asked.approval.id}/approve`))
    expect(good(await rep.get(`/expenses/${made.id}`))).toMatchObject({ status: 'approved' })
    expect(good(await app.admin.get(`/customers/${customerId}`)).expenseTotal).toBe('1500.00')
    expect(good(await rep.get(`/customers/${customerId}`)).expenseTotal).toBeUndefined()
    refused(await rep.post(`/expenses/${made.id}/pay`), 403)
    expect(good(await finance.post(`/expenses/${made.id}/pay`))).toMatchObject({ status: 'paid' })
    refused(await rep.patch(`/expenses/${made.id}`, { title: '改' }), 409, 'document_closed')
    good(await app.admin.patch(`/approval-flows/${await flowId()}`, { active: false }))
    const second = await claim()
    good(await rep.post(`/expenses/${second.id}/submit`))
    good(await finance.post(`/expenses/${second.id}/void`, { reason: '重复' }))
    expect(good(await app.admin.get(`/customers/${customerId}`)).expenseTotal).toBe('1500.00')
    expect((await perform(app, 'ledger-recount')).result).toMatchObject({ differences: 0 })
  })
  const flowId = async () => good(await app.admin.get('/approval-flows')).data[0].id

  it('keeps what is owed of a loan: offset by claims, paid back, never more than was borrowed', async () => {
    const draft = good(await rep.post('/loans', { title: '备用金', amount: '2000.00', borrowedOn: '2026-03-01' }), 201)
    good(await rep.post(`/loans/${draft.id}/submit`))
    expect(good(await finance.post(`/loans/${draft.id}/pay`))).toMatchObject({ status: 'paid', balance: '2000.00' })
    const offsetting = await claim({ offsets: [{ loanId: draft.id, amount: '1500.00' }] })
    good(await rep.post(`/expenses/${offsetting.id}/submit`))
    expect(good(await rep.get(`/loans/${draft.id}`))).toMatchObject({ offsetTotal: '1500.00', balance: '500.00' })
    refused(await finance.post(`/loans/${draft.id}/repay`, { amount: '500.01' }), 409, 'too_much')
    expect(good(await finance.post(`/loans/${draft.id}/repay`, { amount: '300' }))).toMatchObject({
      repaid: '300.00',
      balance: '200.00',
    })
    const more = await rep.post('/expenses', {
      title: '再冲',
      items: [{ category: 'travel', amount: '400' }],
      offsets: [{ loanId: draft.id, amount: '201' }],
    })
    expect(faults(more)).toEqual({ offsets: 'too_much' })
  })

  it('lends no more samples than there are, and knows what is out', async () => {
    refused(await rep.post('/samples', { name: '阀体样件', stock: '2' }), 403)
    const sample = good(await app.admin.post('/samples', { name: '阀体样件', stock: '2' }), 201)
    const sent = { sampleId: sample.id, customerId, sentOn: '2026-03-03' }
    const first = good(await rep.post('/sample-loans', sent), 201)
    const answers = await Promise.all([rep.post('/sample-loans', sent), rep.post('/sample-loans', sent)])
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409])
    expect(good(await rep.get(`/samples/${sample.id}`)).out).toBe('2')
    good(await rep.patch(`/sample-loans/${first.id}`, { returnedOn: '2026-03-09', feedback: '尺寸合适' }))
    expect(good(await rep.get(`/samples/${sample.id}`)).out).toBe('1')
    good(await rep.post('/sample-loans', { ...sent, kind: 'given' }), 201)
    refused(await rep.post('/sample-loans', sent), 409, 'not_in_stock')
  })
})
