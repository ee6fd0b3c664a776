import { type Fault, fault } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import type { Policy } from './policy.ts'

/** Takes one value, or says what it should be. */
type Take = (
  value: unknown,
) => { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly zh: string; readonly en: string }
type Shape = { readonly [key: string]: Take | Shape }

const took = (value: unknown) => ({ ok: true as const, value })
const wrong = (zh: string, en: string) => ({ ok: false as const, zh, en })

const whole =
  (most: number): Take =>
  (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
      ? took(value)
      : wrong(`应是 0 到 ${most} 的整数`, `A whole number from 0 to ${most} is expected`)

const limit: Take = (value) => (value === null ? took(null) : whole(1_000_000)(value))
const percent: Take = (value) => (value === null ? took(null) : whole(100)(value))

const limits: Take = (value) => {
  const said = wrong('应按名称给出不小于 0 的整数', 'Whole numbers by name are expected')
  if (!isObject(value)) return said
  const kept = Object.entries(value).filter(([, n]) => n !== null)
  return kept.every(([, n]) => limit(n).ok) ? took(Object.fromEntries(kept)) : said
}

const texts: Take = (value) =>
  Array.isArray(value) && value.length <= 200 && value.every((one) => typeof one === 'string' && one.length <= 100)
    ? took(value)
    : wrong('应是文字的数组', 'A list of texts is expected')

const oneOf =
  (...options: readonly string[]): Take =>
  (value) =>
    options.includes(String(value))
      ? took(value)
      : wrong(`应是 ${options.join('、')} 之一`, `One of ${options.join(', ')} is expected`)

const dayLimit: Take = (value) => (value === null ? took(null) : dayCount(value))
const dayCount: Take = (value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 3650
    ? took(value)
    : wrong('应是 1 到 3650 的天数', 'Days from 1 to 3650 are expected')

const days: Take = (value) => {
  const said = wrong('应按级别给出 1 到 3650 的天数', 'Days from 1 to 3650 by level are expected')
  if (!isObject(value)) return said
  const kept = Object.entries(value).filter(([, n]) => n !== null)
  return kept.length <= 50 && kept.every(([, n]) => dayCount(n).ok) ? took(Object.fromEntries(kept)) : said
}

const timeOfDay: Take = (value) =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
    ? took(value)
    : wrong('应是一天里的时刻，如 20:00', 'A time of day is expected, e.g. 20:00')

const shape = {
  capacity: { default: limit, byRole: limits, byGrade: limits, byEmployee: limits, excludes: { dealStatus: texts } },
  validFollowUp: { kinds: texts, minLength: whole(1000), genericTexts: texts, minCallSeconds: whole(86_400) },
  release: { minCompleteness: percent, required: texts, mode: oneOf('refuse', 'mark') },
  extension: { maxDays: whole(365), maxTimes: whole(100) },
  reminders: { idleDays: days, staleDays: dayLimit, dailyCalls: limit },
  revisitDays: days,
  dayReport: { dueAt: timeOfDay, roles: texts },
  lockLimit: limit,
  revealLimit: limit,
  viewLimit: limit,
} as const satisfies Shape

const lay = (
  part: Shape,
  offered: unknown,
  present: Readonly<Record<string, unknown>>,
  path: string,
  faults: Fault[],
): Record<string, unknown> => {
  if (!isObject(offered)) {
    faults.push(fault(path, 'invalid', '应是一个对象', 'An object is expected'))
    return { ...present }
  }
  const result: Record<string, unknown> = { ...present }
  for (const [key, value] of Object.entries(offered)) {
    const at = path === '' ? key : `${path}.${key}`
    const take = Object.hasOwn(part, key) ? part[key] : undefined
    if (take === undefined) faults.push(fault(at, 'unknown_field', `规则没有“${key}”`, `The policy has no "${key}"`))
    else if (typeof take === 'function') {
      const taken = take(value)
      if (taken.ok) result[key] = taken.value
      else faults.push(fault(at, 'invalid', taken.zh, taken.en))
    } else {
      const before = present[key]
      result[key] = lay(take, value, isObject(before) ? before : {}, at, faults)
    }
  }
  return result
}

/** What somebody offers as a policy, laid over the present one; every fault with its path. `effectiveAt` is read elsewhere. */
export const parsePolicy = (offered: unknown, present: Policy): { policy: Policy } | { faults: readonly Fault[] } => {
  const faults: Fault[] = []
  const { effectiveAt: _, ...rest } = isObject(offered) ? offered : { effectiveAt: undefined }
  const policy = lay(shape, isObject(offered) ? rest : offered, { ...present }, '', faults)
  return faults.length > 0 ? { faults } : { policy: policy as unknown as Policy }
}
