import type { ReactNode } from 'react'
import { useWidth } from '../media.ts'
import { useWords } from '../words.ts'
import type { PoolUsage } from './pool.data.ts'
import { poolWords } from './pool.words.ts'

/** What may still be done here today, in figures. */
export const Usage = ({ usage, count }: { usage: PoolUsage | undefined; count: string | undefined }) => {
  const t = useWords(poolWords)
  const phone = useWidth() === 'phone'
  const left = (part: { used: number; limit: number | null } | null | undefined): ReactNode =>
    part == null ? (
      '—'
    ) : part.limit === null ? (
      <small>{t('unlimited')}</small>
    ) : (
      <>
        <b className={part.limit - part.used <= 0 ? 'gs-wait' : ''}>{Math.max(0, part.limit - part.used)}</b>{' '}
        <small>{t('ofLimit', { limit: part.limit })}</small>
      </>
    )
  const capacity = usage?.capacity
  const full = capacity != null && capacity.limit !== null && capacity.used >= capacity.limit
  return (
    <dl className="gs-usage">
      <div>
        <dt>{t('claimsLeft')}</dt>
        <dd>{usage === undefined ? '…' : left(usage.claims)}</dd>
      </div>
      <div>
        <dt>{t('capacity')}</dt>
        <dd>
          {usage === undefined ? (
            '…'
          ) : capacity == null ? (
            <small>{t('unlimited')}</small>
          ) : (
            <>
              <b className={full ? 'gs-wait' : ''}>{capacity.used}</b>{' '}
              <small>
                {capacity.limit === null
                  ? t('unlimited')
                  : (capacity.excluded ?? 0) > 0 && !phone
                    ? t('ofLimitExcluded', { limit: capacity.limit, excluded: capacity.excluded ?? 0 })
                    : t('ofLimit', { limit: capacity.limit })}
              </small>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('revealsLeft')}</dt>
        <dd>{usage === undefined ? '…' : left(usage.reveals)}</dd>
      </div>
      {count !== undefined && (
        <div className="gs-usage-count">
          <dt>{t('inPool')}</dt>
          <dd>
            <b>{count}</b>
          </dd>
        </div>
      )}
    </dl>
  )
}
