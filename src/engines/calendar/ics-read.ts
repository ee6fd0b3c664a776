import ICAL from 'ical.js'
import type { Label } from '../../model/label.ts'

/** One property of a component, as the file has it and as it reads; what does not read says why. */
export interface Line {
  readonly line: number
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  /** The type of the values in jCal (RFC 7265): `date`, `date-time`, `period`, `text`. */
  readonly type: string
  readonly values: readonly unknown[]
  /** As written after the colon. */
  readonly raw: string
  readonly fault: string | null
}

export interface Part {
  readonly name: string
  readonly line: number
  readonly lines: readonly Line[]
  readonly parts: readonly Part[]
  /** It was never ended, or ended by the end of something around it. */
  readonly broken: boolean
}

interface Open {
  readonly name: string
  readonly line: number
  readonly lines: Line[]
  readonly parts: Part[]
}

const mostLine = 200_000
const deepest = 20

/** The text of a file: UTF-8, UTF-16 by its mark, or else the Chinese encodings. */
export const textOf = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Lines put together again where they were folded (RFC 5545 §3.1), each with the number it began at. */
const unfolded = (text: string): { line: number; text: string }[] => {
  const found: { line: number; text: string }[] = []
  for (const [i, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = found[found.length - 1]
    if (/^[ \t]/.test(raw) && last !== undefined) {
      if (last.text.length < mostLine) last.text += raw.slice(1)
    } else if (raw.trim() !== '') found.push({ line: i + 1, text: raw })
  }
  return found
}

const nameOf = (text: string): string => /^([A-Za-z0-9-]+)/.exec(text)?.[1]?.toUpperCase() ?? ''

/** What stands after the first colon that is in no quotes. */
const valueText = (text: string): string => {
  const plain = text.replace(/"[^"]*"/g, (quoted) => '"'.repeat(quoted.length))
  return text.slice(plain.indexOf(':') + 1).trim()
}

const parameterText = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(',') : String(value))

/** A property by the library; it throws at what it cannot read, which is told, not lost with the rest. */
const readLine = (line: number, text: string): Line => {
  const raw = valueText(text)
  const failed = (fault: string): Line => ({
    line,
    name: nameOf(text),
    parameters: {},
    type: 'unknown',
    values: [],
    raw,
    fault,
  })
  if (text.length > mostLine) return failed('too long')
  try {
    const [name, parameters, type, ...values] = ICAL.parse.property(text, ICAL.design.icalendar) as [
      string,
      Record<string, unknown>,
      string,
      ...unknown[],
    ]
    return {
      line,
      name: name.toUpperCase(),
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, parameterText(value)])),
      type,
      values,
      raw,
      fault: null,
    }
  } catch (error) {
    return failed(error instanceof Error ? error.message.slice(0, 200) : 'unreadable')
  }
}

const closed = (open: Open, broken: boolean): Part => ({ ...open, broken })

/**
 * The components of a file, each by itself: what is malformed in one takes nothing from the others. `stray`: lines that
 * stand in no component.
 */
export const readCalendar = (text: string): { parts: Part[]; stray: number[] } => {
  const parts: Part[] = []
  const stray: number[] = []
  const stack: Open[] = []
  const close = (broken: boolean) => {
    const done = stack.pop()
    if (done === undefined) return
    const above = stack[stack.length - 1]
    ;(above === undefined ? parts : above.parts).push(closed(done, broken))
  }
  for (const { line, text: written } of unfolded(text)) {
    const bound = /^(BEGIN|END)\s*:\s*([A-Za-z0-9-]+)\s*$/i.exec(written)
    if (bound === null) {
      const top = stack[stack.length - 1]
      if (top === undefined) stray.push(line)
      else top.lines.push(readLine(line, written))
      continue
    }
    const name = bound[2]!.toUpperCase()
    if (bound[1]!.toUpperCase() === 'BEGIN') {
      // An event inside an event was never meant: the one before was not ended.
      while (stack.some((one) => one.name === 'VEVENT') && (name === 'VEVENT' || name === 'VCALENDAR')) close(true)
      if (stack.length < deepest) stack.push({ name, line, lines: [], parts: [] })
      else stray.push(line)
    } else if (stack.some((one) => one.name === name)) {
      while (stack[stack.length - 1]?.name !== name) close(true)
      close(false)
    } else stray.push(line)
  }
  while (stack.length > 0) close(true)
  return { parts, stray }
}

/** Everything of a name, in and outside of calendars. */
export const partsNamed = (parts: readonly Part[], test: (name: string) => boolean): Part[] =>
  parts.flatMap((part) => [...(test(part.name) ? [part] : []), ...partsNamed(part.parts, test)])

export const lineOf = (part: Part, name: string): Line | undefined => part.lines.find((one) => one.name === name)
export const linesOf = (part: Part, name: string): Line[] => part.lines.filter((one) => one.name === name)

export const words = (zh: string, en: string): Label => ({ zh, en })
