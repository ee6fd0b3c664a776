import type { Consumer, Decorator, Engine } from '../../kernel/kernel.ts'
import { noRight } from '../../kernel/records/write.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { notFound } from '../../model/errors.ts'
import { ownershipHandlers, revealHandler, revealsToday } from './actions.ts'
import { binColumns, binHooks } from './bin.ts'
import { usageOf } from './capacity.ts'
import { claimsToday, undoOwnership } from './claim.ts'
import { contactHooks } from './contact-clock.ts'
import { handOverHandler } from './hand-over.ts'
import { members, owners } from './history.ts'
import { holdings } from './holdings.ts'
import { type OwnershipParts, ownershipHooks } from './hooks.ts'
import { inviteHooks } from './invited.ts'
import { linkHooks } from './links.ts'
import { loss } from './loss.ts'
import { expiryJob } from './members.ts'
import { firstPolicy, thresholdsOf } from './policy.ts'
import { pooledObject, publishPolicy, readPolicy } from './policy-routes.ts'
import { clockSettings, protectionOf, ruleWords } from './protection.ts'
import { recomputeProtection, recycleJob } from './recycle.ts'
import { askedPool, poolReport } from './report.ts'
import { ownershipSchema } from './schema.ts'
import { viewGuard, viewsToday } from './views.ts'

/** 归属: pool, capacity, protection, recycling, members. One service that every path passes (DESIGN §4, F1–F18). */
export const createOwnership = (
  parts: OwnershipParts,
  { pooled, following }: { readonly pooled: readonly string[]; readonly following: readonly string[] },
): Engine => ({
  name: 'ownership',
  schema: ownershipSchema,
  columns: binColumns,
  hooks: [
    ...linkHooks(parts),
    ...binHooks(parts),
    ...ownershipHooks(parts),
    ...contactHooks(parts),
    ...inviteHooks(parts),
  ],
  actions: [
    ...pooled.flatMap((path) => ownershipHandlers(parts, path)),
    ...following.map((path) => revealHandler(parts, path)),
    handOverHandler(parts),
  ],
  undoers: { ownership: undoOwnership(parts) },
  jobs: [recycleJob(parts), expiryJob(parts)],
  consumers: [recomputer(parts)],
  refresh: (db) => parts.state.refresh(db),
  decorator: protectionShown(parts),
  guard: viewGuard(parts),
  thresholds: (now) => thresholdsOf(parts.state.policy(now).policy, parts.state.pools().values()),
  routes: [
    {
      method: 'GET',
      path: '/policy',
      query: [],
      openapi: { summary: '现行规则和各版本 · the policy in force, and its versions' },
      run: (call) => readPolicy(parts, call),
    },
    { method: 'POST', path: '/policy', openapi: publishing, run: (call) => publishPolicy(parts, call) },
    {
      method: 'GET',
      path: '/pool-usage',
      query: ['poolId'],
      openapi: { summary: '我在公海的用量 · what I claimed, own and may still do' },
      run: (call) => poolUsage(parts, call),
    },
    {
      method: 'GET',
      path: '/pool-report',
      query: ['poolId', 'weeks'],
      openapi: { summary: '公海使用情况 · how a pool is used, by week' },
      run: (call) => poolReport(parts, call),
    },
    {
      method: 'GET',
      path: '/employees/:id/holdings',
      query: ['heirs'],
      openapi: { summary: '名下的工作 · what somebody holds, before it is handed over' },
      run: holdings(parts),
    },
    { method: 'GET', path: '/:object/:id/owners', run: owners },
    { method: 'GET', path: '/:object/:id/loss', run: loss(parts) },
    { method: 'GET', path: '/:object/:id/members', run: members },
  ],
})

const publishing = {
  summary: '发布一个版本 · publish a version; what is left out stays as it is',
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { type: 'object', properties: { effectiveAt: { type: 'string', format: 'date-time' } } },
        example: firstPolicy,
      },
    },
  },
}

/** When the clocks of a pool change, so do the ends of protection stored on its records. */
const recomputer = (parts: OwnershipParts): Consumer => ({
  name: 'protection',
  wants: (event) =>
    event.object === 'pools' &&
    Array.isArray(event.payload.fields) &&
    event.payload.fields.some((name) => clockSettings.includes(String(name))),
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

const poolUsage = async (parts: OwnershipParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const me = context.principal.employeeId ?? ''
  const pools = kernel.registry().objects.get('pools')!
  if (!kernel.access.may(context.principal, pools, 'read')) throw noRight(pools, 'read')
  const pool = askedPool(parts, call.query.poolId)
  if (pool === undefined || !context.principal.poolIds.includes(pool.id)) throw notFound()
  const object = pooledObject(kernel)
  const claims = await claimsToday(kernel.db, parts, me, context.now)
  const { policy } = parts.state.policy(context.now)
  return {
    body: {
      pool: { id: pool.id, name: pool.name },
      claims: { used: claims.get(pool.id) ?? 0, limit: pool.dailyClaims },
      capacity: await usageOf(kernel.db, parts.state, object, kernel.directory(), parts.roleKeys, me, context.now),
      views: { used: await viewsToday(kernel.db, parts, me, context.now), limit: policy.viewLimit },
      reveals: { used: await revealsToday(parts, kernel.db, me, context.now), limit: policy.revealLimit },
    },
  }
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
