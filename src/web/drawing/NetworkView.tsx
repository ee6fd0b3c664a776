import { Link } from 'react-router'
import { useWidth } from '../media.ts'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { recordTitle } from '../record-title.ts'
import { type RecordRow, useRecords } from '../records.ts'
import { useLocale, useWords } from '../words.ts'
import { drawingWords } from './drawing.words.ts'
import { type Line, type Network, networkOf, type Tie } from './network.ts'
import './drawing.css'

interface NetworkProps {
  /** The object whose records are ties, e.g. `contact-relations`. */
  readonly object: ObjectMeta
  readonly relates: Relates
  /** Ties of the one in the middle. */
  readonly rows: readonly RecordRow[]
  readonly parent: ObjectMeta
  readonly record: RecordRow
}

export interface Relates {
  readonly on: string
  readonly to: string
  readonly kind: string
}

const room = {
  wide: { first: 10, second: 10, narrow: false },
  phone: { first: 6, second: 0, narrow: true },
} as const

/** 关系网 (B4, W1): who is tied to this one, and who to those. Every name is a link; the table below says the same. */
export const NetworkView = ({ object, relates, rows, parent, record }: NetworkProps) => {
  const t = useWords(drawingWords)
  const locale = useLocale()
  const phone = useWidth() === 'phone'
  const tieOf = (row: RecordRow): Tie => ({
    from: String(row[relates.on]),
    to: String(row[relates.to]),
    toName: (row[relates.to.replace(/Id$/, '')] as { name?: string | null } | null)?.name ?? null,
    kind: String(row[relates.kind]),
  })
  const near = rows.map(tieOf)
  const neighbours = near.filter((tie) => tie.toName !== null).map((tie) => tie.to)
  const { data } = useRecords(
    object.path,
    { filter: { [relates.on]: { in: [...new Set(neighbours)].sort() } }, limit: 100, sort: object.sort },
    neighbours.length > 0,
  )
  const network = networkOf(record.id, { near, far: (data?.data ?? []).map(tieOf) }, phone ? room.phone : room.wide)
  const name = recordTitle(parent, record, locale)
  const options = fieldOf(object, relates.kind)?.options ?? []
  const said = (kinds: readonly string[]) =>
    kinds.map((kind) => options.find((one) => one.key === kind)?.label[locale] ?? kind).join(' · ')
  const notes = [
    network.left > 0 ? t('left', { count: network.left }) : '',
    network.hidden > 0 ? t('hidden', { count: network.hidden }) : '',
  ].filter((note) => note !== '')
  if (network.dots.length === 0)
    return notes.length === 0 ? null : <p className="gs-muted">{notes.join(locale === 'zh' ? '；' : '; ')}</p>
  return (
    <figure className="gs-network" aria-label={t('network', { name })}>
      <div className={`gs-network-plane is-${heightOf(network, phone)}`}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {network.lines.map(({ key, from, to }) => (
            <line key={key} x1={from.x} y1={from.y} x2={to.x} y2={to.y} vectorEffect="non-scaling-stroke" />
          ))}
        </svg>
        {network.lines.map((line) => (
          <span key={line.key} className="gs-network-kind" style={place(halfway(line))}>
            {said(line.kinds)}
          </span>
        ))}
        <span className="gs-network-dot is-middle" style={place({ x: 50, y: 50 })} title={name}>
          {name}
        </span>
        {network.dots.map((dot) => (
          <Link
            key={dot.id}
            to={`/o/${parent.path}/${dot.id}`}
            className={`gs-network-dot ${dot.ring === 2 ? 'is-far' : ''}`}
            style={place(dot)}
            title={dot.name}
          >
            {dot.name}
          </Link>
        ))}
      </div>
      <figcaption className="gs-muted">
        {[t('readOutward'), t('asTable'), ...notes].join(locale === 'zh' ? '；' : '. ')}
      </figcaption>
    </figure>
  )
}

const heightOf = ({ dots }: Network, phone: boolean): string => {
  if (dots.some((dot) => dot.ring === 2) || dots.length > 6) return 'tall'
  return dots.length <= 2 && !phone ? 'low' : 'middle'
}

const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({ left: `${x}%`, top: `${y}%` })

/** A little towards the outer end, where lines stand further apart. */
const halfway = ({ from, to }: Line) => ({ x: from.x + (to.x - from.x) * 0.52, y: from.y + (to.y - from.y) * 0.52 })
