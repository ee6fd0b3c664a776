import { Segmented, Switch } from 'antd'
import type { Locale } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { frameWords } from '../../frame/frame.words.ts'
import { setPreferences, usePreferences } from '../../preferences.ts'
import { queryClient } from '../../query.ts'
import { showProblem } from '../../toast.tsx'
import { switchLocale, useLocale, useWords } from '../../words.ts'
import { Setting, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { accountWords } from './account.words.ts'

/** How the pages look to me. */
export const AppearanceTopic = () => {
  const t = useWords(accountWords)
  const frame = useWords(frameWords)
  const title = useWords(settingsWords)('appearance')
  const { theme, density, letters } = usePreferences()
  const locale = useLocale()
  const speakTo = (next: Locale) => {
    switchLocale(next)
    api
      .patch('/me', { locale: next })
      .then(() => queryClient.invalidateQueries())
      .catch(showProblem)
  }
  return (
    <Topic title={title} lead={t('appearanceLead')}>
      <Setting title={t('language')} text={t('languageText')}>
        <Segmented
          value={locale}
          onChange={speakTo}
          options={[
            { value: 'zh', label: <span lang="zh">中文</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
        />
      </Setting>
      <Setting title={t('theme')} text={t('themeText')}>
        <Segmented
          value={theme}
          onChange={(next) => setPreferences({ theme: next })}
          options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: frame(value) }))}
        />
      </Setting>
      <Setting title={t('density')} text={t('densityText')}>
        <Segmented
          value={density}
          onChange={(next) => setPreferences({ density: next })}
          options={(['compact', 'standard', 'loose'] as const).map((value) => ({ value, label: frame(value) }))}
        />
      </Setting>
      <Setting title={t('letters')} text={t('lettersText')}>
        <Switch checked={letters} aria-label={t('letters')} onChange={(next) => setPreferences({ letters: next })} />
      </Setting>
    </Topic>
  )
}
