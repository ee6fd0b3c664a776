import { bankEnd, branchEnd, type FormKind, formEnds, headEnd, surelyBranch, tradeAt } from './lexicon.ts'
import { regionAtEnd } from './regions.ts'

/** Company and branch. */
export const splitBranch = (text: string): readonly [head: string, branch: string] => {
  if (text.length > 4) {
    const isBranch = branchEnd.test(text.slice(-6))
    const isBank = isBranch && surelyBranch.test(text)
    for (const end of isBank ? [headEnd, bankEnd] : [headEnd]) {
      for (const match of text.matchAll(end)) {
        const cut = match.index + match[0].length
        const tail = text.slice(cut)
        if (match.index < 2 || tail.length < (isBranch ? 2 : 3) || /^(?:股份|有限|集团|公司|厂$)/.test(tail)) continue
        return [text.slice(0, cut), tail]
      }
    }
    const sure = surelyBranch.exec(text)
    if (sure !== null && sure.index >= 2) {
      const before = text.slice(0, sure.index)
      const region = regionAtEnd(before)
      const cut = region > 1 ? region : sure.index
      return [text.slice(0, cut), text.slice(cut)]
    }
  }
  return [text, '']
}

/** The name of a branch without the ranks of its region. */
export const branchCoreOf = (branch: string): string =>
  branch === '' ? '' : branch.replace(/[省市区县](?=.{2})/g, '').replace(/^中国/, '')

/** No form is longer than this; looking at the end alone spares looking everywhere. */
const longestForm = 12

const formEndOf = (text: string): { form: FormKind; at: number } | undefined => {
  const end = text.slice(-longestForm)
  for (const [pattern, form] of formEnds) {
    const index = pattern.exec(end)?.index ?? -1
    const at = text.length - end.length + index
    if (index >= 0 && at >= 1) return { form, at }
  }
  return undefined
}

/** The form of organisation off the end, and the one before it. */
export const withoutForm = (text: string): readonly [rest: string, form: FormKind, inner: FormKind] => {
  let rest = text
  const kinds: FormKind[] = []
  for (let step = 0; step < 3; step++) {
    if (kinds.length > 0 && kinds.at(-1) !== 'company') break
    const kind = formEndOf(rest)
    if (kind === undefined) break
    kinds.push(kind.form)
    rest = rest.slice(0, kind.at)
  }
  const [form = '', ...inner] = kinds
  return [rest, form, inner.find((kind) => kind !== form) ?? '']
}

/** Brand and words of trade; a run of signs that are no word of trade is the brand. */
export const takeApart = (stem: string): { core: string; words: string[] } => {
  const words: string[] = []
  let core = ''
  let single = ''
  let run = ''
  const close = () => {
    if (run === '') return
    if (core === '' && run.length >= 2) core = run
    else {
      if (words.length === 0) single = run
      words.push(run)
    }
    run = ''
  }
  for (let at = 0; at < stem.length; ) {
    const word = tradeAt(stem, at)
    // 长城建筑 is 长城 and 建筑, not 长 and 城建.
    const isLater = at === 1 && run.length === 1 && word !== '' && tradeAt(stem, 2).length >= word.length
    if (word === '' || isLater || (word.length === 1 && run.length < 2)) {
      run += stem[at]
      at++
      continue
    }
    close()
    words.push(word)
    at += word.length
  }
  close()
  if (core !== '' || single === '') return { core, words }
  return { core: single, words: words.slice(1) }
}

const ordinals =
  /第[一二三四五六七八九十百\d]+|[一二三四五六七八九十]+(?=公司|厂|局|处|队|店|分公司|分店|门市|支行|工程局|航局|冶$)|\d+/g
const figures: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
}
/** Ordinals and figures, in figures. */
export const numbersIn = (text: string): string[] =>
  (text.match(ordinals) ?? []).map((found) => {
    const bare = found.replace(/^第/, '')
    return figures[bare] ?? bare
  })
