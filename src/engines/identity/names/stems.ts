import { abbreviates } from './abbreviation.ts'
import type { CompanyName } from './company.ts'
import { type Edit, oneEdit } from './edits.ts'
import { misspelt } from './misspelt.ts'
import { type Compared, sameCompanyFrom } from './reasons.ts'
import type { Relation } from './relations.ts'
import { trades } from './trades.ts'

/** What two names say besides region, form and branch: brand and trade. */
export const stems = (
  a: CompanyName,
  b: CompanyName,
  edit: Edit | undefined,
  region: Relation,
  isPart: boolean,
): Compared => {
  if (a.isLatin !== b.isLatin) return shortened(a, b)
  if (a.stem === b.stem) return sameStem(a, b, edit === undefined ? region : 'same', isPart)
  if (isSameBehindPlace(a, b) || isSameBehindPlace(b, a))
    return { score: 0.97, reasons: [{ code: 'sameCore', value: a.core }] }
  const onStem = edit ?? (a.form === b.form && a.innerForm === b.innerForm ? oneEdit(a.stem, b.stem) : undefined)
  const slip = onStem === undefined ? undefined : misspelt(a, b, onStem, edit !== undefined)
  if (slip !== undefined && slip.score >= sameCompanyFrom) return slip
  const traded = a.core === b.core && a.hasBrand && b.hasBrand ? trades(a, b) : undefined
  // Another word of trade speaks against them, however well one fits into the other.
  if (traded !== undefined && traded.score < 0.5) return traded
  const short = shortened(a, b)
  if (traded !== undefined && short.fit > 0 && traded.score >= sameCompanyFrom)
    return { score: Math.max(0.8, scoreOfFit(short.fit)), reasons: traded.reasons }
  let best: Compared = short
  for (const one of [slip, traded]) if (one !== undefined && one.score >= best.score) best = one
  return best
}

/** Whether the stem of `a` is that of `b` with b's last region before it: 瓯海郭溪机械 for 温州瓯海 · 郭溪机械. */
const isSameBehindPlace = (a: CompanyName, b: CompanyName): boolean => {
  if (b.stem.length < 3 || !a.stem.endsWith(b.stem)) return false
  const front = a.stem.slice(0, -b.stem.length)
  return front.length > 1 && (b.regionText.endsWith(front) || b.place.startsWith(front))
}

const sameStem = (a: CompanyName, b: CompanyName, region: Relation, isPart: boolean): Compared => {
  if (a.hasBrand)
    return {
      score: 1,
      reasons: [{ code: 'sameCore', value: a.core }, ...(a.words.length > 0 ? [{ code: 'sameTrade' } as const] : [])],
    }
  // Without a brand the region is what tells one from another.
  if (a.isNational !== b.isNational && a.regions.length + b.regions.length > 0)
    return { score: 0.4, reasons: [{ code: 'otherRegion' }] }
  const isSame = region === 'same' && a.isNational === b.isNational
  const score = isSame
    ? 1
    : isPart && region !== 'other'
      ? 0.85
      : region === 'within'
        ? 0.5
        : a.stem.length > 3
          ? 0.8
          : 0.5
  return { score, reasons: [{ code: 'sameTrade', value: a.stem }] }
}

const scoreOfFit = (fit: number): number => (fit < 0.6 ? 1.3 * fit : 0.79 + 0.4 * (fit - 0.6))

/** The shorter of two names as an abbreviation of the longer one. */
const shortened = (a: CompanyName, b: CompanyName): Compared & { readonly fit: number } => {
  const [short, long] = a.text.length <= b.text.length ? [a, b] : [b, a]
  const nothing = { score: alike(a.stem, b.stem) * 0.5, reasons: [{ code: 'otherCore' } as const], fit: 0 }
  const isShort = short.text.length < (short.form === '' ? 9 : 7)
  if (!isShort || long.text.length - short.text.length < 2 || long.isShare) return nothing
  const fit = abbreviates(short.text, long)
  const score = scoreOfFit(fit)
  return score > nothing.score ? { score, reasons: [{ code: 'abbreviation', value: short.text }], fit } : nothing
}

const alike = (a: string, b: string): number => {
  let shared = 0
  for (const sign of a) if (b.includes(sign)) shared++
  return shared === 0 ? 0 : (2 * Math.min(shared, b.length)) / (a.length + b.length)
}
