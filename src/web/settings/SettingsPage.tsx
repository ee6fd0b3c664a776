import { Button } from 'antd'
import { ChevronRight } from 'lucide-react'
import { NavLink, useNavigate, useParams } from 'react-router'
import { Page, PageHeader } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { useMe, useMeta } from '../meta.ts'
import { Empty } from '../states.tsx'
import { useWords } from '../words.ts'
import { settingsWords } from './settings.words.ts'
import { type TopicEntry, topicsOf } from './topics.tsx'

const groups = ['groupMine', 'groupCompany', 'groupSystem'] as const

/** The settings: topics left, one of them right; on the phone one after the other. */
export const SettingsPage = () => {
  const t = useWords(settingsWords)
  const navigate = useNavigate()
  const topics = topicsOf(useMe(), useMeta())
  const phone = useWidth() === 'phone'
  const [key, ...rest] = (useParams()['*'] ?? '').split('/').filter((part) => part !== '')
  const topic = topics.find((candidate) => candidate.key === (key ?? (phone ? '' : 'account')))
  const listed = !phone || key === undefined
  return (
    <Page
      header={
        <PageHeader
          title={phone && topic !== undefined ? t(topic.key) : t('title')}
          name={topic === undefined ? t('title') : `${t(topic.key)} · ${t('title')}`}
          {...(phone && key !== undefined
            ? { actions: <Button onClick={() => void navigate('/settings')}>{t('title')}</Button> }
            : {})}
        />
      }
      fixed
    >
      <div className="gs-settings">
        {listed && <Topics topics={topics} current={topic?.key ?? null} />}
        {(key !== undefined || !phone) && (
          <div className="gs-settings-content">
            {topic === undefined ? (
              <Empty title={t('noTopic')} text={t('noTopicText')}>
                <Button type="primary" onClick={() => void navigate('/settings/account')}>
                  {t('toMine')}
                </Button>
              </Empty>
            ) : (
              <topic.Page key={topic.key} rest={rest} />
            )}
          </div>
        )}
      </div>
    </Page>
  )
}

const Topics = ({ topics, current }: { topics: readonly TopicEntry[]; current: string | null }) => {
  const t = useWords(settingsWords)
  return (
    <nav className="gs-settings-nav" aria-label={t('topics')}>
      {groups.map((group) => {
        const entries = topics.filter((topic) => topic.group === group)
        if (entries.length === 0) return null
        return (
          <section key={group} aria-label={t(group)}>
            <h2 className="gs-side-group">{t(group)}</h2>
            {entries.map(({ key, icon: Icon }) => (
              <NavLink
                key={key}
                to={`/settings/${key}`}
                className={`gs-side-item ${key === current ? 'is-active' : ''}`}
                {...(key === current ? { 'aria-current': 'page' } : {})}
              >
                <Icon aria-hidden />
                <span className="gs-ellipsis">{t(key)}</span>
                <ChevronRight aria-hidden className="gs-phone-only" />
              </NavLink>
            ))}
          </section>
        )
      })}
    </nav>
  )
}
