import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import { hashOf } from '../../model/hash.ts'
import type { Json, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

const simplify = Converter({ from: 'tw', to: 'cn' })
const isHan = /\p{Script=Han}/u

/** Text as it is compared: width folded, simplified, lower case, letters, digits and Han only. */
export const plain = (text: string): string => {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return isHan.test(folded) ? simplify(folded) : folded
}

/** The first signs of a text; a sign beyond the basic plane is never cut in two. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : [...text.slice(0, length * 2)].slice(0, length).join('')

const grams = (signs: readonly string[], n: number): string[] => {
  const found: string[] = []
  for (let i = 0; i + n <= signs.length; i++) found.push(signs.slice(i, i + n).join(''))
  return found
}

/** Syllables of the Han signs in a text; other letters stand for themselves. */
const syllables = (text: string): string[] => {
  const known = read.get(text)
  if (known !== undefined) return known
  const found = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'spaced', v: true })
  if (read.size >= 2000) read.clear()
  read.set(text, found)
  return found
}
/** Reading a name is the dearest part of storing it, and each is read twice: for its tokens and for its order. */
const read = new Map<string, string[]>()

/** The reading of a text in one word, for sorting and for matching typed pinyin. */
export const reading = (text: string): string => cut(syllables(plain(text)).join(''), 400)

const longestReading = 6

/** The first three to six letters of a reading; from each syllable on, so that one token finds what is typed. */
const letterTokens = (letters: string): string[] => {
  const found: string[] = []
  for (let n = 3; n <= Math.min(longestReading, letters.length); n++) found.push(`p:${cut(letters, n)}`)
  return found
}

/**
 * What a name can be found by: single signs and pairs of them, pairs of initials (`i:wk`), pinyin from each syllable
 * on (`p:wanke`), and how it begins (`^wk`). Pairs, because a trigram index does not serve the two signs people type in Chinese.
 */
export const nameTokens = (text: string): string[] => {
  const clean = cut(plain(text), 300)
  if (clean === '') return []
  const signs = [...clean]
  const tokens = [...signs.filter((sign) => isHan.test(sign)), ...grams(signs, 2)]
  if (signs.length === 1) tokens.push(clean)
  if (isHan.test(clean)) {
    const read = syllables(clean)
    tokens.push(
      ...grams(
        read.map((syllable) => cut(syllable, 1)),
        2,
      ).map((pair) => `i:${pair}`),
    )
    tokens.push(...read.flatMap((_, i) => letterTokens(read.slice(i, i + longestReading).join(''))))
    const initials = read.map((syllable) => cut(syllable, 1)).join('')
    for (let n = 2; n <= 5 && n <= initials.length; n++) tokens.push(`^${cut(initials, n)}`)
  }
  for (let n = 2; n <= 4 && n <= signs.length; n++) tokens.push(`^${signs.slice(0, n).join('')}`)
  return [...new Set(tokens)]
}

/** Parts of a number, four digits each, so that any four in a row find it. */
export const numberTokens = (text: string): string[] => [
  ...new Set(grams([...text.replace(/\D/g, '')], 4).map((part) => `n:${part}`)),
]

export interface Query {
  /** Each alternative is a set of tokens that must all be there. */
  readonly names: readonly (readonly string[])[]
  readonly numbers: readonly string[] | null
  /** Typed letters, for the exact comparison with the reading. */
  readonly letters: string | null
  readonly text: string
  /** The token of names that begin so; those come first. */
  readonly beginning: string | null
}

/** What somebody typed, as tokens: `万科`, `萬科`, `wanke`, `wk`, `1380` all find their customer. */
export const queryOf = (typed: string): Query => {
  const text = cut(plain(typed), 100)
  const signs = [...text]
  const digits = typed.normalize('NFKC').replace(/[\s()-]/g, '')
  const numbers = /^\+?\d{4,}$/.test(digits) ? numberTokens(digits) : null
  const names: string[][] = []
  if (signs.length === 1) names.push([text])
  // Names with as many digits have the parts of a number as well: pairs of digits would only stand for everybody.
  if (signs.length >= 2 && numbers === null) names.push(grams(signs, 2))
  const isLatin = /^[a-z]+$/.test(text)
  if (isLatin && signs.length >= 2) names.push(grams(signs, 2).map((pair) => `i:${pair}`))
  if (isLatin && signs.length >= 3) names.push([`p:${cut(text, longestReading)}`])
  return {
    names,
    numbers,
    letters: isLatin ? text : null,
    text,
    beginning: signs.length < 2 ? null : `^${signs.slice(0, isLatin ? 5 : 4).join('')}`,
  }
}

/** How tokens are made; a higher number has all of them made anew. */
export const tokensVersion = 1

/** Tokens as they are stored and asked for: a fifth of the room, so that what is found lies on fewer pages. */
export const hashed = (tokens: Iterable<string>): number[] => [...new Set([...tokens].map(hashOf))]

/** What one row is found by: tokens everybody may match, tokens of values that can be masked, and the reading. */
export const tokensOf = (object: CompiledObject, row: Readonly<Row>): Record<string, Json> => {
  const open = new Set<string>()
  const hidden = new Set<string>()
  for (const field of object.fields.values()) {
    if (field.def.search !== true) continue
    const value = row[field.name]
    if (typeof value !== 'string' || value === '') continue
    const into = field.def.mask === undefined ? open : hidden
    const tokens =
      field.type.name === 'phone'
        ? numberTokens(value)
        : [...nameTokens(value), ...(/\d{4}/.test(value) ? numberTokens(value) : [])]
    for (const token of tokens) into.add(token)
  }
  return {
    id: row.id ?? null,
    tokens: hashed(open),
    hidden: hashed(hidden),
    reading: reading(String(row[object.def.title] ?? '')),
  }
}
