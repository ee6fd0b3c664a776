import { type Fault, fault } from '../../model/errors.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import type { Policy } from './policy.ts'

/** What does not hold of a policy whose values are well formed: names of nobody and nothing, and what contradicts itself. */
export const policyFaults = (
  parts: OwnershipParts,
  pooled: CompiledObject,
  policy: Policy,
  before: Policy,
): readonly Fault[] => [
  ...unknownOptions(parts, pooled, policy),
  ...unknownPeople(parts, policy, before),
  ...unknownRoles(parts, policy, before),
  ...contradictions(pooled, policy),
]

/** Kinds, states, levels and fields the policy names must be there to choose. */
const unknownOptions = (parts: OwnershipParts, pooled: CompiledObject, policy: Policy): Fault[] => {
  const faults: Fault[] = []
  const check = (object: CompiledObject | undefined, name: string, values: readonly string[], path: string) => {
    const options = (object?.fields.get(name)?.def.options ?? []) as readonly { key: string }[]
    for (const value of values)
      if (!options.some((option) => option.key === value))
        faults.push(fault(path, 'unknown_option', `没有选项“${value}”`, `There is no option "${value}"`))
  }
  const contact = [...parts.kernel().registry().objects.values()].find(
    (object) => object.def.traits.touches !== undefined,
  )
  check(contact, contact?.def.traits.touches?.kind ?? '', policy.validFollowUp.kinds, 'validFollowUp.kinds')
  check(pooled, 'dealStatus', policy.capacity.excludes.dealStatus, 'capacity.excludes.dealStatus')
  check(pooled, 'level', Object.keys(policy.reminders.idleDays), 'reminders.idleDays')
  check(pooled, 'level', Object.keys(policy.revisitDays), 'revisitDays')
  for (const name of policy.release.required)
    if (!pooled.fields.has(name))
      faults.push(
        fault(
          'release.required',
          'unknown_field',
          `${pooled.label.zh}没有字段“${name}”`,
          `${pooled.path} has no field "${name}"`,
        ),
      )
  return faults
}

/** A number for nobody would look like a rule and be none; who has left since an earlier version may stay in it. */
const unknownPeople = (parts: OwnershipParts, { capacity }: Policy, before: Policy): Fault[] => {
  const { people } = parts.kernel().directory()
  return Object.keys(capacity.byEmployee)
    .filter((id) => !people.has(id) && !Object.hasOwn(before.capacity.byEmployee, id))
    .map((id) =>
      fault(`capacity.byEmployee.${id}`, 'unknown_reference', `没有员工“${id}”`, `There is no employee "${id}"`),
    )
}

/** Likewise for roles, named by key or id. */
const unknownRoles = (parts: OwnershipParts, policy: Policy, before: Policy): Fault[] => {
  const ids = [...(parts.kernel().directory().titles.get('roles')?.keys() ?? [])]
  const known = new Set([...ids, ...parts.roleKeys(ids)])
  const unknown = (path: string, names: readonly string[], earlier: readonly string[]) =>
    names
      .filter((name) => !known.has(name) && !earlier.includes(name))
      .map((name) => fault(path, 'unknown_reference', `没有角色“${name}”`, `There is no role "${name}"`))
  return [
    ...unknown('capacity.byRole', Object.keys(policy.capacity.byRole), Object.keys(before.capacity.byRole)),
    ...unknown('dayReport.roles', policy.dayReport.roles, before.dayReport.roles),
  ]
}

/** Sentences of a policy that cancel each other, each named with what it cancels. */
const contradictions = (pooled: CompiledObject, { validFollowUp, release, extension }: Policy): Fault[] => {
  const faults: Fault[] = []
  if (validFollowUp.kinds.length === 0)
    faults.push(
      fault(
        'validFollowUp.kinds',
        'contradiction',
        '没有一种方式算有效跟进，那么谁跟进都保不住客户；至少选一种',
        'No kind of follow-up counts, so that nobody could keep a customer by any; choose one at least',
      ),
    )
  if (extension.maxTimes > 0 && extension.maxDays === 0)
    faults.push(
      fault(
        'extension.maxDays',
        'contradiction',
        `可以延保 ${extension.maxTimes} 次，但一次最多 0 天；不许延保就把次数设为 0`,
        `${extension.maxTimes} extensions of at most 0 days each: to allow none, set the times to 0`,
      ),
    )
  for (const field of release.required.flatMap((name) => pooled.fields.get(name) ?? []))
    if (field.def.readOnly === true || field.def.derived === true)
      faults.push(
        fault(
          'release.required',
          'contradiction',
          `退回前要填“${field.def.zh}”，但它由系统维护，没有人能填`,
          `"${field.def.en}" is to be filled in before a release, but the system keeps it and nobody can`,
        ),
      )
  return faults
}
