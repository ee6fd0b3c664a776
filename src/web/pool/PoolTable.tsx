import { Checkbox } from 'antd'
import type { KeyboardEvent } from 'react'
import { momentInTable } from '../../fields/date-time/day-words.tsx'
import { Ticks } from '../../fields/percent/percent.tsx'
import { FieldValue, useWebContext } from '../field.tsx'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { Level } from '../record/RecordHead.tsx'
import { type RecordRow, verdict } from '../records.ts'
import { useLocale, useWords } from '../words.ts'
import { ClaimCell } from './ClaimCell.tsx'
import { causeText, poolWords } from './pool.words.ts'
import type { Refusal } from './use-claim.ts'

export interface PoolListProps {
  readonly object: ObjectMeta
  readonly rows: readonly RecordRow[]
  readonly shown: string | null
  readonly onShow: (id: string | null) => void
  readonly onClaim: (row: RecordRow) => void
  readonly refused: Refusal | null
}

interface PoolTableProps extends PoolListProps {
  readonly selectable: boolean
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  /** No panel beside it. */
  readonly wide: boolean
}

/** The customers of a pool, in one line each. */
export const PoolTable = ({
  object,
  rows,
  shown,
  onShow,
  onClaim,
  refused,
  selectable,
  selected,
  onSelect,
  wide,
}: PoolTableProps) => {
  const t = useWords(poolWords)
  const locale = useLocale()
  const context = useWebContext()
  const region = fieldOf(object, 'region')
  const phone = fieldOf(object, 'phone')
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    onSelect(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: RecordRow) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return
    const { currentTarget } = event
    const to =
      event.key === 'ArrowDown'
        ? currentTarget.nextElementSibling
        : event.key === 'ArrowUp'
          ? currentTarget.previousElementSibling
          : null
    if (to instanceof HTMLElement) {
      event.preventDefault()
      to.focus()
      if (shown !== null) onShow(to.dataset.id ?? null)
    } else if (event.key === ' ') {
      event.preventDefault()
      onShow(shown === row.id ? null : row.id)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (verdict(row, 'claim').can) onClaim(row)
      else onShow(row.id)
    } else if (event.key === 'x' && selectable) toggle(row.id)
  }
  const allOn = rows.length > 0 && rows.every((row) => selected.has(row.id))
  return (
    <table className="gs-pool-table">
      <thead>
        <tr>
          {selectable && (
            <th scope="col" className="gs-pool-check">
              <Checkbox
                aria-label={t('selectAll')}
                checked={allOn}
                indeterminate={!allOn && selected.size > 0}
                onChange={() => onSelect(allOn ? new Set() : new Set(rows.map((row) => row.id)))}
              />
            </th>
          )}
          <th scope="col">{t('customer')}</th>
          {wide && region !== undefined && (
            <th scope="col" className="gs-pool-region">
              {t('region')}
            </th>
          )}
          {phone !== undefined && (
            <th scope="col" className="gs-pool-phone">
              {t('phone')}
            </th>
          )}
          <th scope="col" className="gs-pool-ticks">
            {t('completeness')}
          </th>
          <th scope="col" className={wide ? 'gs-pool-why' : ''}>
            {t('entered')}
          </th>
          <th scope="col" className="gs-pool-count">
            {t('followUps')}
          </th>
          <th scope="col" className="gs-pool-claim">
            {t('claim')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-id={row.id}
            tabIndex={0}
            aria-selected={selected.has(row.id)}
            className={row.id === shown ? 'is-shown' : ''}
            onClick={() => onShow(row.id === shown ? null : row.id)}
            onKeyDown={(event) => onKeyDown(event, row)}
          >
            {selectable && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box inside answers to keys
              <td onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  aria-label={t('select', { name: String(row.name) })}
                  checked={selected.has(row.id)}
                  onChange={() => toggle(row.id)}
                />
              </td>
            )}
            <th scope="row">
              <span className="gs-pool-name">
                <Level object={object} record={row} />
                <span className="gs-ellipsis" title={String(row.name)}>
                  {String(row.name)}
                </span>
              </span>
            </th>
            {wide && region !== undefined && (
              <td>
                <FieldValue field={region} record={row} place="table" />
              </td>
            )}
            {phone !== undefined && (
              <td>
                <FieldValue field={phone} record={row} place="table" />
              </td>
            )}
            <td>{typeof row.completeness === 'number' && <Ticks value={row.completeness} withNumber={false} />}</td>
            <td className="gs-muted" title={causeText(row.poolCause, row.poolReason, locale)}>
              {typeof row.pooledAt === 'string' && (
                <span className="gs-pool-since">{momentInTable(row.pooledAt, context)}</span>
              )}
              {causeText(row.poolCause, row.poolReason, locale)}
            </td>
            <td className="is-right">{typeof row.followUpCount === 'number' ? row.followUpCount : ''}</td>
            <td className="is-right">
              <ClaimCell row={row} refused={refused} onClaim={() => onClaim(row)} onWhy={() => onShow(row.id)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
