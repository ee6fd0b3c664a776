export type Spoken =
  | { readonly kind: 'daily'; readonly time: string }
  | { readonly kind: 'hourly'; readonly minute: string }
  | { readonly kind: 'everyMinutes'; readonly minutes: number }
  | { readonly kind: 'other'; readonly text: string }

/** What a cron line says, for the common shapes; the line itself for the others. */
export const spokenSchedule = (cron: string): Spoken => {
  const [minute = '', hour = '', ...days] = cron.trim().split(/\s+/)
  const always = days.length === 3 && days.every((part) => part === '*')
  const number = /^\d+$/
  if (always && number.test(minute) && number.test(hour))
    return { kind: 'daily', time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
  if (always && number.test(minute) && hour === '*') return { kind: 'hourly', minute }
  const every = /^\*(?:\/(\d+))?$/.exec(minute)
  if (always && every !== null && hour === '*') return { kind: 'everyMinutes', minutes: Number(every[1] ?? 1) }
  return { kind: 'other', text: cron }
}
