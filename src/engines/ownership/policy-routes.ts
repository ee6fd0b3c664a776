import sql from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import { noRight } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { type Fault, fault, forbidden, invalid, notFound } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { firstPolicy, type Policy } from './policy.ts'
import { parsePolicy, unknownPeople } from './policy-input.ts'

export const pooledObject = (kernel: Kernel): CompiledObject => {
  for (const object of kernel.registry().objects.values()) if (object.def.traits.pooled === true) return object
  throw notFound()
}

/** Of the limits by role, grade and person everybody sees those that are theirs; who keeps the pools sees all. */
const policyFor = ({ kernel, context }: Call, policy: Policy): Policy => {
  const { principal } = context
  const pools = kernel.registry().objects.get('pools')!
  if (!kernel.access.may(principal, pools, 'read')) throw noRight(pools, 'read')
  if (kernel.access.may(principal, pools, 'manage')) return policy
  const own = (limits: Readonly<Record<string, number>>, keys: readonly (string | null)[]) =>
    Object.fromEntries(Object.entries(limits).filter(([key]) => keys.includes(key)))
  const { byRole, byGrade, byEmployee } = policy.capacity
  return {
    ...policy,
    capacity: {
      ...policy.capacity,
      byRole: own(byRole, [...principal.roleKeys, ...principal.roleIds]),
      byGrade: own(byGrade, [principal.grade]),
      byEmployee: own(byEmployee, [principal.employeeId]),
    },
  }
}

export const readPolicy = async (parts: OwnershipParts, call: Call): Promise<Reply> => {
  const { version, policy: whole } = parts.state.policy(call.context.now)
  const policy = policyFor(call, whole)
  const people = call.kernel.directory().people
  const named = (id: string | null) => (id === null ? null : { id, name: people.get(id)?.name ?? null })
  const versions = parts.state.versions().map((one) => ({
    version: one.version,
    effectiveAt: one.effectiveAt,
    publishedAt: one.publishedAt,
    publishedBy: named(one.publishedById),
  }))
  const inForce = versions.find((one) => one.version === version)
  return {
    body: {
      version,
      effectiveAt: inForce?.effectiveAt ?? null,
      publishedAt: inForce?.publishedAt ?? null,
      publishedBy: inForce?.publishedBy ?? null,
      policy,
      ...policy,
      versions,
    },
  }
}

/** Publishing is for those who keep the pools; everybody may read the rules (F19). */
export const publishPolicy = async (parts: OwnershipParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  if (!kernel.access.may(context.principal, kernel.registry().objects.get('pools')!, 'manage'))
    throw forbidden(
      'no_right',
      '只有管理公海的人能发布规则',
      'Only those who manage pools publish the policy',
      'pools.manage',
    )
  const body = bodyObject(call.body)
  const parsed = parsePolicy(
    isObject(body.policy)
      ? { ...body.policy, ...(body.effectiveAt === undefined ? {} : { effectiveAt: body.effectiveAt }) }
      : body,
    parts.state.versions()[0]?.policy ?? firstPolicy,
  )
  if ('faults' in parsed) throw invalid(parsed.faults)
  const unknown = [
    ...unknownOptions(kernel, parsed.policy),
    ...unknownPeople(kernel.directory().people, parsed.policy, parts.state.versions()[0]?.policy ?? firstPolicy),
  ]
  if (unknown.length > 0) throw invalid(unknown)
  const effectiveAt = effectiveOf(kernel, body.effectiveAt, context.now)
  await kernel.db.transaction(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended('policy', 0))`)
    await tx.query(
      sql`INSERT INTO policy_versions (version, policy, effective_at, published_at, published_by_id) SELECT coalesce(max(version), 0) + 1, ${JSON.stringify(parsed.policy)}::jsonb, ${effectiveAt}, ${context.now}, ${context.principal.employeeId} FROM policy_versions`,
    )
    await tx.query(sql`UPDATE epochs SET access = access + 1`)
  })
  await parts.state.refresh(kernel.db)
  return { ...(await readPolicy(parts, call)), status: 201 }
}

/** Kinds and states the policy names must be there to choose. */
const unknownOptions = (kernel: Kernel, policy: Policy) => {
  const faults: Fault[] = []
  const check = (object: CompiledObject | undefined, name: string, values: readonly string[], path: string) => {
    const options = (object?.fields.get(name)?.def.options ?? []) as readonly { key: string }[]
    for (const value of values)
      if (!options.some((option) => option.key === value))
        faults.push(fault(path, 'unknown_option', `没有选项“${value}”`, `There is no option "${value}"`))
  }
  const objects = [...kernel.registry().objects.values()]
  const contact = objects.find((object) => object.def.traits.touches !== undefined)
  check(contact, contact?.def.traits.touches?.kind ?? '', policy.validFollowUp.kinds, 'validFollowUp.kinds')
  const pooled = pooledObject(kernel)
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
  check(pooledObject(kernel), 'dealStatus', policy.capacity.excludes.dealStatus, 'capacity.excludes.dealStatus')
  return faults
}

const effectiveOf = (kernel: Kernel, offered: unknown, now: string): string => {
  if (offered === undefined || offered === null) return now
  const type = kernel.registry().fieldTypes.get('dateTime')!
  const parsed = type.parse(offered, { type: 'dateTime', zh: '生效时间', en: 'Effective' })
  if (!parsed.ok) throw invalid([{ path: 'effectiveAt', code: parsed.code, message: parsed.message }])
  if (String(parsed.value) < now)
    throw invalid([fault('effectiveAt', 'in_the_past', '生效时间不能早于现在', 'It cannot take effect in the past')])
  return String(parsed.value)
}
