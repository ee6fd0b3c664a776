import { type Opened, open } from './brackets.ts'
import { fold, isHan } from './fold.ts'
import { type FormKind, latinForm, latinWords } from './lexicon.ts'
import { mend } from './mend.ts'
import { branchCoreOf, numbersIn, splitBranch, takeApart, withoutForm } from './parts.ts'
import { type Located, locate } from './regions.ts'

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

const shareFront = /^(?:s?st|xd|xr|dr|n|c)(?=[\u4e00-\u9fff])/
const shareBack = /([\u4e00-\u9fff]{2,}|[a-z]{3,}) ?(?:[ab]|uw?|wd?|vd?|d)$|(?<=[\u4e00-\u9fff]{2,})退$/

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
