import { Button, Dropdown, Tooltip } from 'antd'
import { PanelLeftClose, PanelLeftOpen, Plus, Search, Star } from 'lucide-react'
import { NavLink } from 'react-router'
import { commonWords } from '../common.words.ts'
import { openForm } from '../form-host.ts'
import { keyName } from '../keys.ts'
import { useMe, useMeta, useReminders, useSavedViews } from '../meta.ts'
import { setPreferences } from '../preferences.ts'
import { useLabel, useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'
import { Mark } from './Mark.tsx'
import { creatable, type Entry, type Group } from './navigation.ts'
import { SelfRow } from './SelfMenu.tsx'

interface SideBarProps {
  readonly groups: readonly Group[]
  readonly collapsed: boolean
  /** The width forces it narrow; it cannot be opened. */
  readonly forced: boolean
  readonly onSearch: () => void
}

export const SideBar = ({ groups, collapsed, forced, onSearch }: SideBarProps) => {
  const t = useWords(frameWords)
  const common = useWords(commonWords)
  const { company } = useMe()
  const starred = useSavedViews().filter((view) => view.starred)
  return (
    <aside className={`gs-side ${collapsed ? 'is-collapsed' : ''}`} aria-label={common('product')}>
      <div className="gs-side-brand">
        <NavLink to="/" aria-label={t('workbench')} className="gs-side-mark">
          <Mark />
        </NavLink>
        {!collapsed && (
          <>
            <span className="gs-side-product">{common('product')}</span>
            <span className="gs-ellipsis gs-muted">{company.name}</span>
          </>
        )}
        {!forced && (
          <button
            type="button"
            className="gs-plain gs-icon-button gs-side-fold"
            aria-label={t(collapsed ? 'expand' : 'collapse')}
            onClick={() => setPreferences({ collapsed: !collapsed })}
          >
            {collapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </button>
        )}
      </div>
      <div className="gs-side-find">
        <button type="button" className="gs-plain gs-side-search" onClick={onSearch} aria-label={t('keyCommand')}>
          <Search aria-hidden />
          {!collapsed && (
            <>
              <span>{t('search')}</span>
              <kbd className="gs-kbd">{keyName('mod+k')}</kbd>
            </>
          )}
        </button>
        <CreateButton />
      </div>
      <nav className="gs-side-nav" aria-label={t('navigation')}>
        {groups.map((group) => (
          <div key={group.key} className="gs-side-part">
            {group.label !== null && <h2 className="gs-side-group">{collapsed ? '' : group.label}</h2>}
            {group.entries.map((entry) => (
              <Item key={entry.key} entry={entry} collapsed={collapsed} />
            ))}
          </div>
        ))}
        {starred.length > 0 && (
          <div className="gs-side-part">
            <h2 className="gs-side-group">{collapsed ? '' : t('starred')}</h2>
            {starred.map((view) => (
              <Item
                key={view.id}
                collapsed={collapsed}
                entry={{ key: view.id, to: `/o/${view.object}?view=${view.id}`, icon: Star, label: view.name }}
              />
            ))}
          </div>
        )}
      </nav>
      <Capacity collapsed={collapsed} />
      <SelfRow collapsed={collapsed} />
    </aside>
  )
}

const CreateButton = () => {
  const t = useWords(frameWords)
  const label = useLabel()
  const choices = creatable(useMeta())
  if (choices.length === 0) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: choices.map((choice) => ({
          key: choice.object,
          label: choice.object === 'follow-ups' ? t('followUp') : label(choice.label),
        })),
        onClick: ({ key }) => openForm({ object: key }),
      }}
    >
      <Button type="primary" className="gs-side-create" aria-label={t('create')} icon={<Plus aria-hidden />} />
    </Dropdown>
  )
}

/** What waits there for this person is counted beside it. */
const counted: ReadonlySet<string> = new Set(['tasks', 'leads', 'approvals'])

const Item = ({ entry, collapsed }: { entry: Entry; collapsed: boolean }) => {
  const t = useWords(frameWords)
  const label = useLabel()
  const { unread } = useMe()
  const waiting = useReminders().find((reminder) => reminder.object === entry.object && reminder.tone !== 'neutral')
  const count = entry.key === 'notifications' ? unread : counted.has(entry.key) ? (waiting?.count ?? 0) : 0
  const late = entry.key === 'notifications' || waiting?.tone === 'late'
  const text = typeof entry.label === 'string' ? entry.label : label(entry.label)
  const Icon = entry.icon
  return (
    <Tooltip title={collapsed ? text : ''} placement="right">
      <NavLink
        to={entry.to}
        end={entry.to === '/'}
        className={({ isActive }) => `gs-side-item ${isActive && !entry.to.includes('?') ? 'is-active' : ''}`}
        aria-label={count > 0 ? `${text}，${t('waiting', { count })}` : text}
      >
        <Icon aria-hidden />
        {!collapsed && <span className="gs-ellipsis">{text}</span>}
        {count > 0 && <span className={`gs-side-count ${late ? 'is-late' : ''}`}>{count > 99 ? '99+' : count}</span>}
      </NavLink>
    </Tooltip>
  )
}

const Capacity = ({ collapsed }: { collapsed: boolean }) => {
  const { capacity } = useMe()
  const t = useWords(frameWords)
  if (capacity === null) return null
  const { used, limit } = capacity
  const text = limit === null ? t('capacityOpen', { used }) : t('capacityText', { used, limit })
  const share = limit === null || limit === 0 ? 0 : Math.min(100, (used / limit) * 100)
  return (
    <Tooltip title={collapsed ? text : ''} placement="right">
      <NavLink to="/o/customers" className={`gs-capacity ${share >= 100 ? 'is-full' : ''}`} aria-label={text}>
        {!collapsed && (
          <span className="gs-capacity-line">
            <span>{t('capacity')}</span>
            <span>
              <b>{used}</b>
              {limit !== null && <span className="gs-muted"> / {limit}</span>}
            </span>
          </span>
        )}
        {limit !== null && (
          <span className="gs-tide">
            <span style={{ width: `${share}%` }} />
          </span>
        )}
      </NavLink>
    </Tooltip>
  )
}
