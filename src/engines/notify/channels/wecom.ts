import { label } from '../../../model/label.ts'
import { type Answer, type BotKind, markdown, readJson } from './bot.ts'
import { later, never, type Outcome, sent } from './channel.ts'

const minute = 60_000

/**
 * 企业微信 群机器人, by 《群机器人配置说明》 (developer.work.weixin.qq.com/document/path/91770): the key stands in the
 * address and nothing is signed; `{"msgtype":"markdown","markdown":{"content"}}` of at most 4096 bytes of UTF-8; at
 * most 20 messages a minute for each bot; answers `{"errcode":0,"errmsg":"ok"}`.
 */
export const wecom: BotKind = {
  key: 'wecom',
  label: label('企业微信', 'WeCom'),
  hosts: ['qyapi.weixin.qq.com'],
  path: /^\/cgi-bin\/webhook\/send$/,
  keyParameter: 'key',
  signs: false,
  paces: [{ most: 20, within: minute }],
  mostBytes: 4096,
  request: ({ url }, message) => ({
    url,
    body: { msgtype: 'markdown', markdown: { content: markdown(message, 4096, '\n') } },
  }),
  read: (answer) => outcome(answer),
}

/** 45009 too many calls, 93000 the key is not known (or the bot was removed), -1 busy. */
const outcome = ({ status, body }: Answer): Outcome => {
  const code = readJson(body)?.errcode
  if (code === 0) return sent
  if (code === 45009 || code === 45033 || status === 429)
    return later('企业微信说发得太频繁', 'WeCom says there were too many messages', minute)
  if (code === 93000 || code === 40058 || code === 93017 || code === 93008)
    return never(
      `企业微信不认这个地址（${code}）：机器人可能已被移除，核对 Webhook 地址`,
      `WeCom does not accept this address (${code}): the bot may have been removed; check the webhook address`,
    )
  if (typeof code === 'number') return later(`企业微信没有收下（${code}）`, `WeCom did not take it (${code})`)
  return later(`企业微信回答了 ${status}`, `WeCom answered ${status}`)
}
