import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../client.ts'
import { Page, PageHeader } from '../frame/Page.tsx'
import { may, useObject } from '../meta.ts'
import { Loaded, SmallTable } from '../settings/parts.tsx'
import { useOptions } from '../settings/pools/use-options.ts'
import { Empty } from '../states.tsx'
import { useWords } from '../words.ts'
import { insightWords } from './insight.words.ts'
import './insight.css'

interface Spread {
  readonly employee: { readonly id: string; readonly name: string; readonly status: string }
  readonly owned: number
  readonly idle: number
  readonly lapsing: number
  readonly levels: Readonly<Record<string, number>>
}

/** How customers are spread over the own people (F24); each number opens its list, from which they are reassigned. */
export const SpreadPage = () => {
  const t = useWords(insightWords)
  const query = useQuery({
    queryKey: ['distribution'],
    queryFn: ({ signal }) => api.get<{ data: readonly Spread[] }>('/distribution', { signal }),
  })
  return (
    <Page header={<PageHeader title={t('spread')} />}>
      <div className="gs-insight">
        <Loaded query={query}>
          {({ data }) => (data.length === 0 ? <Empty title={t('none')} text={t('noneText')} /> : <Table rows={data} />)}
        </Loaded>
      </div>
    </Page>
  )
}

const Table = ({ rows }: { rows: readonly Spread[] }) => {
  const t = useWords(insightWords)
  const levels = useOptions('level')
  const employees = useObject('employees')
  const total = (name: 'owned' | 'idle') => rows.reduce((sum, row) => sum + row[name], 0)
  const most = Math.max(1, ...rows.map((row) => row.owned))
  const opens = (row: Spread, value: number, filter: object) =>
    value === 0 ? (
      <span className="gs-muted">0</span>
    ) : (
      <Link to={`/o/customers?filter=${encodeURIComponent(JSON.stringify({ ownerId: row.employee.id, ...filter }))}`}>
        {value.toLocaleString('en')}
      </Link>
    )
  return (
    <>
      <p className="gs-insight-lead">{t('spreadLead', { owned: total('owned'), idle: total('idle') })}</p>
      <SmallTable<Spread>
        label={t('spread')}
        rows={rows}
        keyOf={(row) => row.employee.id}
        columns={[
          {
            key: 'name',
            title: t('person'),
            cell: (row) => (
              <>
                {row.employee.name}
                {row.employee.status === 'left' && <span className="gs-late"> {t('left')}</span>}
              </>
            ),
          },
          {
            key: 'bar',
            title: '',
            wide: true,
            cell: (row) => (
              <span className="gs-flow" aria-hidden>
                <i className="is-in" style={{ width: `${(row.owned / most) * 100}%` }} />
              </span>
            ),
          },
          { key: 'owned', title: t('customers'), right: true, cell: (row) => opens(row, row.owned, {}) },
          ...levels.map((level) => ({
            key: level.key,
            title: level.text,
            right: true,
            wide: true,
            cell: (row: Spread) => opens(row, row.levels[level.key] ?? 0, { level: level.key }),
          })),
          {
            key: 'noLevel',
            title: t('noLevel'),
            right: true,
            wide: true,
            cell: (row) => opens(row, row.levels[''] ?? 0, { level: null }),
          },
          { key: 'idle', title: t('idle'), right: true, cell: (row) => row.idle },
          {
            key: 'lapsing',
            title: t('lapsing'),
            right: true,
            cell: (row) => opens(row, row.lapsing, { protectedUntil: { lt: '@today+8' } }),
          },
          ...(may(employees, 'hand-over')
            ? [
                {
                  key: 'act',
                  title: '',
                  right: true,
                  wide: true,
                  cell: (row: Spread) => <Link to={`/hand-over/${row.employee.id}`}>{t('handOver')}</Link>,
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
