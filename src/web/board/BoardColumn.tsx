import { Button } from 'antd'
import { useState } from 'react'
import type { FieldMeta } from '../../model/web-field.ts'
import { type RecordRow, verdict } from '../records.ts'
import { Failure } from '../states.tsx'
import { useWords } from '../words.ts'
import type { Carried } from './Board.tsx'
import { BoardCard } from './BoardCard.tsx'
import { type ColumnQuery, useColumn } from './board.data.ts'
import { boardWords } from './board.words.ts'

export interface Place {
  readonly key: string | null
  readonly name: string
}

interface BoardColumnProps {
  readonly query: ColumnQuery
  readonly name: string
  readonly columns: readonly FieldMeta[]
  readonly places: readonly Place[]
  readonly isMovable: boolean
  readonly carried: Carried | null
  readonly onCarry: (carried: Carried | null) => void
  readonly onMove: (row: RecordRow, from: string | null, to: string | null) => void
}

/** One choice: how many there are, and their cards. */
export const BoardColumn = (props: BoardColumnProps) => {
  const { query, name, columns, places, isMovable, carried, onCarry, onMove } = props
  const t = useWords(boardWords)
  const [over, setOver] = useState(false)
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useColumn(query)
  const rows = data?.pages.flatMap((page) => page.data) ?? []
  const total = data?.pages[0]?.page.total
  const here = query.option
  const welcomes = carried !== null && carried.from !== here
  return (
    <section
      className={`gs-board-column ${welcomes && over ? 'is-over' : ''}`}
      aria-label={name}
      data-place={here ?? ''}
      onDragOver={(event) => {
        if (!welcomes) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (carried !== null) onMove(carried.row, carried.from, here)
      }}
    >
      <h2>
        {name}
        <span className="gs-muted">
          {total === undefined ? '' : `${total.value.toLocaleString('en')}${total.exact ? '' : '+'}`}
        </span>
      </h2>
      {data === undefined && error !== null && (
        <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
      )}
      <ul aria-busy={data === undefined && error === null}>
        {data === undefined && error === null && [1, 2, 3].map((at) => <li key={at} className="gs-card is-waiting" />)}
        {rows.map((row) => (
          <BoardCard
            key={row.id}
            object={query.object}
            field={query.field}
            columns={columns}
            row={row}
            places={places}
            here={here}
            isMovable={isMovable && verdict(row, 'update').can}
            isCarried={carried?.row.id === row.id}
            onCarry={(on) => onCarry(on ? { row, from: here } : null)}
            onMove={(to) => onMove(row, here, to)}
          />
        ))}
      </ul>
      {data !== undefined && rows.length === 0 && (
        <p className="gs-board-nothing">
          {t(isMovable && here !== null ? 'nothing' : 'nothingFixed', { option: name })}
        </p>
      )}
      {hasNextPage && total !== undefined && (
        <Button size="small" type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more', { count: Math.max(0, total.value - rows.length).toLocaleString('en') })}
        </Button>
      )}
    </section>
  )
}
