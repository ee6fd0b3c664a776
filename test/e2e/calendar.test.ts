import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

const item = (page: Page, title: string) => page.locator('.gs-cal-face').filter({ hasText: title })
const center = async (page: Page, selector: string) => {
  const box = await page.locator(selector).boundingBox()
  if (box === null) throw new Error(`${selector} is not there`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
/** The Monday of the week after next: nothing of the sample is there to be in the way. */
const monday = (now: string): string => {
  const date = new Date(Date.parse(now) + 8 * 3_600_000)
  const days = 14 - ((date.getUTCDay() + 6) % 7)
  return new Date(date.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

it('日程: a task is carried to another day and hour, moved by keys, and taken back', async () => {
  const rep = await house.person('rep1')
  const from = monday(house.app().system.kernel.clock.now())
  const dueAt = `${from}T02:00:00.000Z`
  const task = await rep.call('POST', '/tasks', { title: '送样到厂里', dueAt })
  const due = async () => String((await rep.call('GET', `/tasks/${task.id}`)).dueAt)
  const page = await house.pageOf('rep1', `/calendar?view=week&date=${from}&hide=contact`)
  const face = item(page, '送样到厂里')
  await face.waitFor()
  expect(await barriers(page)).toEqual([])

  const box = await face.boundingBox()
  if (box === null) throw new Error('the task is not on the page')
  const columns = await page.locator('.gs-cal-column').all()
  const target = await columns[2]?.boundingBox()
  if (target == null) throw new Error('there is no third day')
  const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 20, start.y + 20, { steps: 3 })
  await page.mouse.move(target.x + target.width / 2, start.y + 96, { steps: 5 })
  await page.mouse.up()
  const wednesday = new Date(Date.parse(dueAt) + 2 * 86_400_000 + 2 * 3_600_000).toISOString()
  await until('it is due on Wednesday at noon', due, (at) => at === wednesday)
  await page.getByText('“送样到厂里”移到').waitFor()
  await page.getByRole('button', { name: /撤销/ }).click()
  await until('it is due as before', due, (at) => at === dueAt)

  await until('it stands where it stood', async () =>
    String(await face.getAttribute('aria-label')).includes('10:00–10:30'),
  )
  await face.focus()
  await page.keyboard.press('Alt+ArrowRight')
  await until('a day later', due, (at) => at === new Date(Date.parse(dueAt) + 86_400_000).toISOString())
  await until('the focus went along', () => face.evaluate((one) => one === document.activeElement))
  await page.keyboard.press('Alt+ArrowRight')
  await until('two days later', due, (at) => at === new Date(Date.parse(dueAt) + 2 * 86_400_000).toISOString())
})

it('日程: an empty place makes an event, which is made longer, and one of a series moves alone', async () => {
  const rep = await house.person('rep2')
  const from = monday(house.app().system.kernel.clock.now())
  const page = await house.pageOf('rep2', `/calendar?view=week&date=${from}&hide=contact,task`)
  await page.locator('.gs-cal-column').first().waitFor()
  const place = await center(page, `.gs-cal-column[data-date="${from}"]`)
  await page.mouse.click(place.x, place.y)
  await page.getByRole('textbox', { name: '标题' }).fill('技术交流')
  await page.keyboard.press('Enter')
  const face = item(page, '技术交流')
  await face.waitFor()
  const [made] = (
    await rep.call('GET', `/calendar-events?filter=${encodeURIComponent(JSON.stringify({ title: '技术交流' }))}`)
  ).data
  if (made === undefined) throw new Error('nothing was made')
  const event = () => rep.call('GET', `/calendar-events/${made.id}`)
  const length = async () => {
    const { startsAt, endsAt } = await event()
    return (Date.parse(String(endsAt)) - Date.parse(String(startsAt))) / 60_000
  }
  expect(await length()).toBe(60)
  await face.focus()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await until('a quarter of an hour longer', length, (minutes) => minutes === 75)

  await rep.call('PATCH', `/calendar-events/${made.id}`, { recurrence: 'FREQ=DAILY;COUNT=3' })
  await until(
    'it is there three times',
    () => item(page, '技术交流').count(),
    (count) => count === 3,
  )
  await item(page, '技术交流').nth(1).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.getByRole('radio', { name: '只这一次' }).waitFor()
  await page.getByRole('button', { name: /确定|OK/ }).click()
  await until(
    'one of them moved',
    async () => Object.keys(((await event()).overrides ?? {}) as object).length,
    (count) => count === 1,
  )
})

it('日程: the phone lists the day, and says so where nothing is planned', async () => {
  const from = monday(house.app().system.kernel.clock.now())
  const rep = await house.person('rep3')
  await rep.call('POST', '/calendar-events', { title: '电话会', startsAt: `${from}T01:00:00.000Z` })
  const page = await house.pageOf('rep3', '/', { phone: true })
  await page.getByRole('button', { name: '我的', exact: true }).click()
  await page.getByRole('menuitem', { name: '日程' }).click()
  await page.waitForURL(/\/calendar$/)
  await page.goto(`${house.origin()}/calendar?date=${from}`)
  await page.getByRole('button', { name: /电话会/ }).click()
  await page.getByRole('dialog').getByRole('heading', { name: '电话会' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
  const empty = new Date(Date.parse(from) + 365 * 86_400_000).toISOString().slice(0, 10)
  await page.goto(`${house.origin()}/calendar?date=${empty}`)
  await page.getByText('这一天没有安排').waitFor()
  expect(await barriers(page)).toEqual([])
})
