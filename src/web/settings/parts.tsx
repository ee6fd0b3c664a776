import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { useWebContext } from '../field.tsx'
import { Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { settingsWords } from './settings.words.ts'
import './settings.css'
import './controls.css'

interface TopicProps {
  readonly title: ReactNode
  /** What this topic decides, and for whom, in one sentence. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** As wide as there is room; otherwise at reading width. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** One topic on the right of the settings. */
export const Topic = ({ title, lead, actions, wide = false, children }: TopicProps) => (
  <article className={`gs-topic ${wide ? 'is-wide' : ''}`}>
    <header className="gs-topic-head">
      <div>
        <h2 className="gs-topic-title">{title}</h2>
        {lead !== undefined && <p className="gs-topic-lead">{lead}</p>}
      </div>
      {actions !== undefined && <div className="gs-topic-acts">{actions}</div>}
    </header>
    {children}
  </article>
)

interface SectionProps {
  readonly title: string
  readonly text?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of a topic under its own small heading. */
export const Section = ({ title, text, action, children }: SectionProps) => {
  const id = useId()
  return (
    <section className="gs-part" aria-labelledby={id}>
      <div className="gs-part-head">
        <h3 id={id}>{title}</h3>
        {action}
      </div>
      {text !== undefined && <p className="gs-part-text">{text}</p>}
      {children}
    </section>
  )
}

interface SettingProps {
  readonly title: ReactNode
  /** What changes for whom. */
  readonly text?: ReactNode
  readonly children: ReactNode
}

/** One setting: what it is and does on the left, the control on the right. */
export const Setting = ({ title, text, children }: SettingProps) => (
  <div className="gs-setting">
    <div className="gs-setting-words">
      <div className="gs-setting-title">{title}</div>
      {text !== undefined && <div className="gs-setting-text">{text}</div>}
    </div>
    <div className="gs-setting-control">{children}</div>
  </div>
)

interface LabelledProps {
  readonly label: string
  readonly required?: boolean
  readonly error?: string | undefined
  readonly help?: ReactNode
  readonly children: (id: string) => ReactNode
}

/** A label above its input, what is wrong or helpful below. */
export const Labelled = ({ label, required = false, error, help, children }: LabelledProps) => {
  const id = useId()
  return (
    <div className="gs-labelled">
      <label htmlFor={id}>
        {label}
        {required && <span className="gs-required"> *</span>}
      </label>
      {children(id)}
      {error !== undefined && (
        <p className="gs-fault" role="alert">
          {error}
        </p>
      )}
      {error === undefined && help !== undefined && <p className="gs-help">{help}</p>}
    </div>
  )
}

/** The content of an answer; before it a skeleton, instead of it what went wrong. */
export const Loaded = <T,>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) => {
  const t = useWords(settingsWords)
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null)
    return <Failure title={t('notLoaded')} error={query.error} onRetry={() => void query.refetch()} />
  return <SkeletonRows rows={6} columns={[200, 120, 80]} />
}

/** A moment as a person says it, on the company's clock. */
export const Moment = ({ at }: { at: string }) => {
  const context = useWebContext()
  return (
    <time dateTime={at} className="gs-nowrap">
      {momentInText(at, context)}
    </time>
  )
}

export interface Column<T> {
  readonly key: string
  readonly title: ReactNode
  readonly right?: boolean
  /** Left out on the phone. */
  readonly wide?: boolean
  readonly cell: (row: T) => ReactNode
}

interface TableProps<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly onOpen?: (row: T) => void
}

/** A plain table of a few rows with hairlines; the first cell is the row's header. */
export const SmallTable = <T,>({ label, columns, rows, keyOf, onOpen }: TableProps<T>) => (
  <div className="gs-small-scroll">
    <table className={`gs-small ${onOpen === undefined ? '' : 'is-open'}`} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={cellClass(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} {...(onOpen === undefined ? {} : { onClick: () => onOpen(row) })}>
            {columns.map((column, place) =>
              place === 0 ? (
                <th key={column.key} scope="row" className={cellClass(column)}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const cellClass = <T,>({ right, wide }: Column<T>): string => `${right ? 'is-right' : ''} ${wide ? 'is-wide-only' : ''}`
