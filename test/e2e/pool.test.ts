import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { day, openHouse, until } from './browser.ts'

const house = openHouse()
let poolId = ''

/** Puts a customer into the pool of the first region. */
const pooled = async (name: string) =>
  (await house.person('ops1')).call('POST', '/customers', { name, ownerId: null, poolId, level: 'B' })
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const searchPool = async (page: Page, name: string) => {
  await page.getByRole('textbox', { name: '名称、拼音、电话' }).fill(name)
  await rowOf(page, name).waitFor()
}

beforeAll(async () => {
  const admin = await house.person('admin')
  const { data } = await admin.call('GET', '/pools')
  poolId = String(data.find((pool) => pool.isDefault === true)?.id)
  await admin.call('PATCH', `/pools/${poolId}`, { newInPoolCooldownHours: 0 })
})

it('领取: one click claims, and it can be taken back', async () => {
  const name = '霁川精密铸造有限公司'
  await pooled(name)
  const rep = await house.person('rep1')
  const page = await house.pageOf('rep1', '/pool')
  await searchPool(page, name)
  await rowOf(page, name).getByRole('button', { name: '领取' }).click()
  await page.getByRole('status').getByText(`已领取 ${name}`).waitFor()
  const mine = () =>
    rep.call('GET', `/customers?filter=${encodeURIComponent(JSON.stringify({ ownerId: '@me', name }))}`)
  await until('it is mine', mine, ({ data }) => data.length === 1)
  await page.getByRole('button', { name: '撤销' }).click()
  await until('it is back in the pool', mine, ({ data }) => data.length === 0)
})

it('领取: who owned it before is told the rule and when it opens', async () => {
  const name = '沐野包装机械有限公司'
  const rep = await house.person('rep1')
  const made = await rep.call('POST', '/customers', { name })
  await rep.call('POST', `/customers/${made.id}/release`, { reason: '暂无需求', poolId })
  const page = await house.pageOf('rep1', '/pool')
  await searchPool(page, name)
  const row = rowOf(page, name)
  expect(await row.getByRole('button', { name: '领取', exact: true }).count(), 'no button that would be refused').toBe(
    0,
  )
  await row.getByRole('button', { name: /起可领|冷却中/ }).click()
  const refusal = page.getByRole('alert').filter({ hasText: '现在不能领取' })
  await refusal.getByText('依据').waitFor()
  await refusal.getByText('放开').waitFor()
  expect(await refusal.innerText()).toContain('30')
  await refusal.getByRole('button', { name: '到时提醒我' }).waitFor()
})

it('领取: a full capacity is said before the press, with the way out', async () => {
  const name = '屿白传动科技有限公司'
  await pooled(name)
  const rep = await house.person('rep3')
  const { capacity } = await rep.call('GET', '/me')
  const { used, limit } = capacity as { used: number; limit: number }
  for (let at = used; at < limit; at++) await rep.call('POST', '/customers', { name: `云栈配件商行第${at}门店` })
  await (await house.person('admin')).call('PATCH', `/pools/${poolId}`, { memberIds: [rep.id] })
  const page = await house.pageOf('rep3', `/pool?pool=${poolId}`)
  await searchPool(page, name)
  await rowOf(page, name).getByRole('button', { name: '库容已满' }).click()
  const refusal = page.getByRole('alert').filter({ hasText: '现在不能领取' })
  expect(await refusal.innerText()).toContain(String(limit))
  await refusal.getByRole('button', { name: '选一个退回公海' }).click()
  await until(
    'the list of my own',
    async () => page.url(),
    (url) => url.includes('/o/customers?view=mine'),
  )
})

it('回收: a customer nobody follows goes back by itself, and the pool says by which rule', async () => {
  const name = '砚秋环保设备有限公司'
  const rep = await house.person('rep2')
  const made = await rep.call('POST', '/customers', { name, level: 'D' })
  await house.shift(25 * day)
  const admin = await house.pageOf('admin', '/settings/jobs')
  const run = admin.getByRole('row').filter({ has: admin.getByRole('button', { name: /^现在运行 .*回收/ }) })
  await run.getByRole('button').click()
  await admin.getByText('已开始').waitFor()
  await run.getByText('完成').waitFor()
  const page = await house.pageOf('rep1', '/pool')
  await searchPool(page, name)
  await rowOf(page, name).getByText(/20 天/).waitFor()
  const record = await house.pageOf('rep1', `/o/customers/${made.id}?tab=owners`)
  await record.getByText('在公海，没有负责人').waitFor()
  await record.getByText(rep.name).first().waitFor()
  await house.shift(0)
})
