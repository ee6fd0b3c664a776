import { botOf, deleteBot, saveBot } from '../../engines/notify/bots.ts'
import { listNotifications, markRead } from '../../engines/notify/centre.ts'
import type { Outcome } from '../../engines/notify/channels/channel.ts'
import { listDeliveries, retry, retryAll, sendTest } from '../../engines/notify/log.ts'
import { isMailAddress } from '../../engines/notify/mail-settings.ts'
import { choose } from '../../engines/notify/preferences.ts'
import { listSubscriptions, subscribe, unsubscribe } from '../../engines/notify/push.ts'
import type { Reach } from '../../engines/notify/reach.ts'
import { mailAddressOf } from '../../engines/notify/send.ts'
import { channelSettings, mySettings, saveChannels, shownBot } from '../../engines/notify/settings.ts'
import { bodyObject, type Call, type Reply, type Route } from '../../kernel/rest/route.ts'
import { conflict, fault, forbidden, invalid } from '../../model/errors.ts'
import * as docs from './reach-docs.ts'
import { administratorsOnly } from './system.ts'

const me = (call: Call): string => call.context.principal.employeeId ?? ''

/** The answer to a test: it went, or what stood against it. */
const tested = (outcome: Outcome): Reply => {
  if (outcome.state === 'sent') return { body: { sent: true } }
  throw conflict('not_delivered', `没有送到：${outcome.words.zh}`, `It was not delivered: ${outcome.words.en}`)
}

const mine = (reach: Reach): readonly Route[] => [
  {
    method: 'GET',
    path: '/me/notification-settings',
    openapi: docs.readMine,
    run: async (call) => ({ body: await mySettings(reach, call.context, call.session?.id ?? null) }),
  },
  {
    method: 'PATCH',
    path: '/me/notification-settings',
    openapi: docs.changeMine,
    run: async (call) => {
      const body = bodyObject(call.body)
      await choose(call.kernel.db, reach.kinds, { employeeId: me(call), now: call.context.now, body })
      return { body: await mySettings(reach, call.context, call.session?.id ?? null) }
    },
  },
  {
    method: 'GET',
    path: '/me/push',
    openapi: docs.listPush,
    run: async (call) => ({
      body: { data: await listSubscriptions(call.kernel.db, me(call), call.session?.id ?? null) },
    }),
  },
  {
    method: 'POST',
    path: '/me/push',
    openapi: docs.subscribe,
    run: async (call) => {
      const { session, userAgent, context } = call
      if (session === null)
        throw forbidden(
          'session_required',
          '这里要登录后操作，不能用 API 密钥',
          'This needs a signed-in session, not an API key',
        )
      const who = { employeeId: me(call), sessionId: session.id, userAgent, now: context.now }
      return { status: 201, body: { id: await subscribe(reach, who, bodyObject(call.body)) } }
    },
  },
  {
    method: 'DELETE',
    path: '/me/push/:id',
    openapi: docs.unsubscribe,
    run: async (call) => {
      await unsubscribe(call.kernel.db, me(call), call.params.id ?? '')
      return { status: 204 }
    },
  },
  {
    method: 'GET',
    path: '/notifications',
    openapi: docs.listNotifications,
    run: async (call) => ({ body: await listNotifications(call.kernel, reach.kinds, call.context, call.query) }),
  },
  {
    method: 'POST',
    path: '/notifications/read',
    openapi: docs.readNotifications,
    run: async (call) => {
      await markRead(call.kernel, call.context, call.body)
      return { status: 204 }
    },
  },
]

const testMail = async (reach: Reach, call: Call): Promise<Reply> => {
  const { to } = bodyObject(call.body)
  if (to !== undefined && !isMailAddress(to))
    throw invalid([fault('to', 'invalid', '收件地址应是一个邮箱地址', 'It is sent to a mail address')])
  const address = to ?? (await mailAddressOf(call.kernel.db, me(call)))
  if (address === undefined)
    throw invalid([
      fault(
        'to',
        'required',
        '你的资料里没有邮箱，填一个收件地址',
        'Your file has no mail address; give one to send to',
      ),
    ])
  const recipient = { channel: 'email', receiver: me(call), employeeId: me(call), botId: null, address }
  return tested(await sendTest(reach, call.context, { lane: 'mail', to: recipient }))
}

const testBot = async (reach: Reach, call: Call): Promise<Reply> => {
  const bot = await botOf(call.kernel.db, call.params.id ?? '')
  const recipient = { channel: bot.kind, receiver: bot.id, employeeId: null, botId: bot.id }
  return tested(await sendTest(reach, call.context, { lane: `bot:${bot.id}`, to: recipient }))
}

const administered = (reach: Reach): readonly Route[] => [
  {
    method: 'GET',
    path: '/message-channels',
    openapi: docs.readChannels,
    run: async (call) => ({ body: await channelSettings(reach, call.kernel.db) }),
  },
  {
    method: 'PATCH',
    path: '/message-channels',
    openapi: docs.changeChannels,
    run: async (call) => {
      await call.kernel.db.transaction((tx) => saveChannels(reach, tx, call.context, bodyObject(call.body)))
      return { body: await channelSettings(reach, call.kernel.db) }
    },
  },
  {
    method: 'POST',
    path: '/message-channels/mail/test',
    openapi: docs.testMail,
    run: (call) => testMail(reach, call),
  },
  {
    method: 'POST',
    path: '/message-channels/bots',
    openapi: docs.makeBot,
    run: async (call) => {
      const id = await call.kernel.db.transaction((tx) =>
        saveBot(reach, tx, { context: call.context, id: null, body: bodyObject(call.body) }),
      )
      return { status: 201, body: await shownBot(reach, call.kernel.db, id) }
    },
  },
  {
    method: 'PATCH',
    path: '/message-channels/bots/:id',
    openapi: docs.changeBot,
    run: async (call) => {
      const id = call.params.id ?? ''
      await call.kernel.db.transaction((tx) =>
        saveBot(reach, tx, { context: call.context, id, body: bodyObject(call.body) }),
      )
      return { body: await shownBot(reach, call.kernel.db, id) }
    },
  },
  {
    method: 'DELETE',
    path: '/message-channels/bots/:id',
    openapi: docs.deleteBot,
    run: async (call) => {
      await call.kernel.db.transaction((tx) => deleteBot(tx, call.context, call.params.id ?? ''))
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: '/message-channels/bots/:id/test',
    openapi: docs.testBot,
    run: (call) => testBot(reach, call),
  },
  {
    method: 'GET',
    path: '/deliveries',
    openapi: docs.listDeliveries,
    run: async (call) => ({ body: await listDeliveries(reach, call.context, call.query) }),
  },
  {
    method: 'POST',
    path: '/deliveries/:id/retry',
    openapi: docs.retryOne,
    run: async (call) => {
      await retry(reach, call.context, call.params.id ?? '')
      return { status: 202, body: { retried: 1 } }
    },
  },
  {
    method: 'POST',
    path: '/deliveries/retry',
    openapi: docs.retryMany,
    run: async (call) => {
      const { channel } = bodyObject(call.body)
      const query = typeof channel === 'string' ? { channel } : {}
      return { status: 202, body: { retried: await retryAll(reach, call.context, query) } }
    },
  },
]

/** Everything that reaches people: what each chose, the channels administrators keep, what went and what did not. */
export const reachRoutes = (reach: Reach): readonly Route[] => [
  ...mine(reach),
  ...administered(reach).map(
    (route): Route => ({
      ...route,
      run: async (call) => {
        administratorsOnly(call)
        return route.run(call)
      },
    }),
  ),
]
