import { useLabel, useWords } from '../words.ts'
import { type Heir, type Holdings, heirOf, poolOf, type Target } from './hand-over.data.ts'
import { handOverWords } from './hand-over.words.ts'

interface ForecastProps {
  readonly holdings: Holdings
  readonly counts: ReadonlyMap<Target, number>
  readonly heirs: readonly Heir[]
  readonly pools: readonly { readonly id: string; readonly name: string }[]
  readonly isLeaving: boolean
}

/** What will stand afterwards: who has how many, what goes along, what passes on. */
export const Forecast = ({ holdings, counts, heirs, pools, isLeaving }: ForecastProps) => {
  const t = useWords(handOverWords)
  const label = useLabel()
  return (
    <div className="gs-forecast">
      <ul>
        {[...counts].map(([target, count]) => {
          const heir = heirs.find(({ id }) => id === heirOf(target))
          const limit = heir?.capacity?.limit ?? null
          const after = (heir?.capacity?.used ?? 0) + count
          return (
            <li key={target}>
              <b>{heir?.name ?? pools.find(({ id }) => id === poolOf(target))?.name ?? t('ownPool')}</b>
              <span>{t('count', { count })}</span>
              {limit !== null && (
                <small className={after > limit ? 'gs-late' : 'gs-muted'}>
                  {after > limit ? t('over', { count: after - limit }) : t('room', { after, limit })}
                </small>
              )}
            </li>
          )
        })}
      </ul>
      <h3>{t('goesAlong')}</h3>
      <ul className="gs-muted">
        {holdings.held
          .filter((one) => !one.pooled)
          .map((one) => (
            <li key={one.object}>
              {label(one.label)} {one.count}
            </li>
          ))}
        {isLeaving && holdings.departments.length > 0 && (
          <li>{t('posts', { names: holdings.departments.map(({ name }) => name).join('、') })}</li>
        )}
        {isLeaving && holdings.reports > 0 && <li>{t('reports', { count: holdings.reports })}</li>}
        {isLeaving && holdings.apiKeys > 0 && <li>{t('keys', { count: holdings.apiKeys })}</li>}
      </ul>
    </div>
  )
}
