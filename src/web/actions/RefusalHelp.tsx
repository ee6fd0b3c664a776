import { Button } from 'antd'
import { BellPlus } from 'lucide-react'
import { useNavigate } from 'react-router'
import type { Row } from '../../model/label.ts'
import { openForm } from '../form-host.ts'
import { may, useObject } from '../meta.ts'
import { useWords } from '../words.ts'
import { actionWords } from './actions.words.ts'

interface RefusalHelpProps {
  readonly code: string
  readonly until: unknown
  readonly record: Row | undefined
  /** With it, a button that closes the dialog stands among them. */
  readonly onClose?: () => void
}

/** What helps after a refusal: a reminder at the moment it opens, making room. */
export const RefusalHelp = ({ code, until, record, onClose }: RefusalHelpProps) => {
  const t = useWords(actionWords)
  const navigate = useNavigate()
  const tasks = useObject('tasks')
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
      {onClose !== undefined && (
        <Button type="primary" onClick={onClose}>
          {t('close')}
        </Button>
      )}
    </>
  )
}
