import { createHmac } from 'node:crypto'
import { label } from '../../../model/label.ts'
import { type Answer, type BotKind, markdown, readJson } from './bot.ts'
import { cutBytes, headingOf, later, never, type Outcome, oneLine, sent } from './channel.ts'

const minute = 60_000
const mostBytes = 20_000

/** Base64 of HMAC-SHA256 of `timestamp + "\n" + secret` under the secret; the timestamp in milliseconds. */
export const dingtalkSign = (secret: string, timestamp: number): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')

/**
 * 钉钉 自定义机器人, by 《自定义机器人接入》 and 《自定义机器人安全设置》 (open.dingtalk.com/document/robots/custom-robot-access):
 * 加签 puts `timestamp` (ms, at most an hour off) and the sign, URL-encoded, into the address;
 * `{"msgtype":"markdown","markdown":{"title","text"}}`; at most 20 messages a minute, beyond that ten minutes of
 * silence; answers `{"errcode":0,"errmsg":"ok"}`. Lines part by an empty line.
 */
export const dingtalk: BotKind = {
  key: 'dingtalk',
  label: label('钉钉', 'DingTalk'),
  hosts: ['oapi.dingtalk.com'],
  path: /^\/robot\/send$/,
  keyParameter: 'access_token',
  signs: true,
  paces: [{ most: 20, within: minute }],
  mostBytes,
  request: ({ url, secret }, message, now) => {
    const address = new URL(url)
    if (secret !== '') {
      const timestamp = now.getTime()
      address.searchParams.set('timestamp', String(timestamp))
      address.searchParams.set('sign', dingtalkSign(secret, timestamp))
    }
    const title = cutBytes(oneLine(headingOf(message)), 200)
    const bodyOf = (most: number) => ({
      msgtype: 'markdown',
      markdown: { title, text: markdown(message, most, '\n\n') },
    })
    // What is escaped in JSON takes more room than in the text.
    let most = mostBytes
    while (Buffer.byteLength(JSON.stringify(bodyOf(most))) > mostBytes) most = Math.floor(most * 0.8)
    return { url: address.href, body: bodyOf(most) }
  },
  read: (answer) => outcome(answer),
}

const tooFast = [130101, 410100]
/** No such token or bot, the bot switched off, the group dissolved. */
const noSuchBot = [300001, 300005, 40035, 400013, 400101, 400102, 400106]
/** A link, words, a picture or a content DingTalk does not take. */
const unsuitable = [430101, 430102, 430103, 430104]

/** By the table of error codes there; 310000: the security settings refuse it (sign, keyword, address). */
const outcome = ({ status, body }: Answer): Outcome => {
  const code = readJson(body)?.errcode
  if (code === 0) return sent
  if (status === 429 || (typeof code === 'number' && tooFast.includes(code)))
    return later('钉钉说发得太频繁，10 分钟后再发', 'DingTalk says it was too fast; again in 10 minutes', 10 * minute)
  if (code === 310000)
    return never(
      '钉钉的安全设置拒绝了（310000）：核对加签密钥，并去掉关键词和 IP 限制',
      'The security settings of DingTalk refuse it (310000): check the signing secret; no keyword or IP limits',
    )
  if (typeof code === 'number' && noSuchBot.includes(code))
    return never(
      `钉钉不认这个地址（${code}）：机器人可能已被移除或停用，核对 Webhook 地址`,
      `DingTalk does not accept this address (${code}): the bot may have been removed or switched off; check the webhook address`,
    )
  if (typeof code === 'number' && unsuitable.includes(code))
    return never(
      `钉钉认为内容不合适（${code}），没有发出这一条`,
      `DingTalk considers the content unsuitable (${code}) and did not show this one`,
    )
  if (typeof code === 'number') return later(`钉钉没有收下（${code}）`, `DingTalk did not take it (${code})`)
  return later(`钉钉回答了 ${status}`, `DingTalk answered ${status}`)
}
