/** A moment taken apart on the wall clock of a time zone. */
export interface Wall {
  readonly date: string
  readonly time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** What the clock on the company's wall shows at a moment. */
export const wallOf = (at: number, timeZone: string): Wall => {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = value
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

/** The moment at which the company's wall clock shows this; the later guess settles changes of the clock. */
export const momentOf = (date: string, time: string, timeZone: string): string => {
  const wanted = Date.parse(`${date}T${time.padEnd(5, '0')}:00Z`)
  let at = wanted
  for (let round = 0; round < 2; round += 1) {
    const shown = wallOf(at, timeZone)
    at += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`)
  }
  return new Date(at).toISOString()
}

/** Calendar days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** The last minute a rule still holds: stored as the midnight after, shown as 23:59 of the day before. */
export const lastMinute = (iso: string): string => {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : new Date(at - 60_000).toISOString()
}
