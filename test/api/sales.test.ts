import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, query, refused } from './company.ts'

describe('quotes, contracts, orders and receipts', () => {
  let app: TestApp
  let rep: Client
  let finance: Client
  let director: Client
  let pump: Answer['body']
  let valve: Answer['body']
  const order = async (customerId: string, values: Record<string, unknown> = {}) =>
    good(
      await rep.post('/orders', {
        customerId,
        orderedOn: '2026-03-01',
        lines: [{ productId: pump.id, quantity: '2' }],
        ...values,
      }),
      201,
    )
  const sold = async (customerId: string, values: Record<string, unknown> = {}) => {
    const made = await order(customerId, values)
    return good(await rep.post(`/orders/${made.id}/submit`))
  }
  const figures = async (id: string) => {
    const row = good(await director.get(`/customers/${id}`))
    return Object.fromEntries(
      [
        'firstOrderOn',
        'lastOrderOn',
        'orderCount',
        'salesTotal',
        'grossProfit',
        'receivedTotal',
        'receivable',
        'averageCycleDays',
        'nextPurchaseOn',
        'dealStatus',
      ].map((name) => [name, row[name]]),
    )
  }
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    finance = await app.person({ account: 'finance', roles: ['finance'], departmentId: null })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
    pump = good(
      await app.admin.post('/products', { code: 'P-1', name: '水泵', price: '1000.00', cost: '600.00', taxRate: '13' }),
      201,
    )
    valve = good(await app.admin.post('/products', { code: 'V-1', name: '阀门', price: '99.99', cost: '70.00' }), 201)
  })
  afterAll(() => app.close())

  it('reckons lines from the price list for the quantity, or from the product, and names what is wrong by its line', async () => {
    const { id: customerId } = await newCustomer(rep)
    const list = good(
      await app.admin.post('/price-lists', {
        name: '春季价',
        validFrom: '2026-01-01',
        validTo: '2026-06-30',
        lines: [
          { productId: pump.id, price: '950.00' },
          { productId: pump.id, minQuantity: '10', price: '900.00' },
        ],
      }),
      201,
    )
    const quote = good(
      await rep.post('/quotes', {
        customerId,
        priceListId: list.id,
        quotedOn: '2026-03-01',
        lines: [
          { productId: pump.id, quantity: '10', discount: '5' },
          { productId: valve.id, quantity: '3' },
          { productId: pump.id, quantity: '1', price: '1.00' },
        ],
      }),
      201,
    )
    expect(quote.number).toMatch(/^QT-\d{10}$/)
    expect(quote.lines.map((line: Answer['body']) => [line.product.name, line.price, line.amount])).toEqual([
      ['水泵', '900.00', '8550.00'],
      ['阀门', '99.99', '299.97'],
      ['水泵', '1.00', '1.00'],
    ])
    expect([quote.total, quote.tax]).toEqual(['8850.97', '1018.26'])
    expect([quote.cost, quote.grossProfit]).toEqual([undefined, undefined])
    expect(good(await director.get(`/quotes/${quote.id}`))).toMatchObject({ cost: '6810.00', grossProfit: '2040.97' })
    expect(
      faults(
        await rep.post('/quotes', {
          customerId,
          priceListId: list.id,
          quotedOn: '2026-07-01',
          lines: [
            { productId: pump.id, quantity: '-1' },
            { quantity: '２,０００', price: '1e9', colour: 'red' },
          ],
        }),
      ),
    ).toEqual({
      'lines.0.quantity': 'too_small',
      'lines.1.productId': 'required',
      'lines.1.quantity': 'not_a_number',
      'lines.1.price': 'not_a_number',
      'lines.1.colour': 'unknown_field',
    })
    expect(
      faults(
        await rep.post('/quotes', {
          customerId,
          priceListId: list.id,
          quotedOn: '2026-07-01',
          lines: [{ productId: pump.id, quantity: '1' }],
        }),
      ),
    ).toEqual({ priceListId: 'not_valid' })
    good(await app.admin.patch(`/price-lists/${list.id}`, { lines: [{ productId: pump.id, price: '1200.00' }] }))
    expect(good(await rep.get(`/quotes/${quote.id}`)).total).toBe('8850.97')
  })

  it('price lists for the same customers at the same time do not price the same', async () => {
    const list = (values: Record<string, unknown>) =>
      app.admin.post('/price-lists', { name: '秋季价', validFrom: '2025-09-01', validTo: '2025-11-30', ...values })
    const line = { productId: valve.id, price: '90.00' }
    expect(faults(await list({ lines: [line, line] }))).toEqual({ 'lines.1.productId': 'repeated' })
    expect(faults(await list({ validTo: '2025-08-31', lines: [line] }))).toEqual({ validTo: 'before_start' })
    good(await list({ lines: [line] }), 201)
    expect(faults(await list({ name: '双十一', validFrom: '2025-11-01', validTo: null, lines: [line] }))).toEqual({
      'lines.0.productId': 'overlaps',
    })
    good(await list({ name: '大量', lines: [{ ...line, minQuantity: '100' }] }), 201)
    good(await list({ name: '经销', customerClass: 'distributor', lines: [line] }), 201)
    good(await list({ name: '冬季价', validFrom: '2025-12-01', validTo: null, lines: [line] }), 201)
  })

  it('a quote goes out, is revised and accepted; what is submitted is not rewritten', async () => {
    const { id: customerId } = await newCustomer(rep)
    const empty = good(await rep.post('/quotes', { customerId }), 201)
    refused(await rep.post(`/quotes/${empty.id}/submit`), 409, 'empty_document')
    const quote = good(await rep.post('/quotes', { customerId, lines: [{ productId: pump.id, quantity: '1' }] }), 201)
    good(await rep.post(`/quotes/${quote.id}/submit`))
    refused(
      await rep.patch(`/quotes/${quote.id}`, { lines: [{ productId: pump.id, quantity: '9' }] }),
      409,
      'document_closed',
    )
    refused(await rep.del(`/quotes/${quote.id}`), 409, 'document_closed')
    good(await rep.post(`/quotes/${quote.id}/send`))
    const { made } = good(await rep.post(`/quotes/${quote.id}/revise`))
    expect(good(await rep.get(`/quotes/${quote.id}`)).status).toBe('revised')
    expect(good(await rep.get(`/quotes/${made.id}`))).toMatchObject({
      revision: 2,
      status: 'draft',
      total: '1000.00',
      revises: { id: quote.id },
    })
    good(await rep.post(`/quotes/${made.id}/submit`))
    expect(good(await rep.post(`/quotes/${made.id}/accept`)).status).toBe('accepted')
    refused(await rep.post(`/quotes/${made.id}/accept`), 409, 'not_now')
  })

  it('the figures of a customer follow its orders and receipts to the cent (A7, A9–A14)', async () => {
    const { id } = await newCustomer(rep)
    expect(await figures(id)).toMatchObject({ firstOrderOn: null, receivable: null, dealStatus: 'none' })
    const first = await sold(id)
    expect(await figures(id)).toEqual({
      firstOrderOn: '2026-03-01',
      lastOrderOn: '2026-03-01',
      orderCount: 1,
      salesTotal: '2000.00',
      grossProfit: '800.00',
      receivedTotal: '0.00',
      receivable: '2000.00',
      averageCycleDays: null,
      nextPurchaseOn: null,
      dealStatus: 'dealt',
    })
    expect(good(await rep.get(`/customers/${id}`)).grossProfit).toBeUndefined()
    await order(id)
    expect((await figures(id)).orderCount).toBe(1)
    await sold(id, { orderedOn: '2026-01-30' })
    await sold(id, { orderedOn: '2026-03-31', lines: [{ productId: valve.id, quantity: '1' }] })
    expect(await figures(id)).toMatchObject({
      firstOrderOn: '2026-01-30',
      lastOrderOn: '2026-03-31',
      orderCount: 3,
      salesTotal: '4099.99',
      averageCycleDays: 30,
      nextPurchaseOn: '2026-04-30',
      dealStatus: 'repeat',
    })
    good(await rep.post(`/orders/${first.id}/void`, { reason: '客户取消' }))
    expect(await figures(id)).toMatchObject({ orderCount: 2, salesTotal: '2099.99', receivable: '2099.99' })
    const receipt = good(
      await finance.post('/receipts', { customerId: id, receivedOn: '2026-04-02', amount: '40.00' }),
      201,
    )
    expect((await figures(id)).receivable).toBe('2099.99')
    good(await finance.post(`/receipts/${receipt.id}/submit`))
    expect(await figures(id)).toMatchObject({ receivedTotal: '40.00', receivable: '2059.99' })
    good(await finance.post(`/receipts/${receipt.id}/void`, { reason: '退回' }))
    expect(await figures(id)).toMatchObject({ receivedTotal: '0.00', receivable: '2099.99' })
  })

  it('a receipt pays orders of its customer, never more than is left, and holds them', async () => {
    const { id } = await newCustomer(rep)
    const { id: otherId } = await newCustomer(rep)
    const [one, other, draft] = [await sold(id), await sold(otherId), await order(id)]
    const pay = (amount: string, allocations: unknown[]) =>
      finance.post('/receipts', { customerId: id, receivedOn: '2026-04-02', amount, allocations })
    expect(faults(await pay('100.00', [{ orderId: one.id, amount: '100.01' }]))).toEqual({ allocations: 'too_much' })
    expect(faults(await pay('100.00', [{ orderId: other.id, amount: '1.00' }]))).toEqual({
      allocations: 'other_customer',
    })
    expect(faults(await pay('100.00', [{ orderId: draft.id, amount: '1.00' }]))).toEqual({
      allocations: 'not_effective',
    })
    const [a, b] = [
      good(await pay('1500.00', [{ orderId: one.id, amount: '1500.00' }]), 201),
      good(await pay('1500.00', [{ orderId: one.id, amount: '1500.00' }]), 201),
    ]
    const both = await Promise.all([a, b].map((receipt) => finance.post(`/receipts/${receipt.id}/submit`)))
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 422])
    expect(good(await rep.get(`/orders/${one.id}`)).received).toBe('1500.00')
    refused(await rep.post(`/orders/${one.id}/void`, { reason: '取消' }), 409, 'allocated')
    const paid = both[0]!.status === 200 ? a : b
    good(await finance.post(`/receipts/${paid.id}/void`, { reason: '记错了' }))
    expect(good(await rep.get(`/orders/${one.id}`)).received).toBe('0.00')
    good(await rep.post(`/orders/${one.id}/void`, { reason: '取消' }))
    expect((await figures(id)).receivable).toBe('0.00')
  })

  it('the same receipt posted twice by a retry counts once', async () => {
    const { id } = await newCustomer(rep)
    const key = { 'idempotency-key': 'receipt-20260402-1' }
    const body = { customerId: id, receivedOn: '2026-04-02', amount: '40.00' }
    const [a, b] = [await finance.post('/receipts', body, key), await finance.post('/receipts', body, key)]
    expect(b.body.id).toBe(a.body.id)
    const made = good(await finance.get(query('/receipts', { filter: { customerId: id } }))).data
    expect(made).toHaveLength(1)
  })

  it('orders go on and never back; contracts are renewed; nobody confirms receipts without the right', async () => {
    const { id } = await newCustomer(rep)
    const one = await sold(id)
    expect(good(await rep.post(`/orders/${one.id}/advance`, { status: 'delivered' })).status).toBe('delivered')
    refused(await rep.post(`/orders/${one.id}/advance`, { status: 'executing' }), 409, 'not_now')
    const contract = good(
      await rep.post('/contracts', {
        name: '年度框架',
        customerId: id,
        amount: '50,000.00'.replace(',', ''),
        signedOn: '2026-01-01',
        endsOn: '2026-12-31',
      }),
      201,
    )
    good(await rep.post(`/contracts/${contract.id}/submit`))
    const { made } = good(await rep.post(`/contracts/${contract.id}/renew`))
    expect(good(await rep.get(`/contracts/${made.id}`))).toMatchObject({
      startsOn: '2026-12-31',
      endsOn: '2027-12-31',
      status: 'draft',
    })
    const receipt = good(
      await rep.post('/receipts', {
        customerId: id,
        contractId: contract.id,
        receivedOn: '2026-04-02',
        amount: '1.00',
      }),
      201,
    )
    refused(await rep.post(`/receipts/${receipt.id}/submit`), 403)
    good(await finance.post(`/receipts/${receipt.id}/submit`))
    expect(good(await rep.get(`/contracts/${contract.id}`)).received).toBe('1.00')
    refused(await rep.post(`/contracts/${contract.id}/void`, { reason: '解约' }), 409, 'allocated')
    good(await finance.post(`/receipts/${receipt.id}/void`, { reason: '退款' }))
    expect(good(await rep.get(`/contracts/${contract.id}`)).received).toBe('0.00')
  })
})
