import type { CompanyName } from './company.ts'
import { type Edit, isNumberEdit, type Slip, slipOf } from './edits.ts'
import { tradeWeights } from './lexicon.ts'
import type { Compared } from './reasons.ts'

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

/** How likely one name is the other with a slip; `undefined` when the difference is one of trade. */
export const misspelt = (a: CompanyName, b: CompanyName, edit: Edit, isWhole: boolean): Compared | undefined => {
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
