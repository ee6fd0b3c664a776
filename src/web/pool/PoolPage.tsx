import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { ChartNoAxesColumn, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Link, Navigate, useSearchParams } from 'react-router'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { api } from '../client.ts'
import { Page, PageHeader } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { may, useObject } from '../meta.ts'
import { type RecordRow, recordKey, recordsChanged } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { PoolBody } from './PoolBody.tsx'
import { countText, usePools } from './pool.data.ts'
import { poolWords } from './pool.words.ts'
import './pool.css'
import './pool-phone.css'
import '../settings/controls.css'

/** Public pools: what lies there, what may be claimed today, and why not. */
export const PoolPage = () => {
  const t = useWords(poolWords)
  const object = useObject('customers')
  const poolsMeta = useObject('pools')
  const phone = useWidth() === 'phone'
  const [search, setSearch] = useSearchParams()
  const { pools, error, refetch } = usePools()
  const [opened, setOpened] = useState(0)
  const asked = search.get('record')
  const found = useAsked(asked)
  const chosen = pools?.find((pool) => pool.id === (search.get('pool') ?? found.data?.poolId)) ?? pools?.[0]
  const choose = (id: string) => {
    setOpened((n) => n + 1)
    setSearch({ pool: id }, { replace: true })
  }
  const header = (
    <PageHeader
      title={t('title')}
      {...(chosen === undefined
        ? {}
        : {
            actions: (
              <>
                <DealOut poolId={chosen.id} phone={phone} />
                {may(poolsMeta, 'manage') && (
                  <Link
                    to={`/pool/use?pool=${chosen.id}`}
                    className={phone ? 'gs-icon-button' : 'gs-inline'}
                    {...(phone ? { 'aria-label': t('use') } : {})}
                  >
                    <ChartNoAxesColumn aria-hidden />
                    {!phone && t('use')}
                  </Link>
                )}
              </>
            ),
          })}
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
  if (asked !== null && phone) return <Navigate to={`/o/customers/${asked}`} replace />
  if (chosen === undefined || object === undefined || (asked !== null && found.isPending))
    return (
      <Page header={header}>
        {error !== null ? (
          <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
        ) : pools === undefined || chosen !== undefined ? (
          <SkeletonRows rows={12} />
        ) : (
          <Empty title={t('noPools')} text={t('noPoolsText')} />
        )}
      </Page>
    )
  return (
    <PoolBody
      key={`${chosen.id}/${opened}/${asked ?? ''}`}
      header={header}
      object={object}
      poolId={chosen.id}
      closedHours={chosen.closedHours}
      ownDays={chosen.ownDays}
      {...(found.data === undefined ? {} : { asked: found.data })}
      count={chosen.total === undefined ? undefined : countText(chosen.total)}
    />
  )
}

/** Several customers to one person at once (F9), for those who may. */
const DealOut = ({ poolId, phone }: { poolId: string; phone: boolean }) => {
  const pools = useObject('pools')
  const label = useLabel()
  const [asked, setAsked] = useState(false)
  const action = pools?.actions.find((one) => one.name === 'deal-out')
  if (pools === undefined || action === undefined || !may(pools, 'deal-out')) return null
  return (
    <>
      {phone ? (
        <button
          type="button"
          className="gs-plain gs-icon-button"
          aria-label={label(action.label)}
          onClick={() => setAsked(true)}
        >
          <UserPlus aria-hidden />
        </button>
      ) : (
        <Button icon={<UserPlus aria-hidden />} onClick={() => setAsked(true)}>
          {label(action.label)}
        </Button>
      )}
      {asked && (
        <ActionDialog
          object={pools}
          action={action}
          ids={[poolId]}
          onDone={() => void recordsChanged('customers')}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}

/** The customer somebody came here for: from a search, it need not be among the first of the list. */
const useAsked = (id: string | null) =>
  useQuery({
    queryKey: recordKey('customers', id ?? ''),
    queryFn: () => api.get<RecordRow>(`/customers/${id}`),
    enabled: id !== null,
    retry: false,
  })
