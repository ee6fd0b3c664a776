import { type CompanyName, companyName } from '../../src/engines/identity/names/company.ts'
import { compareCompanyNames } from '../../src/engines/identity/names/compare.ts'
import { nameKeys, probeKeys } from '../../src/engines/identity/names/keys.ts'
import { sameCompanyFrom } from '../../src/engines/identity/names/reasons.ts'

/** Rows by key, as the engine will keep them. */
export class Shelf {
  readonly names: readonly CompanyName[]
  private readonly rows = new Map<string, number[]>()

  constructor(readonly texts: readonly string[]) {
    this.names = texts.map(companyName)
    for (const [row, name] of this.names.entries())
      for (const key of nameKeys(name)) {
        const known = this.rows.get(key)
        if (known === undefined) this.rows.set(key, [row])
        else known.push(row)
      }
  }

  /** Every row that shares a key with what is asked, with its score, the best first. */
  ranked(asked: CompanyName): { row: number; score: number }[] {
    const found = new Set<number>()
    for (const key of probeKeys(asked)) for (const row of this.rows.get(key) ?? []) found.add(row)
    return [...found]
      .map((row) => ({ row, score: compareCompanyNames(asked, this.names[row]!).score }))
      .sort((a, b) => b.score - a.score)
  }
}

export interface Ranking {
  readonly asked: number
  readonly found: number
  /** A tie for the first place counts as lost. */
  readonly first: number
  readonly firstFive: number
  /** A tie counts as one of its members by chance. */
  readonly firstByChance: number
  readonly misses: readonly string[]
}

/** Every short name of the exchange against all real names. */
export const ranking = (shelf: Shelf, pairs: readonly { full: string; short: string }[], half?: 0 | 1): Ranking => {
  let asked = 0
  let found = 0
  let first = 0
  let five = 0
  let chance = 0
  const misses: string[] = []
  for (const [row, { full, short }] of pairs.entries()) {
    if (half !== undefined && row % 2 !== half) continue
    asked++
    const ranked = shelf.ranked(companyName(short)).filter((one) => one.row === row || shelf.texts[one.row] !== full)
    const mine = ranked.find((one) => one.row === row)?.score
    if (mine === undefined) {
      misses.push(`${short} | ${full} | no common key`)
      continue
    }
    found++
    const above = ranked.filter((one) => one.score > mine).length
    const tied = ranked.filter((one) => one.score === mine).length - 1
    if (above + tied === 0) first++
    else {
      const other = ranked.find((one) => one.row !== row)!
      misses.push(`${short} | ${full} ${mine} | ${shelf.texts[other.row]} ${other.score}`)
    }
    if (above + tied < 5) five++
    if (above === 0) chance += 1 / (tied + 1)
  }
  return {
    asked,
    found: found / asked,
    first: first / asked,
    firstFive: five / asked,
    firstByChance: chance / asked,
    misses,
  }
}

export interface Neighbours {
  readonly names: number
  /** Share of registered names of which another registered company reaches the threshold. */
  readonly taken: number
  readonly examples: readonly string[]
}

/** Every registered name against all others of another code: what a clean register would be accused of. */
export const neighbours = (shelf: Shelf, codes: readonly string[], from: number): Neighbours => {
  let taken = 0
  const examples: string[] = []
  for (const [row, name] of shelf.names.entries()) {
    if (row < from) continue
    const other = shelf
      .ranked(name)
      .find(
        (one) =>
          one.row !== row &&
          one.row >= from &&
          codes[one.row - from] !== codes[row - from] &&
          shelf.texts[one.row] !== shelf.texts[row],
      )
    if (other === undefined || other.score < sameCompanyFrom) continue
    taken++
    examples.push(`${shelf.texts[row]} | ${shelf.texts[other.row]} | ${other.score}`)
  }
  return { names: shelf.names.length - from, taken: taken / (shelf.names.length - from), examples }
}
