import { Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import type { ReminderCount } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { workbenchWords } from './workbench.words.ts'

const most = 6

const countText = ({ count, goal }: ReminderCount): string =>
  `${count > 999 ? '999+' : count}${goal === undefined ? '' : `/${goal}`}`

interface ReminderStripProps {
  readonly reminders: readonly ReminderCount[]
  readonly selected: string
  readonly onSelect: (name: string) => void
}

/** What waits, counted; a click shows the list below. Six at most, those with something first; the rest behind them. */
export const ReminderStrip = ({ reminders, selected, onSelect }: ReminderStripProps) => {
  const t = useWords(workbenchWords)
  const label = useLabel()
  const urgent = reminders.filter((one, at) => at < 3 || one.count > 0 || one.goal !== undefined)
  const chosen = reminders.find((one) => one.name === selected)
  const first = [...urgent, ...reminders.filter((one) => !urgent.includes(one))].slice(0, most)
  if (chosen !== undefined && !first.includes(chosen)) first.splice(-1, 1, chosen)
  const shown = reminders.filter((one) => first.includes(one))
  const rest = reminders.filter((one) => !first.includes(one))
  return (
    <div className="gs-strip">
      <div className="gs-strip-tabs" role="tablist">
        {shown.map((one) => (
          <button
            key={one.name}
            type="button"
            role="tab"
            aria-selected={one.name === selected}
            className={`gs-plain gs-strip-item ${one.count > 0 ? `is-${one.tone}` : 'is-none'}`}
            onClick={() => onSelect(one.name)}
          >
            <b>{countText(one)}</b>
            <span>{label(one.label)}</span>
          </button>
        ))}
      </div>
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: rest.map((one) => ({ key: one.name, label: `${label(one.label)} ${countText(one)}` })),
            onClick: ({ key }) => onSelect(key),
          }}
        >
          <button type="button" className="gs-plain gs-icon-button gs-strip-more" aria-label={t('more')}>
            <Ellipsis aria-hidden />
          </button>
        </Dropdown>
      )}
    </div>
  )
}
