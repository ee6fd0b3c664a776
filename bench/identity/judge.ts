import { type CompanyName, companyName } from '../../src/engines/identity/names/company.ts'
import { compareCompanyNames } from '../../src/engines/identity/names/compare.ts'
import { nameKeys, probeKeys } from '../../src/engines/identity/names/keys.ts'
import type { Labelled } from './labelled.ts'

export interface Judged extends Labelled {
  readonly score: number
  readonly isFound: boolean
  readonly reasons: string
}

/** Looks up and compares one labelled pair; what shares no key counts as not found. */
export const judge = (pair: Labelled): Judged => {
  const asked: CompanyName = companyName(pair.asked)
  const stored = companyName(pair.stored)
  const keys = new Set(nameKeys(stored))
  const isFound = probeKeys(asked).some((key) => keys.has(key))
  const { score, reasons } = compareCompanyNames(asked, stored)
  return { ...pair, score, isFound, reasons: reasons.map((reason) => reason.code).join(' ') }
}

export interface Figures {
  readonly recall: number
  readonly precision: number
}

export const figures = (all: readonly Judged[], threshold: number): Figures => {
  const same = all.filter((one) => one.isSame)
  const said = all.filter((one) => one.isFound && one.score >= threshold)
  const right = said.filter((one) => one.isSame)
  return { recall: right.length / same.length, precision: right.length / said.length }
}
