import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { moneyInTable } from '../../fields/money/money-text.ts'
import type { JsonObject } from '../../model/label.ts'
import { api } from '../client.ts'
import { Page, PageHeader } from '../frame/Page.tsx'
import type { RecordRow } from '../records.ts'
import { textOf, useAll } from '../settings/all.ts'
import { Loaded, Section, SmallTable } from '../settings/parts.tsx'
import { Empty } from '../states.tsx'
import { useLocale, useWords } from '../words.ts'
import { insightWords } from './insight.words.ts'
import './insight.css'

interface Group {
  readonly key: string | null
  readonly count: number
  readonly sums: { readonly amount: string; readonly weighted: string }
}
interface Groups {
  readonly data: readonly Group[]
  readonly total: Omit<Group, 'key'>
}

const useGroups = (by: string, filter: JsonObject, enabled: boolean) =>
  useQuery({
    queryKey: ['list', 'opportunities', 'groups', by, filter],
    queryFn: ({ signal }) =>
      api.get<Groups>('/opportunities/groups', {
        query: { by, sum: 'amount,weighted', filter: JSON.stringify(filter) },
        signal,
      }),
    enabled,
  })

/** 销售漏斗与预测 (D17, D18): what stands in each stage, what it is worth by the chance of its stage, and when. */
export const FunnelPage = () => {
  const t = useWords(insightWords)
  const [search, setSearch] = useSearchParams()
  const pipelines = useAll('pipelines')
  const chosen =
    search.get('pipeline') ?? pipelines.data?.find((one) => one.isDefault === true)?.id ?? pipelines.data?.[0]?.id
  const picker = (pipelines.data?.length ?? 0) > 1 && (
    <Select
      aria-label={t('pipeline')}
      value={chosen}
      options={pipelines.data?.map((one) => ({ value: one.id, label: textOf(one, 'name') })) ?? []}
      onChange={(id) => setSearch({ pipeline: String(id) }, { replace: true })}
    />
  )
  return (
    <Page header={<PageHeader title={t('funnel')} actions={picker} />}>
      <div className="gs-insight">
        <Loaded query={pipelines}>
          {() => (chosen === undefined ? <Empty title={t('noPipeline')} /> : <Funnel pipelineId={chosen} />)}
        </Loaded>
      </div>
    </Page>
  )
}

const Funnel = ({ pipelineId }: { pipelineId: string }) => {
  const t = useWords(insightWords)
  const locale = useLocale()
  const filter = { phase: 'registered', pipelineId }
  const stages = useAll('stages', { filter: { pipelineId }, sort: 'position' })
  const byStage = useGroups('stageId', filter, true)
  const byMonth = useGroups('expectedSigningOn:month', filter, true)
  const money = (amount: string | undefined) => moneyInTable(amount ?? '0', locale)
  const listOf = (more: JsonObject) =>
    `/o/opportunities?filter=${encodeURIComponent(JSON.stringify({ ...filter, ...more }))}`
  return (
    <>
      <Loaded query={byStage}>
        {({ data, total }) => {
          const most = Math.max(1, ...data.map((one) => one.count))
          const at = (id: string) => data.find((one) => one.key === id)
          return (
            <>
              <p className="gs-insight-lead">
                {t('funnelLead', {
                  count: total.count,
                  amount: money(total.sums.amount),
                  weighted: money(total.sums.weighted),
                })}
              </p>
              <Loaded query={stages}>
                {(rows) => (
                  <SmallTable<RecordRow>
                    label={t('funnel')}
                    rows={rows}
                    keyOf={(stage) => stage.id}
                    columns={[
                      { key: 'stage', title: t('stage'), cell: (stage) => textOf(stage, 'name') },
                      {
                        key: 'bar',
                        title: '',
                        wide: true,
                        cell: (stage) => (
                          <span className="gs-flow" aria-hidden>
                            <i className="is-in" style={{ width: `${((at(stage.id)?.count ?? 0) / most) * 100}%` }} />
                          </span>
                        ),
                      },
                      {
                        key: 'count',
                        title: t('count'),
                        right: true,
                        cell: (stage) =>
                          at(stage.id) === undefined ? (
                            <span className="gs-muted">0</span>
                          ) : (
                            <Link to={listOf({ stageId: stage.id })}>{at(stage.id)?.count}</Link>
                          ),
                      },
                      {
                        key: 'amount',
                        title: t('amount'),
                        right: true,
                        cell: (stage) => money(at(stage.id)?.sums.amount),
                      },
                      {
                        key: 'chance',
                        title: t('chance'),
                        right: true,
                        wide: true,
                        cell: (stage) => `${String(stage.probability ?? 0)}%`,
                      },
                      {
                        key: 'weighted',
                        title: t('weighted'),
                        right: true,
                        cell: (stage) => money(at(stage.id)?.sums.weighted),
                      },
                    ]}
                  />
                )}
              </Loaded>
            </>
          )
        }}
      </Loaded>
      <Section title={t('forecast')} text={t('forecastText')}>
        <Loaded query={byMonth}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty title={t('noForecast')} />
            ) : (
              <SmallTable<Group>
                label={t('forecast')}
                rows={data}
                keyOf={(one) => one.key ?? ''}
                columns={[
                  { key: 'month', title: t('month'), cell: (one) => one.key?.slice(0, 7) ?? t('noDate') },
                  {
                    key: 'count',
                    title: t('count'),
                    right: true,
                    cell: (one) => <MonthLink group={one} listOf={listOf} />,
                  },
                  { key: 'amount', title: t('amount'), right: true, cell: (one) => money(one.sums.amount) },
                  { key: 'weighted', title: t('forecastShort'), right: true, cell: (one) => money(one.sums.weighted) },
                ]}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  )
}

const MonthLink = ({ group, listOf }: { group: Group; listOf: (more: JsonObject) => string }) => {
  const from = group.key
  if (from === null) return <Link to={listOf({ expectedSigningOn: { isNull: true } })}>{group.count}</Link>
  const [year = 0, month = 1] = from.split('-').map(Number)
  const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
  return <Link to={listOf({ expectedSigningOn: { gte: from, lt: next } })}>{group.count}</Link>
}
