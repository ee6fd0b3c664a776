import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

/** Chooses in a picker what is found by these words. */
const pick = async (page: Page, box: ReturnType<Page['getByRole']>, words: string, found: string) => {
  await box.click()
  await box.fill(words)
  await page.locator('.ant-select-item-option').filter({ hasText: found }).first().click()
}

const action = async (page: Page, name: string) => {
  const button = page.getByRole('main').getByRole('button', { name, exact: true })
  await button.first().click()
}

it('一单生意: a lead becomes a customer, an opportunity is judged, a quote reckoned, an order paid', async () => {
  const admin = await house.person('admin')
  const product = await admin.call('POST', '/products', {
    code: 'E2E-1',
    name: '真空水环泵',
    price: '12800.00',
    cost: '9000.00',
    taxRate: '13',
  })
  const rep = await house.person('rep1')
  const lead = await rep.call('POST', '/leads', {
    name: '温若溪',
    company: '临安桐汐真空设备有限公司',
    phone: '13857112266',
    source: 'exhibition',
    region: '330112',
    note: '要两台水环泵',
  })

  const page = await house.pageOf('rep1', `/o/leads/${lead.id}`)
  await page.getByRole('heading', { level: 1, name: '温若溪' }).waitFor()
  await page.getByText('主动来源 +20').first().waitFor()
  await action(page, '转化')
  await page.getByRole('dialog', { name: '转化' }).getByRole('button', { name: /^转化/ }).click()
  await until(
    'a converted lead',
    () => page.getByRole('main').innerText(),
    (text) => text.includes('已转化'),
  )
  const converted = await rep.call('GET', `/leads/${lead.id}`)

  await page.goto(`${house.origin()}/o/opportunities/${String(converted.opportunityId)}`)
  await action(page, '提交审核')
  await until(
    'in review',
    () => page.getByRole('main').innerText(),
    (text) => text.includes('待审核'),
  )
  const manager = await house.pageOf('manager1', `/o/opportunities/${String(converted.opportunityId)}`)
  await action(manager, '注册')
  await manager.getByRole('dialog', { name: '注册' }).getByRole('button', { name: /^注册/ }).click()
  await until(
    'registered',
    () => manager.getByRole('main').innerText(),
    (text) => text.includes('跟单'),
  )

  await page.goto(`${house.origin()}/o/quotes`)
  await page
    .getByRole('button', { name: /^新建报价/ })
    .first()
    .click()
  const form = page.getByRole('dialog', { name: '新建报价' })
  await pick(page, form.getByRole('combobox', { name: '客户' }), '桐汐真空', '临安桐汐真空设备有限公司')
  await form.getByRole('button', { name: '加一行' }).click()
  await pick(page, form.getByRole('combobox', { name: '产品' }), '真空水环泵', '真空水环泵')
  await form.getByRole('spinbutton', { name: '数量' }).fill('2')
  await form.getByRole('spinbutton', { name: '折扣 %' }).fill('10')
  await form.getByRole('button', { name: /^保存/ }).click()
  await form.waitFor({ state: 'hidden' })
  const filter = encodeURIComponent(JSON.stringify({ customerId: converted.customerId }))
  const [quote] = (await rep.call('GET', `/quotes?filter=${filter}`)).data
  await page.goto(`${house.origin()}/o/quotes/${String(quote?.id)}`)
  await page.getByText('¥23,040.00').first().waitFor()
  await action(page, '提交')
  await until(
    'a submitted quote',
    () => page.getByRole('main').innerText(),
    (text) => text.includes('已确认'),
  )

  const order = await rep.call('POST', '/orders', {
    customerId: converted.customerId,
    lines: [{ productId: product.id, quantity: '2', discount: '10' }],
  })
  await page.goto(`${house.origin()}/o/orders/${order.id}`)
  await page.getByText('¥23,040.00').first().waitFor()
  expect(await page.getByRole('main').innerText(), 'costs are not for a rep').not.toContain('毛利')
  await action(page, '提交')
  await until(
    'an order that counts',
    () => page.getByRole('main').innerText(),
    (text) => text.includes('已确认'),
  )

  const finance = await house.person('finance1')
  const receipt = await finance.call('POST', '/receipts', {
    customerId: converted.customerId,
    amount: '20000.00',
    allocations: [{ orderId: order.id, amount: '20000.00' }],
  })
  const books = await house.pageOf('finance1', `/o/receipts/${receipt.id}`)
  await action(books, '提交')
  await until(
    'a receipt that counts',
    () => books.getByRole('main').innerText(),
    (text) => text.includes('已到账'),
  )
  const customer = await finance.call('GET', `/customers/${String(converted.customerId)}`)
  expect(customer).toMatchObject({ salesTotal: '23040.00', receivable: '3040.00', dealStatus: 'dealt' })
})

it('明细: lines fit a phone, and what is wrong stands at its line', async () => {
  const page = await house.pageOf('rep1', '/o/orders', { phone: true })
  await page.getByRole('button', { name: /^新建/ }).first().click()
  const form = page.getByRole('dialog', { name: '新建订单' })
  await form.getByRole('button', { name: '加一行' }).click()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await form.getByRole('button', { name: /^保存/ }).click()
  await form.getByRole('alert').first().waitFor()
})

it('老客户的页签: those that do not fit stand under "more", by keys as well, and hide nothing from a reader', async () => {
  const rep = await house.person('rep1')
  const filter = encodeURIComponent(JSON.stringify({ ownerId: rep.id, dealStatus: { in: ['dealt', 'repeat'] } }))
  const [dealt] = (await rep.call('GET', `/customers?filter=${filter}&sort=-salesTotal`)).data
  for (const phone of [false, true]) {
    const page = await house.pageOf('rep1', `/o/customers/${String(dealt?.id)}`, { phone })
    const tabs = page.getByRole('main').getByRole('tablist')
    const more = page.getByRole('main').getByRole('button', { name: /^更多 \d+/ })
    await tabs.getByRole('tab', { name: '动态' }).waitFor()
    await until(
      'a count of orders',
      () => page.getByRole('main').innerText(),
      (text) => /更多 \d+/.test(text),
    )
    expect(await tabs.getByRole('tab', { name: '归属经过' }).count()).toBe(0)
    await more.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '归属经过' }).waitFor()
    if (!phone) expect(await barriers(page)).toEqual([])
    await page.getByRole('menuitem', { name: '归属经过' }).click()
    await tabs.getByRole('tab', { name: '归属经过', selected: true }).waitFor()
    if (phone) expect(await barriers(page)).toEqual([])
  }
})
