import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Label, Locale } from '../model/label.ts'
import { speak } from './client.ts'

/** The words of one area, in both languages; made by `defineWords`, read by `useWords`. */
export interface Words<Key extends string> {
  readonly area: string
  readonly keys: readonly Key[]
}

export type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string

const remembered = 'greensea.locale'

const firstLocale = (): Locale => {
  const kept = localStorage.getItem(remembered)
  if (kept === 'zh' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

i18next.use(initReactI18next).init({
  lng: firstLocale(),
  fallbackLng: 'zh',
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false },
})
document.documentElement.lang = i18next.language
speak(i18next.language)

/** Adds the words of an area; a value may hold `{{name}}`. With `{{count}}`, en may add a key `<key>_one`. */
export const defineWords = <D extends Record<string, Label>>(area: string, dictionary: D): Words<keyof D & string> => {
  for (const locale of ['zh', 'en'] as const)
    i18next.addResourceBundle(
      locale,
      area,
      Object.fromEntries(Object.entries(dictionary).map(([key, label]) => [key, label[locale]])),
    )
  return { area, keys: Object.keys(dictionary) }
}

/** `const t = useWords(listWords); t('count', { loaded: 18 })` */
export const useWords = <Key extends string>(words: Words<Key>): Say<Key> => {
  const { t } = useTranslation(words.area)
  return useCallback((key, values) => t(key, { ...values }) as string, [t])
}

/** The same outside components. */
export const say = <Key extends string>(
  words: Words<Key>,
  key: Key,
  values?: Record<string, string | number>,
): string => i18next.t(key, { ns: words.area, ...values })

export const useLocale = (): Locale => {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

/** Picks the language of a `{zh, en}` label. */
export const useLabel = (): ((label: Label) => string) => {
  const locale = useLocale()
  return useCallback((label) => label[locale], [locale])
}

/** Changes the language of the page at once; the frame writes it to the person's settings. */
export const switchLocale = (locale: Locale): void => {
  localStorage.setItem(remembered, locale)
  document.documentElement.lang = locale
  speak(locale)
  i18next.changeLanguage(locale).catch((error: unknown) => console.error(error))
}
