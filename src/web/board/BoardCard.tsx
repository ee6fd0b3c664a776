import { Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import { isEmpty } from '../../model/label.ts'
import type { FieldMeta } from '../../model/web-field.ts'
import { FieldValue } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { Countdown } from '../protection/Countdown.tsx'
import { Level } from '../record/RecordHead.tsx'
import { levelField } from '../record/record.hooks.ts'
import type { RecordRow } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import type { Place } from './BoardColumn.tsx'
import { boardWords } from './board.words.ts'

interface BoardCardProps {
  readonly object: ObjectMeta
  readonly field: FieldMeta
  readonly columns: readonly FieldMeta[]
  readonly row: RecordRow
  readonly places: readonly Place[]
  readonly here: string | null
  readonly isMovable: boolean
  readonly isCarried: boolean
  readonly onCarry: (on: boolean) => void
  readonly onMove: (to: string | null) => void
}

const short = /^(phone|employee|reference|region|money|choice|text)$/
const dated = /^(date|dateTime)$/

/** A record to be picked up: its name, who and where, when next, what is left of protection. */
export const BoardCard = (props: BoardCardProps) => {
  const { object, field, columns, row, places, here, isMovable, isCarried, onCarry, onMove } = props
  const t = useWords(boardWords)
  const label = useLabel()
  const navigate = useNavigate()
  const name = String(row[object.title] ?? row.id)
  const level = levelField(object)
  const said = columns.filter(
    (one) => one !== field && one !== level && one.name !== object.title && !isEmpty(row[one.name]),
  )
  const facts = said.filter((one) => short.test(one.type)).slice(0, 2)
  const when = said.find((one) => dated.test(one.type) && one.name !== 'protectedUntil')
  const beside = (by: number): Place | undefined => places[places.findIndex((place) => place.key === here) + by]

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    const across = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    const down = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (event.key === 'Enter') void navigate(`/o/${object.path}/${row.id}`)
    else if (across !== 0 && event.shiftKey) {
      const place = beside(across)
      if (isMovable && place !== undefined) {
        onMove(place.key)
        followFocus(row.id)
      }
    } else if (across !== 0) focusBeside(event.currentTarget, across)
    else if (down !== 0)
      cardIn(down < 0 ? event.currentTarget.previousElementSibling : event.currentTarget.nextElementSibling)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      className={`gs-card ${isMovable ? 'is-movable' : ''} ${isCarried ? 'is-carried' : ''}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card is walked to and moved by keys as well
      tabIndex={0}
      aria-label={name}
      aria-describedby="board-keys"
      data-card={row.id}
      draggable={isMovable}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onCarry(true)
      }}
      onDragEnd={() => onCarry(false)}
      onKeyDown={onKeyDown}
    >
      <span className="gs-card-name">
        {field !== level && <Level object={object} record={row} />}
        <Link
          to={`/o/${object.path}/${row.id}`}
          className="gs-ink gs-ellipsis"
          title={name}
          tabIndex={-1}
          draggable={false}
        >
          {typeof row.shortName === 'string' && row.shortName !== '' ? row.shortName : name}
        </Link>
        {isMovable && (
          <Dropdown
            trigger={['click']}
            placement="bottomRight"
            menu={{
              items: places
                .filter((place) => place.key !== here)
                .map((place) => ({ key: place.key ?? '', label: place.name })),
              onClick: ({ key }) => onMove(key === '' ? null : key),
            }}
          >
            <button type="button" className="gs-plain gs-card-more" aria-label={t('moveTo', { name })}>
              <Ellipsis aria-hidden />
            </button>
          </Dropdown>
        )}
      </span>
      {facts.length > 0 && (
        <span className="gs-card-facts">
          {facts.map((one) => (
            <span key={one.name} className="gs-ellipsis">
              <FieldValue field={one} record={row} {...(one.type === 'money' ? {} : { place: 'table' as const })} />
            </span>
          ))}
        </span>
      )}
      {(when !== undefined || typeof row.protectedUntil === 'string') && (
        <span className="gs-card-foot">
          {when !== undefined && (
            <span className="gs-ellipsis">
              {label(when.label)} <FieldValue field={when} record={row} place="table" />
            </span>
          )}
          <Countdown record={row} />
        </span>
      )}
    </li>
  )
}

const cardIn = (from: Element | null | undefined): void => {
  const card = from?.matches('[data-card]') === true ? from : from?.querySelector('[data-card]')
  if (card instanceof HTMLElement) card.focus()
}

/** The next column in that direction that has a card. */
const focusBeside = (card: HTMLElement, by: number): void => {
  let column = card.closest('.gs-board-column')
  do column = (by < 0 ? column?.previousElementSibling : column?.nextElementSibling) ?? null
  while (column !== null && column.querySelector('[data-card]') === null)
  cardIn(column)
}

/** A card moved by keys keeps the focus in its new column. */
const followFocus = (id: string): void => {
  setTimeout(() => cardIn(document.querySelector(`[data-card="${CSS.escape(id)}"]`)), 50)
}
