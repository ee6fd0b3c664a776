import type { ReminderCount } from '../meta.ts'
import { useLabel } from '../words.ts'

interface ReminderStripProps {
  readonly reminders: readonly ReminderCount[]
  readonly selected: string
  readonly onSelect: (name: string) => void
}

/** What waits, counted; a click shows the list below. */
export const ReminderStrip = ({ reminders, selected, onSelect }: ReminderStripProps) => {
  const label = useLabel()
  return (
    <div className="gs-strip" role="tablist">
      {reminders.map((one) => (
        <button
          key={one.name}
          type="button"
          role="tab"
          aria-selected={one.name === selected}
          className={`gs-plain gs-strip-item ${one.count > 0 ? `is-${one.tone}` : 'is-none'}`}
          onClick={() => onSelect(one.name)}
        >
          <b>{one.count > 999 ? '999+' : one.count}</b>
          <span>{label(one.label)}</span>
        </button>
      ))}
    </div>
  )
}
