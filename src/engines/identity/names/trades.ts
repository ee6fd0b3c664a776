import type { CompanyName } from './company.ts'
import { tradeWeights } from './lexicon.ts'
import type { Compared, NameReason } from './reasons.ts'

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
export const trades = (a: CompanyName, b: CompanyName): Compared => {
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
