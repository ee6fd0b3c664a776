import { Button, Dropdown, Tabs } from 'antd'
import { ChevronDown } from 'lucide-react'
import { type CSSProperties, type ReactNode, useRef } from 'react'
import { useWidth } from '../media.ts'
import { useWords } from '../words.ts'
import { recordWords } from './record.words.ts'
import { useFit } from './use-fit.ts'

export interface Tab {
  readonly key: string
  readonly text: string
  readonly count?: number | undefined
  readonly children: ReactNode
}

interface FittingTabsProps {
  readonly tabs: readonly Tab[]
  readonly active: string
  readonly onTab: (key: string) => void
  /** What stands at the end of the bar. */
  readonly beside: ReactNode
}

/** Between two tabs, and what one may be wider than its text was measured. */
const [gap, slack] = [20, 6]
const moreWidth = 84
const besideWidth = 116

const written = ({ text, count }: Tab): ReactNode => (
  <span>
    {text}
    {count !== undefined && <span className="gs-tab-count">{count}</span>}
  </span>
)

/** Tabs beside each other as far as there is room; the others by a menu at the end, so that a list of tabs holds tabs alone. */
export const FittingTabs = ({ tabs, active, onTab, beside }: FittingTabsProps) => {
  const t = useWords(recordWords)
  const phone = useWidth() === 'phone'
  const box = useRef<HTMLDivElement>(null)
  const isBeside = beside !== null && beside !== false
  const shown = useFit(
    box,
    tabs.map(({ text, count }) => (count === undefined ? text : `${text}  ${count}`)),
    { gap: gap + slack, rest: moreWidth, taken: (phone ? 32 : 48) + (isBeside ? besideWidth : 0) },
    tabs.findIndex((tab) => tab.key === active),
  )
  const rest = tabs.filter((_, at) => !shown.includes(at))
  const taken = (isBeside ? besideWidth : 0) + (rest.length > 0 ? moreWidth : 0)
  return (
    <div className="gs-tabs-box" ref={box} style={{ '--gs-tabs-beside': `${taken}px` } as CSSProperties}>
      {taken > 0 && (
        <div className="gs-tabs-filter">
          {rest.length > 0 && (
            <Dropdown
              autoFocus
              trigger={['click']}
              menu={{
                items: rest.map((tab) => ({ key: tab.key, label: written(tab) })),
                onClick: ({ key }) => onTab(key),
              }}
            >
              <Button
                type="text"
                size="small"
                className="gs-more-tabs"
                iconPlacement="end"
                icon={<ChevronDown aria-hidden />}
              >
                {t('moreTabs', { count: rest.length })}
              </Button>
            </Dropdown>
          )}
          {beside}
        </div>
      )}
      <Tabs
        className="gs-record-tabs"
        activeKey={active}
        onChange={onTab}
        items={tabs
          .filter((_, at) => shown.includes(at))
          .map((tab) => ({ key: tab.key, label: written(tab), children: tab.children }))}
        destroyOnHidden
      />
    </div>
  )
}
