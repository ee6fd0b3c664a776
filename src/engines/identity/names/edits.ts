import { looksLike, soundOf } from './sounds.ts'

/** The one difference between two texts. */
export interface Edit {
  readonly kind: 'substitution' | 'deletion' | 'swap'
  /** Where it stands, in the longer text. */
  readonly at: number
  /** The sign of the first text (of the longer one for a deletion). */
  readonly sign: string
  /** What stands there in the other text; empty for a deletion. */
  readonly other: string
}

/** The single substitution, deletion or swap of neighbours between two texts; `undefined` when they are equal or farther apart. */
export const oneEdit = (a: string, b: string): Edit | undefined => {
  if (a.length < b.length) return oneEdit(b, a)
  if (a.length - b.length > 1 || a === b) return undefined
  let start = 0
  while (start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = a.length - start - end
  const left = b.length - start - end
  if (middle === 1 && left <= 1)
    return {
      kind: left === 0 ? 'deletion' : 'substitution',
      at: start,
      sign: a[start]!,
      other: b.slice(start, start + left),
    }
  if (middle === 2 && left === 2 && a[start] === b[start + 1] && a[start + 1] === b[start])
    return { kind: 'swap', at: start, sign: a[start]!, other: b[start]! }
  return undefined
}

const numerals = /^[一二三四五六七八九十百千\d]$/

/** Whether the difference is that of one figure for another: 第一 and 第二 are no misspelling of each other. */
export const isNumberEdit = ({ sign, other, kind }: Edit): boolean =>
  kind === 'deletion' ? /^\d$/.test(sign) : numerals.test(sign) && numerals.test(other)

export type Slip = 'soundsAlike' | 'looksAlike' | 'swapped' | 'doubled' | 'oneSign'

/** What kind of slip a difference looks like. */
export const slipOf = (edit: Edit, longer: string): Slip => {
  if (edit.kind === 'swap') return 'swapped'
  if (edit.kind === 'deletion')
    return longer[edit.at - 1] === edit.sign || longer[edit.at + 1] === edit.sign ? 'doubled' : 'oneSign'
  if (looksLike(edit.sign, edit.other)) return 'looksAlike'
  return soundOf(edit.sign) === soundOf(edit.other) ? 'soundsAlike' : 'oneSign'
}
