import type { Kernel } from '../../kernel/kernel.ts'
import { type Context, systemPrincipal } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import type { ActionHandler, ActionScope, Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { update } from '../../kernel/records/write.ts'
import { conflict, fault, type Refusal } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { decidedActions, ownOnly } from './decided.actions.ts'

const path = 'extensions'

interface Parts {
  readonly kernel: () => Kernel
  /** How much may be asked for, as the policy in force says. */
  readonly allowed: (now: string) => { readonly maxDays: number; readonly maxTimes: number }
}

/** 延保: asked for by the owner, within what the policy allows; one question at a time. */
export const extensionHooks = (parts: Parts): readonly Hook[] => [
  {
    stage: 'validate',
    applies: (object) => object.path === path,
    run: (scope, changes) => checkAsked(parts, scope, changes),
  },
]

const checkAsked = async (parts: Parts, scope: WriteScope, changes: readonly Change[]) => {
  const { context } = scope
  const { maxDays, maxTimes } = parts.allowed(context.now)
  const customers = parts.kernel().registry().objects.get('customers')!
  for (const change of changes.filter((one) => one.kind === 'create' && one.faults.length === 0)) {
    change.faults.push(...ownOnly(context, change.after))
    const id = String(change.after.customerId)
    const [customer] = await rowsOf(parts.kernel(), context, customers, [id], { lock: true })
    if (customer === undefined) continue
    if (customer.ownerId !== context.principal.employeeId)
      change.faults.push(
        fault('customerId', 'not_owner', '只有负责人能申请延保', 'Only its owner asks for an extension'),
      )
    else if (customer.protectedUntil === null)
      change.faults.push(
        fault('customerId', 'no_clock', '它没有到期时间，不用延保', 'Its protection does not end; nothing to extend'),
      )
    if (Number(change.after.days) > maxDays)
      change.faults.push(
        fault('days', 'out_of_range', `最多延保 ${maxDays} 天`, `At most ${maxDays} days can be asked for`),
      )
    const asked = await askedBefore(parts, context, id, String(customer.ownedAt))
    if (asked.includes('pending'))
      change.refusal = conflict('already_asked', '已有一个待批的延保申请', 'An extension is already being asked for')
    else if (asked.filter((state) => state === 'approved').length >= maxTimes)
      change.refusal = conflict(
        'extension_limit',
        `一次归属内最多延保 ${maxTimes} 次`,
        `While owned by one person it is extended ${maxTimes} times at most`,
      )
  }
}

/** States of what this person asked for about this customer since owning it. */
const askedBefore = async (
  parts: Parts,
  context: Context,
  customerId: string,
  since: string,
): Promise<Row[string][]> => {
  const object = parts.kernel().registry().objects.get(path)!
  const inside = asSystem(context)
  const filter = { customerId, ownerId: context.principal.employeeId, createdAt: { gte: since } }
  const query = parseList(parts.kernel(), inside, object, {
    filter: JSON.stringify(filter),
    limit: '200',
    count: 'none',
  })
  return (await list(parts.kernel(), inside, object, query)).data.map((row) => row.state)
}

const asSystem = (context: Context): Context => ({ ...context, principal: systemPrincipal('extensions') })

/** 同意 moves the end of protection; nobody decides on what he asked for himself. */
export const extensionActions = (parts: Parts): readonly ActionHandler[] =>
  decidedActions({ kernel: parts.kernel, path, carryOut: (scope, row) => extend(parts, scope, row) })

/** The end of protection moves by whole days; of what has another owner by now nothing is extended. */
const extend = async (parts: Parts, { context }: ActionScope, row: Row): Promise<Refusal | undefined> => {
  const kernel = parts.kernel()
  const customers = kernel.registry().objects.get('customers')!
  const inside = asSystem(context)
  const [customer] = await rowsOf(kernel, inside, customers, [String(row.customerId)], { lock: true })
  if (customer === undefined || customer.ownerId !== row.ownerId || typeof customer.protectedUntil !== 'string')
    return conflict(
      'not_owned_any_more',
      '申请人已经不是负责人，或不再有到期时间',
      'Whoever asked does not own it any more, or its protection does not end',
    )
  // `until` is the midnight after the last day: the moment before it belongs to that day.
  const lastDay = new Date(Date.parse(customer.protectedUntil) - 1).toISOString()
  const [done] = await update(
    kernel,
    context,
    customers,
    [{ id: String(row.customerId), values: { extendedUntil: kernel.clock.endOfDays(lastDay, Number(row.days)) } }],
    { trusted: true, cause: 'extend', noUndo: true },
  )
  return done !== undefined && 'refusal' in done ? done.refusal : undefined
}
