import type { Row } from '../../model/label.ts'
import type { Identity } from '../../model/object.ts'
import { type CompanyName, companyName } from './names/company.ts'
import { compareCompanyNames } from './names/compare.ts'
import { fold } from './names/fold.ts'

const hidden = '＊＊'

/** From this score on a name that was asked for is like the hidden one, and what both share is told. */
const alikeFrom = 0.5
const longest = 100

/** The names a question gives: only these may bring signs of a hidden name to light. */
export const namesIn = (identity: Identity, values: Readonly<Row>): string[] =>
  [identity.name, ...(identity.aliases ?? [])].flatMap((field) => {
    const value = values[field]
    return typeof value === 'string' && value.trim() !== '' ? [value.slice(0, longest)] : []
  })

/** Names taken apart once, for as many hidden ones as are held against them. */
export const apart = (asked: readonly string[]): Asked[] =>
  asked.map((text) => ({ signs: [...text], name: companyName(text) }))

interface Asked {
  readonly signs: readonly string[]
  readonly name: CompanyName
}

/**
 * A name out of sight: of a name that is like it, what both share in one order; runs of others are one mark, whatever
 * their number. A heap of signs is like no name, so it brings none of them to light.
 */
export const maskedLike = (name: string, asked: readonly Asked[]): string => {
  if (asked.length === 0) return hidden
  const own = companyName(name)
  const signs = [...name]
  const known = new Set<number>()
  for (const one of asked)
    if (compareCompanyNames(one.name, own).score >= alikeFrom) for (const at of shared(signs, one.signs)) known.add(at)
  let masked = ''
  for (const [at, sign] of signs.entries())
    if (known.has(at)) masked += sign
    else if (!masked.endsWith(hidden)) masked += hidden
  return masked
}

const folded = (sign: string): string => (/[\p{L}\p{N}]/u.test(sign) ? fold(sign) : '')

/** Places in `name` of the longest run of signs that `asked` has in the same order. */
const shared = (name: readonly string[], asked: readonly string[]): number[] => {
  const a = name.map(folded)
  const b = asked.map(folded)
  const width = b.length + 1
  const most = new Uint16Array((a.length + 1) * width)
  const at = (i: number, k: number) => most[i * width + k]!
  for (let i = a.length - 1; i >= 0; i--)
    for (let k = b.length - 1; k >= 0; k--)
      most[i * width + k] = a[i] !== '' && a[i] === b[k] ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1))
  const places: number[] = []
  for (let i = 0, k = 0; i < a.length && k < b.length; )
    if (a[i] !== '' && a[i] === b[k]) {
      places.push(i)
      i++
      k++
    } else if (at(i + 1, k) >= at(i, k + 1)) i++
    else k++
  return places
}
