import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { attachedPdf } from './attached-pdf.ts'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

/** Drops a file where nothing in particular is. */
const drop = (page: Page, name: string, content: string) =>
  page.evaluate(
    ([file, text]) => {
      const carried = new DataTransfer()
      carried.items.add(new File([text ?? ''], file ?? ''))
      const target = document.querySelector('h1') ?? document.body
      for (const kind of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }))
    },
    [name, content],
  )

it('附件: dropped anywhere, locked, looked at, deleted and taken back; a disguised program is refused and stays', async () => {
  const rep = await house.person('rep1')
  const made = await rep.call('POST', '/customers', { name: '澜汐精密模具有限公司' })
  const page = await house.pageOf('rep1', `/o/customers/${made.id}`)
  await page.getByRole('heading', { level: 1, name: '澜汐精密模具有限公司' }).waitFor()
  await page.getByRole('tab', { name: /^附件/ }).click()
  await page.getByText('还没有附件').waitFor()
  await page.getByRole('tab', { name: '动态' }).click()
  await drop(page, '会议纪要.txt', '谈了试样')
  await page.getByRole('link', { name: '下载 会议纪要.txt' }).first().waitFor()
  await page.locator('input[type=file][multiple]').setInputFiles([
    { name: '框架协议.pdf', mimeType: 'application/pdf', buffer: attachedPdf },
    { name: '照片.png', mimeType: 'image/png', buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]) },
  ])
  const refusal = page.getByRole('alert').filter({ hasText: '内容却是 Windows 程序' })
  await refusal.waitFor()
  const contract = page.getByRole('listitem').filter({ hasText: '框架协议.pdf' })
  await contract.getByRole('button', { name: '加锁 框架协议.pdf' }).click()
  await contract.getByText(/ 加锁$/).waitFor()
  await contract.getByRole('button', { name: '删除 框架协议.pdf' }).click({ force: true })
  await page
    .getByText(/已被.+加锁/)
    .first()
    .waitFor()
  await refusal.waitFor()
  await page.getByRole('button', { name: '不传了 照片.png' }).click()

  await contract.getByRole('button', { name: '查看 框架协议.pdf' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('canvas[data-page="1"]').waitFor()
  const ink = () =>
    dialog.locator('canvas').evaluate((one) => {
      const canvas = one as HTMLCanvasElement
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.filter((value, at) => at % 4 === 0 && value < 100).length
    })
  expect(await ink(), 'something is drawn').toBeGreaterThan(100)
  await dialog.getByRole('button', { name: '下一页' }).click()
  await dialog.locator('canvas[data-page="2"]').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: '删除 会议纪要.txt' }).click()
  await page.getByText('已删除 1 个，30 天内可恢复').waitFor()
  await page.getByRole('button', { name: '撤销' }).last().click()
  await page.getByRole('link', { name: '下载 会议纪要.txt' }).first().waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载 会议纪要.txt' }).last().click()
  expect((await saved).suggestedFilename()).toBe('会议纪要.txt')
  await page.getByRole('tab', { name: '动态' }).click()
  await until('the story tells of the files', async () => (await page.getByText(/上传附件|加锁附件/).count()) > 0)
})

it('附件: a colleague who only reads sees them and cannot add', async () => {
  const rep = await house.person('rep1')
  const made = await rep.call('POST', '/customers', { name: '栖霞流体控制有限公司' })
  const service = await house.person('finance1')
  const page = await house.pageOf('finance1', `/o/customers/${made.id}?tab=attachments`)
  await page.getByText('能修改这条记录的人可以加附件').waitFor()
  expect(await page.getByRole('button', { name: '上传附件' }).count()).toBe(0)
  await drop(page, '不行.txt', 'x')
  expect((await service.call('GET', `/customers/${made.id}/attachments`)).data).toEqual([])
})
