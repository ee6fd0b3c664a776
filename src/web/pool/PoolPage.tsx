import { Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Page, PageHeader } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { useObject } from '../meta.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { PoolBody } from './PoolBody.tsx'
import { countText, usePools } from './pool.data.ts'
import { poolWords } from './pool.words.ts'
import './pool.css'
import './pool-phone.css'

/** Public pools: what lies there, what may be claimed today, and why not. */
export const PoolPage = () => {
  const t = useWords(poolWords)
  const object = useObject('customers')
  const phone = useWidth() === 'phone'
  const [search, setSearch] = useSearchParams()
  const { pools, error, refetch } = usePools()
  const [opened, setOpened] = useState(0)
  const chosen = pools?.find((pool) => pool.id === search.get('pool')) ?? pools?.[0]
  const choose = (id: string) => {
    setOpened((n) => n + 1)
    setSearch({ pool: id }, { replace: true })
  }
  const header = (
    <PageHeader
      title={t('title')}
      tabs={
        pools !== undefined &&
        (phone ? (
          <Select
            className="gs-pool-select"
            aria-label={t('pools')}
            value={chosen?.id ?? null}
            onChange={choose}
            options={pools.map((pool) => ({ value: pool.id, label: pool.name }))}
          />
        ) : (
          <nav className="gs-pool-tabs" aria-label={t('pools')}>
            {pools.map((pool) => (
              <button
                key={pool.id}
                type="button"
                className={`gs-plain gs-pool-tab ${pool === chosen ? 'is-on' : ''}`}
                aria-pressed={pool === chosen}
                onClick={() => choose(pool.id)}
              >
                {pool.name}
                {pool.total !== undefined && <span>{countText(pool.total)}</span>}
              </button>
            ))}
          </nav>
        ))
      }
    />
  )
  if (chosen === undefined || object === undefined)
    return (
      <Page header={header}>
        {error !== null ? (
          <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
        ) : pools === undefined ? (
          <SkeletonRows rows={12} />
        ) : (
          <Empty title={t('noPools')} text={t('noPoolsText')} />
        )}
      </Page>
    )
  return (
    <PoolBody
      key={`${chosen.id}/${opened}`}
      header={header}
      object={object}
      poolId={chosen.id}
      closedHours={chosen.closedHours}
      ownDays={chosen.ownDays}
      count={chosen.total === undefined ? undefined : countText(chosen.total)}
    />
  )
}
