/** The sample company stands in Shanghai: UTC+8 all year. */
const offset = 8 * 3_600_000
export const dayMilliseconds = 86_400_000

/** Days counted from the day of loading, as moments. */
export interface Days {
  readonly today: string
  readonly now: number
  /** 00:00 of the day that lies so many days from today. */
  readonly start: (day: number) => number
  /** The day of a moment. */
  readonly of: (moment: number) => number
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: (day: number) => number
  /** When something happened: that day, `share` of the working day gone; never later than now. */
  readonly at: (day: number, share: number) => number
  /** When something is due: a quarter of an hour of that day. */
  readonly due: (day: number, share: number) => number
}

/** `2026-11-21` -> milliseconds of its 00:00 in Shanghai. */
const startOf = (date: string): number => {
  const start = Date.parse(`${date}T00:00:00.000Z`)
  if (Number.isNaN(start)) throw new Error(`today: "${date}" is no date such as 2026-11-21`)
  return start - offset
}

export const createDays = (today: string, now: string): Days => {
  const zero = startOf(today)
  const present = Date.parse(now)
  if (!(present >= zero && present < zero + dayMilliseconds))
    throw new Error(`now: ${now} is not a moment of ${today} in Shanghai`)
  const start = (day: number) => zero + day * dayMilliseconds
  return {
    today,
    now: present,
    start,
    of: (moment) => Math.floor((moment - zero) / dayMilliseconds),
    at: (day, share) => {
      const opening = start(day) + 8.5 * 3_600_000
      const closing = start(day) + 18 * 3_600_000
      if (day !== 0 || present >= closing) return opening + Math.floor((share * (closing - opening)) / 60_000) * 60_000
      // The day has not gone by yet; early in the morning, what happened today happened since midnight.
      const since = present > opening ? opening : zero
      return since + Math.floor((share * (present - since)) / 1000) * 1000
    },
    weekday: (day) => ((((new Date(zero + offset).getUTCDay() + 6 + day) % 7) + 7) % 7) + 1,
    due: (day, share) => start(day) + Math.floor((9 + share * 8.5) * 4) * 900_000,
  }
}

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
const dates = new Map<number, string>()

/** `2026-11-21T` of a day since 1970. */
const dateAt = (day: number): string => {
  let date = dates.get(day)
  if (date === undefined) {
    date = new Date(day * dayMilliseconds).toISOString().slice(0, 11)
    dates.set(day, date)
  }
  return date
}

/** Milliseconds as the API writes them; millions of them, so that the date is worked out once a day. */
export const iso = (moment: number): string => {
  const day = Math.floor(moment / dayMilliseconds)
  const date = dateAt(day)
  const rest = moment - day * dayMilliseconds
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  const time = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`
  return `${date}${time}.${String(rest % 1000).padStart(3, '0')}Z`
}

/** `2026-11-21` of a moment in Shanghai. */
export const dateOf = (moment: number): string => dateAt(Math.floor((moment + offset) / dayMilliseconds)).slice(0, 10)
