import { Button, Input, Select } from 'antd'
import { Search } from 'lucide-react'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { serverNow } from '../clock.ts'
import { Page } from '../frame/Page.tsx'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { type ActionMeta, may, type ObjectMeta, useMe } from '../meta.ts'
import { queryClient } from '../query.ts'
import type { RecordRow } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { BulkBar } from './BulkBar.tsx'
import { PoolPanel } from './PoolPanel.tsx'
import { PoolRows } from './PoolRows.tsx'
import { PoolTable } from './PoolTable.tsx'
import { openedAt, type PoolLook, type PoolUsage, poolKey, usePoolCustomers, usePoolUsage } from './pool.data.ts'
import { poolWords } from './pool.words.ts'
import { Usage } from './Usage.tsx'
import { useClaim } from './use-claim.ts'
import '../record/composer/composer.css'

/** What keeps this person from claiming anything here, whatever the customer. */
const useBlocked = (poolId: string, usage: PoolUsage | undefined) => {
  const { poolIds } = useMe()
  const full = (part: { used: number; limit: number | null } | null | undefined) =>
    part != null && part.limit !== null && part.used >= part.limit
  if (poolIds?.includes(poolId) === false) return 'blockedMember'
  return full(usage?.claims) ? 'blockedDaily' : full(usage?.capacity) ? 'blockedCapacity' : null
}

interface PoolBodyProps {
  readonly header: ReactNode
  readonly object: ObjectMeta
  readonly poolId: string
  /** How many customers lie in it. */
  readonly count: string | undefined
  /** How long after coming in a customer cannot be claimed, by anybody and by who had it before. */
  readonly closedHours: number
  readonly ownDays: number
  /** The customer this page was opened for. */
  readonly asked?: RecordRow
}

const sorts = [
  ['-pooledAt', 'sortPooled'],
  ['-completeness', 'sortComplete'],
  ['level', 'sortLevel'],
] as const

/** One pool: today's limits, its customers, and what is known of the chosen one. */
export const PoolBody = ({ header, object, poolId, count, closedHours, ownDays, asked: first }: PoolBodyProps) => {
  const t = useWords(poolWords)
  const navigate = useNavigate()
  const phone = useWidth() === 'phone'
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const [sort, setSort] = useState<string>('-pooledAt')
  const [only, setOnly] = useState(false)
  const [shown, setShown] = useState<string | null>(first?.id ?? null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<ActionMeta | null>(null)
  const usage = usePoolUsage(poolId)
  const opened = useMemo(() => openedAt(serverNow(), { closedHours, ownDays }), [closedHours, ownDays])
  const look: PoolLook = { poolId, search, sort, ...(only ? { opened } : {}) }
  const query = usePoolCustomers(look)
  const claimAction = object.actions.find((action) => action.name === 'claim' && may(object, 'claim'))
  const { claim, refused, forget } = useClaim(object, claimAction, poolKey(look))

  const all = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data])
  const blocked = useBlocked(poolId, usage)
  const rows = only && blocked !== null ? [] : all
  const hidden = first?.id === shown && first?.ownerId === null ? first : undefined
  const row = all.find((one) => one.id === shown) ?? hidden
  const step = (by: number) => {
    const at = rows.findIndex((one) => one.id === shown)
    const next = rows[at < 0 ? 0 : at + by]
    if (next !== undefined) setShown(next.id)
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => (shown === null ? false : toggle(shown)),
    escape: () => {
      if (selected.size > 0) return setSelected(new Set())
      if (shown === null) return false
      setShown(null)
    },
  })
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  const bulkActions = object.actions.filter(
    (action) =>
      action.bulk &&
      action.hidden !== true &&
      ['claim', 'assign', 'move-pool'].includes(action.name) &&
      may(object, action.name),
  )
  const total = query.data?.pages[0]?.page.total.value ?? 0
  const filtered = search !== '' || only

  const bar = (
    <div className="gs-pool-bar">
      <Input
        allowClear
        prefix={<Search aria-hidden />}
        className="gs-pool-search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        size={phone ? 'large' : 'small'}
      />
      <button
        type="button"
        className={`gs-plain gs-chip ${only ? 'is-on' : ''}`}
        aria-pressed={only}
        onClick={() => setOnly(!only)}
      >
        {t('onlyClaimable')}
      </button>
      {!phone && (
        <Select
          size="small"
          variant="borderless"
          className="gs-pool-sort"
          aria-label={t('sortBy')}
          value={sort}
          onChange={setSort}
          options={sorts.map(([value, word]) => ({ value, label: t(word) }))}
        />
      )}
    </div>
  )
  const common = {
    object,
    rows,
    shown,
    onShow: setShown,
    onClaim: (one: (typeof rows)[number]) => void claim(one),
    refused,
  }
  const list =
    query.data === undefined ? (
      query.error === null ? (
        <SkeletonRows rows={12} columns={[260, 70, 110, 50, 150]} />
      ) : (
        <Failure title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
      )
    ) : rows.length === 0 ? (
      <Empty
        title={t(only && blocked !== null ? blocked : filtered ? 'emptyFilter' : 'empty')}
        text={t(filtered ? 'emptyFilterText' : 'emptyText')}
      >
        {filtered ? (
          <Button
            type="primary"
            onClick={() => {
              setTyped('')
              setOnly(false)
            }}
          >
            {t('clear')}
          </Button>
        ) : (
          <Button type="primary" onClick={() => navigate('/o/customers?view=mine')}>
            {t('toMine')}
          </Button>
        )}
      </Empty>
    ) : phone ? (
      <PoolRows {...common} />
    ) : (
      <PoolTable
        {...common}
        selectable={bulkActions.length > 0}
        selected={selected}
        onSelect={setSelected}
        wide={row === undefined}
      />
    )
  return (
    <Page
      header={header}
      under={
        <>
          <Usage usage={usage} count={count} />
          {bar}
        </>
      }
      panel={
        row === undefined || phone ? undefined : (
          <PoolPanel
            key={row.id}
            object={object}
            row={row}
            refused={refused?.row.id === row.id ? refused : null}
            onClaim={() => void claim(row)}
            onClose={() => {
              forget()
              setShown(null)
            }}
          />
        )
      }
    >
      {list}
      {query.hasNextPage && rows.length > 0 && (
        <div className="gs-pool-foot">
          <Button type="text" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more', { count: Math.max(0, total - all.length).toLocaleString('en') })}
          </Button>
        </div>
      )}
      {rows.length > 0 && !phone && <p className="gs-pool-note">{t('foot')}</p>}
      {selected.size > 0 && (
        <BulkBar
          rows={all.filter((one) => selected.has(one.id))}
          actions={bulkActions}
          onAct={setAsked}
          onClear={() => setSelected(new Set())}
        />
      )}
      {asked !== null && (
        <ActionDialog
          object={object}
          action={asked}
          ids={[...selected]}
          {...(selected.size === 1 ? { record: all.find((one) => selected.has(one.id)) ?? {} } : {})}
          onDone={() => {
            setSelected(new Set())
            void queryClient.invalidateQueries({ queryKey: ['pool-usage'] })
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  )
}
