import { expect, it } from 'vitest'
import { openHouse, until } from './browser.ts'

const house = openHouse()

it('审批: a flow is drawn, an order waits for it, locked, and counts once the manager agrees', async () => {
  const admin = await house.person('admin')
  const pump = await admin.call('POST', '/products', {
    code: 'E2E-A',
    name: '隔膜泵',
    price: '30000.00',
    cost: '20000.00',
  })

  const page = await house.pageOf('admin', '/settings/approvals/new')
  await page.getByRole('textbox', { name: '名称' }).fill('订单审批')
  await page.getByRole('button', { name: '在这里加节点' }).first().click()
  await page.getByRole('menuitem', { name: '审批人' }).click()
  await page.getByRole('button', { name: /^修改 审批/ }).click()
  const node = page.getByRole('dialog', { name: '审批人' })
  await node.getByRole('textbox', { name: '名称' }).fill('部门负责人审')
  await node.getByRole('button', { name: '完成' }).click()
  await page.getByText('部门负责人审').waitFor()
  await page.getByRole('button', { name: /^保存/ }).click()
  await page.getByRole('link', { name: '订单审批' }).waitFor()

  const rep = await house.person('rep1')
  const customer = await rep.call('POST', '/customers', { name: '余杭霁澜流体科技有限公司' })
  const order = await rep.call('POST', '/orders', {
    customerId: customer.id,
    lines: [{ productId: pump.id, quantity: '2' }],
  })
  const sales = await house.pageOf('rep1', `/o/orders/${String(order.id)}`)
  await sales.getByRole('main').getByRole('button', { name: '提交', exact: true }).click()
  const dialog = sales.getByRole('dialog', { name: '提交' })
  await dialog.getByText('部门负责人审').waitFor()
  await dialog.getByRole('textbox', { name: '说明' }).fill('客户月底要货')
  await dialog.getByRole('button', { name: /^提交审批/ }).click()
  await sales.getByText('审批中，结束前不能改').waitFor()

  const [asked] = (await rep.call('GET', '/approvals')).data as unknown as { approvers: { id: string }[] }[]
  const approver = await admin.call('GET', `/employees/${asked!.approvers[0]!.id}`)
  const head = await house.pageOf(String(approver.account), '/o/approvals')
  await head
    .getByText(/订单 · 提交/)
    .first()
    .click()
  await head.getByText('客户月底要货').first().waitFor()
  await head.getByRole('main').getByRole('button', { name: '同意', exact: true }).first().click()
  await head.getByRole('dialog', { name: '同意' }).getByRole('button', { name: /^同意/ }).click()
  await until(
    'an approved run',
    () => head.getByRole('main').innerText(),
    (text) => text.includes('通过'),
  )
  expect(await rep.call('GET', `/orders/${String(order.id)}`)).toMatchObject({
    status: 'confirmed',
    approvalState: 'approved',
  })
})
