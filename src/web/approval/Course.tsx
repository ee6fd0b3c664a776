import { Ban, Check, CircleDashed, Clock3, Mail, Undo2, X } from 'lucide-react'
import { dayInTable } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import type { StationShown, StepShown } from './approval.data.ts'
import { approvalWords } from './approval.words.ts'
import './approval.css'

const marks = {
  done: Check,
  current: Clock3,
  ahead: CircleDashed,
  approved: Check,
  rejected: X,
  returned: Undo2,
  withdrawn: Ban,
}

/** The stations of an approval from top to bottom, as it is read in this market: who, what, when, and in which words. */
export const Course = ({ stations }: { stations: readonly StationShown[] }) => {
  const t = useWords(approvalWords)
  return (
    <ol className="gs-course">
      {stations.map((station) => {
        const Mark = station.kind === 'copy' ? Mail : marks[station.state]
        return (
          <li key={station.id} className={`gs-station is-${station.state}`}>
            <span className="gs-station-mark" aria-hidden>
              <Mark />
            </span>
            <div className="gs-station-body">
              <div className="gs-station-name">
                {station.name}
                <span className="gs-muted">
                  {station.kind === 'copy'
                    ? t('copied')
                    : station.steps.length > 1 && station.how !== null
                      ? t(`how_${station.how}`)
                      : ''}
                </span>
              </div>
              {station.steps.map((step, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one person may stand here more than once
                <StepLine key={index} step={step} ahead={station.state === 'ahead'} />
              ))}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

const StepLine = ({ step, ahead }: { step: StepShown; ahead: boolean }) => {
  const t = useWords(approvalWords)
  const context = useWebContext()
  const name = step.employee?.name ?? ''
  const moment = step.decidedAt === null ? undefined : wallOf(Date.parse(step.decidedAt), context.timeZone)
  const today = wallOf(context.now, context.timeZone).date
  return (
    <div className={`gs-signer is-${step.state}`}>
      <EmployeeMark name={name} id={step.employee?.id ?? ''} />
      <span>{name}</span>
      {step.for !== null && <span className="gs-muted">{t('instead', { name: step.for.name ?? '' })}</span>}
      {!ahead && <span className="gs-step-state">{t(`state_${step.state}`)}</span>}
      {moment !== undefined && (
        <span className="gs-event-time">
          {dayInTable(moment.date, today, context.locale)} {moment.time}
        </span>
      )}
      {step.comment !== null && <p className="gs-step-comment">{step.comment}</p>}
    </div>
  )
}
