import { useState } from 'react'
import type { JsonObject } from '../../model/label.ts'
import type { FieldMeta } from '../../model/web-field.ts'
import type { ObjectMeta } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { BoardColumn } from './BoardColumn.tsx'
import { type ColumnQuery, moveCard } from './board.data.ts'
import { boardWords } from './board.words.ts'
import './board.css'

interface BoardProps {
  readonly object: ObjectMeta
  readonly field: FieldMeta
  readonly columns: readonly FieldMeta[]
  readonly filter: JsonObject
  readonly sort: string
  readonly search: string
}

/** A card under way, and where it was taken from. */
export interface Carried {
  readonly row: RecordRow
  readonly from: string | null
}

/** A column for each choice, a card for each record; what a card stands in is what it is. */
export const Board = ({ object, field, columns, filter, sort, search }: BoardProps) => {
  const t = useWords(boardWords)
  const label = useLabel()
  const [carried, setCarried] = useState<Carried | null>(null)
  const places = [
    ...(field.options ?? []).map((option) => ({ key: option.key as string | null, name: label(option.label) })),
    ...(field.required === true || field.default !== undefined ? [] : [{ key: null, name: t('none') }]),
  ]
  const isMovable = field.writable && field.readOnly !== true && field.derived !== true
  const queryOf = (option: string | null): ColumnQuery => ({ object, field, option, filter, sort, search })
  const move = (row: RecordRow, from: string | null, to: string | null) => {
    setCarried(null)
    const place = places.find((one) => one.key === to)
    if (from === to || place === undefined) return
    void moveCard(row, queryOf(from), queryOf(to), to === null ? label(field.label) : place.name)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways by keys also while no card is there
    <section className="gs-board" aria-label={label(field.label)} tabIndex={0}>
      <p className="gs-hidden" id="board-keys">
        {t('keys')}
      </p>
      {places.map((place) => (
        <BoardColumn
          key={place.key ?? ''}
          query={queryOf(place.key)}
          name={place.name}
          columns={columns}
          places={places}
          isMovable={isMovable}
          carried={carried}
          onCarry={setCarried}
          onMove={move}
        />
      ))}
    </section>
  )
}
