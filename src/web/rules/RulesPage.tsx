import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { Page, PageHeader } from '../frame/Page.tsx'
import { fieldOf, may, useMe, useObject } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { useAll } from '../settings/all.ts'
import { rulesQuery } from '../settings/duplicates/DuplicateRulesTopic.tsx'
import { Loaded, Section } from '../settings/parts.tsx'
import type { PolicyAnswer } from '../settings/policy/policy.ts'
import { Versions } from '../settings/policy/Versions.tsx'
import { poolWords } from '../settings/pools/pools.words.ts'
import { readingOf } from '../settings/pools/reading.ts'
import { useClockOptions } from '../settings/pools/use-options.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { afterReading, capacityReading, claimReading, limitsReading, type Names, validReading } from './reading.ts'
import { rulesWords } from './rules.words.ts'
import '../insight/insight.css'

/** 保护规则 (F19): what binds everybody, in words, with the version and the day it came into force; readable by all staff. */
export const RulesPage = () => {
  const t = useWords(rulesWords)
  const query = useQuery({ queryKey: ['policy'], queryFn: () => api.get<PolicyAnswer>('/policy') })
  const canChange = may(useObject('pools'), 'manage')
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          {...(canChange ? { actions: <Link to="/settings/policy">{t('change')}</Link> } : {})}
        />
      }
    >
      <div className="gs-insight gs-rules">
        <Loaded query={query}>{(answer) => <Rules answer={answer} />}</Loaded>
      </div>
    </Page>
  )
}

const useNames = (): Names => {
  const label = useLabel()
  const locale = useLocale()
  const me = useMe()
  const customers = useObject('customers')
  const kinds = useObject('follow-ups')
  const roles = useAll('roles', { fields: ['name', 'key'] }).data ?? []
  const option = (object: ReturnType<typeof useObject>, field: string, key: string) => {
    const found = (object === undefined ? undefined : fieldOf(object, field))?.options?.find((one) => one.key === key)
    return found === undefined ? key : label(found.label)
  }
  return {
    kind: (key) => option(kinds, 'kind', key),
    deal: (key) => option(customers, 'dealStatus', key),
    field: (key) => {
      const field = customers === undefined ? undefined : fieldOf(customers, key)
      return field === undefined ? key : label(field.label)
    },
    role: (key) => String(roles.find((role) => role.key === key || role.id === key)?.name ?? key),
    list: (texts) => texts.join(locale === 'zh' ? '、' : ', '),
    myId: me.employee.id,
  }
}

const Rules = ({ answer }: { answer: PolicyAnswer }) => {
  const t = useWords(rulesWords)
  const context = useWebContext()
  const names = useNames()
  const pools = useAll('pools', { sort: 'name' })
  return (
    <>
      <div>
        <p className="gs-insight-lead">
          {t('inForce', { version: answer.version, at: momentInText(answer.effectiveAt, context) })}
        </p>
        <p className="gs-muted">{t('lead')}</p>
      </div>
      <Section title={t('valid')}>
        <p>{validReading(answer.policy, t, names)}</p>
      </Section>
      <Section title={t('ends')} text={t('days')}>
        <Loaded query={pools}>{(rows) => rows.map((pool) => <PoolRules key={pool.id} pool={pool} />)}</Loaded>
      </Section>
      <Section title={t('capacity')}>
        <p>{capacityReading(answer.policy, t, names)}</p>
      </Section>
      <Section title={t('limits')}>
        <p>{limitsReading(answer.policy, t, names)}</p>
      </Section>
      <DuplicateRules />
      <Versions answer={answer} />
    </>
  )
}

const DuplicateRules = () => {
  const t = useWords(rulesWords)
  const label = useLabel()
  const query = useQuery(rulesQuery)
  return (
    <Section title={t('duplicates')} text={t('duplicatesText')}>
      <Loaded query={query}>
        {({ words, matching }) => (
          <>
            <ol>
              {words.map((rule) => (
                <li key={rule.zh}>{label(rule)}</li>
              ))}
            </ol>
            {matching.map((sentence) => (
              <p key={sentence.zh}>{label(sentence)}</p>
            ))}
          </>
        )}
      </Loaded>
    </Section>
  )
}

const PoolRules = ({ pool }: { pool: RecordRow }) => {
  const t = useWords(rulesWords)
  const p = useWords(poolWords)
  const options = useClockOptions()
  return (
    <div>
      <h4 className="gs-rules-pool">
        <Link to={`/pool?pool=${pool.id}`}>{String(pool.name)}</Link>
      </h4>
      <p>
        {readingOf(pool, options, p)}
        {afterReading(pool, t)}
      </p>
      <p>
        <b>{t('claim')}</b> {claimReading(pool, t)}
      </p>
    </div>
  )
}
