import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { momentInText } from '../../fields/date-time/moment-text.ts'
import type { Json } from '../../model/label.ts'
import { api, type Page } from '../client.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { isEmpty } from '../form/changes.ts'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { recordWords } from './record.words.ts'

interface Change {
  readonly at: string
  readonly by: { readonly id: string; readonly name: string } | null
  readonly action: string
  readonly changes: readonly {
    readonly field: string
    readonly from: Json
    readonly to: Json
    readonly fromName?: string
    readonly toName?: string
  }[]
  readonly reason?: string | null
}

/** Who changed what, from which value to which. */
export const HistoryTab = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const t = useWords(recordWords)
  const locale = useLocale()
  const context = useWebContext()
  const { data, error, refetch } = useQuery({
    queryKey: ['record', object.path, id, 'history'],
    queryFn: () => api.get<Page<Change>>(`/${object.path}/${id}/history`, { query: { limit: 100 } }),
  })
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={6} columns={[300, 80]} />
    ) : (
      <Failure title={t('tabFailed')} error={error} onRetry={() => void refetch()} />
    )
  const shown = data.data.filter((change) => change.changes.length > 0 || change.action !== 'update')
  if (shown.length === 0) return <Empty title={t('noHistory')} />
  const nameOf = (action: string): string =>
    action === 'update' ? t('changed') : (object.actions.find((one) => one.name === action)?.label[locale] ?? action)
  return (
    <ol className="gs-history">
      {shown.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes may share their moment
        <li key={`${change.at}/${index}`}>
          <p className="gs-event-head">
            <span className="gs-event-line">
              <b>{change.by?.name ?? t('system')}</b> <span className="gs-event-title">{nameOf(change.action)}</span>
              {change.reason != null && <span className="gs-event-title"> · {change.reason}</span>}
            </span>
            <time className="gs-event-time" dateTime={change.at}>
              {momentInText(change.at, context)}
            </time>
          </p>
          {change.changes.map((one) => (
            <Value key={one.field} object={object} change={one} />
          ))}
        </li>
      ))}
    </ol>
  )
}

const Value = ({ object, change }: { object: ObjectMeta; change: Change['changes'][number] }) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const field = fieldOf(object, change.field)
  if (field === undefined) return null
  const side = (value: Json, name: string | undefined) => {
    if (isEmpty(value)) return <span className="gs-muted">{t('empty')}</span>
    if (name !== undefined) return <span>{name}</span>
    const named = typeof value === 'object' && value !== null && 'name' in value
    return (
      <FieldValue
        field={field}
        record={{ [field.name]: value, ...(named ? { [field.name.replace(/Id$/, '')]: value } : {}) }}
      />
    )
  }
  return (
    <p className="gs-history-change">
      <span className="gs-muted">{label(field.label)}</span>
      {side(change.from, change.fromName)}
      <ArrowRight aria-label="→" />
      {side(change.to, change.toName)}
    </p>
  )
}
