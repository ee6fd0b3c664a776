import { abbreviates } from './abbreviation.ts'
import type { CompanyName } from './company.ts'
import { type Edit, isNumberEdit, oneEdit, type Slip, slipOf } from './edits.ts'
import { tradeWeights } from './lexicon.ts'

export type NameReasonCode =
  | 'sameName'
  | 'sameCore'
  | 'coreAlike'
  | 'abbreviation'
  | 'misspelt'
  | Slip
  | 'sameTrade'
  | 'tradeMissing'
  | 'otherTrade'
  | 'sameRegion'
  | 'regionMissing'
  | 'otherRegion'
  | 'otherForm'
  | 'sameBranch'
  | 'branch'
  | 'number'
  | 'formerName'
  | 'otherCore'

/** Why two names are taken for the same or not, to be put into words: `{ code: 'sameCore', value: '振业' }`. */
export interface NameReason {
  readonly code: NameReasonCode
  readonly value?: string
}

export interface Compared {
  readonly score: number
  readonly reasons: readonly NameReason[]
}

/** From this score on two names are taken for the same company. */
export const sameCompanyFrom = 0.75

/** How much alike two company names are, 0 to 1, and why. The same both ways. */
export const compareCompanyNames = (first: CompanyName, second: CompanyName): Compared => {
  const [a, b] = first.text <= second.text ? [first, second] : [second, first]
  let best = pair(a, b)
  if (best.score < 0.9 && a.readings.length + b.readings.length > 0)
    for (const one of [a, ...a.readings])
      for (const other of [b, ...b.readings]) {
        if (one === a && other === b) continue
        const found = pair(one, other)
        if (found.score > best.score) best = found
      }
  if (a.others.length === 0 && b.others.length === 0) return best
  for (const one of [a, ...a.others])
    for (const other of [b, ...b.others]) {
      if (one === a && other === b) continue
      const found = pair(one, other)
      const score = found.score * 0.97
      if (score > best.score)
        best = { score, reasons: [{ code: 'formerName', value: (one === a ? other : one).text }, ...found.reasons] }
    }
  return best
}

const pair = (a: CompanyName, b: CompanyName): Compared => {
  if (a.text === '' || b.text === '') return { score: 0, reasons: [] }
  if (a.spelled === b.spelled) return { score: 1, reasons: [{ code: 'sameName' }] }
  const edit = oneEdit(a.text, b.text)
  if (edit !== undefined && isNumberEdit(edit)) return { score: 0.3, reasons: [{ code: 'number' }] }
  if (
    a.branch !== b.branch &&
    a.text.length > 6 &&
    a.text.at(-1) === b.text.at(-1) &&
    withoutLaw(a.text) === withoutLaw(b.text)
  )
    return { score: 0.95, reasons: [{ code: 'sameName' }, { code: 'otherForm' }] }
  const branch = branches(a, b)
  if (branch.score < 0.5) {
    const isSplitLost = edit !== undefined && (a.branch === '') !== (b.branch === '') && a.text.length > 6
    return isSplitLost ? { score: 0.85, reasons: [{ code: 'misspelt' }] } : { score: 0.3, reasons: branch.reasons }
  }
  const whole = heads(a, b, a.branch === b.branch ? edit : undefined, a.branch.length > 3)
  const score = Math.min(whole.score, branch.score)
  return { score: Math.round(score * 1000) / 1000, reasons: [...whole.reasons, ...branch.reasons] }
}

const withoutLaw = (text: string): string => text.replace(/(?:股份)?(?:有限)?(?:责任)?公司/g, '')

const branches = (a: CompanyName, b: CompanyName): Compared => {
  if (a.branch === b.branch)
    return { score: 1, reasons: a.branch === '' ? [] : [{ code: 'sameBranch', value: a.branch }] }
  const different: Compared = { score: 0, reasons: [{ code: 'branch', value: a.branch || b.branch }] }
  if (a.branch === '' || b.branch === '') return different
  const one = a.branchCore
  const other = b.branchCore
  const same: NameReason = { code: 'sameBranch', value: a.branch }
  if (one === other) return { score: 0.98, reasons: [same] }
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  if (short.length > 3 && long.endsWith(short) && !/[第一二三四五六七八九十\d]$/.test(long.slice(0, -short.length)))
    return { score: 0.9, reasons: [same] }
  const edit = oneEdit(one, other)
  if (edit === undefined || isNumberEdit(edit)) return different
  const slip = slipOf(edit, long)
  const score =
    slip === 'oneSign' ? (long.length > 5 || (edit.kind === 'deletion' && long.length > 3) ? 0.78 : 0.6) : 0.88
  return { score, reasons: [same, { code: slip, value: long }] }
}

const numbersDiffer = (a: CompanyName, b: CompanyName): 'no' | 'one' | 'both' => {
  if (a.numbers.join() === b.numbers.join()) return 'no'
  return a.numbers.length > 0 && b.numbers.length > 0 ? 'both' : 'one'
}

type Relation = 'same' | 'within' | 'missing' | 'other'

const significant = (code: string): string =>
  code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code

const deepest = (codes: readonly string[]): string =>
  codes.reduce((deep, code) => (code.length > deep.length ? code : deep), '')

/** Whether the regions two names give can be those of one company. */
const regionsOf = (a: CompanyName, b: CompanyName): Relation => {
  const one = a.regions.map(significant)
  const other = b.regions.map(significant)
  if (a.place !== '' && b.place !== '' && a.place !== b.place) return 'other'
  const fits = (code: string, list: readonly string[]) =>
    list.some((known) => known.startsWith(code) || code.startsWith(known))
  if (one.length > 0 && other.length > 0)
    if (!one.every((code) => fits(code, other)) || !other.every((code) => fits(code, one))) return 'other'
  for (const [here, there] of [
    [a, b],
    [b, a],
  ] as const) {
    if (here.place === '' || there.county === '') continue
    if (there.county.slice(0, 2) === here.place.slice(0, 2)) return 'same'
    if (here.county === '') return oneEdit(here.place, there.county) === undefined ? 'other' : 'missing'
  }
  const isPlaced = a.place !== '' && a.place === b.place
  if (one.length === 0 || other.length === 0)
    return isPlaced || (one.length === other.length && a.place === b.place) ? 'same' : 'missing'
  const isSame = deepest(one) === deepest(other) || a.regionText === b.regionText
  return isSame && a.place === b.place ? 'same' : 'within'
}

/** The name of a share, or one that ends with 股份: only a joint-stock company has it. */
const isJointStock = (name: CompanyName): boolean => name.isShare || name.text.endsWith('股份')

const isLimited = (name: CompanyName): boolean => name.form === 'company' && !name.spelled.includes('股份')

const formsDiffer = (a: CompanyName, b: CompanyName): boolean =>
  a.form !== '' && b.form !== '' && a.form !== b.form && a.form !== b.innerForm && b.form !== a.innerForm

const heads = (a: CompanyName, b: CompanyName, edit: Edit | undefined, isPart: boolean): Compared => {
  const numbers = numbersDiffer(a, b)
  if (numbers === 'both') return { score: 0.3, reasons: [{ code: 'number' }] }
  const given = regionsOf(a, b)
  // One wrong sign in a region makes it another place, but no place that is known.
  const region = given === 'other' && edit !== undefined && (a.place !== '' || b.place !== '') ? 'missing' : given
  const found = stems(a, b, edit, isPart && region === 'missing' ? 'within' : region, isPart)
  const reasons = [...found.reasons]
  let score = found.score
  if (region === 'other') {
    score = Math.min(score * 0.45, 0.4)
    reasons.push({ code: 'otherRegion' })
  } else if (region === 'same' && a.regions.length > 0) reasons.push({ code: 'sameRegion', value: a.regionText })
  else if (region !== 'same') {
    score *= 0.97
    reasons.push({ code: 'regionMissing' })
  }
  if (a.isNational !== b.isNational)
    score *= a.regions.length + b.regions.length > 0 && edit === undefined ? 0.75 : 0.96
  if (formsDiffer(a, b) && edit === undefined) {
    score *= 0.85
    reasons.push({ code: 'otherForm' })
  }
  if (isJointStock(a) ? isLimited(b) : isJointStock(b) && isLimited(a)) score *= 0.87
  else if ((a.form === '' && isLimited(b)) || (b.form === '' && isLimited(a))) score *= 0.985
  if (numbers === 'one' && edit === undefined && found.reasons[0]?.code !== 'abbreviation') {
    score = Math.min(score, 0.6)
    reasons.push({ code: 'number' })
  }
  return { score, reasons }
}

const stems = (a: CompanyName, b: CompanyName, edit: Edit | undefined, region: Relation, isPart: boolean): Compared => {
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

/** Signs that belong to no word, region or form: of two names the one with fewer of them is the one spelt right. */
const unknown = (name: CompanyName): number => {
  let count = name.hasBrand ? name.core.length : 0
  for (const word of name.words) if (!tradeWeights.has(word)) count += word.length
  return count + (name.place === '' ? 0 : 1)
}

const weights: Readonly<Record<Slip, readonly [two: number, three: number, more: number]>> = {
  soundsAlike: [0.88, 0.9, 0.92],
  looksAlike: [0.86, 0.88, 0.9],
  swapped: [0.84, 0.88, 0.9],
  doubled: [0.9, 0.9, 0.9],
  oneSign: [0.55, 0.64, 0.77],
}

const misspelt = (a: CompanyName, b: CompanyName, edit: Edit, isWhole: boolean): Compared | undefined => {
  if (isNumberEdit(edit)) return { score: 0.3, reasons: [{ code: 'number' }] }
  const right = unknown(a) <= unknown(b) ? a : b
  const wrong = right === a ? b : a
  const longer = isWhole
    ? a.text.length >= b.text.length
      ? a.text
      : b.text
    : a.stem.length >= b.stem.length
      ? a.stem
      : b.stem
  const slip = slipOf(edit, longer)
  if (a.isLatin) {
    const length = longer.length
    return { score: length > 6 ? 0.88 : length > 4 ? 0.78 : 0.5, reasons: [{ code: slip, value: right.core }] }
  }
  if (a.hasBrand && b.hasBrand && a.core === b.core) {
    const isOther =
      a.words.length > 0 && b.words.length > 0 && [...a.words, ...b.words].every((word) => tradeWeights.has(word))
    if (!isOther) return { score: 0.93, reasons: [{ code: 'sameCore', value: a.core }, { code: 'misspelt' }] }
    return undefined
  }
  const text = isWhole ? right.text : right.stem
  const start = text.indexOf(right.core)
  const isInCore =
    right.hasBrand && edit.at >= start && edit.at < start + right.core.length + (edit.kind === 'deletion' ? 1 : 0)
  if (!isInCore && unknown(right) < unknown(wrong))
    return {
      score: right.hasBrand ? 0.92 : 0.86,
      reasons: [...(right.hasBrand ? [{ code: 'sameCore', value: right.core } as const] : []), { code: 'misspelt' }],
    }
  if (!right.hasBrand && !wrong.hasBrand) return { score: 0.5, reasons: [{ code: 'otherTrade' }] }
  const length = Math.max(right.core.length, right.hasBrand ? 0 : right.stem.length)
  const [two, three, more] = weights[slip]
  let score = length < 3 ? two : length === 3 ? three : more
  if (edit.kind === 'deletion' && slip === 'oneSign')
    score = length < 3 ? (right.words.length > 0 ? 0.8 : 0.5) : length === 3 ? 0.79 : 0.82
  return { score, reasons: [{ code: 'coreAlike', value: right.core }, { code: slip }] }
}

const weigh = (words: readonly string[]): number => words.reduce((sum, word) => sum + (tradeWeights.get(word) ?? 1), 0)

const isSubsequence = (short: string, long: string): boolean => {
  let at = 0
  for (const sign of long) if (sign === short[at]) at++
  return at === short.length
}

const legal = new Set(['集团', '控股', '股份', '中国', '总公司', '公司'])
const ofTrade = (name: CompanyName): readonly string[] =>
  name.words.some((word) => legal.has(word)) ? name.words.filter((word) => !legal.has(word)) : name.words

/** Two companies of one brand: by their words of trade. */
const trades = (a: CompanyName, b: CompanyName): Compared => {
  const reasons: NameReason[] = [{ code: 'sameCore', value: a.core }]
  // 加油站 and 设计院 are forms that name a trade as well.
  const isTradeForm = (one: CompanyName, other: CompanyName) =>
    one.words.length === 0 &&
    other.words.length > 0 &&
    one.innerForm !== '' &&
    one.innerForm !== 'factory' &&
    one.innerForm !== other.innerForm
  if (isTradeForm(a, b) || isTradeForm(b, a)) return { score: 0.45, reasons: [...reasons, { code: 'otherTrade' }] }
  if (ofTrade(a).length === 0 || ofTrade(b).length === 0)
    return { score: 0.88, reasons: [...reasons, { code: 'tradeMissing' }] }
  const isFirst = weigh(a.words) - weigh(b.words) || a.words.join('').length - b.words.join('').length
  const [short, long] = isFirst <= 0 ? [ofTrade(a), ofTrade(b)] : [ofTrade(b), ofTrade(a)]
  const shared = short.filter((word) => long.includes(word))
  const more = weigh(long.filter((word) => !short.includes(word)))
  if (shared.length === short.length || isSubsequence(short.join(''), long.join(''))) {
    const score = weigh(short) < 0.7 && more > 0.7 ? 0.6 : more <= 0.5 ? 0.86 : 0.79
    return { score, reasons: [...reasons, { code: 'tradeMissing' }] }
  }
  const overlap = (2 * weigh(shared)) / (weigh(short) + weigh(long))
  return { score: 0.35 + 0.3 * overlap, reasons: [...reasons, { code: 'otherTrade' }] }
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
  const signs = new Set(a)
  let shared = 0
  for (const sign of new Set(b)) if (signs.has(sign)) shared++
  return shared === 0 ? 0 : (2 * shared) / (signs.size + new Set(b).size)
}
