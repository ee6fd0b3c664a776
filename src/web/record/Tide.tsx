import { Infinity as Endless, Lock } from 'lucide-react'
import type { Row } from '../../model/label.ts'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import { type Ebb, ebbOf, type Protection, protectionOf, sinceDay } from './protection.ts'
import { recordWords } from './record.words.ts'
import './tide.css'

const width = 250
const height = 22

const wave = (from: number, to: number): string => {
  const step = 9
  let path = `M${from} 8`
  for (let x = from, up = true; x < to; x += step, up = !up) {
    const end = Math.min(to, x + step)
    path += `Q${(x + end) / 2} ${up ? 2 : 14} ${end} 8`
  }
  return path
}

/** Protection on the record page: the water left of the whole, its edge a wave, the amber mark at the first warning. */
export const WaveTide = ({ ebb, total, warnDays }: { ebb: Ebb; total: number | null; warnDays: number }) => {
  const from = Math.round(width * (1 - ebb.share))
  const warnAt = width - (width * warnDays) / Math.max(1, total ?? 30)
  return (
    <svg
      className={`gs-wave-tide is-${ebb.tone}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line x1="0" x2={from} y1={height - 1} y2={height - 1} className="gs-tide-past" />
      {ebb.share > 0 && (
        <>
          <path d={`${wave(from, width)}V${height}H${from}Z`} className="gs-tide-water" />
          <path d={wave(from, width)} className="gs-tide-edge" />
          {warnAt > from && <line x1={warnAt} x2={warnAt} y1={height - 8} y2={height} className="gs-tide-warn" />}
        </>
      )}
      <line
        x1={Math.min(width - 1, from + 0.75)}
        x2={Math.min(width - 1, from + 0.75)}
        y1="2"
        y2={height}
        className="gs-tide-now"
      />
    </svg>
  )
}

/** In rows: a flat bar and the days; the exact moment on hover. */
export const FlatTide = ({ record, words = false }: { record: Row; words?: boolean }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  if (record.locked === true)
    return (
      <span className="gs-flat-tide is-still" title={t('lockedText')}>
        <Lock aria-hidden /> {t('locked')}
      </span>
    )
  if (typeof record.protectedUntil !== 'string')
    return record.dealStatus === 'dealt' || record.dealStatus === 'repeat' ? (
      <span className="gs-flat-tide is-still">
        <Endless aria-hidden /> {t('dealt')}
      </span>
    ) : null
  const ebb = ebbOf(record.protectedUntil, protectionOf(record)?.days ?? null, context)
  return (
    <span className={`gs-flat-tide is-${ebb.tone}`} title={t('until', { moment: ebb.exact })}>
      <span className="gs-flat-bar">
        <span style={{ width: `${Math.round(ebb.share * 100)}%` }} />
      </span>
      <span>
        {ebb.days === 0
          ? words
            ? t('endsToday')
            : ebb.exact
          : ebb.days < 0
            ? t('lapsed', { count: -ebb.days })
            : t('left', { count: ebb.days })}
      </span>
    </span>
  )
}

/** Days left in words. */
export const useDaysLeft = (): ((ebb: Ebb) => string) => {
  const t = useWords(recordWords)
  return (ebb) =>
    ebb.days < 0 ? t('lapsed', { count: -ebb.days }) : ebb.days === 0 ? t('lastDay') : t('left', { count: ebb.days })
}

/** Rule, start and version in one line: `A 级 28 天 · 自 11月06日 起 · 规则 v7`. */
export const useRuleText = (): ((protection: Protection) => string) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  return ({ label, days, since, policyVersion }) =>
    [
      label?.[context.locale],
      label === null && days !== null ? t('ruleDays', { days }) : undefined,
      since === null ? undefined : t('ruleSince', { day: sinceDay(since, context) }),
      policyVersion === null || policyVersion === undefined ? undefined : t('ruleVersion', { version: policyVersion }),
    ]
      .filter((part) => part !== undefined && part !== '')
      .join(' · ')
}
