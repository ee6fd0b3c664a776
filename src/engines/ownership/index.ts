import sql from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import type { Consumer, Decorator, Engine, Kernel } from '../../kernel/kernel.ts'
import { read } from '../../kernel/records/read.ts'
import { hidesNumbers, viewOf } from '../../kernel/records/view.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { type Fault, fault, forbidden, invalid, notFound } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import { reasonText } from '../../model/reason.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { ownershipHandlers, revealHandler, revealsToday } from './actions.ts'
import { binColumns, binHooks } from './bin.ts'
import { usageOf } from './capacity.ts'
import { claimsToday, undoOwnership } from './claim.ts'
import { contactHooks } from './contact-clock.ts'
import { type OwnershipParts, ownershipHooks } from './hooks.ts'
import { linkHooks } from './links.ts'
import { expiryJob } from './members.ts'
import { firstPolicy, type Policy, parsePolicy, unknownPeople } from './policy.ts'
import { protectionOf, ruleWords } from './protection.ts'
import { recomputeProtection, recycleJob } from './recycle.ts'
import { ownershipSchema } from './schema.ts'

/** 归属: pool, capacity, protection, recycling, members. One service that every path passes (DESIGN §4, F1–F18). */
export const createOwnership = (
  parts: OwnershipParts,
  { pooled, following }: { readonly pooled: readonly string[]; readonly following: readonly string[] },
): Engine => ({
  name: 'ownership',
  schema: ownershipSchema,
  columns: binColumns,
  hooks: [...linkHooks(parts), ...binHooks(parts), ...ownershipHooks(parts), ...contactHooks(parts)],
  actions: [
    ...pooled.flatMap((path) => ownershipHandlers(parts, path)),
    ...following.map((path) => revealHandler(parts, path)),
  ],
  undoers: { ownership: undoOwnership(parts) },
  jobs: [recycleJob(parts), expiryJob(parts)],
  consumers: [recomputer(parts)],
  refresh: (db) => parts.state.refresh(db),
  decorator: protectionShown(parts),
  routes: [
    { method: 'GET', path: '/policy', run: (call) => readPolicy(parts, call) },
    { method: 'POST', path: '/policy', run: (call) => publishPolicy(parts, call) },
    { method: 'GET', path: '/pool-usage', run: (call) => poolUsage(parts, call) },
    { method: 'GET', path: '/:object/:id/owners', run: owners },
    { method: 'GET', path: '/:object/:id/members', run: members },
  ],
})

/** When the clocks of a pool change, so do the ends of protection stored on its records. */
const recomputer = (parts: OwnershipParts): Consumer => ({
  name: 'protection',
  wants: (event) =>
    event.object === 'pools' &&
    event.event === 'update' &&
    Array.isArray(event.payload.fields) &&
    event.payload.fields.some((name) => ['daysWithoutFollowUp', 'daysWithoutDeal', 'byLevel'].includes(String(name))),
  run: async (event) => {
    await parts.state.refresh(parts.kernel().db)
    if (event.recordId !== null) await recomputeProtection(parts, event.recordId)
  },
})

const protectionShown =
  (parts: OwnershipParts): Decorator =>
  (context, object, shown, raw) => {
    if (object.def.traits.pooled !== true) return
    const pool = parts.state.pools().get(String(raw.poolId))
    const protection = protectionOf(raw, pool, parts.state.clock)
    const words = ruleWords(protection)
    shown.protection = {
      state: protection.state,
      until: protection.until,
      since: protection.since,
      days: protection.days,
      rule: protection.by,
      label: words === null ? null : { zh: words.zh, en: words.en },
      warnDays: pool?.warnDays ?? 0,
      poolName: pool?.name ?? null,
      policyVersion: parts.state.policy(context.now).version,
    }
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

const readPolicy = async (parts: OwnershipParts, call: Call): Promise<Reply> => {
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
const publishPolicy = async (parts: OwnershipParts, call: Call): Promise<Reply> => {
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

const poolUsage = async (parts: OwnershipParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const me = context.principal.employeeId ?? ''
  const pools = kernel.registry().objects.get('pools')!
  if (!kernel.access.may(context.principal, pools, 'read')) throw noRight(pools, 'read')
  const pool = parts.state.pools().get(call.query.poolId ?? '') ?? parts.state.defaultPool()
  if (pool === undefined || !context.principal.poolIds.includes(pool.id)) throw notFound()
  const object = pooledObject(kernel)
  const claims = await claimsToday(kernel.db, parts, me, context.now)
  const { policy } = parts.state.policy(context.now)
  return {
    body: {
      pool: { id: pool.id, name: pool.name },
      claims: { used: claims.get(pool.id) ?? 0, limit: pool.dailyClaims },
      capacity: await usageOf(kernel.db, parts.state, object, kernel.directory(), parts.roleKeys, me, context.now),
      reveals: { used: await revealsToday(parts, kernel.db, me, context.now), limit: policy.revealLimit },
    },
  }
}

const pooledObject = (kernel: Kernel): CompiledObject => {
  for (const object of kernel.registry().objects.values()) if (object.def.traits.pooled === true) return object
  throw notFound()
}

/** The capacity of one person, for the side bar. */
export const myCapacity = async (parts: OwnershipParts, call: Call) => {
  const { kernel, context } = call
  const object = pooledObject(kernel)
  if (!kernel.access.may(context.principal, object, 'create')) return null
  return usageOf(
    kernel.db,
    parts.state,
    object,
    kernel.directory(),
    parts.roleKeys,
    context.principal.employeeId ?? '',
    context.now,
  )
}

const idIn = (call: Call): string => {
  if (!isId(call.params.id)) throw notFound()
  return call.params.id
}

/** 归属经过 (F7, F17): who had it from when to when, by which cause and rule. */
const owners = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  const record = await read(call.kernel, call.context, object, idIn(call), 'either')
  const hidden = hidesNumbers(viewOf(call.kernel, call.context, object), record)
  const { rows } = await call.kernel.db.query<
    Row & { ownerId: string | null; actorId: string | null; poolId: string | null; rule: string | null }
  >(sql`
    SELECT owner_id AS "ownerId", pool_id AS "poolId", from_at AS "from", to_at AS "to", cause, rule, reason, policy_version AS "policyVersion", actor_id AS "actorId"
    FROM ownership_intervals WHERE object = ${object.path} AND record_id = ${idIn(call)} ORDER BY from_at DESC, id DESC LIMIT 500`)
  const people = call.kernel.directory().people
  const named = (id: string | null) => (id === null ? null : { id, name: people.get(id)?.name ?? null })
  const { rows: pools } = await call.kernel.db.query<{ id: string; name: string }>(sql`SELECT id, name FROM pools`)
  const poolNames = new Map(pools.map((pool) => [pool.id, pool.name]))
  return {
    body: {
      data: rows.map((row) => ({
        ...row,
        rule: row.rule === null ? null : reasonText(row.rule, call.context.locale),
        ...(hidden && typeof row.reason === 'string' ? { reason: maskNumbersIn(row.reason) } : {}),
        owner: named(row.ownerId),
        by: named(row.actorId),
        pool: row.poolId === null ? null : { id: row.poolId, name: poolNames.get(row.poolId) ?? null },
      })),
      page: { next: null, total: { value: rows.length, exact: true } },
    },
  }
}

const members = async (call: Call): Promise<Reply> => {
  const object = objectOf(call)
  await read(call.kernel, call.context, object, idIn(call), 'either')
  const { rows } = await call.kernel.db.query<{
    employeeId: string | null
    departmentId: string | null
    right: string
    until: string | null
    addedAt: string
  }>(sql`
    SELECT employee_id AS "employeeId", department_id AS "departmentId", access AS right, until, added_at AS "addedAt" FROM record_members WHERE object = ${object.path} AND record_id = ${idIn(call)} ORDER BY added_at, id`)
  const { people, units } = call.kernel.directory()
  return {
    body: {
      data: rows.map((row) => ({
        ...(row.employeeId === null
          ? { department: { id: row.departmentId, name: units.get(row.departmentId ?? '')?.name ?? null } }
          : { employee: { id: row.employeeId, name: people.get(row.employeeId)?.name ?? null } }),
        right: row.right,
        until: row.until,
        addedAt: row.addedAt,
        expired: row.until !== null && row.until <= call.context.now,
      })),
    },
  }
}
