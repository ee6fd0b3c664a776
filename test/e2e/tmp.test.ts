import { it } from 'vitest'
import { openHouse } from './browser.ts'

const house = openHouse()
it('looks', async () => {
  const page = await house.pageOf('rep1', '/o/customers?view=mine')
  await page.getByRole('rowheader').getByRole('link').nth(3).click()
  await page
    .getByRole('region', { name: /今天|本月|更早/ })
    .first()
    .waitFor()
  await page.screenshot({ path: 'test-results/look.png' })
  const p2 = await house.pageOf('rep1', '/pool', { phone: true })
  await p2.getByRole('main').getByRole('listitem').first().waitFor()
  await p2.screenshot({ path: 'test-results/look2.png' })
})
