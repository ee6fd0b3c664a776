import { expect, it } from 'vitest'
import { firstRunCode } from '../../src/kernel/sign-in/first-run.ts'
import { barriers, openHouse } from './browser.ts'

const house = openHouse({ sample: false })

it('sets an empty system up with the code of the terminal, and signs in', async () => {
  const code = await firstRunCode(house.app().system.kernel.db)
  const page = await house.guestPage('/')
  await page.getByRole('heading', { name: '启用绿海' }).waitFor()
  expect(await barriers(page)).toEqual([])
  const field = (name: string) => page.getByLabel(name, { exact: true })
  await field('一次性代码').fill('AAAA-AAAA')
  await field('公司名称').fill('澜汀精密机械')
  await field('管理员姓名').fill('苏望舒')
  await field('账号').fill('wangshu')
  await field('密码').fill('short')
  const start = page.getByRole('button', { name: '启用' })
  await start.click()
  await page.getByText('一次性代码不对').waitFor()
  await field('一次性代码').fill(String(code))
  await start.click()
  await page.getByRole('alert').filter({ hasText: '8' }).waitFor()
  await field('密码').fill('qing-ting-9821')
  await start.click()
  await page.getByText('已启用，你是管理员').waitFor()
  await page.getByRole('complementary').getByText('澜汀精密机械').first().waitFor()

  await page.getByRole('button', { name: '我的设置' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await page.goto(`${house.origin()}/setup`)
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await page.getByLabel('账号、手机号或邮箱').fill('wangshu')
  await page.getByLabel('密码', { exact: true }).fill('qing-ting-9821')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '工作台' }).waitFor()
})
