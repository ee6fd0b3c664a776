import { Dropdown, type MenuProps } from 'antd'
import { Settings } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import { api } from '../client.ts'
import { useMe } from '../meta.ts'
import { type Density, setPreferences, type ThemeChoice, usePreferences } from '../preferences.ts'
import { queryClient } from '../query.ts'
import { showProblem } from '../toast.tsx'
import { switchLocale, useLocale, useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'
import { Shortcuts } from './Shortcuts.tsx'

/** Theme, density, language, settings, sign-out. */
export const useSelfMenu = (openShortcuts: () => void): MenuProps => {
  const t = useWords(frameWords)
  const { theme, density, letters } = usePreferences()
  const locale = useLocale()
  const navigate = useNavigate()
  const chosen = (key: string, present: string) => (key === present ? 'gs-chosen' : '')
  const act = (key: string): void => {
    const [what, value] = key.split(':')
    if (what === 'theme') setPreferences({ theme: value as ThemeChoice })
    if (what === 'density') setPreferences({ density: value as Density })
    if (what === 'letters') setPreferences({ letters: !letters })
    if (what === 'locale') speakTo(value === 'en' ? 'en' : 'zh')
    if (what === 'settings') void navigate('/settings')
    if (what === 'shortcuts') openShortcuts()
    if (what === 'out') void signOut(() => navigate('/sign-in'))
  }
  return {
    selectable: false,
    onClick: ({ key }) => act(key),
    items: [
      { key: 'settings', label: t('settings') },
      {
        key: 'theme',
        label: t('theme'),
        children: (['light', 'dark', 'system'] as const).map((key) => ({
          key: `theme:${key}`,
          label: t(key),
          className: chosen(key, theme),
        })),
      },
      {
        key: 'density',
        label: t('density'),
        children: (['compact', 'standard', 'loose'] as const).map((key) => ({
          key: `density:${key}`,
          label: t(key),
          className: chosen(key, density),
        })),
      },
      {
        key: 'language',
        label: t('language'),
        children: [
          { key: 'locale:zh', label: <span lang="zh">中文</span>, className: chosen('zh', locale) },
          { key: 'locale:en', label: <span lang="en">English</span>, className: chosen('en', locale) },
        ],
      },
      { key: 'letters', label: t('letters'), className: letters ? 'gs-chosen' : '' },
      { key: 'shortcuts', label: t('shortcuts') },
      { type: 'divider' },
      { key: 'out', label: t('signOut') },
    ],
  }
}

const speakTo = (locale: 'zh' | 'en'): void => {
  switchLocale(locale)
  api.patch('/me', { locale }).catch(showProblem)
  queryClient.invalidateQueries().catch(showProblem)
}

const signOut = async (then: () => unknown): Promise<void> => {
  try {
    await api.delete('/session')
    queryClient.clear()
    then()
  } catch (error) {
    showProblem(error)
  }
}

/** Oneself at the foot of the side bar. */
export const SelfRow = ({ collapsed }: { collapsed: boolean }) => {
  const { employee } = useMe()
  const t = useWords(frameWords)
  const [helping, setHelping] = useState(false)
  const menu = useSelfMenu(() => setHelping(true))
  return (
    <>
      <Dropdown menu={menu} trigger={['click']} placement="topLeft">
        <button type="button" className="gs-plain gs-self" aria-label={t('selfMenu')}>
          <EmployeeMark name={employee.name} id={employee.id} size={28} />
          {!collapsed && (
            <>
              <span className="gs-self-name">
                <span className="gs-ellipsis">{employee.name}</span>
                <span className="gs-ellipsis gs-muted">
                  {employee.department?.name ?? employee.roles[0]?.name ?? ''}
                </span>
              </span>
              <Settings aria-hidden />
            </>
          )}
        </button>
      </Dropdown>
      <Shortcuts open={helping} onClose={() => setHelping(false)} />
    </>
  )
}
