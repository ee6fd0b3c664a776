/** What the API description says of the routes in `reach.ts` (OpenAPI 3.1). */
const tags = ['notifications']
const text = { type: 'string' }
const flag = { type: 'boolean' }
const time = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }
const object = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
})
const list = (items: unknown) => ({ type: 'array', items })
const orNull = (schema: unknown) => ({ anyOf: [schema, { type: 'null' }] })
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
const answer = (status: number, schema?: unknown) => ({
  [status]: { description: 'OK', ...(schema === undefined ? {} : json(schema)) },
})
const problem = {
  description: 'Problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const failures = { '401': problem, '403': problem, '404': problem, '409': problem, '422': problem }
const route = (summary: string, responses: Record<string, unknown>, body?: unknown) => ({
  tags,
  summary,
  responses: { ...responses, ...failures },
  ...(body === undefined ? {} : { requestBody: { required: true, ...json(body) } }),
})
const query = (names: Record<string, string>) =>
  Object.entries(names).map(([name, description]) => ({ name, in: 'query', description, schema: text }))

const quietHours = object({ on: flag, from: time, to: time, days: list({ type: 'integer', minimum: 1, maximum: 7 }) })
const digest = object({ mode: { type: 'string', enum: ['now', 'daily'] }, at: time })
const label = object({ zh: text, en: text })
const choice = object({ email: flag, push: flag })
const settings = object({
  kinds: list(object({ key: text, label, urgent: flag, channels: choice, defaults: list(text) })),
  quietHours,
  digest,
  timeZone: text,
  email: object({ on: flag, address: orNull(text) }),
  push: object({ publicKey: text, browsers: list(object({ id: text, userAgent: text, current: flag })) }),
})
const mail = object({
  host: text,
  port: { type: 'integer' },
  security: { type: 'string', enum: ['tls', 'starttls', 'none'] },
  user: text,
  password: { type: 'string', writeOnly: true },
  from: { type: 'string', format: 'email' },
  fromName: text,
})
const bot = object({
  name: text,
  kind: { type: 'string', enum: ['wecom', 'dingtalk', 'feishu'] },
  webhookUrl: { type: 'string', format: 'uri', writeOnly: true },
  secret: { type: 'string', writeOnly: true },
  kinds: list(text),
  departmentId: orNull({ type: 'string', format: 'uuid' }),
  locale: { type: 'string', enum: ['zh', 'en'] },
  active: flag,
  quietHours: orNull(quietHours),
})
const channels = object({ publicUrl: orNull(text), publicUrlFixed: flag, mail: orNull(mail), bots: list(bot) })
const testAnswer = answer(200, object({ sent: flag }))

export const readMine = route('我的通知设置 · my notification settings', answer(200, settings))
export const changeMine = route(
  '改我的通知设置 · change my notification settings',
  answer(200, settings),
  object({ channels: { type: 'object', additionalProperties: choice }, quietHours, digest }),
)
export const listPush = route(
  '我的浏览器推送 · my browsers',
  answer(200, object({ data: list(object({ id: text, userAgent: text, host: text, current: flag })) })),
)
export const subscribe = route(
  '订阅浏览器推送 · subscribe a browser (PushSubscription of the Push API)',
  answer(201, object({ id: text })),
  object({ endpoint: text, keys: object({ p256dh: text, auth: text }) }, ['endpoint', 'keys']),
)
export const unsubscribe = route('取消浏览器推送 · unsubscribe', answer(204))
export const listNotifications = {
  ...route(
    '通知 · notifications',
    answer(200, object({ data: list({ type: 'object' }), unread: { type: 'integer' } })),
  ),
  parameters: query({ unread: 'true: unread only', kind: 'mention,comment', cursor: '', limit: '1–200' }),
}
export const readNotifications = route(
  '标为已读 · mark read',
  answer(204),
  object({ ids: list(text), all: flag, kind: text }),
)
export const readChannels = route('消息渠道 · message channels', answer(200, channels))
export const changeChannels = route(
  '改访问地址和邮件服务器 · change address and mail server',
  answer(200, channels),
  object({ publicUrl: orNull(text), mail: orNull(mail) }),
)
export const testMail = route('发一封测试邮件 · send a test mail', testAnswer, object({ to: text }))
export const makeBot = route('添加群机器人 · add a group bot', answer(201, bot), bot)
export const changeBot = route('改群机器人 · change a group bot', answer(200, bot), bot)
export const deleteBot = route('删除群机器人 · delete a group bot', answer(204))
export const testBot = route('发一条测试消息 · send a test message', testAnswer)
export const listDeliveries = {
  ...route('发送记录 · delivery log', answer(200, object({ data: list({ type: 'object' }) }))),
  parameters: query({ state: 'pending sent failed givenUp held digest skipped', channel: '', cursor: '', limit: '' }),
}
export const retryOne = route('重发 · send again', answer(202, object({ retried: { type: 'integer' } })))
export const retryMany = route(
  '全部重发 · send again all that was given up',
  answer(202, object({ retried: { type: 'integer' } })),
  object({ channel: text }),
)
