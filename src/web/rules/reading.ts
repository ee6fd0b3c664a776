import type { RecordRow } from '../records.ts'
import type { Policy } from '../settings/policy/policy.ts'
import type { Say } from '../words.ts'
import type { rulesWords } from './rules.words.ts'

type Words = Say<(typeof rulesWords)['keys'][number]>
/** The label of an option, a field or a role by its key. */
export interface Names {
  readonly kind: (key: string) => string
  readonly deal: (key: string) => string
  readonly field: (key: string) => string
  readonly role: (key: string) => string
  readonly list: (texts: readonly string[]) => string
  readonly myId: string
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** What counts as a valid follow-up (F14), in sentences. */
export const validReading = ({ validFollowUp: valid }: Policy, t: Words, names: Names): string =>
  [
    valid.kinds.length === 0 ? t('validNoKind') : t('validKinds', { kinds: names.list(valid.kinds.map(names.kind)) }),
    valid.minLength > 0 ? t('validLength', { count: valid.minLength }) : '',
    valid.minCallSeconds > 0 ? t('validCall', { count: valid.minCallSeconds }) : '',
    valid.genericTexts.length > 0 ? t('validGeneric', { texts: names.list(valid.genericTexts.slice(0, 4)) }) : '',
  ].join('')

/** How a pool is claimed from (F6, F16), in sentences. */
export const claimReading = (pool: RecordRow, t: Words): string => {
  const said = [
    typeof pool.dailyClaims === 'number' ? t('daily', { count: pool.dailyClaims }) : '',
    number(pool.previousOwnerCooldownDays) > 0 ? t('cooldown', { days: number(pool.previousOwnerCooldownDays) }) : '',
    number(pool.priorityHours) > 0 ? t('priority', { hours: number(pool.priorityHours) }) : '',
    number(pool.newInPoolCooldownHours) > 0 ? t('fresh', { hours: number(pool.newInPoolCooldownHours) }) : '',
    typeof pool.capacity === 'number' ? t('subLimit', { count: pool.capacity }) : '',
  ].join('')
  return said === '' ? t('openToAll') : said
}

/** What the pool does first when protection ends (F16); empty where it simply opens. */
export const afterReading = (pool: RecordRow, t: Words): string =>
  pool.afterRecycle === 'original'
    ? t('afterOriginal')
    : pool.afterRecycle === 'extend'
      ? t('afterExtend', { days: number(pool.extendDays) })
      : ''

/** How many customers one may own (F18), as far as it concerns the reader. */
export const capacityReading = ({ capacity }: Policy, t: Words, names: Names): string =>
  [
    capacity.default === null ? t('capacityNone') : t('capacityDefault', { count: capacity.default }),
    ...Object.entries(capacity.byRole).map(([key, count]) => t('capacityRole', { who: names.role(key), count })),
    ...Object.entries(capacity.byGrade).map(([who, count]) => t('capacityRole', { who, count })),
    capacity.byEmployee[names.myId] === undefined
      ? ''
      : t('capacityMine', { count: capacity.byEmployee[names.myId] ?? 0 }),
    (capacity.excludes.dealStatus ?? []).length === 0
      ? ''
      : t('excludes', { states: names.list((capacity.excludes.dealStatus ?? []).map(names.deal)) }),
  ].join('')

/** Lock, reveal, view, extension, release: what else is limited. */
export const limitsReading = (policy: Policy, t: Words, names: Names): string => {
  const { release } = policy
  const needs = [
    ...release.required.map(names.field),
    ...(release.minCompleteness === null ? [] : [t('completeness', { percent: release.minCompleteness })]),
  ]
  return [
    policy.lockLimit === null ? '' : t('lock', { count: policy.lockLimit }),
    policy.extension.maxTimes > 0
      ? t('extension', { days: policy.extension.maxDays, times: policy.extension.maxTimes })
      : '',
    needs.length === 0
      ? ''
      : t('releaseNeeds', { fields: names.list(needs) }) +
        t(release.mode === 'refuse' ? 'releaseRefuse' : 'releaseMark'),
    policy.revealLimit === null ? '' : t('reveal', { count: policy.revealLimit }),
    policy.viewLimit === null ? '' : t('view', { count: policy.viewLimit }),
  ].join('')
}
