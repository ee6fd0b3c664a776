import { compareAddresses } from './addresses/compare.ts'
import { parsedAddress } from './addresses/parse.ts'
import { type Facts, isMobile } from './facts.ts'
import { isCreditCode } from './names/codes.ts'
import type { CompanyName } from './names/company.ts'
import { compareCompanyNames } from './names/compare.ts'
import { comparePersonNames, type PersonReason } from './names/person.ts'
import { type NameReason, sameCompanyFrom } from './names/reasons.ts'

export const strengths = ['certain', 'same', 'similar', 'related'] as const

/**
 * How sure it is: `certain` shares what only one has (信用代码, 身份证号); `same` all but the number says so; `similar`
 * may be; `related` is another one of the same controller (G7).
 */
export type Strength = (typeof strengths)[number]

export type ReasonCode =
  | NameReason['code']
  | PersonReason['code']
  | 'sameCode'
  | 'otherCode'
  | 'sameIdCard'
  | 'samePhone'
  | 'sameEmail'
  | 'sameSite'
  | 'sameAddress'
  | 'sameGroup'
  | 'samePlace'
  | 'operated'

export interface Reason {
  readonly code: ReasonCode
  readonly value?: string
}

export interface Match {
  readonly strength: Strength
  /** 0 to 1. */
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** Weights of what two share beside their names, as the share of doubt each takes away; set by hand, not fitted. */
const doubtTaken = { mobile: 0.75, phone: 0.5, email: 0.75, site: 0.5, address: 0.5 } as const

const share = (a: readonly string[], b: readonly string[]): string | undefined => a.find((one) => b.includes(one))

/** What both hold beside the name, each with the doubt it takes. */
const evidenceOf = (
  a: Facts,
  b: Facts,
): { readonly reasons: Reason[]; readonly doubt: number; readonly own: boolean; readonly isOneDoor: boolean } => {
  const reasons: Reason[] = []
  let doubt = 1
  let own = false
  const phone = a.phones
    .filter((one) => b.phones.includes(one))
    .sort((x, y) => Number(isMobile(y)) - Number(isMobile(x)))[0]
  if (phone !== undefined) {
    reasons.push({ code: 'samePhone' })
    doubt *= 1 - (isMobile(phone) ? doubtTaken.mobile : doubtTaken.phone)
    own ||= isMobile(phone)
  }
  if (share(a.emails, b.emails) !== undefined) {
    reasons.push({ code: 'sameEmail' })
    doubt *= 1 - doubtTaken.email
    own = true
  } else if (share(a.sites, b.sites) !== undefined) {
    reasons.push({ code: 'sameSite' })
    doubt *= 1 - doubtTaken.site
  }
  const isOneDoor =
    a.address !== '' && b.address !== '' && compareAddresses(parsedAddress(a.address), parsedAddress(b.address)).isSame
  if (isOneDoor) {
    reasons.push({ code: 'sameAddress' })
    doubt *= 1 - doubtTaken.address
  }
  return { reasons, doubt, own, isOneDoor }
}

/** What two whole names say against each other, whatever their short names share. */
const against: ReadonlySet<NameReason['code']> = new Set(['otherRegion', 'branch', 'number'])

/** A short name that says nothing of where, which branch or which number: it takes that from the whole one. */
const isBare = ({ regions, place, branch, numbers }: CompanyName): boolean =>
  regions.length === 0 && place === '' && branch === '' && numbers.length === 0

/** The best two names of two companies, and how much alike they are. The first of each is its whole name. */
const bestNames = (a: Facts, b: Facts): { readonly score: number; readonly reasons: readonly NameReason[] } => {
  let best: { score: number; reasons: readonly NameReason[] } = { score: 0, reasons: [] }
  let opposed: NameReason | undefined
  for (const [n, one] of a.names.entries())
    for (const [m, other] of b.names.entries()) {
      const found = compareCompanyNames(one, other)
      if (n + m === 0 && found.score < 0.5) opposed = found.reasons.find(({ code }) => against.has(code))
      const isOpposed = opposed !== undefined && ((n > 0 && isBare(one)) || (m > 0 && isBare(other)))
      const score = isOpposed ? Math.min(found.score, 0.4) : found.score
      if (score > best.score) best = isOpposed ? { score, reasons: [...found.reasons, opposed!] } : found
      if (best.score >= surely) return best
    }
  return best
}

/** No other names of two companies are looked at once two of them say so much. */
const surely = 0.9

const round = (score: number): number => Math.round(score * 1000) / 1000

const companies = (a: Facts, b: Facts): Match | undefined => {
  if (share(a.codes, b.codes) !== undefined) {
    const { reasons } = bestNames(a, b)
    return { strength: 'certain', score: 1, reasons: [{ code: 'sameCode' }, ...reasons] }
  }
  const name = bestNames(a, b)
  const { reasons, doubt, own, isOneDoor } = evidenceOf(a, b)
  const differ = a.codes.some(isCreditCode) && b.codes.some(isCreditCode)
  const isNamed = name.score >= sameCompanyFrom
  const score = round(1 - (1 - name.score) * doubt)
  const all: Reason[] = [...reasons, ...(isNamed || name.score >= 0.5 ? name.reasons : [])]
  if (differ) {
    // Each has a code of its own that holds: another company, unless nothing but the code tells them apart.
    if (name.score < 0.95 && !(isNamed && own)) return related(a, b)
    return { strength: 'similar', score: Math.min(score, 0.85), reasons: [...all, { code: 'otherCode' }] }
  }
  if (name.score >= 0.9 || (isNamed && reasons.length > 0) || (name.score >= 0.5 && own))
    return { strength: 'same', score: Math.min(score, 0.99), reasons: all }
  if (isNamed || own) return { strength: 'similar', score: Math.max(score, 0.75), reasons: all }
  // Whoever sits at the same door under another name may be the same (C9); no more than that.
  if (isOneDoor) return { strength: 'similar', score: 0.75, reasons: all }
  return related(a, b)
}

/** Whether nothing but the door says that two may be one. */
export const isByAddressAlone = ({ reasons }: Match): boolean =>
  reasons.every((reason) => reason.code === 'sameAddress')

/** Another one of the same controller, or at the same place: no duplicate, and worth knowing (G7, C10). */
const related = (a: Facts, b: Facts): Match | undefined => {
  const reasons: Reason[] = [
    ...(a.groupId !== null && a.groupId === b.groupId ? [{ code: 'sameGroup' } as const] : []),
    ...(a.placeId !== null && a.placeId === b.placeId ? [{ code: 'samePlace' } as const] : []),
  ]
  return reasons.length === 0 ? undefined : { strength: 'related', score: 0.5, reasons }
}

const people = (a: Facts, b: Facts): Match | undefined => {
  if (share(a.idCards, b.idCards) !== undefined)
    return { strength: 'certain', score: 1, reasons: [{ code: 'sameIdCard' }] }
  const { reasons, own } = evidenceOf(a, b)
  const name = a.person === undefined || b.person === undefined ? undefined : comparePersonNames(a.person, b.person)
  const isOneCompany = a.companyId !== null && a.companyId === b.companyId
  const alone = name === undefined ? 0 : isOneCompany ? Math.min(1, name.score / 0.7) : name.score
  const isAtOne = isOneCompany || name?.reasons.some((reason) => reason.code === 'sameCompany') === true
  const nameReasons: readonly Reason[] =
    name === undefined || name.score === 0
      ? []
      : [...name.reasons.slice(0, 1), ...(isAtOne ? [{ code: 'sameCompany' } as const] : [])]
  if (own)
    return {
      strength: 'same',
      score: name !== undefined && name.score > 0 ? 0.98 : 0.9,
      reasons: [...reasons, ...nameReasons],
    }
  if (alone >= 0.95)
    return { strength: 'same', score: Math.min(round(alone), 0.97), reasons: [...nameReasons, ...reasons] }
  if (alone >= 0.75) return { strength: 'similar', score: round(alone), reasons: [...nameReasons, ...reasons] }
  return undefined
}

/** A company and a person, or the other way: they are alike only by what is one's own. */
const across = (a: Facts, b: Facts): Match | undefined => {
  const { reasons, own } = evidenceOf(a, b)
  return own ? { strength: 'similar', score: 0.8, reasons } : undefined
}

/** How two records are alike, and why; undefined: they are not. The same both ways. */
export const compareFacts = (a: Facts, b: Facts): Match | undefined =>
  a.kind !== b.kind ? across(a, b) : a.kind === 'company' ? companies(a, b) : people(a, b)
