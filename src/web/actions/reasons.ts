import { dayInText, momentInTable } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import type { Locale, Row } from '../../model/label.ts'
import { say } from '../words.ts'
import { actionWords } from './actions.words.ts'
import { opening } from './opening.ts'

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

/** The reason in a few words, for where a button would stand: `11-27 起可领`. */
export const shortReason = (why: Why, telling: Telling): string => {
  if (why.opensAt !== undefined) return say(actionWords, 'opensAt', { moment: momentInTable(why.opensAt, telling) })
  const said = opening(why.message)
  const { date } = wallOf(telling.now, telling.timeZone)
  const today = dayInText(date, date, telling.locale)
  if (said !== undefined) return telling.locale === 'zh' ? said.replace(`${today} `, '今天 ') : said
  return say(actionWords, short[why.code as keyof typeof short] ?? 'why_other')
}

/** It is about this person, and passes by itself: amber, not grey. */
export const isMine = (why: Why): boolean => why.code === 'claim_cooldown'
