import { expect, it } from 'vitest'
import { barriers, openHouse, until } from './browser.ts'

const house = openHouse()

const told = async (content: string) => {
  const rep = await house.person('rep1')
  const manager = await house.person('manager1')
  const made = await rep.call('POST', '/customers', { name: `${content}有限公司` })
  await manager.call('POST', `/customers/${made.id}/comments`, { content, mentionIds: [rep.id] })
  return made
}

it('通知中心: comes live, by kind, read by keys and by opening', async () => {
  const page = await house.pageOf('rep1', '/notifications')
  await page.getByRole('heading', { level: 1, name: '通知' }).waitFor()
  const made = await told('把节拍写进方案')
  await page.getByText('把节拍写进方案', { exact: true }).waitFor()
  await page.getByText('1 条未读').waitFor()
  await told('约厂长看样机')
  await page.getByText('2 条未读').waitFor()
  expect(await barriers(page)).toEqual([])

  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await page.getByText('1 条未读').waitFor()
  await page.locator('.ant-segmented-item', { hasText: '未读' }).click()
  await until(
    'the read one leaves the unread',
    async () => page.getByText('约厂长看样机', { exact: true }).count(),
    (count) => count === 0,
  )
  await page.getByRole('button').filter({ hasText: '把节拍写进方案' }).click()
  await page.waitForURL(`**/o/customers/${made.id}`)
  await page.goBack()
  await page.getByText('全部已读').waitFor()
})

it('通知设置: what is chosen stays, on the phone too', async () => {
  const page = await house.pageOf('rep2', '/settings/notifications', { phone: true })
  await page.getByRole('checkbox', { name: '评注：浏览器' }).click()
  await page.getByText('每日一次', { exact: true }).click()
  await page.getByRole('button', { name: '六', exact: true }).click()
  const rep = await house.person('rep2')
  const settings = await until(
    'the choice is kept',
    () => rep.call('GET', '/me/notification-settings'),
    (found) => JSON.stringify(found.quietHours).includes('[1,2,3,4,5,7]'),
  )
  expect(settings).toMatchObject({ digest: { mode: 'daily', at: '09:00' } })
  await page.reload()
  await page.getByRole('combobox', { name: '每日的时间' }).waitFor()
  expect(await page.getByRole('checkbox', { name: '评注：浏览器' }).isChecked()).toBe(false)
  expect(await barriers(page)).toEqual([])
})

it('消息渠道: an administrator adds a bot; its address is never read back', async () => {
  const page = await house.pageOf('admin', '/settings/channels')
  await page.getByRole('button', { name: '添加群机器人' }).click()
  await page.getByText('钉钉', { exact: true }).click()
  await page.getByLabel('名称').fill('华南销售群')
  await page.getByLabel('Webhook 地址').fill('http://127.0.0.1:5432/robot/send?access_token=a')
  await page.getByRole('button', { name: '保存' }).last().click()
  await page.getByRole('alert').filter({ hasText: 'https://oapi.dingtalk.com/…' }).waitFor()
  await page.getByLabel('Webhook 地址').fill('https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef')
  await page.getByLabel('签名密钥').fill('SECabc')
  await page.getByRole('button', { name: '保存' }).last().click()
  const row = page.getByRole('row').filter({ hasText: '华南销售群' })
  await row.getByRole('button', { name: '修改' }).click()
  expect(await page.getByLabel('Webhook 地址').inputValue()).toBe('')
  expect(await page.content()).not.toMatch(/0123456789ab|SECabc/)
  await page.getByText('现在是 oapi.dingtalk.com/…cdef，不改就留空').waitFor()
  expect(await barriers(page)).toEqual([])
})

it('浏览器推送: the worker shows what is pushed', async () => {
  const page = await house.pageOf('rep3', '/settings/notifications')
  await page.context().grantPermissions(['notifications'], { origin: house.origin() })
  // The push service is somebody else's: what it would answer stands here, the rest is the real thing.
  await page.evaluate(() => {
    const subscription = {
      endpoint: 'https://fcm.googleapis.com/fcm/send/a-browser',
      keys: {
        p256dh: btoa(String.fromCharCode(4, ...Array(64).fill(7)))
          .replaceAll('+', '-')
          .replaceAll('/', '_'),
        auth: btoa(String.fromCharCode(...Array(16).fill(7)))
          .replaceAll('+', '-')
          .replaceAll('/', '_'),
      },
    }
    PushManager.prototype.subscribe = async () => ({ toJSON: () => subscription }) as unknown as PushSubscription
  })
  const client = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    client.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations
      if (one !== undefined && !one.isDeleted) resolve(one.registrationId)
    })
  })
  await client.send('ServiceWorker.enable')
  await page.getByRole('button', { name: '在这个浏览器接收' }).click()
  const rep = await house.person('rep3')
  await until(
    'the server knows the browser',
    async () => (await rep.call('GET', '/me/push')).data.length,
    (count) => count === 1,
  )
  const registrationId = await registered
  await until('the worker is active', () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/push/'))?.active?.state === 'activated'),
  )
  const data = JSON.stringify({ id: 'm1', title: '沈国栋把“绿汀机电”分配给你', body: '', path: '/notifications' })
  await client.send('ServiceWorker.deliverPushMessage', { origin: `${house.origin()}/`, registrationId, data })
  const shown = await until(
    'a notification of the system',
    () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration('/push/')
        return (await registration?.getNotifications())?.map(({ title, tag }) => ({ title, tag })) ?? []
      }),
    (list) => list.length > 0,
  )
  expect(shown).toEqual([{ title: '沈国栋把“绿汀机电”分配给你', tag: 'm1' }])
})
