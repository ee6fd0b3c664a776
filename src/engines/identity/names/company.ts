import { fold, isHan, withoutBrackets } from './fold.ts'
import {
  bankEnd,
  branchEnd,
  type FormKind,
  formEnds,
  headEnd,
  latinForm,
  latinWords,
  surelyBranch,
  tradeAt,
} from './lexicon.ts'
import { mend } from './mend.ts'
import { type Located, locate, regionAtEnd, regionNamed } from './regions.ts'

/** A name taken apart. Everything is folded: width, case, traditional signs, brackets, spaces. */
export interface CompanyName {
  /** The whole name in letters and figures, no brackets, no spaces. */
  readonly text: string
  /** The same with what stood in brackets in its place: 深圳市振业集团股份有限公司. */
  readonly spelled: string
  /** Codes of the regions it names, before the brand or in brackets, the largest first. */
  readonly regions: readonly string[]
  /** The same as people say them: 浙江杭州. */
  readonly regionText: string
  /** The county among them, in full: 津南区. */
  readonly county: string
  /** A town or district before the brand that the table of regions does not know. */
  readonly place: string
  /** 中国, in front or in brackets. */
  readonly isNational: boolean
  /** The brand (字号). Where there is none, the words of trade with their region; never empty unless the name is. */
  readonly core: string
  /** Whether the core is a brand of its own. */
  readonly hasBrand: boolean
  /** What follows the brand: words of trade, in order. */
  readonly words: readonly string[]
  /** Brand and words of trade in one, without region, form and branch. */
  readonly stem: string
  readonly form: FormKind
  /** The form before that of law: the 厂 of 印刷厂有限公司. */
  readonly innerForm: FormKind
  /** 杭州分公司, 海珠中路支行: which part of the company; empty for the company itself. */
  readonly branch: string
  /** The same without the ranks of its region: 广州海珠中路支行 for 广州市海珠区中路支行. */
  readonly branchCore: string
  /** Figures and ordinals that tell one from another: 第一, 2. */
  readonly numbers: readonly string[]
  readonly isLatin: boolean
  /** Short name of a share: its marks (A, ST) are off. */
  readonly isShare: boolean
  /** Former and further names it gives itself. */
  readonly others: readonly CompanyName[]
  /** The same name read otherwise: 东海绝缘材料 is of 东海 or called 东海. */
  readonly readings: readonly CompanyName[]
}

const namedOther =
  /^(?:从属名称|曾用名称?|原名称?|原企业名称|原公司名称|原公司|又名|别名|简称|以下简称|英文名称?|现名|更名前|前身|原) ?(?=.{2})/
const inlineOther = / ?(?:曾用名称?|原名称?|又名|别名) ?(?=.{2})/
const capital =
  /^(?:集团|控股|股份|有限合伙|普通合伙|特殊普通合伙|个人独资|中外合资|中外合作|外商独资|合资|独资|个体|本部|总部|筹)$/
const shareFront = /^(?:s?st|xd|xr|dr|n|c)(?=[\u4e00-\u9fff])/
const shareBack = /([\u4e00-\u9fff]{2,}|[a-z]{3,}) ?(?:[ab]|uw?|wd?|vd?|d)$|(?<=[\u4e00-\u9fff]{2,})退$/

interface Opened {
  spelled: string
  text: string
  regions: Located[]
  isNational: boolean
  others: string[]
}

/** Takes the brackets away: a region counts as a prefix, a former name is another name, anything else stays in its place. */
const open = (folded: string): Opened => {
  const opened: Opened = {
    spelled: withoutBrackets(folded).replace(/ /g, ''),
    text: folded,
    regions: [],
    isNational: false,
    others: [],
  }
  for (let step = 0; step < 8 && opened.text.includes('('); step++) {
    const match = /\(([^()]*)\)/.exec(opened.text)
    if (match === null) break
    const inside = match[1]!.trim()
    const before = opened.text.slice(0, match.index)
    const after = opened.text.slice(match.index + match[0].length)
    const region = regionNamed(inside)
    const other = namedOther.exec(inside)
    let kept = ''
    if (other !== null && before.length > 1) opened.others.push(inside.slice(other[0].length))
    else if (inside === '中国') opened.isNational = true
    else if (region !== undefined)
      opened.regions.push({
        regions: [region],
        short: region.short,
        place: '',
        isNational: false,
        rest: '',
        isDoubtful: false,
      })
    else if (/^.{4,}公司$/.test(inside) && before.length > 3) opened.others.push(inside)
    else if (isHan(before) && !isHan(inside) && /[a-z]{4}/.test(inside)) opened.others.push(inside)
    else if (!capital.test(inside)) {
      const located = inside.length > 3 ? locate(`${inside}某某`) : undefined
      if (located?.rest === '某某' && located.regions.length > 0) opened.regions.push(located)
      else kept = inside
    }
    const left = isHan(before + kept + after) ? before + kept + after : `${before} ${kept} ${after}`
    opened.text = left.replace(/ +/g, ' ').trim()
  }
  opened.text = withoutBrackets(opened.text).trim()
  const other = inlineOther.exec(opened.text)
  if (other !== null && other.index > 2) {
    opened.others.push(opened.text.slice(other.index + other[0].length))
    opened.text = opened.text.slice(0, other.index)
  }
  return opened
}

/** Company and branch. */
const splitBranch = (text: string): readonly [head: string, branch: string] => {
  if (text.length > 4) {
    const isBranch = branchEnd.test(text)
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

const withoutForm = (text: string): readonly [rest: string, form: FormKind, inner: FormKind] => {
  let rest = text
  const kinds: FormKind[] = []
  for (let step = 0; step < 3; step++) {
    const found = formEnds.find(([end]) => (end.exec(rest)?.index ?? 0) >= 1)
    if (found === undefined || (kinds.length > 0 && kinds.at(-1) !== 'company')) break
    kinds.push(found[1])
    rest = rest.slice(0, found[0].exec(rest)!.index)
  }
  const [form = '', ...inner] = kinds
  return [rest, form, inner.find((kind) => kind !== form) ?? '']
}

/** Brand and words of trade; a run of signs that are no word of trade is the brand. */
const takeApart = (stem: string): { core: string; words: string[] } => {
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
const numbersIn = (text: string): string[] =>
  (text.match(ordinals) ?? []).map((found) => {
    const bare = found.replace(/^第/, '')
    return figures[bare] ?? bare
  })

/**
 * A company name taken apart: region, brand (字号), words of trade, form of organisation, branch, what brackets say,
 * other names it gives. Any text will do; it never fails, and the same text gives the same parts.
 */
export const companyName = (written: string): CompanyName => {
  const opened = open(fold(written))
  const others = opened.others.map((other) =>
    parse(other, { spelled: other.replace(/[() ]/g, ''), text: other, regions: [], isNational: false, others: [] }, []),
  )
  return parse(written, opened, others)
}

const parse = (written: string, opened: Opened, others: readonly CompanyName[]): CompanyName => {
  if (opened.text === '') return unreadable(written, others)
  return isHan(opened.text) ? parseHan(opened, others) : parseLatin(opened, others)
}

const unreadable = (written: string, others: readonly CompanyName[]): CompanyName => {
  const text = written.normalize('NFKC').replace(/\s+/g, '').slice(0, 200)
  return { ...nothing, text, spelled: text, core: text, stem: text, others }
}

const nothing: CompanyName = {
  text: '',
  spelled: '',
  regions: [],
  regionText: '',
  county: '',
  place: '',
  isNational: false,
  core: '',
  hasBrand: false,
  words: [],
  stem: '',
  form: '',
  innerForm: '',
  branch: '',
  branchCore: '',
  numbers: [],
  isLatin: false,
  isShare: false,
  others: [],
  readings: [],
}

const parseHan = (opened: Opened, others: readonly CompanyName[]): CompanyName => {
  const compact = opened.text.replace(/ /g, '')
  const mended = mend(compact)
  const front = mended.replace(shareFront, '')
  const bare = front.length > 2 ? front.replace(shareBack, '$1') : front
  const isShare = bare !== mended
  const [head, branch] = splitBranch(bare)
  const [formless, form, innerForm] = withoutForm(head)
  const located = locate(formless)
  const plain: CompanyName = {
    ...nothing,
    text: bare,
    spelled: isShare ? bare : opened.spelled,
    form,
    innerForm,
    branch,
    branchCore: branchCoreOf(branch),
    isShare,
    others,
  }
  const tail = /[一二三四五六七八九十\d]$/.test(formless) ? head.slice(formless.length) : ''
  const name = arranged(plain, located, opened, tail)
  if (!located.isDoubtful) return name
  const unread: Located = { ...located, regions: [], short: '', rest: formless.slice(located.isNational ? 2 : 0) }
  return { ...name, readings: [arranged(plain, unread, opened, tail)] }
}

const arranged = (plain: CompanyName, located: Located, opened: Opened, tail: string): CompanyName => {
  const regions = [...located.regions, ...opened.regions.flatMap((one) => one.regions)]
  const stem = located.rest
  const { core, words } = takeApart(stem)
  const generic = (located.isNational ? '中国' : '') + (located.regions.at(-1)?.short ?? '') + located.place + stem
  return {
    ...plain,
    regions: regions.map((region) => region.code),
    regionText: located.short + opened.regions.map((one) => one.short).join(''),
    county: regions.findLast((region) => region.level === 'county')?.name ?? '',
    place: located.place,
    isNational: located.isNational || opened.isNational,
    core: core === '' ? generic : core,
    hasBrand: core !== '',
    words,
    stem,
    numbers: numbersIn(stem + tail),
  }
}

const parseLatin = (opened: Opened, others: readonly CompanyName[]): CompanyName => {
  let rest = opened.text
  let form: FormKind = ''
  for (let step = 0; step < 4; step++) {
    const match = latinForm.exec(rest)
    if (match === null || match.index < 1) break
    form = 'company'
    rest = rest.slice(0, match.index)
  }
  const all = rest.split(' ').filter((word) => word !== '')
  const brand: string[] = []
  for (const word of all) if (!latinWords.has(word)) brand.push(word)
  const stem = all.join('')
  return {
    ...nothing,
    text: opened.text.replace(/ /g, ''),
    spelled: opened.spelled,
    regions: opened.regions.flatMap((one) => one.regions.map((region) => region.code)),
    regionText: opened.regions.map((one) => one.short).join(''),
    core: brand.length === 0 ? stem : brand.join(''),
    hasBrand: brand.length > 0,
    words: all.filter((word) => latinWords.has(word)),
    stem,
    form,
    numbers: rest.match(/\d+/g) ?? [],
    isLatin: true,
    others,
  }
}
