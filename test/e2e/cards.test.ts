import { toBuffer } from 'qrcode'
import { expect, it } from 'vitest'
import { openHouse, until } from './browser.ts'

const house = openHouse()

it('名片: the code on a photograph fills the form, and the photograph stays with the contact (W8)', async () => {
  const rep = await house.person('rep1')
  const name = '瑞安霁岚汽配有限公司'
  const customer = await rep.call('POST', '/customers', { name })
  const code = await toBuffer(
    `BEGIN:VCARD\nVERSION:3.0\nFN:池月明\nORG:${name}\nTITLE:采购经理\nTEL;TYPE=CELL:13577660011\nEND:VCARD`,
    {
      width: 480,
    },
  )
  const page = await house.pageOf('rep1', '/o/contacts')
  await page.getByRole('button', { name: '读名片' }).click()
  await page
    .getByRole('dialog')
    .locator('input[type=file][capture]')
    .setInputFiles({ name: '名片.png', mimeType: 'image/png', buffer: code })
  await page.getByAltText('名片照片').waitFor()
  expect(await page.locator('[data-field=name] input').inputValue()).toBe('池月明')
  await page.getByRole('button', { name: /^保存/ }).click()
  const made = await until(
    'the contact',
    () => rep.call('GET', `/contacts?filter=${encodeURIComponent(JSON.stringify({ customerId: customer.id }))}`),
    ({ data }) => data.length === 1,
  )
  expect(made.data[0]).toMatchObject({ name: '池月明', title: '采购经理', phone: '13577660011' })
  await until(
    'the photograph',
    () => rep.call('GET', `/contacts/${String(made.data[0]?.id)}/attachments`),
    ({ data }) => data.length === 1,
  )
})

it('名片: a picture without a code stands beside the form to be filled in', async () => {
  const page = await house.pageOf('rep1', '/o/contacts')
  await page.getByRole('button', { name: '读名片' }).click()
  const blank = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
    'base64',
  )
  await page
    .getByRole('dialog')
    .locator('input[type=file][capture]')
    .setInputFiles({ name: '名片.png', mimeType: 'image/png', buffer: blank })
  await page.getByAltText('名片照片').waitFor()
  await page.getByRole('button', { name: '不要这张照片' }).click()
  await until(
    'the picture is gone',
    () => page.getByAltText('名片照片').count(),
    (count) => count === 0,
  )
})
