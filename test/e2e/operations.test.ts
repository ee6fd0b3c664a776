import { expect, it } from 'vitest'
import { openHouse, until } from './browser.ts'

const house = openHouse()

it('批示: a day report is answered by the manager, and acknowledged by its author', async () => {
  const rep = await house.person('rep1')
  const { id } = await rep.call('POST', '/work-reports', { kind: 'urgent', summary: '样机要提前' })
  const page = await house.pageOf('manager1', `/o/work-reports/${id}`)
  await page.getByRole('button', { name: '评注' }).click()
  expect(await page.getByRole('button', { name: '修改' }).count(), 'nobody rewrites the report of another').toBe(0)
  await page.getByPlaceholder('写评注，@ 提到同事').fill('先把样机备好')
  await page.getByRole('checkbox', { name: '作为批示，要他确认' }).click()
  await page.getByRole('button', { name: '发表' }).click()
  await page.getByText('待确认').waitFor()
  const own = await house.pageOf('rep1', `/o/work-reports/${id}`)
  await own.getByRole('button', { name: '确认收到' }).click()
  await own.getByText('已确认', { exact: false }).first().waitFor()
})

it('主管评注: the manager comments with @, the rep is notified and finds it', async () => {
  const rep = await house.person('rep1')
  const made = await rep.call('POST', '/customers', { name: '栾川钨钼制品有限公司' })
  await rep.call('POST', '/follow-ups', {
    customerId: made.id,
    kind: 'visit',
    content: '拜访了生产副总，谈了二期产线的节拍要求',
  })
  const theirs = await house.pageOf('rep1', '/')
  await theirs.getByRole('heading', { name: '工作台' }).waitFor()
  const page = await house.pageOf('manager1', `/o/customers/${made.id}`)
  await page.getByText('二期产线的节拍要求').hover()
  await page.getByRole('button', { name: '评注' }).click()
  const box = page.getByRole('combobox', { name: '写评注，@ 提到同事' }).or(page.getByPlaceholder('写评注，@ 提到同事'))
  await box.first().click()
  await page.keyboard.type(`节拍写进方案 @${rep.name}`)
  await page
    .getByRole('option', { name: rep.name })
    .or(page.getByRole('menuitem', { name: rep.name }))
    .first()
    .click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('listitem').filter({ hasText: '节拍写进方案' }).first().waitFor()

  await theirs.getByRole('link', { name: /^通知，\d+ 条在等$/ }).click()
  await theirs.getByRole('button').filter({ hasText: '节拍写进方案' }).click()
  await theirs
    .getByRole('heading', { level: 1, name: '栾川钨钼制品有限公司' })
    .or(theirs.getByText('二期产线的节拍要求'))
    .first()
    .waitFor()
})

it('导入: a dry run writes nothing, the import says row by row, the second time is 0 new', async () => {
  const file = [
    '公司名称,联系电话,省份,公司网址',
    '浮玉仪表有限公司,021-64889012,上海市,www.fuyu-meter.cn',
    '听澜船舶配套有限公司,0532-88612047,山东省,',
    ',0571-86650000,浙江省,',
  ].join('\r\n')
  const page = await house.pageOf('ops1', '/import')
  const count = (name: string) =>
    page
      .getByRole('definition')
      .filter({ has: page.locator(`xpath=preceding-sibling::dt[normalize-space()="${name}"]`) })
  const run = async () => {
    await page.getByLabel('选文件').setInputFiles({
      name: '展会名单.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\ufeff${file}`),
    })
    await page.getByRole('radio', { name: /^进公海/ }).check()
    await page.getByRole('button', { name: '去预检，不写入数据' }).click()
    await page.getByRole('heading', { name: '预检完成，没有写入数据' }).waitFor()
  }
  await run()
  expect([await count('新建').innerText(), await count('失败').innerText()]).toEqual(['2', '1'])
  const failure = page.getByRole('table', { name: '失败的行' }).getByRole('row').nth(1)
  expect(await failure.innerText()).toMatch(/^4\s+公司名称/)
  await page.getByRole('button', { name: /^导入 2 行/ }).click()
  await page.getByRole('heading', { name: '导入完成' }).waitFor()
  expect(await count('新建').innerText()).toBe('2')

  await page.getByRole('button', { name: '再导一个文件' }).click()
  await run()
  expect([await count('新建').innerText(), await count('跳过').innerText()]).toEqual(['0', '2'])
  await page.getByRole('button', { name: '没有可导入的行' }).waitFor()
})

it('导入: a file with the headings of an earlier one is mapped as that one was', async () => {
  const file = (name: string) => ({
    name: `${name}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff客户名称,展位归口\r\n${name}有限公司,浙江省\r\n`),
  })
  const page = await house.pageOf('ops1', '/import')
  const choice = page.getByLabel('展位归口 → 绿海字段')
  const shown = () => page.getByRole('row').filter({ has: choice }).innerText()
  await page.getByLabel('选文件').setInputFiles(file('云岫风机'))
  await choice.click()
  await page.keyboard.type('地区')
  await page.locator('.ant-select-dropdown').getByText('地区', { exact: true }).click()
  await page.getByRole('button', { name: '去预检，不写入数据' }).click()
  await page.getByRole('heading', { name: '预检完成，没有写入数据' }).waitFor()
  await page.getByRole('link', { name: '导入' }).click()
  await page.getByLabel('选文件').setInputFiles(file('云岫水泵'))
  await page.getByText(/^按 今天 .* 的对应$/).waitFor()
  expect(await shown()).toContain('地区')
})

it('加字段: an administrator adds a field, and the form and list of a rep have it at once', async () => {
  const page = await house.pageOf('admin', '/settings/fields')
  await page.getByRole('button', { name: '加字段' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^中文名/).fill('停机窗口')
  await dialog.getByLabel(/^英文名/).fill('Maintenance window')
  await until(
    'a name for the API',
    () => dialog.getByLabel(/^接口名/).inputValue(),
    (name) => name === 'maintenanceWindow',
  )
  await dialog.getByRole('button', { name: '加字段' }).click()
  await page.getByText('已给客户加“停机窗口”').waitFor()

  const theirs = await house.pageOf('rep1', '/o/customers')
  await theirs.getByRole('table').waitFor()
  await theirs.keyboard.press('c')
  const form = theirs.getByRole('dialog', { name: '新建客户' })
  await form.getByLabel('客户名称').fill('丹青印刷机械有限公司')
  await form.getByRole('button', { name: /^更多字段/ }).click()
  await form.getByLabel('停机窗口').fill('每周日夜班')
  await theirs.keyboard.press('Control+Enter')
  await theirs.getByRole('heading', { level: 1, name: '丹青印刷机械有限公司' }).waitFor()
  await theirs.getByRole('link', { name: '客户', exact: true }).first().click()
  await theirs.getByRole('button', { name: /^\d+ 列$/ }).click()
  await theirs.getByRole('checkbox', { name: '停机窗口' }).check()
  await theirs.getByRole('columnheader', { name: '停机窗口' }).waitFor()
  await theirs.getByRole('cell', { name: '每周日夜班' }).waitFor()
})
