import { useQueries, useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { isEmpty, type Json } from '../../model/label.ts'
import { api, type Page } from '../client.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { findRecords } from '../find.ts'
import { type FieldMeta, fieldOf, type ObjectMeta } from '../meta.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { causeName } from './causes.ts'
import { recordWords } from './record.words.ts'

interface Change {
  readonly at: string
  readonly by: { readonly id: string; readonly name: string } | null
  readonly action: string
  readonly changes: readonly { readonly field: string; readonly from: Json; readonly to: Json }[]
  readonly reason?: string | null
}

const targets: Readonly<Record<string, string>> = { employee: 'employees', department: 'departments' }

/** What a field of this type points to; nothing for a plain value. */
const targetOf = (field: FieldMeta): string | undefined =>
  targets[field.type] ?? (['reference', 'references', 'members'].includes(field.type) ? field.to : undefined)

const idsOf = (field: FieldMeta, value: Json): readonly string[] =>
  targetOf(field) === undefined
    ? []
    : (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string')

/** Names of everything a history points to, one question per object. */
export const useNames = (object: ObjectMeta, changes: readonly Change[]): ReadonlyMap<string, string> => {
  const wanted = new Map<string, Set<string>>()
  for (const { field: name, from, to } of changes.flatMap((change) => change.changes)) {
    const field = fieldOf(object, name)
    const target = field === undefined ? undefined : targetOf(field)
    if (field === undefined || target === undefined) continue
    const ids = wanted.get(target) ?? new Set<string>()
    for (const id of [...idsOf(field, from), ...idsOf(field, to)]) ids.add(id)
    wanted.set(target, ids)
  }
  const results = useQueries({
    queries: [...wanted]
      .filter(([, ids]) => ids.size > 0)
      .map(([target, ids]) => ({
        queryKey: ['names', target, [...ids].sort()],
        queryFn: () => findRecords({ object: target, text: '', ids: [...ids] }),
        staleTime: 5 * 60_000,
      })),
  })
  return new Map(results.flatMap((result) => (result.data ?? []).map((one) => [one.id, one.title] as const)))
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
  const names = useNames(object, data?.data ?? [])
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={6} columns={[300, 80]} />
    ) : (
      <Failure title={t('tabFailed')} error={error} onRetry={() => void refetch()} />
    )
  const shown = data.data.filter((change) => change.changes.length > 0 || change.action !== 'update')
  if (shown.length === 0) return <Empty title={t('noHistory')} />
  const nameOf = (action: string): string =>
    action === 'update'
      ? t('changed')
      : action === 'create'
        ? t('createdIt')
        : (object.actions.find((one) => one.name === action)?.label[locale] ?? causeName(action, locale))
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
            <ChangedValue key={one.field} object={object} change={one} names={names} />
          ))}
        </li>
      ))}
    </ol>
  )
}

interface ChangedValueProps {
  readonly object: ObjectMeta
  readonly change: Change['changes'][number]
  readonly names: ReadonlyMap<string, string>
}

/** What a field was and what it is to be. */
export const ChangedValue = ({ object, change, names }: ChangedValueProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const field = fieldOf(object, change.field)
  if (field === undefined)
    return change.field === 'attachment' ? (
      <p className="gs-history-change">
        <span>{String(change.to ?? change.from ?? '')}</span>
      </p>
    ) : null
  const side = (value: Json) => {
    if (isEmpty(value)) return <span className="gs-muted">{t('empty')}</span>
    if (typeof value === 'object' && value !== null && 'name' in value) return <span>{String(value.name)}</span>
    const ids = idsOf(field, value)
    if (ids.length > 0) return <span>{ids.map((id) => names.get(id) ?? '…').join('、')}</span>
    return <FieldValue field={field} record={{ [field.name]: value }} />
  }
  return (
    <p className="gs-history-change">
      <span className="gs-muted">{label(field.label)}</span>
      {side(change.from)}
      <ArrowRight aria-label="→" />
      {side(change.to)}
    </p>
  )
}
