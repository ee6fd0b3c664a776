import type { Label } from '../../../model/label.ts'
import { cutBytes, headingOf, type Line, type Message, type Outcome, oneLine, type Pace } from './channel.ts'

/** The answer of a webhook: its status, its body as text, and the header a service may ask for patience by. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly retryAfter: string | null
}

export interface BotAddress {
  readonly url: string
  /** The signing secret; empty where the bot does not sign. */
  readonly secret: string
}

/** 群机器人 of one product, as its document specifies it: pure, so that each rule of the document is testable. */
export interface BotKind {
  readonly key: 'wecom' | 'dingtalk' | 'feishu'
  readonly label: Label
  readonly hosts: readonly string[]
  /** The path an address has there. */
  readonly path: RegExp
  /** The parameter of the address that is its key; without one the key is the end of the path. */
  readonly keyParameter?: string
  /** Whether it signs what it is sent, when a secret is set there. */
  readonly signs: boolean
  readonly paces: readonly Pace[]
  readonly mostBytes: number
  readonly request: (
    address: BotAddress,
    message: Message,
    now: Date,
  ) => { readonly url: string; readonly body: object }
  readonly read: (answer: Answer) => Outcome
}

/** Signs that would make markup, a mention or a link of what somebody typed, in their full-width shape. */
const wide: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '\\': '＼',
  '@': '＠',
  '#': '＃',
}

/** Somebody's words inside markdown: they stay words. */
export const plainInMarkdown = (text: string): string =>
  oneLine(text).replace(/[<>[\]*`\\@#]/g, (sign) => wide[sign] ?? sign)

const marked = ({ title, text, url }: Line, links: string): string =>
  `${plainInMarkdown(title)}${text === null || text === '' ? '' : `：${plainInMarkdown(text)}`}${url === null ? '' : ` [${links}](${url})`}`

/** The message as markdown within a limit of bytes; what does not fit is counted at the end. */
export const markdown = (message: Message, most: number, gap: string): string => {
  const zh = message.locale === 'zh'
  const open = zh ? '查看' : 'Open'
  const head = message.lines.length === 1 ? [] : [`**${headingOf(message)}**`]
  const items = message.lines.map((line) => (head.length === 0 ? '' : '- ') + marked(line, open))
  const whole = [...head, ...items].join(gap)
  if (Buffer.byteLength(whole) <= most) return whole
  if (items.length === 1) return cutBytes(items[0] ?? '', most)
  const left = (count: number) => (zh ? `还有 ${count} 条，在绿海中查看` : `${count} more in Greensea`)
  let text = head.join(gap)
  for (const [index, item] of items.entries()) {
    const next = `${text}${gap}${item}`
    const rest = items.length - index - 1
    if (Buffer.byteLength(`${next}${gap}${left(rest)}`) > most) return `${text}${gap}${left(rest + 1)}`
    text = next
  }
  return text
}

/** The answer as JSON, or nothing when it is none. */
export const readJson = (body: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
