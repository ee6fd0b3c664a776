import { dayInText, momentInTable, wallOf } from '../../fields/date-time/moment-text.ts'
import type { Locale, Row } from '../../model/label.ts'
import { say } from '../words.ts'
import { actionWords } from './actions.words.ts'

/** Why an action is refused on a record, as the server says it; further members as far as they are given. */
export interface Why {
  readonly code: string
  readonly message: string
  readonly rule?: string
  readonly fact?: string
  /** When it will be possible. */
  readonly opensAt?: string
}

export const whyOf = (record: Row | undefined, action: string): Why | undefined => {
  const all = record?.why as Readonly<Record<string, Why>> | undefined
  return all?.[action]
}

const short = {
  claim_cooldown: 'why_claim_cooldown',
  pool_cooldown: 'why_pool_cooldown',
  capacity_full: 'why_capacity_full',
  daily_limit: 'why_daily_limit',
  already_owned: 'why_already_owned',
  not_member: 'why_not_member',
  locked: 'why_locked',
  dealt: 'why_dealt',
  protected: 'why_protected',
} as const

interface Telling {
  readonly now: number
  readonly timeZone: string
  readonly locale: Locale
}

/** The last clause of a sentence, where it says when: `11月22日 13:26 起可领`. */
const clause = /[，；;,]\s*((?:[^，；;,]{2,24}起可领)|(?:open from [^,;]{3,24}))$/

/** The reason in a few words, for where a button would stand: `11-27 起可领`. */
export const shortReason = (why: Why, telling: Telling): string => {
  if (why.opensAt !== undefined) return say(actionWords, 'opensAt', { moment: momentInTable(why.opensAt, telling) })
  const said = clause.exec(why.message)?.[1]
  const { date } = wallOf(telling.now, telling.timeZone)
  const today = dayInText(date, date, telling.locale)
  return (
    said?.replace(`${today} `, telling.locale === 'zh' ? '今天 ' : 'today ') ??
    say(actionWords, short[why.code as keyof typeof short] ?? 'why_other')
  )
}

/** It is about this person, and passes by itself: amber, not grey. */
export const isMine = (why: Why): boolean => why.code === 'claim_cooldown'
