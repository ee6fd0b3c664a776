import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

/** Nothing is wider than the screen. */
const fits = async (page: Page): Promise<void> => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide, page.url()).toBeLessThanOrEqual(0)
}

/** Buttons and titles that reach over the right edge, where nothing scrolls to them. */
const beyond = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('header button, header a, header h1')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''),
  )

describe('on a phone of 390 px', () => {
  it('shows customers in rows, opens one, and comes back', async () => {
    const page = await house.pageOf('rep1', '/', { phone: true })
    const tabs = page.getByRole('navigation', { name: '主导航' })
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    await fits(page)
    await tabs.getByRole('link', { name: '客户' }).tap()
    const rows = page.getByRole('region', { name: '客户' }).getByRole('listitem')
    await rows.nth(2).waitFor()
    expect(await page.getByRole('table').count(), 'rows, no table').toBe(0)
    await fits(page)
    const first = rows.first().getByRole('link').first()
    expect((await rows.first().boundingBox())?.height ?? 0, 'a target for a thumb').toBeGreaterThanOrEqual(44)
    await first.tap()
    await page.getByRole('tab', { name: '动态' }).waitFor()
    await fits(page)
    await page.getByRole('link', { name: '返回' }).tap()
    // From what the browser has read, not with the next refresh.
    await rows.first().waitFor({ timeout: 8_000 })
  })

  it('shows the pool with the button or the reason', async () => {
    const page = await house.pageOf('rep1', '/pool', { phone: true })
    const rows = page.getByRole('main').getByRole('listitem')
    await rows.first().waitFor()
    await fits(page)
    const button = rows.first().getByRole('button').first()
    expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(40)
  })

  it('writes a follow-up in a sheet and stays where it was', async () => {
    const rep = await house.person('rep1')
    const made = await rep.call('POST', '/customers', { name: '临渊水处理有限公司' })
    const page = await house.pageOf('rep1', `/o/customers/${made.id}`, { phone: true })
    await page.getByRole('heading', { level: 1, name: '临渊水处理有限公司' }).waitFor()
    await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '写跟进' }).tap()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('临渊水处理有限公司').waitFor()
    await sheet.getByRole('button', { name: '拜访' }).tap()
    await sheet.getByRole('textbox', { name: '写跟进' }).fill('看了他们的中水回用站，膜组三季度要换')
    await sheet.getByRole('button', { name: '3 天后' }).tap()
    await sheet.getByRole('button', { name: '保存' }).tap()
    await page.getByRole('region', { name: '今天' }).getByText('膜组三季度要换').waitFor()
    await until(
      'the sheet is gone',
      () => sheet.count(),
      (count) => count === 0,
    )
    expect(new URL(page.url()).pathname).toBe(`/o/customers/${made.id}`)
  })

  it('keeps what can be done on the screen where words are long', async () => {
    const rep = await house.person('rep3')
    const manager = await house.person('manager1')
    await rep.call('PATCH', '/me', { locale: 'en' })
    const made = await rep.call('POST', '/customers', { name: '长桥仪表有限公司' })
    await manager.call('POST', `/customers/${made.id}/comments`, { content: '看一下', mentionIds: [rep.id] })
    await house.app().dispatcher.drain()
    const page = await house.pageOf('rep3', '/notifications', { phone: true })
    await page.getByRole('button', { name: 'Mark all as read' }).waitFor()
    expect(await beyond(page)).toEqual([])
    // A week of two months.
    await page.goto(`${house.origin()}/calendar?view=week&date=2027-06-30`)
    await page.getByRole('heading', { level: 1, name: /2027/ }).waitFor()
    expect(await beyond(page)).toEqual([])
  })
})

describe('axe finds nothing serious', () => {
  it('on the sign-in page', async () => {
    const page = await house.guestPage('/sign-in')
    await page.getByRole('button', { name: '登录' }).waitFor()
    expect(await barriers(page)).toEqual([])
  })

  it('on the workbench, the list and a record', async () => {
    const page = await house.pageOf('rep1', '/')
    await page.getByRole('button', { name: '写跟进' }).first().waitFor()
    expect(await barriers(page), 'workbench').toEqual([])
    await page.getByRole('link', { name: '客户', exact: true }).click()
    const first = page.getByRole('rowheader').getByRole('link').first()
    await first.waitFor()
    expect(await barriers(page), 'list').toEqual([])
    await first.click()
    await page.getByRole('tab', { name: '动态' }).waitFor()
    await page
      .getByRole('region', { name: /今天|本月|更早/ })
      .first()
      .waitFor()
    expect(await barriers(page), 'record').toEqual([])
  })

  it('on the pool with its panel open', async () => {
    const page = await house.pageOf('rep1', '/pool')
    const row = page.getByRole('row').nth(1)
    await row.getByRole('rowheader').click()
    await page.getByRole('heading', { name: '归属经过' }).waitFor()
    expect(await barriers(page)).toEqual([])
  })

  it('on the look-up, the duplicate centre and a merge', async () => {
    const admin = await house.person('admin')
    for (const name of ['海宁霏芸经编有限公司', '海宁市霏芸经编有限公司'])
      await admin.call('POST', '/customers', { name })
    const page = await house.pageOf('admin', '/duplicates')
    await page.getByRole('textbox').first().waitFor()
    expect(await barriers(page), 'look-up').toEqual([])
    await page.goto(`${house.origin()}/duplicates?tab=centre`)
    await page.getByRole('button', { name: '合并', exact: true }).first().waitFor()
    expect(await barriers(page), 'centre').toEqual([])
    await page.getByRole('button', { name: '合并', exact: true }).first().click()
    await page.getByRole('button', { name: /^合并 \d+ 条/ }).waitFor()
    expect(await barriers(page), 'merge').toEqual([])
  })

  it('on import and settings', async () => {
    const page = await house.pageOf('admin', '/import')
    await page.getByRole('button', { name: '选文件' }).waitFor()
    expect(await barriers(page), 'import').toEqual([])
    await page.goto(`${house.origin()}/settings`)
    const topics = page.getByRole('navigation', { name: '设置的主题' })
    for (const topic of ['个人与登录', '员工', '角色', '公海', '规则', '查重规则', '字段与对象', '任务']) {
      await topics.getByRole('link', { name: topic, exact: true }).click()
      await page.getByRole('heading', { level: 2, name: topic, exact: true }).waitFor()
      await until(
        'what it loads',
        () => page.locator('[aria-busy=true]').count(),
        (count) => count === 0,
      )
      expect(await barriers(page), topic).toEqual([])
    }
  })
})
