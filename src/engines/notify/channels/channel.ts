import type { Label, Locale } from '../../../model/label.ts'

/** One thing told: what happened, what was said, where to look. */
export interface Line {
  readonly title: string
  readonly text: string | null
  /** Where it opens here, and the same for somebody elsewhere, when the public address is known. */
  readonly path: string | null
  readonly url: string | null
}

/** What travels as one message: one line, or what had gathered for the same receiver. */
export interface Message {
  readonly id: string
  readonly locale: Locale
  readonly urgent: boolean
  readonly lines: readonly Line[]
  /** The page of all of it, when the public address is known. */
  readonly home: string | null
}

/** What came of sending. `words` are for administrators and hold no secret. */
export type Outcome =
  | { readonly state: 'sent' }
  /** Not now: tried again, later and later. `pause`: the whole lane waits this long (ms); `down`: it is out of reach. */
  | { readonly state: 'later'; readonly words: Label; readonly pause?: number; readonly down?: boolean }
  /** Not ever, until somebody mends it. */
  | { readonly state: 'never'; readonly words: Label }
  /** The address is no more. */
  | { readonly state: 'gone'; readonly words: Label }

export const sent: Outcome = { state: 'sent' }
export const later = (zh: string, en: string, pause?: number): Outcome => ({
  state: 'later',
  words: { zh, en },
  ...(pause === undefined ? {} : { pause }),
})
export const down = (zh: string, en: string): Outcome => ({ state: 'later', words: { zh, en }, down: true })
export const never = (zh: string, en: string): Outcome => ({ state: 'never', words: { zh, en } })
export const gone = (zh: string, en: string): Outcome => ({ state: 'gone', words: { zh, en } })

/** At most so many messages within so many milliseconds. */
export interface Pace {
  readonly most: number
  readonly within: number
}

/** The heading of a message of several lines. */
export const headingOf = ({ lines, locale }: Message): string => {
  const [first] = lines
  if (lines.length === 1 && first !== undefined) return first.title
  return locale === 'zh' ? `绿海：${lines.length} 条通知` : `Greensea: ${lines.length} notifications`
}

/** Text of one line: what people write may hold line breaks and control characters. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Cut to so many bytes of UTF-8, on a whole character. */
export const cutBytes = (text: string, most: number): string => {
  if (Buffer.byteLength(text) <= most) return text
  let cut = ''
  let size = 0
  for (const sign of text) {
    size += Buffer.byteLength(sign)
    if (size > most - 3) return `${cut}…`
    cut += sign
  }
  return cut
}
