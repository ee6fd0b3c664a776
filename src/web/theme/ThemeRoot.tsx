import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect, useLayoutEffect, useMemo } from 'react'
import { useMedia } from '../media.ts'
import { usePreferences } from '../preferences.ts'
import { useLocale } from '../words.ts'
import { antTheme } from './ant.ts'
import './fonts.css'
import './theme.css'

/** Light or dark as this person chose, or as their system says. */
export const useThemeMode = (): 'light' | 'dark' => {
  const { theme } = usePreferences()
  const system = useMedia('(prefers-color-scheme: dark)') ? 'dark' : 'light'
  return theme === 'system' ? system : theme
}

/** Theme, density and language for everything below. */
export const ThemeRoot = ({ children }: { children: ReactNode }) => {
  const mode = useThemeMode()
  const locale = useLocale()
  const { density } = usePreferences()
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const phone = useMedia('(max-width: 767px)')
  const config = useMemo(() => antTheme(mode, still), [mode, still])

  useLayoutEffect(() => {
    document.documentElement.dataset.theme = mode
    document.documentElement.dataset.density = density
  }, [mode, density])
  useEffect(() => {
    dayjs.locale(locale === 'zh' ? 'zh-cn' : 'en')
  }, [locale])

  return (
    <ConfigProvider
      theme={config}
      locale={locale === 'zh' ? zhCN : enUS}
      componentSize={phone ? 'large' : 'middle'}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}
