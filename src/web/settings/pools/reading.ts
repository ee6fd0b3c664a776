import { isObject } from '../../../model/label.ts'
import type { RecordRow } from '../../records.ts'
import type { Say } from '../../words.ts'
import type { poolWords } from './pools.words.ts'

export interface Clocks {
  readonly daysWithoutFollowUp: number | null
  readonly daysWithoutDeal: number | null
}

const days = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** The settings that give days of their own, with the field of the customer that chooses. */
export const clockSettings = { byLevel: 'level', byClass: 'class', byProductLine: 'productLine' } as const
export type ClockSetting = keyof typeof clockSettings

/** Whether a setting of a pool moves the ends of protection. */
export const isClock = (name: string): boolean =>
  name === 'daysWithoutFollowUp' || name === 'daysWithoutDeal' || Object.hasOwn(clockSettings, name)

/** The days of one option, as the pool's record holds them; null where the pool's own hold. */
export const clocksOf = (pool: RecordRow, setting: ClockSetting, key: string): Clocks => {
  const all: unknown = pool[setting]
  const own = isObject(all) && isObject(all[key]) ? all[key] : {}
  return { daysWithoutFollowUp: days(own.daysWithoutFollowUp), daysWithoutDeal: days(own.daysWithoutDeal) }
}

/** The pool's rules as sentences: each level that differs, the others, the reminder. */
export const readingOf = (
  pool: RecordRow,
  options: Readonly<Record<ClockSetting, readonly { readonly key: string; readonly text: string }[]>>,
  t: Say<(typeof poolWords)['keys'][number]>,
): string => {
  const base: Clocks = {
    daysWithoutFollowUp: days(pool.daysWithoutFollowUp),
    daysWithoutDeal: days(pool.daysWithoutDeal),
  }
  const name = typeof pool.name === 'string' ? pool.name : ''
  const sentence = (who: string, { daysWithoutFollowUp: follow, daysWithoutDeal: deal }: Clocks): string => {
    if (follow !== null && deal !== null) return t('readsBoth', { who, follow, deal, pool: name })
    if (follow !== null) return t('readsFollow', { who, follow, pool: name })
    if (deal !== null) return t('readsDeal', { who, deal, pool: name })
    return t('readsNever', { who })
  }
  const special = (Object.keys(clockSettings) as ClockSetting[])
    .flatMap((setting) =>
      options[setting].map(({ key, text }) => ({
        text: setting === 'byLevel' ? t('whoLevel', { level: text }) : text,
        own: clocksOf(pool, setting, key),
      })),
    )
    .filter(({ own }) => own.daysWithoutFollowUp !== null || own.daysWithoutDeal !== null)
  const warn = days(pool.warnDays)
  return [
    ...special.map(({ text, own }) =>
      sentence(text, {
        daysWithoutFollowUp: own.daysWithoutFollowUp ?? base.daysWithoutFollowUp,
        daysWithoutDeal: own.daysWithoutDeal ?? base.daysWithoutDeal,
      }),
    ),
    sentence(special.length > 0 ? t('whoOther') : t('whoAll'), base),
    warn === null || warn === 0 ? '' : t('readsWarn', { days: warn }),
  ].join('')
}
