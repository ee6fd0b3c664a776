import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const widthOf = async (page: Page, name: string) =>
  Math.round((await page.getByRole('columnheader', { name, exact: true }).boundingBox())?.width ?? 0)
const search = (page: Page) => page.getByRole('searchbox', { name: '名称、拼音、电话' })

it('列宽: dragged by its edge, a column is as wide the next time, on another machine too', async () => {
  const page = await house.pageOf('rep1', '/o/customers?view=mine')
  await page.getByRole('rowheader').first().waitFor()
  const before = await widthOf(page, '生命周期')
  const edge = await page.locator('[data-edge="lifecycle"]').boundingBox()
  if (edge === null) throw new Error('the heading has no edge')
  const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 40, y, { steps: 4 })
  await page.mouse.move(x + 80, y, { steps: 4 })
  await page.mouse.up()
  await until(
    'it is wider',
    () => widthOf(page, '生命周期'),
    (width) => width === before + 80,
  )
  const rep = await house.person('rep1')
  const kept = async () => (await rep.call('GET', '/me')).preferences as { widths?: Record<string, unknown> }
  await until('it is kept with the person', kept, ({ widths }) => widths?.customers !== undefined)
  const other = await house.pageOf('rep1', '/o/customers?view=mine')
  await other.getByRole('rowheader').first().waitFor()
  await until(
    'as wide elsewhere',
    () => widthOf(other, '生命周期'),
    (width) => width === before + 80,
  )
  await other.locator('[data-edge="lifecycle"]').dblclick()
  await until(
    'its own width again',
    () => widthOf(other, '生命周期'),
    (width) => width === before,
  )
})

it('看板: a card is put into another column by mouse and by keys, and taken back', async () => {
  const rep = await house.person('rep2')
  const name = '汐澄流体控制有限公司'
  const made = await rep.call('POST', '/customers', { name, lifecycle: 'target', level: 'C' })
  const page = await house.pageOf('rep2', '/o/customers?view=mine')
  await page.getByRole('rowheader').first().waitFor()
  await page.getByText('看板', { exact: true }).click()
  await search(page).fill('汐澄')
  const card = (place: string) => column(page, place).getByRole('listitem', { name })
  const lifecycle = async () => (await rep.call('GET', `/customers/${made.id}`)).lifecycle
  await card('目标').waitFor()
  expect(await barriers(page)).toEqual([])
  await card('目标').dragTo(column(page, '成交'))
  await card('成交').waitFor()
  await page.getByRole('status').getByText(`${name} 已改为“成交”`).waitFor()
  await until('written', lifecycle, (value) => value === 'customer')
  await page.getByRole('button', { name: '撤销' }).click()
  await card('目标').waitFor()
  await until('taken back', lifecycle, (value) => value === 'target')
  await card('目标').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await card('潜在').waitFor()
  await until('written by keys', lifecycle, (value) => value === 'prospect')
  await until('the focus goes along', () => card('潜在').evaluate((one) => one === document.activeElement))

  const again = await house.pageOf('rep2', '/o/customers?view=mine')
  await column(again, '潜在').waitFor()
  await again.getByText('列表', { exact: true }).click()
  await again.getByRole('table').waitFor()
})

it('同步: what somebody else changes is seen without reloading, and nothing typed is lost', async () => {
  const rep = await house.person('rep3')
  const director = await house.person('director')
  const name = '溯源检测仪器有限公司'
  const made = await rep.call('POST', '/customers', { name, level: 'C' })
  const list = await house.pageOf('rep3', '/o/customers?view=mine')
  const row = list.getByRole('row').filter({ hasText: name })
  await row.getByText('C', { exact: true }).waitFor()
  const record = await house.pageOf('rep3', `/o/customers/${made.id}`)
  const box = record.getByRole('textbox', { name: '写跟进' })
  await box.click()
  await record.keyboard.type('还没写完的一句话')
  // A page behind another hears nothing; each is looked at in turn.
  await record.bringToFront()
  await director.call('PATCH', `/customers/${made.id}`, { level: 'A', lifecycle: 'atRisk' })
  await record.getByText('将流失').first().waitFor()
  expect(await box.inputValue()).toBe('还没写完的一句话')
  expect(await box.evaluate((one) => one === document.activeElement), 'the cursor stays').toBe(true)
  await row.getByText('A', { exact: true }).waitFor()
  await row.getByText('将流失').waitFor()
})
