/** What the tokens of a filter stand for, for one person at one moment. */
export interface Tokens {
  readonly me: string | null
  readonly myDepartments: readonly string[]
  readonly mySubordinates: readonly string[]
  /** Company-local calendar date, e.g. `2026-11-21`. */
  readonly today: string
  readonly now: string
  /** Start of a company-local day as a moment. */
  readonly startOfDay: (date: string) => string
}

const dayTokens = /^@(today|startOfWeek|startOfMonth|startOfQuarter|startOfYear)(?:([+-])(\d{1,4}))?$/

/** Calendar arithmetic on `YYYY-MM-DD`; weeks start on Monday (E8). */
export const addDays = (date: string, days: number): string => {
  const moment = new Date(`${date}T00:00:00.000Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

const startOf = (name: string, today: string): string => {
  switch (name) {
    case 'startOfWeek':
      return addDays(today, -((new Date(`${today}T00:00:00.000Z`).getUTCDay() + 6) % 7))
    case 'startOfMonth':
      return `${today.slice(0, 8)}01`
    case 'startOfQuarter':
      return `${today.slice(0, 5)}${String(Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
    case 'startOfYear':
      return `${today.slice(0, 5)}01-01`
    default:
      return today
  }
}

/** `@today+7` -> the date; undefined when it is not a day token. */
export const dayOf = (text: string, tokens: Tokens): string | undefined => {
  const match = dayTokens.exec(text)
  if (match === null) return undefined
  const base = startOf(match[1]!, tokens.today)
  return match[3] === undefined ? base : addDays(base, Number(match[3]) * (match[2] === '-' ? -1 : 1))
}

/** `@me` and its like -> ids; undefined when it is none of them. */
export const idsOf = (text: string, tokens: Tokens): readonly string[] | undefined => {
  switch (text) {
    case '@me':
      return tokens.me === null ? [] : [tokens.me]
    case '@myDepartments':
      return tokens.myDepartments
    case '@mySubordinates':
      return tokens.mySubordinates
    default:
      return undefined
  }
}
