import { Dropdown, type MenuProps } from 'antd'
import { Building2, CircleCheck, CircleUserRound, LayoutGrid, PencilLine, Plus, Users, Waves } from 'lucide-react'
import { useState } from 'react'
import { NavLink, useMatch, useNavigate } from 'react-router'
import { openForm } from '../form-host.ts'
import { may, useMeta, useObject } from '../meta.ts'
import { useReachesPool } from '../pool/reach.ts'
import { useLabel, useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'
import { creatable } from './navigation.ts'
import { useSelfMenu } from './SelfMenu.tsx'
import { Shortcuts } from './Shortcuts.tsx'

/** The five tabs of the phone, as far as this person has them; writing in the middle. */
export const PhoneTabs = () => {
  const t = useWords(frameWords)
  const [helping, setHelping] = useState(false)
  const own = useSelfMenu(() => setHelping(true))
  const navigate = useNavigate()
  const calendar = may(useObject('calendar-events'), 'read')
  // What has no tab of its own is reached from here.
  const menu: MenuProps = {
    ...own,
    items: [
      ...(calendar ? [{ key: '/calendar', label: t('calendar') }, { type: 'divider' as const }] : []),
      ...(own.items ?? []),
    ],
    onClick: (info) => (info.key === '/calendar' ? void navigate(info.key) : own.onClick?.(info)),
  }
  const customers = may(useObject('customers'), 'read')
  const pool = useReachesPool()
  return (
    <nav className="gs-tabs" aria-label={t('navigation')}>
      <NavLink to="/" end>
        <LayoutGrid aria-hidden />
        {t('workbench')}
      </NavLink>
      {customers ? (
        <NavLink to="/o/customers">
          <Building2 aria-hidden />
          {t('customers')}
        </NavLink>
      ) : (
        <NavLink to="/o/employees">
          <Users aria-hidden />
          {t('employees')}
        </NavLink>
      )}
      <WriteTab />
      {pool ? (
        <NavLink to="/pool">
          <Waves aria-hidden />
          {t('pool')}
        </NavLink>
      ) : (
        <NavLink to="/o/tasks">
          <CircleCheck aria-hidden />
          {t('tasks')}
        </NavLink>
      )}
      <Dropdown menu={menu} trigger={['click']} placement="topRight">
        <button type="button" className="gs-plain">
          <CircleUserRound aria-hidden />
          {t('self')}
        </button>
      </Dropdown>
      <Shortcuts open={helping} onClose={() => setHelping(false)} />
    </nav>
  )
}

/** A follow-up of the customer one looks at; for who writes none, what else may be made. */
const WriteTab = () => {
  const t = useWords(frameWords)
  const label = useLabel()
  const choices = creatable(useMeta())
  const record = useMatch('/o/customers/:id')
  if (may(useObject('follow-ups'), 'create')) {
    const on = record?.params.id === undefined ? {} : { initial: { customerId: record.params.id } }
    return (
      <button
        type="button"
        className="gs-plain gs-tabs-write"
        aria-label={t('followUp')}
        onClick={() => openForm({ object: 'follow-ups', ...on })}
      >
        <PencilLine aria-hidden />
      </button>
    )
  }
  if (choices.length === 0) return <span />
  const items = choices.map((choice) => ({ key: choice.object, label: label(choice.label) }))
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => openForm({ object: key }) }} trigger={['click']} placement="top">
      <button type="button" className="gs-plain gs-tabs-write" aria-label={t('create')}>
        <Plus aria-hidden />
      </button>
    </Dropdown>
  )
}
