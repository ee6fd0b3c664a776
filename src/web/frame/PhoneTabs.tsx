import { Dropdown } from 'antd'
import { Building2, CircleUserRound, LayoutGrid, PencilLine, Waves } from 'lucide-react'
import { useState } from 'react'
import { NavLink, useMatch } from 'react-router'
import { openForm } from '../form-host.ts'
import { useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'
import { useSelfMenu } from './SelfMenu.tsx'
import { Shortcuts } from './Shortcuts.tsx'

/** The five tabs of the phone; writing a follow-up in the middle. */
export const PhoneTabs = () => {
  const t = useWords(frameWords)
  const [helping, setHelping] = useState(false)
  const menu = useSelfMenu(() => setHelping(true))
  const record = useMatch('/o/customers/:id')
  const write = () =>
    openForm({
      object: 'follow-ups',
      ...(record?.params.id === undefined ? {} : { initial: { customerId: record.params.id } }),
    })
  return (
    <nav className="gs-tabs" aria-label={t('navigation')}>
      <NavLink to="/" end>
        <LayoutGrid aria-hidden />
        {t('workbench')}
      </NavLink>
      <NavLink to="/o/customers">
        <Building2 aria-hidden />
        {t('customers')}
      </NavLink>
      <button type="button" className="gs-plain gs-tabs-write" aria-label={t('followUp')} onClick={write}>
        <PencilLine aria-hidden />
      </button>
      <NavLink to="/pool">
        <Waves aria-hidden />
        {t('pool')}
      </NavLink>
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
