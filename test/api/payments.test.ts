import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, perform, query, refused } from './company.ts'

describe('payment plans, receipts, invoices and credit', () => {
  let app: TestApp
  let rep: Client
  let finance: Client
  let pump: Answer['body']
  let contract: Answer['body']
  let customerId: string
  const order = async (values: Record<string, unknown>) =>
    good(await rep.post('/orders', { orderedOn: '2026-03-01', ...values }), 201)
  const of = (quantity: string) => ({ lines: [{ productId: pump.id, quantity }] })
  const recount = async () => (await perform(app, 'ledger-recount')).result
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'], name: '林知夏' })
    finance = await app.person({ account: 'finance', roles: ['finance'], name: '吴会计' })
    pump = good(
      await app.admin.post('/products', { code: 'P-1', name: '水泵', price: '1000.00', cost: '600.00', taxRate: '13' }),
      201,
    )
    customerId = (await newCustomer(rep)).id
    const draft = good(
      await rep.post('/contracts', { name: '年度供货', customerId, amount: '10000.00', signedOn: '2026-03-01' }),
      201,
    )
    contract = good(await rep.post(`/contracts/${draft.id}/submit`))
  })
  afterAll(() => app.close())

  it('pays a plan and its order with one line; what is left stands on both', async () => {
    const sold = await order({ customerId, contractId: contract.id, ...of('5') })
    good(await rep.post(`/orders/${sold.id}/submit`))
    expect(faults(await finance.post('/payment-plans', { customerId, dueOn: '2026-04-01', amount: '1' }))).toEqual({
      contractId: 'required',
    })
    const plan = good(
      await rep.post('/payment-plans', {
        customerId,
        contractId: contract.id,
        orderId: sold.id,
        instalment: 1,
        dueOn: '2026-04-01',
        amount: '3000.00',
      }),
      201,
    )
    expect(plan).toMatchObject({ title: '1', received: '0.00', outstanding: '3000.00' })
    const receipt = good(
      await finance.post('/receipts', {
        customerId,
        contractId: contract.id,
        receivedOn: '2026-04-02',
        amount: '2000.00',
        allocations: [{ paymentPlanId: plan.id, amount: '2000.00' }],
      }),
      201,
    )
    expect(receipt.allocations[0]).toMatchObject({ paymentPlanId: plan.id, orderId: sold.id })
    good(await finance.post(`/receipts/${receipt.id}/submit`))
    expect(good(await rep.get(`/payment-plans/${plan.id}`))).toMatchObject({
      received: '2000.00',
      outstanding: '1000.00',
    })
    expect(good(await rep.get(`/orders/${sold.id}`))).toMatchObject({ received: '2000.00', outstanding: '3000.00' })
    expect(good(await rep.get(`/contracts/${contract.id}`))).toMatchObject({ received: '2000.00' })

    const more = { customerId, receivedOn: '2026-04-03', amount: '1500.00' }
    expect(
      faults(
        await finance.post('/receipts', { ...more, allocations: [{ paymentPlanId: plan.id, amount: '1500.00' }] }),
      ),
    ).toEqual({ allocations: 'too_much' })
    expect(faults(await finance.post('/receipts', { ...more, allocations: [{ amount: '1500.00' }] }))).toMatchObject({
      'allocations.0.orderId': 'required',
    })
    refused(await finance.del(`/payment-plans/${plan.id}`), 409, 'allocated')
    good(await finance.post(`/receipts/${receipt.id}/void`, { reason: '记错' }))
    expect(good(await rep.get(`/payment-plans/${plan.id}`))).toMatchObject({ received: '0.00', outstanding: '3000.00' })
    expect(good(await rep.get(`/orders/${sold.id}`))).toMatchObject({ received: '0.00', outstanding: '5000.00' })
    expect(await recount()).toMatchObject({ differences: 0 })
  })

  it('invoices no more than the contract, by request and number, and writes off in red', async () => {
    const asked = async (amount: string) =>
      rep.post('/invoices', { customerId, contractId: contract.id, title: '杭州测试公司', amount })
    const invoice = good(await asked('6000.00'), 201)
    refused(await finance.post(`/invoices/${invoice.id}/issue`, { invoiceNo: '033001' }), 409, 'not_now')
    good(await rep.post(`/invoices/${invoice.id}/submit`))
    refused(await rep.post(`/invoices/${invoice.id}/issue`, { invoiceNo: '033001' }), 403)
    expect(good(await finance.post(`/invoices/${invoice.id}/issue`, { invoiceNo: '033001' }))).toMatchObject({
      status: 'issued',
      invoiceNo: '033001',
    })
    expect(good(await rep.get(`/contracts/${contract.id}`))).toMatchObject({ invoiced: '6000.00', received: '0.00' })
    expect(faults(await asked('5000.00'))).toEqual({ contractId: 'too_much' })
    good(await finance.post(`/invoices/${invoice.id}/red-letter`, { reason: '抬头写错' }))
    expect(good(await rep.get(`/contracts/${contract.id}`)).invoiced).toBe('0.00')
    good(await asked('10000.00'), 201)
    refused(await finance.post(`/invoices/${invoice.id}/void`, { reason: '再作废' }), 409)
  })

  it('lets nobody owe more than the limit: of two who spend the last of it, one is refused', async () => {
    const { id } = await newCustomer(rep)
    expect(faults(await rep.patch(`/customers/${id}`, { creditLimit: '3000.00' }))).toMatchObject({
      creditLimit: expect.any(String),
    })
    good(await app.admin.patch(`/customers/${id}`, { creditLimit: '3000.00', creditDays: 30 }))
    const two = [await order({ customerId: id, ...of('2') }), await order({ customerId: id, ...of('2') })]
    expect(two[0]!.dueOn).toBe('2026-03-31')
    const answers = await Promise.all(two.map((one) => rep.post(`/orders/${one.id}/submit`)))
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
    refused(answers.find((one) => one.status === 409)!, 409, 'credit_exceeded')
    expect(good(await rep.get(`/customers/${id}`))).toMatchObject({ receivable: '2000.00', orderCount: 1 })
    good(await app.admin.patch(`/customers/${id}`, { creditMode: 'allow' }))
    good(await rep.post(`/orders/${two[answers.findIndex((one) => one.status === 409)]!.id}/submit`))
    expect(good(await rep.get(`/customers/${id}`)).receivable).toBe('4000.00')
  })

  it('fills in what is open of orders that were there before it was kept', async () => {
    const { id } = await newCustomer(rep)
    const sold = await order({ customerId: id, ...of('1') })
    good(await rep.post(`/orders/${sold.id}/submit`))
    await app.app.system.kernel.db.pool.query('UPDATE orders SET outstanding = NULL')
    await perform(app, 'overdue')
    expect(good(await rep.get(`/orders/${sold.id}`)).outstanding).toBe('1000.00')
  })

  it('counts as overdue what is not paid after its day', async () => {
    const { id } = await newCustomer(rep)
    const today =
      good(await rep.get('/me')).today ?? app.app.system.kernel.clock.today(app.app.system.kernel.clock.now())
    const soon = new Date(Date.parse(today) + 5 * day).toISOString().slice(0, 10)
    const sold = await order({ customerId: id, dueOn: soon, ...of('1') })
    good(await rep.post(`/orders/${sold.id}/submit`))
    expect(good(await rep.get(`/customers/${id}`)).overdue).toBe('0.00')
    await app.shift(10 * day)
    await perform(app, 'overdue')
    expect(good(await rep.get(`/customers/${id}`)).overdue).toBe('1000.00')
    expect(
      good(
        await rep.get(
          query('/orders', { filter: { customerId: id, outstanding: { gt: '0' }, dueOn: { lt: '@today' } } }),
        ),
      ).data,
    ).toHaveLength(1)
    const receipt = good(
      await finance.post('/receipts', {
        customerId: id,
        receivedOn: '2026-04-02',
        amount: '1000.00',
        allocations: [{ orderId: sold.id, amount: '1000.00' }],
      }),
      201,
    )
    good(await finance.post(`/receipts/${receipt.id}/submit`))
    expect(good(await rep.get(`/customers/${id}`))).toMatchObject({ overdue: '0.00', receivable: '0.00' })
    expect(await recount()).toMatchObject({ differences: 0 })
  })
})
