import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { dayInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { Page, PageHeader } from '../frame/Page.tsx'
import { usePools } from '../pool/pool.data.ts'
import { Loaded, SmallTable } from '../settings/parts.tsx'
import { useWords } from '../words.ts'
import { insightWords } from './insight.words.ts'
import './insight.css'

interface Week {
  readonly week: string
  readonly claimed: number
  readonly refused: number
  readonly released: number
  readonly recycled: number
  readonly converted: number
}
interface PoolUse {
  readonly pool: { readonly id: string; readonly name: string }
  readonly inPool: number
  readonly owned: number
  readonly withPhone: number
  readonly incomplete: number
  readonly fresh: number
  readonly weeks: readonly Week[]
}

const weeks = 12

/** How a pool is used (F8, F20): its size and quality, and what goes in and out week by week. */
export const PoolUsePage = () => {
  const t = useWords(insightWords)
  const [search, setSearch] = useSearchParams()
  const { pools } = usePools()
  const poolId = search.get('pool') ?? pools?.[0]?.id ?? ''
  const query = useQuery({
    queryKey: ['pool-report', poolId],
    queryFn: ({ signal }) => api.get<PoolUse>('/pool-report', { signal, query: { poolId, weeks } }),
    enabled: poolId !== '',
  })
  return (
    <Page
      header={
        <PageHeader
          title={t('poolUse')}
          actions={
            (pools?.length ?? 0) > 1 && (
              <Select
                aria-label={t('poolUse')}
                value={poolId}
                onChange={(id) => setSearch({ pool: id }, { replace: true })}
                options={(pools ?? []).map((pool) => ({ value: pool.id, label: pool.name }))}
              />
            )
          }
        />
      }
    >
      <div className="gs-insight">
        <Loaded query={query}>{(report) => <Use report={report} />}</Loaded>
      </div>
    </Page>
  )
}

const Use = ({ report }: { report: PoolUse }) => {
  const t = useWords(insightWords)
  const { locale, now, timeZone } = useWebContext()
  const sum = (name: 'claimed' | 'converted') => report.weeks.reduce((total, week) => total + week[name], 0)
  const most = Math.max(1, ...report.weeks.map((week) => Math.max(week.claimed, week.released + week.recycled)))
  const inPool = { poolId: report.pool.id, ownerId: { isNull: true } }
  const figures = [
    { name: 'inPool', value: report.inPool, filter: inPool },
    { name: 'withPhone', value: report.withPhone, filter: undefined },
    { name: 'incomplete', value: report.incomplete, filter: { ...inPool, incomplete: true } },
    { name: 'fresh', value: report.fresh, filter: { ...inPool, pooledAt: { gte: '@today-7' } } },
    { name: 'owned', value: report.owned, filter: { poolId: report.pool.id, ownerId: { isNull: false } } },
  ] as const
  const today = wallOf(now, timeZone).date
  const number = (name: keyof Week) => (week: Week) => Number(week[name]).toLocaleString('en')
  return (
    <>
      <p className="gs-insight-lead">
        {t('poolUseLead', {
          inPool: report.inPool,
          phone: report.inPool === 0 ? 0 : Math.round((report.withPhone / report.inPool) * 100),
          weeks: report.weeks.length,
          claimed: sum('claimed'),
          converted: sum('converted'),
        })}
      </p>
      <dl className="gs-figures">
        {figures.map(({ name, value, filter }) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              {filter === undefined ? (
                value.toLocaleString('en')
              ) : (
                <Link to={`/o/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`}>
                  {value.toLocaleString('en')}
                </Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <SmallTable<Week>
        label={t('poolUse')}
        rows={[...report.weeks].reverse()}
        keyOf={(week) => week.week}
        columns={[
          {
            key: 'week',
            title: t('week'),
            cell: (week) => t('weekOf', { day: dayInText(week.week, today, locale) }),
          },
          {
            key: 'bars',
            title: t('flow'),
            wide: true,
            cell: (week) => (
              <span className="gs-flow" aria-hidden>
                <i className="is-in" style={{ width: `${((week.released + week.recycled) / most) * 100}%` }} />
                <i className="is-out" style={{ width: `${(week.claimed / most) * 100}%` }} />
              </span>
            ),
          },
          { key: 'claimed', title: t('claimed'), right: true, cell: number('claimed') },
          { key: 'converted', title: t('converted'), right: true, cell: number('converted') },
          { key: 'released', title: t('released'), right: true, cell: number('released') },
          { key: 'recycled', title: t('recycled'), right: true, cell: number('recycled') },
          { key: 'refused', title: t('refused'), right: true, wide: true, cell: number('refused') },
        ]}
      />
    </>
  )
}
