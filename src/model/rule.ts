import type { Fault, Refusal } from './errors.ts'
import type { Label, Row } from './label.ts'

/** What a rule may know besides the rows: the moment and the words. */
export interface RuleContext {
  readonly now: string
  readonly timeZone: string
}

/** A row on its way to being written: what was (null when new), and what will be. */
export interface Draft {
  readonly before: Readonly<Row> | null
  readonly after: Row
}

interface Named {
  readonly object: string
  readonly label: Label
}

/**
 * default: fills in; validate: says what is wrong; change: computes what follows; refuse: forbids a deletion or purge
 * as such. Pure, on arrays, named for people.
 */
export type Rule =
  | (Named & {
      readonly stage: 'default' | 'change'
      readonly run: (drafts: readonly Draft[], context: RuleContext) => void
    })
  | (Named & {
      readonly stage: 'validate'
      readonly run: (drafts: readonly Draft[], context: RuleContext) => readonly (readonly Fault[])[]
    })
  | (Named & {
      readonly stage: 'refuse'
      readonly on: 'delete' | 'purge'
      readonly run: (drafts: readonly Draft[], context: RuleContext) => readonly (Refusal | undefined)[]
    })
