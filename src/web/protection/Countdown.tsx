import { Infinity as Endless, Lock } from 'lucide-react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { daysBetween, lastMinute, wallOf } from '../../fields/date-time/moment-text.ts'
import type { Row } from '../../model/label.ts'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import { protectionWords } from './protection.words.ts'
import './countdown.css'

export interface TimeLeft {
  /** Whole calendar days of the company; 0 on the last day, negative once it is over. */
  readonly days: number
  readonly tone: 'water' | 'wait' | 'late'
  readonly date: string
  readonly time: string
}

/** What is left until a moment that ends a term. */
export const timeLeft = (until: string, now: number, timeZone: string): TimeLeft => {
  const end = wallOf(Date.parse(lastMinute(until)), timeZone)
  const days = Date.parse(until) <= now ? -1 : daysBetween(wallOf(now, timeZone).date, end.date)
  return { days, tone: days <= 2 ? 'late' : days <= 7 ? 'wait' : 'water', ...end }
}

const usual = 30

/** Protection left: a flat bar and days in tables and rows, with the exact moment to be read and hovered. */
export const Countdown = ({
  record,
  days: term = usual,
  words = 'short',
}: {
  record: Row
  days?: number
  words?: 'short' | 'long'
}) => {
  const t = useWords(protectionWords)
  const context = useWebContext()
  const until = record.protectedUntil
  if (record.locked === true)
    return (
      <span className="gs-countdown is-still" title={t('lockedWhy')}>
        <Lock aria-hidden />
        {t('locked')}
      </span>
    )
  if (typeof until !== 'string') {
    const dealt =
      record.ownerId !== null &&
      (record.protectedBy === 'dealt' || record.dealStatus === 'dealt' || record.dealStatus === 'repeat')
    return dealt ? (
      <span className="gs-countdown is-still" title={t('dealtWhy')}>
        <Endless aria-hidden />
        {t('dealt')}
      </span>
    ) : null
  }
  const left = timeLeft(until, context.now, context.timeZone)
  const moment = momentInText(lastMinute(until), context)
  const said =
    left.days < 0
      ? t('over')
      : left.days === 0
        ? t('today', { time: left.time })
        : t(words === 'short' ? 'days' : 'left', { count: left.days })
  const full =
    left.days < 0
      ? t('over')
      : left.days === 0
        ? t('untilToday', { time: left.time })
        : t('until', { count: left.days, moment })
  const share = Math.max(4, Math.min(100, (left.days / term) * 100))
  return (
    <span className={`gs-countdown is-${left.tone}`} title={full}>
      {left.days > 0 && (
        <span className="gs-countdown-bar" aria-hidden="true">
          <span style={{ width: `${share}%` }} />
        </span>
      )}
      <span className="gs-hidden">{full}</span>
      <span aria-hidden="true">{said}</span>
    </span>
  )
}
