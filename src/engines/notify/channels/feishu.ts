import { createHmac } from 'node:crypto'
import { label } from '../../../model/label.ts'
import { type Answer, type BotAddress, type BotKind, readJson } from './bot.ts'
import { cutBytes, headingOf, later, type Message, never, type Outcome, oneLine, sent } from './channel.ts'

const minute = 60_000
const mostBytes = 20 * 1024

/** Base64 of HMAC-SHA256 of nothing under `timestamp + "\n" + secret`; the timestamp in seconds. */
export const feishuSign = (secret: string, timestamp: number): string =>
  createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64')

/**
 * 飞书 自定义机器人, by 《自定义机器人使用指南》 (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot): 签名校验 puts
 * `timestamp` (s, at most an hour off) and `sign` into the body; `{"msg_type":"post", …}` of at most 20 KB; at most
 * 100 messages a minute and 5 a second for each bot; answers `{"code":0}`.
 */
export const feishu: BotKind = {
  key: 'feishu',
  label: label('飞书', 'Feishu'),
  hosts: ['open.feishu.cn', 'open.larksuite.com'],
  path: /^\/open-apis\/bot\/v2\/hook\/[A-Za-z0-9._~-]+$/,
  signs: true,
  paces: [
    { most: 100, within: minute },
    { most: 5, within: 1000 },
  ],
  mostBytes,
  request: (address, message, now) => {
    let shown = message.lines.length
    let body = bodyOf(address, message, shown, now)
    while (Buffer.byteLength(JSON.stringify(body)) > mostBytes && shown > 1) {
      shown = Math.ceil(shown / 2)
      body = bodyOf(address, message, shown, now)
    }
    return { url: address.url, body }
  },
  read: (answer) => outcome(answer),
}

const bodyOf = ({ secret }: BotAddress, message: Message, shown: number, now: Date) => {
  const zh = message.locale === 'zh'
  const timestamp = Math.floor(now.getTime() / 1000)
  const only = message.lines.length === 1
  const rows: object[][] = message.lines.slice(0, shown).map(({ title, text, url }) => {
    const said = text === null || text === '' ? '' : cutBytes(oneLine(text), 1500)
    const words = only ? said : `${cutBytes(oneLine(title), 1500)}${said === '' ? '' : `：${said}`}`
    return [
      ...(words === '' ? [] : [{ tag: 'text', text: url === null ? words : `${words} ` }]),
      ...(url === null ? [] : [{ tag: 'a', text: zh ? '查看' : 'Open', href: url }]),
    ]
  })
  const left = message.lines.length - shown
  if (left > 0) rows.push([{ tag: 'text', text: zh ? `还有 ${left} 条，在绿海中查看` : `${left} more in Greensea` }])
  const content = rows.filter((row) => row.length > 0)
  return {
    ...(secret === '' ? {} : { timestamp: String(timestamp), sign: feishuSign(secret, timestamp) }),
    msg_type: 'post',
    content: {
      post: {
        [zh ? 'zh_cn' : 'en_us']: {
          title: cutBytes(oneLine(headingOf(message)), 1500),
          content: content.length === 0 ? [[{ tag: 'text', text: ' ' }]] : content,
        },
      },
    },
  }
}

/** 11232 and 9499 "too many request" are limits; 19021 sign, 19022 address, 19024 keyword, 19001 no such bot. */
const outcome = ({ status, body, retryAfter }: Answer): Outcome => {
  const answer = readJson(body)
  const code = answer?.code ?? answer?.StatusCode
  if (code === 0) return sent
  const isTooMany = /too many/i.test(String(answer?.msg ?? ''))
  if (code === 11232 || status === 429 || (code === 9499 && isTooMany)) {
    const asked = Number(retryAfter)
    return later(
      '飞书说发得太频繁',
      'Feishu says there were too many messages',
      asked > 0 && asked < 3600 ? asked * 1000 : minute,
    )
  }
  if (code === 19021)
    return never(
      '飞书的签名校验不通过（19021）：核对签名密钥和服务器时间',
      'Feishu refuses the signature (19021): check the signing secret and the time of this server',
    )
  if (code === 19022 || code === 19024)
    return never(
      `飞书的安全设置拒绝了（${code}）：去掉关键词和 IP 限制，改用签名校验`,
      `The security settings of Feishu refuse it (${code}): use the signature instead of keywords and addresses`,
    )
  if (code === 19001 || code === 9499)
    return never(
      `飞书不认这个地址或内容（${code}）：核对 Webhook 地址`,
      `Feishu does not accept this address or content (${code}): check the webhook address`,
    )
  if (typeof code === 'number') return later(`飞书没有收下（${code}）`, `Feishu did not take it (${code})`)
  return later(`飞书回答了 ${status}`, `Feishu answered ${status}`)
}
