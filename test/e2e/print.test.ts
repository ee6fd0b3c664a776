import { readFile } from 'node:fs/promises'
import type { FrameLocator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { barriers, openHouse, type Person, until } from './browser.ts'

const house = openHouse()

const made = async (rep: Person): Promise<{ id: string; number: string }> => {
  const admin = await house.person('admin')
  const product = await admin.call('POST', '/products', {
    code: `P-${rep.id.slice(-6)}-${Math.floor(performance.now())}`,
    name: '真空水环泵',
    specification: '2BV5-131',
    unit: '台',
    price: '12800.00',
    taxRate: '13',
  })
  const customer = await rep.call('POST', '/customers', { name: '临安桐汐真空设备有限公司', phone: '0571-63712266' })
  const quote = await rep.call('POST', '/quotes', {
    customerId: customer.id,
    lines: [{ productId: product.id, quantity: '2' }],
  })
  return { id: quote.id, number: String(quote.number) }
}
const sheetOf = (page: Page): FrameLocator => page.frameLocator('iframe')

it('打印 / PDF: a quote on paper from its menu, printed here and downloaded, in either language', async () => {
  const rep = await house.person('rep1')
  const quote = await made(rep)
  const page = await house.pageOf('rep1', `/o/quotes/${quote.id}`)
  await page
    .getByRole('button', { name: '更多操作' })
    .or(page.getByRole('button', { name: '更多' }))
    .first()
    .click()
  await page.getByRole('menuitem', { name: '打印 / PDF' }).click()
  const sheet = sheetOf(page)
  await sheet.getByText('人民币贰万伍仟陆佰元整').waitFor()
  await sheet.getByRole('heading', { level: 1, name: '报价单' }).waitFor()
  expect(await barriers(page)).toEqual([])

  await page.evaluate(() => {
    const frame = document.querySelector('iframe')?.contentWindow
    if (frame) frame.print = () => document.body.setAttribute('data-printed', 'yes')
  })
  await page.getByRole('button', { name: '打印', exact: true }).click()
  expect(await page.locator('body').getAttribute('data-printed')).toBe('yes')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 PDF' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`报价单 ${quote.number}.pdf`)
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')

  await page.getByText('English', { exact: true }).click()
  await sheet.getByRole('heading', { level: 1, name: 'Quotation' }).waitFor()

  const phone = await house.pageOf('rep1', `/print/quotes/${quote.id}`, { phone: true })
  await sheetOf(phone).getByText('人民币贰万伍仟陆佰元整').waitFor()
  await until('the sheet is as wide as the phone', () =>
    phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
  )
})

it('打印模板: an administrator keeps one with a live preview; it is what people print by', async () => {
  const rep = await house.person('rep1')
  const quote = await made(rep)
  const page = await house.pageOf('admin', '/settings/print')
  await page.getByLabel('公司名称').fill('青屿自动化')
  await page.getByLabel('银行账号').fill('1202 0000 1111')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存').waitFor()
  await page.getByRole('button', { name: '新建模板' }).click()
  await page.getByRole('textbox', { name: /^名称/ }).fill('带银行账号')
  await page.getByRole('textbox', { name: '标题', exact: true }).fill('报价函')
  await page.getByLabel('默认模板').click()
  const preview = page.getByRole('region', { name: '预览' })
  await preview.frameLocator('iframe').getByRole('heading', { level: 1, name: '报价函' }).waitFor()
  await preview.frameLocator('iframe').getByText('样张').waitFor()

  await page.getByRole('combobox', { name: '加一个版块' }).click()
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: /^文字$/ })
    .click()
  const text = page.getByRole('textbox', { name: '文字' }).last()
  await text.fill('收款账号：{company.acount}')
  await preview.getByText('没有占位符“{company.acount}”').waitFor()
  await text.fill('收款账号：{company.account}')
  await preview.frameLocator('iframe').getByText('收款账号：1202 0000 1111').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('row', { name: /带银行账号 默认 报价/ }).waitFor()

  const printed = await house.pageOf('rep1', `/print/quotes/${quote.id}`)
  await sheetOf(printed).getByText('收款账号：1202 0000 1111').waitFor()
  await sheetOf(printed).getByRole('heading', { level: 1, name: '报价函' }).waitFor()
})
