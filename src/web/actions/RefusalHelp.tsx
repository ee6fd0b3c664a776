import { Button } from 'antd'
import { BellPlus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Row } from '../../model/label.ts'
import { openForm } from '../form-host.ts'
import { may, useObject } from '../meta.ts'
import { useWords } from '../words.ts'
import { actionWords } from './actions.words.ts'
import { useClaimFirst } from './use-claim-first.ts'

interface RefusalHelpProps {
  readonly code: string
  readonly until: unknown
  readonly record: Row | undefined
  /** With it, a button that closes the dialog stands among them. */
  readonly onClose?: () => void
  /** Tries again once the customer in the pool has been claimed. */
  readonly onClaimed?: () => void
}

/** What helps after a refusal: a reminder at the moment it opens, making room. */
export const RefusalHelp = ({ code, until, record, onClose, onClaimed }: RefusalHelpProps) => {
  const t = useWords(actionWords)
  const navigate = useNavigate()
  const tasks = useObject('tasks')
  const claim = useClaimFirst()
  const [claiming, setClaiming] = useState(false)
  const id = record?.id
  const claimable = code === 'in_pool' && claim !== undefined && onClaimed !== undefined && typeof id === 'string'
  const helps = typeof until === 'string' && record !== undefined && may(tasks, 'create')
  return (
    <>
      {helps && (
        <Button
          icon={<BellPlus aria-hidden />}
          onClick={() => {
            onClose?.()
            openForm({
              object: 'tasks',
              initial: { title: t('remindTitle', { name: String(record.name ?? '') }), dueAt: until },
              onSaved: () => {},
            })
          }}
        >
          {t('remind')}
        </Button>
      )}
      {code === 'capacity_full' && (
        <Button
          onClick={() => {
            onClose?.()
            void navigate('/o/customers?view=mine')
          }}
        >
          {t('chooseOne')}
        </Button>
      )}
      {claimable && (
        <Button
          type="primary"
          loading={claiming}
          onClick={async () => {
            setClaiming(true)
            await claim({ id, name: String(record?.name ?? '') }, onClaimed)
            setClaiming(false)
          }}
        >
          {t('claimFirst')}
        </Button>
      )}
      {onClose !== undefined && (
        <Button type={claimable ? 'default' : 'primary'} onClick={onClose}>
          {t('close')}
        </Button>
      )}
    </>
  )
}
