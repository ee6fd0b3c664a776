import type { Slip } from './edits.ts'

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
