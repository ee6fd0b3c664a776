import iconv from 'iconv-lite'
import { detectEncoding } from './encoding.ts'

/** One property of a card: `item1.TEL;TYPE=CELL:138…`; names and parameters in upper case, the value decoded to text. */
export interface Property {
  readonly group: string | null
  readonly name: string
  /** Of 2.1's bare words and of `TYPE` alike: `CELL`, `WORK`, `PREF`. */
  readonly types: ReadonlySet<string>
  readonly parameters: ReadonlyMap<string, string>
  /** Still escaped, so that its parts can be told. */
  readonly value: string
}

export interface Card {
  readonly version: string
  readonly properties: readonly Property[]
}

/** Pictures, sounds and keys of a card are not read, whatever their size. */
const binary = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY'])
const encodings = new Set(['QUOTED-PRINTABLE', 'BASE64', '8BIT', '7BIT', 'B'])

/**
 * The cards of a file, in its order: vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350). Lines are unfolded
 * (RFC 6350 §3.2; soft breaks of quoted-printable, RFC 2045 §6.7), values decoded by their CHARSET or, without one, as
 * the file is. A card without its END ends with the file; a card inside another (AGENT) is left out.
 */
export function* cardsOf(bytes: Buffer): Generator<Card> {
  const encoding = detectEncoding(bytes)
  // Bytes stand for characters until each value is decoded by itself: one file may hold several encodings.
  const wide = encoding.startsWith('UTF-16')
  const text = (wide ? Buffer.from(iconv.decode(bytes, encoding), 'utf8') : bytes).toString('latin1')
  const usual = wide ? 'UTF-8' : encoding
  let open: { version: string; properties: Property[] } | undefined
  let depth = 0
  for (const line of linesOf(text.replace(/^ï»¿/, ''))) {
    if (/^BEGIN\s*:\s*VCARD\s*$/i.test(line)) {
      if (depth === 0) open = { version: '3.0', properties: [] }
      depth++
      continue
    }
    if (/^END\s*:\s*VCARD\s*$/i.test(line)) {
      if (depth > 0) depth--
      if (depth === 0 && open !== undefined) {
        yield open
        open = undefined
      }
      continue
    }
    if (open === undefined || depth !== 1) continue
    const property = propertyOf(line, usual)
    if (property?.name === 'VERSION') open.version = property.value.trim()
    else if (property !== undefined) open.properties.push(property)
  }
  if (open !== undefined) yield open
}

/** Logical lines: what a folded or softly broken line goes on with is part of it. */
function* linesOf(text: string): Generator<string> {
  let parts: string[] = []
  let isSoft = false
  for (const next of text.split(/\r\n|\n|\r/)) {
    const isFolded = /^[ \t]/.test(next) && parts.length > 0
    if (isSoft) parts.push(next)
    else if (isFolded) parts.push(next.slice(1))
    else {
      if (parts.length > 0) yield parts.join('')
      parts = next === '' ? [] : [next]
    }
    const end = next.trimEnd()
    isSoft = end.endsWith('=') && isQuoted(parts[0] ?? '')
    if (isSoft) parts[parts.length - 1] = parts.at(-1)!.trimEnd().slice(0, -1)
  }
  if (parts.length > 0) yield parts.join('')
}

const isQuoted = (line: string): boolean => /^[^:]*;\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE/i.test(line)

/** Where the value begins: the first colon that stands outside of quotation marks. */
const colonOf = (line: string): number => {
  let isInside = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isInside = !isInside
    else if (line[at] === ':' && !isInside) return at
  }
  return line.indexOf(':')
}

const propertyOf = (line: string, usual: string): Property | undefined => {
  const colon = colonOf(line)
  if (colon < 1) return undefined
  const [written = '', ...rest] = line.slice(0, colon).match(/(?:"[^"]*"|[^;"])+/g) ?? []
  const [, group = null, name = ''] = /^(?:([\w-]+)\.)?([\w-]+)\s*$/.exec(written.trim()) ?? []
  if (name === '' || binary.has(name.toUpperCase())) return undefined
  const types = new Set<string>()
  const parameters = new Map<string, string>()
  for (const part of rest) {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*(?:=\s*([\s\S]*))?$/.exec(part) ?? []
    const said = value.replaceAll('"', '').trim().toUpperCase()
    if (value === '' && encodings.has(key.toUpperCase())) parameters.set('ENCODING', key.toUpperCase())
    else if (value === '') types.add(key.toUpperCase())
    else if (key.toUpperCase() === 'TYPE') for (const one of said.split(',')) types.add(one.trim())
    else parameters.set(key.toUpperCase(), said)
  }
  if (parameters.has('PREF')) types.add('PREF')
  const value = decoded(line.slice(colon + 1), parameters, usual)
  return { group: group?.toUpperCase() ?? null, name: name.toUpperCase(), types, parameters, value }
}

const decoded = (value: string, parameters: ReadonlyMap<string, string>, usual: string): string => {
  const encoding = parameters.get('ENCODING')
  const bytes =
    encoding === 'QUOTED-PRINTABLE'
      ? Buffer.from(
          value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        )
      : encoding === 'BASE64' || encoding === 'B'
        ? Buffer.from(value, 'base64')
        : Buffer.from(value, 'latin1')
  const charset = parameters.get('CHARSET')
  // Phones write CHARSET=UTF-8 and mean it, and GBK without saying so.
  const named = charset !== undefined && charset !== 'US-ASCII' && iconv.encodingExists(charset) ? charset : undefined
  const guessed = encoding === undefined ? usual : detectEncoding(bytes)
  const text = iconv.decode(bytes, named ?? guessed)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text holds is left out
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')
}

/** The parts of a structured value (`N`, `ORG`, `ADR`), each unescaped. */
export const partsOf = (value: string): string[] => value.split(/(?<!\\);/).map(unescaped)

/** RFC 6350 §3.4: `\n` is a line break, any other character after a backslash is itself. */
export const unescaped = (value: string): string =>
  value.replace(/\\([\s\S])/g, (_, one: string) => (one === 'n' || one === 'N' ? '\n' : one)).trim()
