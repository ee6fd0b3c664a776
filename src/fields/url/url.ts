import { bad, builder, controlCharacters, type FieldType, loneSurrogate, ok, type Parsed } from '../../model/field.ts'
import { textual } from '../operators.ts'
import { emptyOperand, parseText, testText } from '../text/text.ts'

export interface UrlKeys {
  /** Longest value. Default 1000. */
  readonly max?: number
}

/** A web address. */
export const url = builder<UrlKeys>('url')

export const urlType: FieldType = {
  name: 'url',
  label: { zh: '网址', en: 'Web address' },
  keys: { max: 'number' },
  operators: textual,
  sortable: true,
  addable: true,
  parse: (value, field) => parseUrl(value, typeof field.max === 'number' ? field.max : 1000),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: (field) => ({ type: 'string', maxLength: typeof field.max === 'number' ? field.max : 1000 }),
  parseOperand: (operator, value) => {
    const isPart = operator === 'contains' || operator === 'startsWith'
    const parsed = isPart ? parseText(value, { max: 1000, lines: false }) : parseUrl(value, 1000)
    return parsed.ok && parsed.value === null ? emptyOperand : parsed
  },
  test: testText,
}

const notAUrl = bad(
  'not_a_url',
  '不是有效的网址，应如 https://www.example.com',
  'It is not a valid web address; write it like https://www.example.com',
)
const wrongScheme = bad(
  'wrong_scheme',
  '网址只能以 http:// 或 https:// 开头',
  'A web address starts with http:// or https://',
)

const parseUrl = (value: unknown, max: number): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为网址文字', 'It should be a web address in text')
  const trimmed = value.length > max * 4 + 64 ? value : value.replace(/\p{Cf}/gu, '').trim()
  if (trimmed === '') return ok(null)
  if (trimmed.length > max) return bad('too_long', `最多 ${max} 个字`, `At most ${max} characters`)
  if (loneSurrogate.test(trimmed) || controlCharacters.test(trimmed) || /[\s\\<>"]/.test(trimmed)) return notAUrl
  // "example.com:8080" is a host with its port, not a scheme.
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed)
  if (hasScheme && !/^https?:\/\//i.test(trimmed)) return wrongScheme
  const full = hasScheme ? trimmed : `https://${trimmed.replace(/^\/\//, '')}`
  if (!URL.canParse(full)) return notAUrl
  const parsed = new URL(full)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return wrongScheme
  if (parsed.username !== '' || parsed.password !== '')
    return bad('credentials', '网址里不能带用户名和密码', 'A web address cannot carry a user name or password')
  if (!isHost(parsed.hostname) || !/[.:。．]|localhost/.test(full.slice(full.indexOf('//')))) return notAUrl
  const isBare = parsed.pathname === '/' && parsed.search === '' && parsed.hash === '' && !full.endsWith('/')
  const canonical = isBare ? parsed.href.slice(0, -1) : parsed.href
  return canonical.length > max * 3 ? bad('too_long', `最多 ${max} 个字`, `At most ${max} characters`) : ok(canonical)
}

/** A name with a dot, an address, or this machine. `8` alone is an address to a browser but nobody means it. */
const isHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.startsWith('[') || /^[^.].*\.[^.]+\.?$/.test(hostname)
