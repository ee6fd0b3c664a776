import { dayInText } from '../../../fields/date-time/day-words.tsx'
import { daysBetween } from '../../../fields/date-time/moment-text.ts'
import type { Locale } from '../../../model/label.ts'

const add = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

const weekday = (date: string): number => new Date(Date.parse(date)).getUTCDay()

/** The first working day from a date on; holidays are not known here. */
export const workingDay = (date: string): string =>
  weekday(date) === 6 ? add(date, 2) : weekday(date) === 0 ? add(date, 1) : date

const rhythm: Readonly<Record<string, number>> = { A: 4, B: 7, C: 14, D: 30 }

/** The next contact the system proposes: by level, on a working day, before the protection ends. */
export const proposedDay = ({
  today,
  level,
  lastProtectedDay,
}: {
  readonly today: string
  readonly level: string | null
  readonly lastProtectedDay: string | null
}): string => {
  const wanted = workingDay(add(today, rhythm[level ?? ''] ?? 7))
  if (lastProtectedDay === null || lastProtectedDay <= today || wanted <= lastProtectedDay) return wanted
  let day = lastProtectedDay
  while (day > add(today, 1) && workingDay(day) !== day) day = add(day, -1)
  return day
}

export interface DayChoice {
  readonly date: string
  readonly name: 'tomorrow' | 'inThree' | 'proposed'
}

/** Tomorrow, in three days, and the proposed day, each once. */
export const dayChoices = (today: string, proposed: string): readonly DayChoice[] => {
  const near: readonly DayChoice[] = [
    { date: add(today, 1), name: 'tomorrow' },
    { date: add(today, 3), name: 'inThree' },
  ]
  return near.some((choice) => choice.date === proposed) ? near : [...near, { date: proposed, name: 'proposed' }]
}

const names = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const

/** `周三 11月25日`, `下周三 11月25日`, `Wed 25 Nov`. */
export const dayName = (date: string, today: string, locale: Locale): string => {
  const monday = add(today, -((weekday(today) + 6) % 7))
  const weeks = Math.floor(daysBetween(monday, date) / 7)
  const name = names[locale][weekday(date)] ?? ''
  const far = weeks === 1 && locale === 'zh' ? '下' : ''
  return `${far}${name} ${dayInText(date, today, locale)}`
}
