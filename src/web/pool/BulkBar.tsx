import { Button } from 'antd'
import { X } from 'lucide-react'
import type { ActionMeta } from '../meta.ts'
import { type RecordRow, verdict } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { poolWords } from './pool.words.ts'

interface BulkBarProps {
  readonly rows: readonly RecordRow[]
  readonly actions: readonly ActionMeta[]
  readonly onAct: (action: ActionMeta) => void
  readonly onClear: () => void
}

/** What can be done to what is selected; an action only part of it allows says how many. */
export const BulkBar = ({ rows, actions, onAct, onClear }: BulkBarProps) => {
  const t = useWords(poolWords)
  const label = useLabel()
  return (
    <div className="gs-pool-bulk" role="toolbar" aria-label={t('selected', { count: rows.length })}>
      <b>{t('selected', { count: rows.length })}</b>
      {actions.map((action, index) => {
        const allowed = rows.filter((row) => verdict(row, action.name).can).length
        if (allowed === 0) return null
        return (
          <Button
            key={action.name}
            size="small"
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => onAct(action)}
          >
            {label(action.label)}
            {allowed < rows.length && ` ${allowed}`}
          </Button>
        )
      })}
      <button type="button" className="gs-plain gs-icon-button" aria-label={t('unselect')} onClick={onClear}>
        <X aria-hidden />
      </button>
    </div>
  )
}
