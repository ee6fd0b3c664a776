import { useQuery } from '@tanstack/react-query'
import { dayInTable } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import { reasonText } from '../../model/reason.ts'
import { api, type Page } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { type ObjectMeta, useMe } from '../meta.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLocale, useWords } from '../words.ts'
import { causeName } from './causes.ts'
import { Loss, useLoss } from './Loss.tsx'
import { recordWords } from './record.words.ts'

export interface Ownership {
  readonly ownerId: string | null
  readonly owner: { readonly id: string; readonly name: string } | null
  readonly from: string
  readonly to: string | null
  readonly cause: string
  readonly rule?: string | null
  readonly policyVersion?: number | string | null
  readonly reason?: string | null
}

export const useOwners = (object: string, id: string, enabled = true) =>
  useQuery({
    queryKey: ['record', object, id, 'owners'],
    queryFn: () => api.get<Page<Ownership>>(`/${object}/${id}/owners`),
    enabled,
  })

/** Cause, rule and reason of a change of owner, in one line. */
export const useCauseText = (): ((one: Ownership) => string) => {
  const t = useWords(recordWords)
  const locale = useLocale()
  return (one) =>
    [
      ...new Set([
        causeName(one.cause, locale),
        reasonText(one.reason ?? '', locale),
        reasonText(one.rule ?? '', locale),
        one.policyVersion == null ? '' : t('ruleVersion', { version: one.policyVersion }),
      ]),
    ]
      .filter((part) => part !== '')
      .join(' · ')
}

/** Who had it, from when to when, and by which rule it changed hands. */
export const OwnersTab = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  const cause = useCauseText()
  const { data, error, refetch } = useOwners(object.path, id)
  const me = useMe().employee.id
  const lost = data?.data.some((one) => one.ownerId === me) === true && data.data[0]?.ownerId !== me
  const loss = useLoss(object.path, id, lost)
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} columns={[240, 80]} />
    ) : (
      <Failure title={t('tabFailed')} error={error} onRetry={() => void refetch()} />
    )
  if (data.data.length === 0) return <Empty title={t('noOwners')} />
  const today = wallOf(context.now, context.timeZone).date
  const day = (iso: string) => dayInTable(wallOf(Date.parse(iso), context.timeZone).date, today, context.locale)
  return (
    <>
      <ul className="gs-people">
        {data.data.map((one) => (
          <li key={one.from}>
            {one.owner === null ? (
              <span className="gs-pool-dot" aria-hidden />
            ) : (
              <EmployeeMark name={one.owner.name} id={one.owner.id} />
            )}
            <span>{one.owner?.name ?? t('inPool')}</span>
            <span className="gs-muted">{cause(one)}</span>
            <span className="gs-event-time">
              {day(one.from)} – {one.to === null ? t('present') : day(one.to)}
            </span>
          </li>
        ))}
      </ul>
      <Loss data={loss} />
    </>
  )
}
