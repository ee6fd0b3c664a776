import { expect, it } from 'vitest'
import { openHouse, until } from './browser.ts'

const house = openHouse()

it('查重: what another has is told by a masked name, and the form says so before saving', async () => {
  const other = await house.person('rep2')
  await other.call('POST', '/customers', { name: '临安沐岚竹纤维科技有限公司' })
  const page = await house.pageOf('rep1', '/duplicates')
  await page.getByRole('textbox').first().fill('沐岚竹纤维')
  const found = page.getByRole('listitem').filter({ hasText: '沐岚竹纤维' })
  await found.waitFor()
  expect(await found.innerText()).not.toContain('临安')
  await page.goto(new URL('/o/customers', page.url()).href)
  await page.getByRole('button', { name: '新建客户' }).first().click()
  const form = page.getByRole('dialog')
  await form.locator('[data-field=name] input').fill('沐岚竹纤维科技')
  await form.getByText('可能已经有了').waitFor()
  await form.getByLabel('坚持保存的理由').fill('同名的另一家')
  await page.getByRole('button', { name: /^保存/ }).click()
  const rep = await house.person('rep1')
  await until(
    'it is saved',
    () => rep.call('GET', `/customers?filter=${encodeURIComponent(JSON.stringify({ name: '沐岚竹纤维科技' }))}`),
    ({ data }) => data.length === 1,
  )
})

it('合并: two become one in the duplicate centre, and one again two', async () => {
  const admin = await house.person('admin')
  const one = await admin.call('POST', '/customers', { name: '桐乡霖夏羊绒制品有限公司', phone: '13505730001' })
  const other = await admin.call('POST', '/customers', { name: '桐乡市霖夏羊绒制品有限公司', level: 'A' })
  await admin.call('POST', '/contacts', { name: '顾南', customerId: other.id })
  const page = await house.pageOf('admin', '/duplicates?tab=centre')
  const group = page.locator('.gs-cluster').filter({ hasText: '桐乡市霖夏羊绒制品有限公司' })
  await group.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByRole('button', { name: /桐乡霖夏羊绒制品有限公司/ }).click()
  await page.getByText('一起移过来：联系人 1').waitFor()
  await page.getByRole('button', { name: /^合并 2 条/ }).click()
  await until(
    'the winner is open',
    async () => page.url(),
    (url) => url.includes(`/o/customers/${one.id}`),
  )
  await page.goto(new URL(`/o/customers/${other.id}`, page.url()).href)
  await until(
    'the old id leads to the winner',
    async () => page.url(),
    (url) => url.includes(`/o/customers/${one.id}`),
  )
  await page.goto(new URL('/duplicates?tab=merges', page.url()).href)
  await page.getByRole('button', { name: '撤销合并' }).first().click()
  await until(
    'both are there',
    () => admin.call('GET', `/customers/${other.id}`),
    ({ id }) => id === other.id,
  )
})

it('撤销合并: on a phone, what came later goes where somebody says', async () => {
  const admin = await house.person('admin')
  const one = await admin.call('POST', '/customers', { name: '临安沐枫竹器有限公司', level: 'A', remark: '甲说' })
  const other = await admin.call('POST', '/customers', { name: '临安市沐枫竹器有限公司', level: 'B', remark: '乙说' })
  const page = await house.pageOf('admin', `/duplicates/merge?object=customers&ids=${one.id},${other.id}`, {
    phone: true,
  })
  const table = page.locator('.gs-merge-table')
  await table.waitFor()
  // Both records and their result are on the screen, none of them beside it.
  for (const cell of await table.locator('td').all()) {
    const box = await cell.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390).toBe(true)
  }
  const remark = table.locator('tr').filter({ hasText: '乙说' })
  await remark.getByText('合在一起').waitFor()
  await remark.getByRole('radio').last().click()
  await remark.getByRole('button', { name: '恢复默认' }).click()
  await remark.getByText('合在一起').waitFor()
  await page.getByRole('button', { name: /^合并 2 条/ }).click()
  await page.waitForURL(`**/o/customers/${one.id}*`)
  const contact = await admin.call('POST', '/contacts', { name: '新来的人', customerId: one.id })
  await admin.call('PATCH', `/customers/${one.id}`, { level: 'C' })
  await page.goto(new URL('/duplicates?tab=merges', page.url()).href)
  await page.locator('.gs-merges-one').filter({ hasText: '沐枫' }).getByRole('button', { name: '撤销合并' }).click()
  const dialog = page.getByRole('dialog')
  const line = dialog.getByRole('listitem').filter({ hasText: '新增联系人：新来的人' })
  await line.getByRole('combobox').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '临安市沐枫竹器有限公司' }).click()
  await dialog.getByRole('button', { name: '撤销合并' }).click()
  await until(
    'the later contact is with the other',
    () => admin.call('GET', `/contacts/${contact.id}`),
    ({ customerId }) => customerId === other.id,
  )
  expect((await admin.call('GET', `/customers/${one.id}`)).level).toBe('C')
  expect((await admin.call('GET', `/customers/${other.id}`)).level).toBe('B')
})
