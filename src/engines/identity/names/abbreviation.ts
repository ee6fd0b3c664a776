import type { CompanyName } from './company.ts'
import { tradeAt } from './lexicon.ts'
import { locate, regionAliases } from './regions.ts'

/** What a sign of a full name is, for one who shortens it. */
type Place = 'nation' | 'region' | 'core' | 'trade' | 'other' | 'form'

interface Sign {
  readonly sign: string
  readonly place: Place
  /** Whether a word begins here. */
  readonly begins: boolean
  /** One-sign names of the region that begins here: 沪, 穗. */
  readonly alias: string
}

const formWord = /^(?:集团|控股|股份|有限|责任|总公司|公司|厂|企业)/

/** One name is compared with many in a row; what is laid out stays a while. */
const laid = new WeakMap<CompanyName, readonly Sign[]>()

/** The signs of a full name, each with what it is. */
const layOut = (name: CompanyName): readonly Sign[] => {
  const known = laid.get(name)
  if (known !== undefined) return known
  const signs: Sign[] = []
  const add = (text: string, place: Place, alias = '') => {
    for (let at = 0; at < text.length; at++)
      signs.push({ sign: text[at]!, place, begins: at === 0, alias: at === 0 ? alias : '' })
  }
  const text = name.spelled.slice(0, 60)
  const located = locate(text)
  let at = text.length - located.rest.length
  let before = text.slice(0, at)
  if (located.isNational) {
    add('中国', 'nation')
    before = before.slice(2)
  }
  for (const region of located.regions) {
    const full = before.startsWith(region.name) ? region.name : region.short
    add(before.slice(0, full.length), 'region', regionAliases[region.short])
    before = before.slice(full.length)
  }
  add(before, 'region')
  while (at < text.length) {
    const rest = text.slice(at)
    const isCore = name.hasBrand && rest.startsWith(name.core)
    const form = formWord.exec(rest)?.[0] ?? ''
    const word = isCore ? name.core : rest.startsWith('中国') ? '中国' : form || tradeAt(text, at) || rest[0]!
    const place = isCore
      ? 'core'
      : word === '中国'
        ? 'nation'
        : form !== ''
          ? 'form'
          : tradeAt(text, at) !== ''
            ? 'trade'
            : 'other'
    add(word, place)
    at += word.length
  }
  laid.set(name, signs)
  return signs
}

/** What a sign taken from here is worth, what more when a word begins with it; found on held-in short names. */
export const worths = {
  worth: { nation: 0.55, region: 0.55, core: 1, trade: 0.7, other: 0.75, form: 0.4 } as Record<Place, number>,
  beginning: { nation: 0.2, region: 0.25, core: 0.45, trade: 0.15, other: 0.1, form: 0.1 } as Record<Place, number>,
  inARow: 0.3,
  missing: -0.9,
  covered: 0.25,
  explained: 0.06,
  shares: 0.1,
}
const never = Number.NEGATIVE_INFINITY

/** How much of the brand stands in the short name, in order. */
const coverage = (short: string, core: string): number => {
  let row = new Array<number>(core.length + 1).fill(0)
  for (const sign of short) {
    const next = [0]
    for (let j = 1; j <= core.length; j++)
      next.push(core[j - 1] === sign ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!))
    row = next
  }
  return row[core.length]! / core.length
}

/**
 * How well a short name is explained by a full one, 0 to 1: its signs in order, better at the beginning of words, in a
 * row, and in the brand. Up to half of its signs may be found nowhere, at a price.
 */
export const abbreviates = (short: string, full: CompanyName): number => {
  const signs = layOut(full)
  const { worth, beginning, inARow, missing } = worths
  const best = 1 + inARow
  const length = short.length
  if (length < 2 || length > 12 || signs.length < length) return 0
  // row[j]: the best sum with the short sign in hand on full sign j; reached[j]: the best over all up to j.
  let row = signs.map(() => never)
  let reached = signs.map(() => 0)
  let found = 0
  for (let i = 0; i < length; i++) {
    const next: number[] = []
    const upTo: number[] = []
    let top = never
    for (let j = 0; j < signs.length; j++) {
      const { sign, place, begins, alias } = signs[j]!
      let sum = never
      if (sign === short[i] || alias.includes(short[i]!)) {
        const skipped = j === 0 ? (found === 0 ? reached[0]! : never) : reached[j - 1]!
        const direct = j === 0 ? never : row[j - 1]! + inARow
        sum = Math.max(skipped, direct) + worth[place] + (begins ? beginning[place] : 0)
      }
      next.push(sum)
      if (sum > top) top = sum
      upTo.push(top)
    }
    if (top === never) {
      if ((i + 1 - found) * 2 > length) return 0
      row = row.map(() => never)
      reached = reached.map((sum) => sum + missing)
      continue
    }
    found++
    row = next
    reached = upTo
  }
  const sum = Math.max(...reached)
  if (sum <= 0) return 0
  const covered = full.hasBrand ? coverage(short, full.core) : 0.8
  const explained = found / Math.max(found, full.regionText.length + full.stem.length)
  const likely = full.spelled.endsWith('股份有限公司') ? worths.shares : 0
  return Math.max(
    0,
    (1 - worths.covered - worths.explained - worths.shares) * Math.min(1, sum / (best * length)) +
      worths.covered * covered +
      worths.explained * explained +
      likely,
  )
}
