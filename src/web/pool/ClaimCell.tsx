import { Button } from 'antd'
import { isMine, shortReason, whyOf } from '../actions/reasons.ts'
import { useWebContext } from '../field.tsx'
import { type RecordRow, verdict } from '../records.ts'
import { useWords } from '../words.ts'
import { poolWords } from './pool.words.ts'
import type { Refusal } from './use-claim.ts'

interface ClaimCellProps {
  readonly row: RecordRow
  readonly refused: Refusal | null
  readonly onClaim: () => void
  readonly onWhy: () => void
  readonly primary?: boolean
  readonly large?: boolean
}

/** The button, or, where it would be refused, the reason in a few words. */
export const ClaimCell = ({ row, refused, onClaim, onWhy, primary = false, large = false }: ClaimCellProps) => {
  const t = useWords(poolWords)
  const context = useWebContext()
  const why =
    refused?.row.id === row.id
      ? {
          code: refused.problem.code,
          message: refused.problem.detail,
          ...(typeof refused.problem.members.opensAt === 'string' ? { opensAt: refused.problem.members.opensAt } : {}),
        }
      : whyOf(row, 'claim')
  if (verdict(row, 'claim').can && refused?.row.id !== row.id)
    return (
      <Button
        {...(large ? {} : { size: 'small' as const })}
        type={primary ? 'primary' : 'default'}
        className="gs-claim"
        onClick={(event) => {
          event.stopPropagation()
          onClaim()
        }}
      >
        {t('claim')}
      </Button>
    )
  if (why === undefined) return null
  return (
    <button
      type="button"
      className={`gs-plain gs-claim-why ${isMine(why) ? 'is-timed' : ''}`}
      title={why.message}
      onClick={(event) => {
        event.stopPropagation()
        onWhy()
      }}
    >
      {shortReason(why, context)}
    </button>
  )
}
