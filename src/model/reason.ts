import type { Label, Locale } from './label.ts'

/** A rule as reason of what the system did is stored by its key and its number, and told in the reader's language. */
const rules: ReadonlyMap<string, (days: string) => Label> = new Map([
  [
    'daysWithoutFollowUp',
    (days: string) => ({ zh: `${days} 天无有效跟进`, en: `${days} days without a valid follow-up` }),
  ],
  ['extension', (days: string) => ({ zh: `延保期满（原为 ${days} 天）`, en: `end of the extension of ${days} days` })],
  ['daysWithoutDeal', (days: string) => ({ zh: `${days} 天未成交`, en: `${days} days without a deal` })],
])

/** `daysWithoutFollowUp:15` */
export const ruleReason = (rule: string, days: number | null): string => `${rule}:${days ?? 0}`

/** The words of a stored reason: of a rule in both languages, of what somebody wrote that itself. */
export const reasonLabel = (reason: string): Label => {
  const [, rule = '', days = ''] = /^([A-Za-z]{1,40}):(\d{1,4})$/.exec(reason) ?? []
  return rules.get(rule)?.(days) ?? { zh: reason, en: reason }
}

export const reasonText = (reason: string, locale: Locale): string => reasonLabel(reason)[locale]
