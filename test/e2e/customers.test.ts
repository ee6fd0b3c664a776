import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { samplePassword } from '../../sample/load.ts'
import { openHouse, type Person, until } from './browser.ts'

const house = openHouse()

/** Makes a customer of that person, or in their pool. */
const customerOf = (person: Person, values: object) => person.call('POST', '/customers', values)

/** The term's value in the strip of facts over a record. */
const fact = (page: Page, name: string) =>
  page.getByRole('definition').filter({ has: page.locator(`xpath=preceding-sibling::dt[normalize-space()="${name}"]`) })

it('登录: refuses a wrong password, opens the workbench with the right one', async () => {
  const page = await house.guestPage('/o/customers')
  await page.getByLabel('账号、手机号或邮箱').fill('rep1')
  await page.getByLabel('密码', { exact: true }).fill('wrong-password')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('账号或密码不对').waitFor()
  await page.getByLabel('密码', { exact: true }).fill(samplePassword)
  await page.keyboard.press('Enter')
  await page.getByRole('table').waitFor()
  expect(new URL(page.url()).pathname, 'where one wanted to go').toBe('/o/customers')
})

it('找客户: Ctrl-K finds a customer by Chinese words, pinyin, initials and phone', async () => {
  const rep = await house.person('rep1')
  const name = '通衢涡轮机械（常熟）有限公司'
  await customerOf(rep, { name, phone: '0512-52867743' })
  const page = await house.pageOf('rep1', '/')
  const heading = page.getByRole('heading', { level: 1, name })
  for (const typed of ['涡轮', '渦輪', 'tongquwolun', 'tqwl', '52867743']) {
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: '搜索与命令' }).fill(typed)
    const found = page.getByRole('option', { name })
    await found.waitFor()
    expect(await found.getAttribute('aria-selected'), typed).toBe('true')
    await page.keyboard.press('Enter')
    await heading.waitFor()
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '工作台' }).click()
  }
})

it('写跟进: F, words, Ctrl-Enter; the timeline and the next contact show it', async () => {
  const rep = await house.person('rep1')
  const made = await customerOf(rep, { name: '泊林轴承制造有限公司', level: 'B' })
  const page = await house.pageOf('rep1', `/o/customers/${made.id}`)
  await page.getByText('没有下一步').waitFor()
  await page.keyboard.press('f')
  const box = page.getByRole('textbox', { name: '写跟进' })
  await until('the cursor is in the box', () => box.evaluate((one) => one === document.activeElement))
  await page.keyboard.type('和采购经理确认了主轴选型，下周带样件去现场试装')
  await page.getByRole('button', { name: /^下次 / }).click()
  await page.getByRole('menuitem', { name: /^明天/ }).click()
  await box.focus()
  await page.keyboard.press('Control+Enter')
  await page.getByText(/已保存，保护延至|已保存跟进/).waitFor()
  await page.getByRole('region', { name: '今天' }).getByText('主轴选型').waitFor()
  await until(
    'tomorrow as next contact',
    () => fact(page, '下次联系').innerText(),
    (text) => /明天/.test(text),
  )
  expect(await box.inputValue()).toBe('')
})

it('退回公海: asks for the reason, and can be undone', async () => {
  const rep = await house.person('rep1')
  const name = '岚川智能装备有限公司'
  const made = await customerOf(rep, { name })
  const page = await house.pageOf('rep1', `/o/customers/${made.id}`)
  await page.getByRole('button', { name: '更多动作' }).click()
  await page.getByRole('menuitem', { name: '退回公海' }).click()
  const dialog = page.getByRole('dialog', { name: '退回公海' })
  await dialog.getByLabel('原因').waitFor()
  await dialog.getByRole('button', { name: '退回公海' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('原因').fill('半年内没有采购计划')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('status').getByText(`已退回公海 ${name}`).waitFor()
  await page.getByText('在公海，没有负责人').waitFor()
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByText('已撤销').waitFor()
  await until(
    'the owner is back',
    () => fact(page, '负责人').innerText(),
    (text) => text.includes(rep.name),
  )
})

it('新建客户: says what is wrong where it is wrong, and opens what was saved', async () => {
  const page = await house.pageOf('rep1', '/o/customers')
  await page.getByRole('table').waitFor()
  await page.keyboard.press('c')
  const form = page.getByRole('dialog', { name: '新建客户' })
  const name = form.getByLabel('客户名称')
  await name.waitFor()
  await page.keyboard.press('Control+Enter')
  await form.getByText('填上“客户名称”才能保存').waitFor()
  await name.fill('栖霞液压技术有限公司')
  await form.getByLabel(/^电话/).fill('12')
  await page.keyboard.press('Control+Enter')
  await form.getByRole('status').getByRole('button', { name: '电话' }).waitFor()
  await form.getByRole('alert').waitFor()
  await form.getByLabel(/^电话/).fill('025-85432190')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '栖霞液压技术有限公司' }).waitFor()
})

it('J and K walk the list and, from a record, its neighbours', async () => {
  const page = await house.pageOf('rep1', '/o/customers?view=mine')
  const links = page.getByRole('rowheader').getByRole('link')
  await links.nth(2).waitFor()
  const names = await Promise.all([0, 1, 2].map((at) => links.nth(at).innerText()))
  const heading = (at: number) => page.getByRole('heading', { level: 1, name: names[at] ?? '', exact: false })
  for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
  await heading(0).waitFor()
  await page.keyboard.press('j')
  await heading(1).waitFor()
  await page.keyboard.press('j')
  await heading(2).waitFor()
  await page.keyboard.press('k')
  await heading(1).waitFor()
})

it('speaks English and Chinese as one chooses', async () => {
  const page = await house.pageOf('rep2', '/')
  await page.getByRole('heading', { name: '工作台' }).waitFor()
  await page.getByRole('button', { name: '我的设置' }).click()
  await page.getByRole('menuitem', { name: '语言' }).hover()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Workbench' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^en/)
  await page.getByRole('link', { name: 'Customers' }).click()
  await page.getByRole('columnheader', { name: 'Next contact' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'My settings' }).click()
  await page.getByRole('menuitem', { name: 'Language' }).hover()
  await page.getByRole('menuitem', { name: '中文' }).click()
  await page.getByRole('columnheader', { name: '下次联系' }).waitFor()
})

it('动态: a claim and its undoing are one line that opens', async () => {
  const admin = await house.person('admin')
  const rep = await house.person('rep1')
  const { data } = await admin.call('GET', '/pools')
  const poolId = String(data.find((pool) => pool.isDefault === true)?.id)
  await admin.call('PATCH', `/pools/${poolId}`, { newInPoolCooldownHours: 0 })
  const made = await (await house.person('ops1')).call('POST', '/customers', {
    name: '杳杳换热设备有限公司',
    ownerId: null,
    poolId,
  })
  const page = await house.pageOf('rep1', `/o/customers/${made.id}`)
  await page.getByRole('button', { name: '领取', exact: true }).first().click()
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByText('已撤销').waitFor()
  const folded = page.getByRole('button', { name: new RegExp(`${rep.name} 领取，随即撤销`) })
  await folded.waitFor()
  expect(await folded.getAttribute('aria-expanded')).toBe('false')
  await folded.click()
  const inside = page.getByRole('listitem').filter({ has: folded }).getByRole('listitem')
  await until(
    'both are there',
    () => inside.count(),
    (count) => count === 2,
  )
})

it('建议负责人: who is in charge of the region is proposed for a new customer, to whom may assign', async () => {
  const admin = await house.person('admin')
  const rep = await house.person('rep4')
  await admin.call('PATCH', `/employees/${rep.id}`, { region: '540100' })
  const page = await house.pageOf('ops1', '/o/customers?view=all')
  await page.getByRole('table').waitFor()
  await page.keyboard.press('c')
  const form = page.getByRole('dialog', { name: '新建客户' })
  await form.getByLabel('客户名称').fill('拉萨朗木机电有限公司')
  await form.getByRole('button', { name: /^更多字段/ }).click()
  await form.getByText('不填就归你').waitFor()
  await form.getByLabel(/^地区/).fill('拉萨')
  await page.locator('.ant-cascader-dropdown').getByText(/拉萨/).first().click()
  await form.getByRole('button', { name: rep.name }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '拉萨朗木机电有限公司' }).waitFor()
  await until(
    'it is theirs',
    () => fact(page, '负责人').innerText(),
    (text) => text.includes(rep.name),
  )
})
