import sql from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import { noRight } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply, versionOf } from '../../kernel/rest/route.ts'
import { fault, forbidden, invalid, notFound, versionConflict } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'
import { loadPolicies, type Policy, type PolicyVersion, policyAt } from './policy.ts'
import { policyFaults } from './policy-checks.ts'
import { parsePolicy } from './policy-input.ts'

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
    superseded: isSuperseded(one, parts.state.versions()),
  }))
  const inForce = versions.find((one) => one.version === version)
  return {
    headers: { ETag: `"${versions[0]?.version ?? 0}"` },
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
  const offered = isObject(body.policy)
    ? { ...body.policy, ...(body.effectiveAt === undefined ? {} : { effectiveAt: body.effectiveAt }) }
    : body
  const expected = versionOf(call)
  await kernel.db.transaction(async (tx) => {
    // One after the other: each is laid over what is in force at its moment, nothing in between is lost.
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended('policy', 0))`)
    // The moment of the turn: who asked first may have waited, and is laid over what came before all the same.
    const effectiveAt = effectiveOf(kernel, body.effectiveAt, kernel.clock.now())
    const versions = await loadPolicies(tx)
    const latest = versions[0]?.version ?? 0
    if (expected !== undefined && expected !== latest) throw versionConflict({ version: latest })
    const before = policyAt(versions, effectiveAt).policy
    const parsed = parsePolicy(offered, before)
    const faults = 'faults' in parsed ? parsed.faults : policyFaults(parts, pooledObject(kernel), parsed.policy, before)
    if ('faults' in parsed || faults.length > 0) throw invalid(faults)
    await tx.query(
      sql`INSERT INTO policy_versions (version, policy, effective_at, published_at, published_by_id) VALUES (${latest + 1}, ${JSON.stringify(parsed.policy)}::jsonb, ${effectiveAt}, ${context.now}, ${context.principal.employeeId})`,
    )
    await tx.query(sql`UPDATE epochs SET access = access + 1`)
  })
  await parts.state.refresh(kernel.db)
  const after = { ...call, context: { ...context, now: kernel.clock.now() } }
  return { ...(await readPolicy(parts, after)), status: 201 }
}

/** A later version that takes effect sooner leaves an earlier one no moment of its own. */
const isSuperseded = (one: PolicyVersion, versions: readonly PolicyVersion[]): boolean =>
  versions.some((other) => other.version > one.version && other.effectiveAt <= one.effectiveAt)

const effectiveOf = (kernel: Kernel, offered: unknown, now: string): string => {
  if (offered === undefined || offered === null) return now
  const type = kernel.registry().fieldTypes.get('dateTime')!
  const parsed = type.parse(offered, { type: 'dateTime', zh: '生效时间', en: 'Effective' })
  if (!parsed.ok) throw invalid([{ path: 'effectiveAt', code: parsed.code, message: parsed.message }])
  if (String(parsed.value) < now)
    throw invalid([fault('effectiveAt', 'in_the_past', '生效时间不能早于现在', 'It cannot take effect in the past')])
  return String(parsed.value)
}
