import { dayInTable } from '../../fields/date-time/day-words.tsx'
import { daysBetween, wallOf } from '../../fields/date-time/moment-text.ts'
import type { Json } from '../../model/label.ts'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import { workbenchWords } from './workbench.words.ts'

/** When somebody is to be contacted: the hour today, the day otherwise, the days it is late. A midnight is a day without an hour. */
export const useWhen = (): ((
  at: Json | undefined,
  late?: boolean,
) => { readonly text: string; readonly past: boolean }) => {
  const t = useWords(workbenchWords)
  const { now, timeZone, locale } = useWebContext()
  return (at, late = false) => {
    if (typeof at !== 'string') return { text: '', past: false }
    const today = wallOf(now, timeZone).date
    const { date, time } = wallOf(Date.parse(at), timeZone)
    const distance = daysBetween(today, date)
    if (distance < 0) return { text: t('lateDays', { count: -distance }), past: true }
    if (distance > 0) return { text: dayInTable(date, today, locale), past: false }
    if (time === '00:00') return { text: t('anyTime'), past: late }
    return { text: time, past: late }
  }
}
