import { expect, it } from 'vitest'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

it('决策链: who decides and who reports to whom is drawn, and the table says the same', async () => {
  const rep = await house.person('rep1')
  const { id } = await rep.call('POST', '/customers', { name: '栾川钨钼制品有限公司' })
  const person = async (name: string, decisionRole: string, reportsToId: string | null = null) =>
    (await rep.call('POST', '/contacts', { customerId: id, name, title: `${name}的职务`, decisionRole, reportsToId }))
      .id
  const boss = await person('韩维', 'decider')
  const chief = await person('沈国梁', 'influencer', boss)
  await person('周小敏', 'user', chief)

  const page = await house.pageOf('rep1', `/o/customers/${id}?tab=contacts.customerId`)
  const chain = page.getByRole('region', { name: '决策链' })
  await chain.getByText('决策人 1').waitFor()
  const node = (name: string) =>
    chain.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })
  const nested = await node('韩维').first().getByRole('listitem').allInnerTexts()
  expect(nested.map((text) => text.split('\n')[0])).toEqual(['沈国梁', '周小敏'])
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: '周小敏' }) })
  await row.getByRole('link', { name: '沈国梁' }).waitFor()
  expect(await barriers(page)).toEqual([])

  await chain.getByRole('link', { name: '韩维' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '沈国梁' }).waitFor()
})

it('关系网: ties are drawn for those who may see both ends; nobody else is named', async () => {
  const [rep, admin] = await Promise.all([house.person('rep1'), house.person('admin')])
  const mine = await rep.call('POST', '/customers', { name: '浮玉仪表有限公司' })
  const near = await rep.call('POST', '/customers', { name: '听澜船舶配套有限公司' })
  const far = await rep.call('POST', '/customers', { name: '朔苑电机有限公司' })
  const hidden = await admin.call('POST', '/customers', { name: '看不见的有限公司' })
  const tie = (customerId: string, kind: string, otherId: string) =>
    admin.call('POST', '/customer-relations', { customerId, kind, otherId })
  await tie(mine.id, 'supplies', near.id)
  await tie(near.id, 'parent', far.id)
  await tie(mine.id, 'competes', hidden.id)

  const page = await house.pageOf('rep1', `/o/customers/${mine.id}?tab=customer-relations.customerId`)
  const drawing = page.getByRole('figure', { name: '浮玉仪表有限公司的关系网' })
  await drawing.getByRole('link', { name: '听澜船舶配套有限公司' }).waitFor()
  await drawing.getByRole('link', { name: '朔苑电机有限公司' }).waitFor()
  await drawing.getByText('另有 1 个你看不到').waitFor()
  expect(await page.content()).not.toContain('看不见的')
  await page
    .getByRole('row')
    .filter({ hasText: '供货给' })
    .getByRole('link', { name: '听澜船舶配套有限公司' })
    .waitFor()
  expect(await barriers(page)).toEqual([])
  await drawing.getByRole('link', { name: '听澜船舶配套有限公司' }).click()
  await page.getByRole('heading', { level: 1, name: '听澜船舶配套有限公司' }).waitFor()
})

it('档案卡: one sheet of A4 in either language, for those who may print', async () => {
  const rep = await house.person('rep1')
  const long = '现场勘查了二期产线，客户要求节拍压到十八秒，设备部希望我们先做一套样机。'
  const { id } = await rep.call('POST', '/customers', {
    name: '铎垣生物制药有限公司',
    creditLevel: 'good',
    strengths: long.repeat(8),
    remark: long.repeat(8),
  })
  for (let i = 0; i < 8; i++) {
    await rep.call('POST', '/contacts', {
      customerId: id,
      name: `联系人${i}`,
      title: '设备部经理',
      phone: `1390000000${i}`,
    })
    await rep.call('POST', '/follow-ups', { customerId: id, kind: 'visit', content: `第 ${i} 次：${long.repeat(3)}` })
    await rep.call('POST', '/needs', { customerId: id, product: `${long}${i}`, quantity: String(i + 1) })
    await rep.call('POST', '/credit-incidents', { customerId: id, summary: `${long}${i}` })
  }
  const page = await house.pageOf('rep1', `/o/customers/${id}`)
  await page
    .getByRole('button', { name: '更多操作' })
    .or(page.getByRole('button', { name: '更多' }))
    .first()
    .click()
  await page.getByRole('menuitem', { name: '打印档案卡' }).click()
  const sheet = page.getByRole('article')
  await sheet.getByText('客户档案卡').waitFor()
  const fits = () => sheet.evaluate((paper) => paper.scrollHeight <= paper.clientHeight + 1)
  await until('the card fits its sheet', fits)
  const pages = async () =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length
  expect(await pages()).toBe(1)
  for (const word of ['铎垣生物制药有限公司', '信用级别 良', '联系人7', '第 7 次', '归属经过', rep.name])
    expect(await sheet.innerText()).toContain(word)
  expect(await barriers(page)).toEqual([])

  await rep.call('PATCH', '/me', { locale: 'en' })
  const english = await house.pageOf('rep1', `/print/customers/${id}`)
  await english.evaluate(() => localStorage.setItem('greensea.locale', 'en'))
  await english.reload()
  await english.getByRole('article').getByText('Customer file card').waitFor()
  expect(
    (await english.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page(?!s)/g),
  ).toHaveLength(1)
  await rep.call('PATCH', '/me', { locale: 'zh' })

  const finance = await house.pageOf('finance1', `/print/customers/${id}`)
  await finance.getByText(/没有“客户·打印”的权限/).waitFor()
})
