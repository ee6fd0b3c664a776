import type { Clock } from '../../kernel/clock.ts'
import type { Label } from '../../model/label.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a hundred times what using it does, and a page of a pool tells fifty moments. */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    })
    formats.set(timeZone, format)
  }
  return format
}

/** A moment of this year in words: `11月22日 14:45`, `22 Nov 14:45`. */
export const momentWords = (iso: string, clock: Clock): Label => {
  const english = formatOf(clock.timeZone).format(new Date(iso))
  const [, date = '', time = ''] = /^(.+) \d{4}, (.+)$/.exec(english) ?? []
  const [, month = '', day = ''] = clock.today(iso).split('-')
  return { zh: `${month}月${day}日 ${time}`, en: `${date} ${time}` }
}
