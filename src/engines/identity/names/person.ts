import { type CompanyName, companyName } from './company.ts'
import { compareCompanyNames } from './compare.ts'
import { fold, isHan, withoutBrackets } from './fold.ts'
import { type NameReason, sameCompanyFrom } from './reasons.ts'
import { soundOf } from './sounds.ts'

/** The name of a person, perhaps with the company. */
export interface PersonName {
  /** Letters only, folded: width, case, traditional signs; without titles. */
  readonly text: string
  /** Words of a Latin name in the order of the alphabet: `Wei Zhang` and `Zhang, Wei` are the same. */
  readonly words: readonly string[]
  /** 总, 经理, 女士: a name with a title but no given name is only half a name. */
  readonly title: string
  readonly company: CompanyName | undefined
}

export type PersonReasonCode =
  | 'samePerson'
  | 'soundsAlike'
  | 'surnameOnly'
  | 'sameCompany'
  | 'otherCompany'
  | 'otherPerson'

export interface PersonReason {
  readonly code: PersonReasonCode | NameReason['code']
  readonly value?: string
}

const titles =
  /(?:董事长|副总裁|总裁|总经理|副总经理|副总|经理|主任|主管|总监|工程师|高工|厂长|处长|科长|部长|局长|院长|校长|书记|老师|教授|博士|医生|律师|会计|出纳|秘书|助理|师傅|老板|先生|女士|小姐|太太|总|董|工|局|处|科|校|院)$/
const latinTitles = /^(?:mr|mrs|ms|miss|dr|prof)\b|\b(?:phd|jr|sr)$/g

/** A person's name taken apart; titles (王总, 李经理, Mr.) go, brackets as well. */
export const personName = (written: string, company?: string): PersonName => {
  const folded =
    fold(written.slice(0, 120))
      .replace(/\([^)]*\)/g, ' ')
      .trim() || withoutBrackets(fold(written))
  const of = company === undefined || company.trim() === '' ? undefined : companyName(company)
  if (folded === '')
    return { text: written.normalize('NFKC').replace(/\s+/g, '').slice(0, 60), words: [], title: '', company: of }
  if (isHan(folded)) {
    const bare = folded.replace(/ /g, '')
    const match = bare.length > 1 ? titles.exec(bare) : null
    // 总 and 工 end given names as well; only behind one sign, or two that are a title, is it one.
    const isTitle = match !== null && match.index > 0 && (match[0].length > 1 || match.index === 1)
    const text = isTitle ? bare.slice(0, match.index) : bare
    return { text, words: [], title: isTitle ? match[0] : '', company: of }
  }
  const words = folded
    .replace(latinTitles, ' ')
    .trim()
    .split(/ +/)
    .filter((word) => word !== '')
  const sorted = [...words].sort()
  return { text: sorted.join(''), words: sorted, title: '', company: of }
}

/**
 * The keys of a person: the name with the core of the company, and the name alone when three signs or more make it
 * rare enough. `n:` name and company, `m:` the name.
 */
export const personKeys = (person: PersonName): string[] => {
  const { text, company } = person
  if (text === '') return []
  const keys: string[] = []
  if (company !== undefined && company.core !== '') keys.push(`n:${text.slice(0, 30)}|${company.core.slice(0, 20)}`)
  if ([...text].length > 1) keys.push(`m:${text.slice(0, 40)}`)
  return keys
}

/** How much alike two people are by name and company, 0 to 1, and why. A name alone is never certain: many share it. */
export const comparePersonNames = (a: PersonName, b: PersonName): { score: number; reasons: PersonReason[] } => {
  const person = persons(a, b)
  if (person.score === 0) return { score: 0, reasons: [{ code: 'otherPerson' }] }
  if (a.company === undefined || b.company === undefined)
    return { score: round(person.score * (a.text.length > 2 ? 0.7 : 0.6)), reasons: [person.reason] }
  const company = compareCompanyNames(a.company, b.company)
  const isSame = company.score >= sameCompanyFrom
  const score = isSame ? person.score * (0.75 + 0.25 * company.score) : person.score * 0.45
  return {
    score: round(score),
    reasons: [
      person.reason,
      { code: isSame ? 'sameCompany' : 'otherCompany', value: a.company.core },
      ...company.reasons,
    ],
  }
}

const round = (score: number): number => Math.round(score * 1000) / 1000

const persons = (a: PersonName, b: PersonName): { score: number; reason: PersonReason } => {
  const none = { score: 0, reason: { code: 'otherPerson' } as const }
  if (a.text === '' || b.text === '') return none
  if (a.text === b.text) {
    const isWhole = a.text.length > 1 || a.title !== ''
    const score = a.text.length > 1 ? 1 : a.title === b.title ? 0.7 : 0.6
    return isWhole
      ? { score, reason: { code: score === 1 ? 'samePerson' : 'surnameOnly', value: a.text } }
      : { score: 0.6, reason: { code: 'surnameOnly', value: a.text } }
  }
  if (!isHan(a.text) || !isHan(b.text)) return none
  const [short, long] = a.text.length < b.text.length ? [a, b] : [b, a]
  if (short.text.length === 1 && short.title !== '' && long.text.startsWith(short.text))
    return { score: 0.55, reason: { code: 'surnameOnly', value: short.text } }
  const isAlike =
    a.text.length === b.text.length &&
    a.text.length > 1 &&
    [...a.text].every((sign, at) => soundOf(sign) === soundOf(b.text[at] ?? ''))
  return isAlike ? { score: 0.85, reason: { code: 'soundsAlike', value: a.text } } : none
}
