import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import type { ApiProblem } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { useWords } from '../words.ts'
import { actionWords } from './actions.words.ts'
import type { Why } from './reasons.ts'
import './actions.css'

interface RefusedProps {
  /** 现在不能领取 */
  readonly title: string
  readonly why?: Why
  readonly problem?: ApiProblem
  /** Actions that help. */
  readonly children?: ReactNode
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** A refusal: what is not possible, one sentence of fact, the rule, the moment it opens, and what helps. */
export const Refused = ({ title, why, problem, children }: RefusedProps) => (
  <section className="gs-refused" role="alert">
    <h3>
      <Lock aria-hidden />
      {title}
    </h3>
    <RefusalFacts {...(why === undefined ? {} : { why })} {...(problem === undefined ? {} : { problem })} />
    {children !== undefined && <div className="gs-refused-acts">{children}</div>}
  </section>
)

/** The sentence and its grounds, for a box or a dialog. */
export const RefusalFacts = ({ why, problem }: { why?: Why; problem?: ApiProblem }) => {
  const t = useWords(actionWords)
  const context = useWebContext()
  const rule = why?.rule ?? problem?.rule ?? undefined
  const fact = why?.fact ?? text(problem?.members.fact)
  const until = why?.opensAt ?? text(problem?.members.opensAt)
  return (
    <>
      <p>{why?.message ?? problem?.detail}</p>
      {(rule !== undefined || fact !== undefined || until !== undefined) && (
        <dl>
          {rule !== undefined && (
            <div>
              <dt>{t('reason')}</dt>
              <dd>{rule}</dd>
            </div>
          )}
          {fact !== undefined && (
            <div>
              <dt>{t('fact')}</dt>
              <dd>{fact}</dd>
            </div>
          )}
          {until !== undefined && (
            <div>
              <dt>{t('opens')}</dt>
              <dd>
                <b>{momentInText(until, context)}</b>
              </dd>
            </div>
          )}
        </dl>
      )}
    </>
  )
}
