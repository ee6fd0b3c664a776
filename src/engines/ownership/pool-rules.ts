import sql, { raw } from 'sql-template-tag'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, type Fault, fault } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { askSecondPerson } from './many-releases.ts'
import { type ClockName, clockNames, daysBy } from './protection.ts'

const isDays = (value: unknown) =>
  value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 3650)

/** What a pool says of itself must hold together, and a pool that records call home, and the default one, stay. */
export const keepPools = async (parts: OwnershipParts, scope: WriteScope, changes: readonly Change[]) => {
  const pooled = [...parts.kernel().registry().objects.values()].filter((one) => one.def.traits.pooled === true)
  for (const change of changes) {
    if (change.kind !== 'delete') {
      for (const setting of Object.keys(daysBy) as (keyof typeof daysBy)[])
        change.faults.push(...daysFaults(pooled, setting, change.after[setting] ?? {}))
      if (change.faults.length === 0) change.faults.push(...contradictions(change.before, change.after))
      if (change.faults.length === 0) await askSecondPerson(parts, scope, change)
      continue
    }
    const used = [parts.state.defaultPool()?.id === change.id]
    for (const object of pooled)
      used.push(
        (await scope.tx.query(sql`SELECT 1 FROM ${raw(object.table)} WHERE pool_id = ${change.id} LIMIT 1`)).rowCount >
          0,
      )
    if (used.includes(true))
      change.refusal = conflict(
        'in_use',
        '默认公海和还有客户的公海不能删除，先把客户移到别的公海',
        'The default pool and one with customers stay; move the customers to another pool first',
      )
  }
}

/** What would be wrong of a pool with other clocks, said before a second person is asked. */
export const clockFaults = (parts: OwnershipParts, poolId: string, values: Readonly<Row>): Fault[] => {
  const pooled = [...parts.kernel().registry().objects.values()].filter((one) => one.def.traits.pooled === true)
  const present = parts.state.pools().get(poolId) as unknown as Row | undefined
  const faults = Object.entries(values).flatMap(([name, value]) =>
    Object.hasOwn(daysBy, name)
      ? daysFaults(pooled, name as keyof typeof daysBy, value)
      : isDays(value)
        ? []
        : [fault(name, 'invalid', '应是 1 到 3650 的天数', 'Days from 1 to 3650 are expected')],
  )
  return faults.length > 0 || present === undefined ? faults : contradictions(present, { ...present, ...values })
}

/** Days by the options of a choice field: known options, known clocks, whole days. */
const daysFaults = (pooled: readonly CompiledObject[], setting: keyof typeof daysBy, value: unknown): Fault[] => {
  const field = pooled.map((object) => object.fields.get(daysBy[setting])).find((one) => one !== undefined)
  const name = field?.def ?? { zh: daysBy[setting], en: daysBy[setting] }
  const wrong = (path: string) =>
    fault(
      path,
      'invalid',
      `应按${name.zh}给出 1 到 3650 的天数`,
      `Days from 1 to 3650 by ${name.en.toLowerCase()} are expected`,
    )
  if (!isObject(value)) return [wrong(setting)]
  const options = (field?.def.options ?? []) as readonly { key: string }[]
  return Object.entries(value).flatMap(([key, own]) => {
    if (field !== undefined && !options.some((option) => option.key === key))
      return [
        fault(`${setting}.${key}`, 'unknown_option', `${name.zh}没有选项“${key}”`, `${name.en} has no option "${key}"`),
      ]
    if (!isObject(own)) return [wrong(`${setting}.${key}`)]
    return Object.entries(own).flatMap(([clock, days]) =>
      clockNames.includes(clock as ClockName) && isDays(days) ? [] : [wrong(`${setting}.${key}.${clock}`)],
    )
  })
}

/** Every number of days a clock may run, with its path. */
const allDays = (pool: Row): { path: string; days: number }[] =>
  clockNames.flatMap((clock) => [
    ...(typeof pool[clock] === 'number' ? [{ path: clock, days: Number(pool[clock]) }] : []),
    ...Object.keys(daysBy).flatMap((setting) =>
      Object.entries(isObject(pool[setting]) ? pool[setting] : {}).flatMap(([key, own]) =>
        isObject(own) && typeof own[clock] === 'number'
          ? [{ path: `${setting}.${key}.${clock}`, days: Number(own[clock]) }]
          : [],
      ),
    ),
  ])

/** Settings that cancel each other are refused, with the sentence that does. */
const contradictions = (before: Readonly<Row> | null, pool: Row): Fault[] => {
  const faults: Fault[] = []
  const number = (name: string) => (typeof pool[name] === 'number' ? Number(pool[name]) : 0)
  // Shorter days under an older warning only warn at once; choosing such a warning is a mistake.
  const isChosen = before !== null && before.warnDays !== pool.warnDays
  const short = allDays(pool).find(({ days }) => days <= number('warnDays'))
  if (short !== undefined && isChosen && number('warnDays') > 0)
    faults.push(
      fault(
        'warnDays',
        'contradiction',
        `提前 ${number('warnDays')} 天提醒，但有的保护期只有 ${short.days} 天（${short.path}），刚领取就会提醒`,
        `The warning comes ${number('warnDays')} days before, but one protection lasts ${short.days} days only (${short.path}): it would come at once`,
      ),
    )
  if (number('priorityHours') > 0 && number('previousOwnerCooldownDays') > 0)
    faults.push(
      fault(
        'priorityHours',
        'contradiction',
        `前负责人先有 ${number('priorityHours')} 小时优先领取，又要冷却 ${number('previousOwnerCooldownDays')} 天不能领取，只能留一个`,
        `The previous owner has ${number('priorityHours')} hours of priority, and may not claim for ${number('previousOwnerCooldownDays')} days: only one of these can hold`,
      ),
    )
  if (number('priorityHours') > 0 && number('newInPoolCooldownHours') >= number('priorityHours'))
    faults.push(
      fault(
        'priorityHours',
        'contradiction',
        `新入池冷却 ${number('newInPoolCooldownHours')} 小时盖过了 ${number('priorityHours')} 小时的优先期，没有人能用上优先`,
        `The cool-down of ${number('newInPoolCooldownHours')} hours covers the ${number('priorityHours')} hours of priority: nobody could use it`,
      ),
    )
  if (pool.afterRecycle === 'extend' && number('extendDays') === 0)
    faults.push(
      fault(
        'extendDays',
        'required',
        '选了到期自动延保，要给出延保天数',
        'Protection is extended when it ends: say by how many days',
      ),
    )
  return faults
}
