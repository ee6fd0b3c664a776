import { sumOf } from '../src/engines/documents/amounts.ts'
import { entriesOf, postingOf } from '../src/engines/documents/posting.ts'
import { allSharesOf } from '../src/engines/documents/shares.ts'
import type { Row } from '../src/model/label.ts'
import type { ObjectDef } from '../src/model/object.ts'
import { contracts } from '../src/modules/sales/contracts.object.ts'
import { orders } from '../src/modules/sales/orders.object.ts'
import { quotes } from '../src/modules/sales/quotes.object.ts'
import { receipts } from '../src/modules/sales/receipts.object.ts'
import { idOf } from './identifiers.ts'
import { dayDate } from './sales-catalogue.ts'
import { most } from './sales-course.ts'
import { type Desk, mostPapers } from './sales-desk.ts'
import { contractTerms, contractVoids, orderRemarks, orderVoids, quoteTerms, receiptVoids } from './words/sales.ts'

/** Rows that are kept beside the documents. */
export interface Beside {
  readonly entries: Row[]
  readonly allocations: Row[]
}

/** What a document posts at a moment while it stands like this, or what takes that back. */
const posted = ({ shop }: Desk, beside: Beside, def: ObjectDef, row: Readonly<Row>, isReversal = false): void => {
  const posting = postingOf(def.traits.document!, row)
  if (posting === undefined) return
  const of = { object: def.path, recordId: String(row.id), at: String(row.updatedAt) }
  for (const entry of entriesOf(posting, of, isReversal))
    beside.entries.push({ id: idOf(shop.world.seed, 'ledgerEntry', shop.next('ledgerEntry')), ...entry })
}

/** Takes back what was posted, then voids. */
const voided = (
  desk: Desk,
  beside: Beside,
  def: ObjectDef,
  row: Row,
  at: { day: number; actorId: string; why: string },
) => {
  const moment = desk.writer.moment(row, at.day)
  const before = { ...row }
  desk.writer.step(
    def,
    row,
    { at: moment, actorId: at.actorId, action: 'void' },
    { status: 'void', voidReason: at.why },
  )
  posted(desk, beside, def, { ...before, updatedAt: row.updatedAt ?? null }, true)
}

export const quoteAt = (desk: Desk, place: number, made: { chances: readonly Row[]; quotes: readonly Row[] }): Row => {
  const { shop, course, writer, ownerId } = desk
  const { world } = shop
  const { random } = world
  const plan = course.quotes[place]!
  const date = dayDate(world, plan.day)
  const { number, share } = shop.numbers.next('quotes', plan.day)
  const before = plan.revises === null ? undefined : made.quotes[plan.revises]
  const chance = plan.chance === null ? undefined : made.chances[plan.chance]
  const created = desk.born(world.days.at(plan.day, share), plan.day, before ?? chance)
  const discount = before === undefined ? undefined : random.pick(['2', '3', '5', '8'])
  const row: Row = {
    ...desk.base(idOf(world.seed, 'quote', desk.index * mostPapers + place), created),
    number,
    opportunityId: chance?.id ?? null,
    contactId: desk.contactId,
    priceListId: shop.catalogue.listOn(date, desk.isDistributor)?.id ?? null,
    currency: 'CNY',
    quotedOn: date,
    validUntil: dayDate(world, plan.day + 30),
    status: 'draft',
    revision: before === undefined ? 1 : Number(before.revision) + 1,
    revisesId: before?.id ?? null,
    ...desk.bundleOf(plan.bundle, date, discount),
    terms: random.pick(quoteTerms),
  }
  writer.made(quotes, row)
  const go = (day: number, action: string, status: string) =>
    writer.step(quotes, row, { at: writer.moment(row, day), actorId: ownerId, action }, { status })
  if (plan.status === 'draft') return row
  go(plan.day, 'submit', 'approved')
  if (plan.status === 'approved') return row
  go(plan.day, 'send', 'sent')
  const ends = { accepted: 'accept', lost: 'lose', revised: 'revise', sent: undefined }[plan.status]
  if (ends !== undefined && plan.decided !== null) go(plan.decided, ends, plan.status)
  return row
}

export const contractAt = (
  desk: Desk,
  beside: Beside,
  place: number,
  made: { chances: readonly Row[]; quotes: readonly Row[]; contracts: readonly Row[] },
): Row => {
  const { shop, course, writer, ownerId, customer } = desk
  const { world } = shop
  const { random } = world
  const plan = course.contracts[place]!
  const date = dayDate(world, plan.day)
  const { number, share } = shop.numbers.next('contracts', plan.day)
  const quote = plan.quote === null ? undefined : made.quotes[plan.quote]
  const chance = plan.chance === null ? undefined : made.chances[plan.chance]
  const isFrame = plan.bundle === null
  const bundle = plan.bundle === null ? undefined : desk.bundleOf(plan.bundle, date)
  const ends = isFrame ? plan.day + 364 : plan.day + random.whole(45, 200)
  const isSigned = plan.status !== 'draft'
  const created = desk.born(world.days.at(plan.day, share), plan.day, quote ?? chance)
  const row: Row = {
    ...desk.base(idOf(world.seed, 'contract', desk.index * mostPapers + place), created),
    number,
    name: isFrame
      ? `${String(customer.shortName)}年度供货框架合同`
      : `${String(chance?.name ?? `${String(customer.shortName)}设备采购`)}合同`,
    opportunityId: chance?.id ?? null,
    quoteId: quote?.id ?? null,
    amount: bundle?.total ?? `${random.whole(8, 80) * 50}000.00`,
    currency: 'CNY',
    signedOn: isSigned ? date : null,
    startsOn: isSigned ? date : null,
    endsOn: isSigned ? dayDate(world, ends) : null,
    status: 'draft',
    renewsId: plan.renews === null ? null : (made.contracts[plan.renews]?.id ?? null),
    lines: bundle?.lines ?? null,
    milestones: isFrame || random.chance(0.5) ? null : milestones(desk, plan.day, ends),
    received: '0.00',
    terms: contractTerms,
    voidReason: null,
  }
  writer.made(contracts, row)
  if (!isSigned) return row
  writer.step(
    contracts,
    row,
    { at: writer.moment(row, plan.day), actorId: ownerId, action: 'submit' },
    { status: 'effective' },
  )
  if (plan.voided !== null)
    voided(desk, beside, contracts, row, { day: plan.voided, actorId: ownerId, why: random.pick(contractVoids) })
  return row
}

const milestones = ({ shop: { world } }: Desk, from: number, to: number): Row[] =>
  ['预付款到账', '发货', '安装调试', '验收'].map((name, i) => {
    const planned = from + 3 + Math.round(((to - from - 3) * i) / 3)
    const done = planned + world.random.whole(-3, 8)
    return { name, plannedOn: dayDate(world, planned), doneOn: done < 0 ? dayDate(world, done) : null }
  })

export const orderAt = (desk: Desk, beside: Beside, place: number, made: { contracts: readonly Row[] }): Row => {
  const { shop, course, writer, ownerId } = desk
  const { world } = shop
  const { random } = world
  const plan = course.orders[place]!
  const date = dayDate(world, plan.day)
  const { number, share } = shop.numbers.next('orders', plan.day)
  const contract = plan.contract === null ? undefined : made.contracts[plan.contract]
  const created = desk.born(world.days.at(plan.day, share), plan.day, contract)
  const row: Row = {
    ...desk.base(idOf(world.seed, 'order', desk.index * mostPapers + place), created),
    number,
    contractId: contract?.id ?? null,
    priceListId: shop.catalogue.listOn(date, desk.isDistributor)?.id ?? null,
    currency: 'CNY',
    orderedOn: date,
    dueOn: dayDate(world, plan.due),
    status: 'draft',
    special: random.chance(0.04),
    ...desk.bundleOf(plan.bundle, date),
    received: '0.00',
    remark: random.chance(0.2) ? random.pick(orderRemarks) : null,
    voidReason: null,
  }
  writer.made(orders, row)
  if (plan.status === 'draft') return row
  writer.step(
    orders,
    row,
    { at: writer.moment(row, plan.day), actorId: ownerId, action: 'submit' },
    { status: 'confirmed' },
  )
  posted(desk, beside, orders, row)
  for (const [i, day] of plan.advanced.entries()) {
    const status = ['executing', 'delivered', 'done'][i]!
    writer.step(orders, row, { at: writer.moment(row, day), actorId: ownerId, action: 'advance' }, { status })
  }
  if (plan.voided !== null)
    voided(desk, beside, orders, row, { day: plan.voided, actorId: ownerId, why: random.pick(orderVoids) })
  return row
}

const cents = (amount: unknown): number => Math.round(Number(amount) * 100)
const money = (whole: number): string => `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
const methods = [
  'transfer',
  'transfer',
  'transfer',
  'transfer',
  'acceptance',
  'acceptance',
  'cheque',
  'online',
] as const

/** A receipt; `open` is what is left of each order, in cents, and gets less. */
export const receiptAt = (
  desk: Desk,
  beside: Beside,
  place: number,
  made: { orders: readonly Row[]; open: number[] },
): Row => {
  const { shop, course, writer, ownerId, index } = desk
  const { world, financeId } = shop
  const { random } = world
  const plan = course.receipts[place]!
  const { number, share } = shop.numbers.next('receipts', plan.day)
  const order = plan.order === null ? undefined : made.orders[plan.order]
  const whole = order === undefined ? random.whole(4, 60) * 500_000 : cents(order.total)
  const left = plan.order === null ? whole : (made.open[plan.order] ?? whole)
  const amount = plan.share === null ? left : Math.min(left, Math.max(1, Math.round(whole * plan.share)))
  if (plan.order !== null && plan.status !== 'void') made.open[plan.order] = left - amount
  const created = desk.born(
    world.days.at(plan.day, share),
    plan.day,
    order === undefined ? undefined : { updatedAt: order.createdAt ?? null },
  )
  const row: Row = {
    ...desk.base(
      idOf(world.seed, 'receipt', index * most.receipts + place),
      created,
      random.chance(0.7) ? financeId : ownerId,
    ),
    number,
    contractId: order?.contractId ?? null,
    receivedOn: dayDate(world, plan.day),
    amount: money(amount),
    currency: 'CNY',
    method: random.pick(methods),
    reference: `${dayDate(world, plan.day).replaceAll('-', '')}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`,
    allocations: order === undefined ? null : [{ orderId: order.id ?? null, amount: money(amount) }],
    status: 'draft',
    remark: order === undefined ? '预收款，订单待签' : null,
    voidReason: null,
  }
  writer.made(receipts, row)
  if (plan.status === 'draft') return row
  writer.step(
    receipts,
    row,
    { at: writer.moment(row, plan.day), actorId: financeId, action: 'submit' },
    { status: 'confirmed' },
  )
  posted(desk, beside, receipts, row)
  if (plan.status === 'void')
    voided(desk, beside, receipts, row, { day: plan.day, actorId: financeId, why: random.pick(receiptVoids) })
  else allocated(desk, beside, row)
  return row
}

const targets: Readonly<Record<string, string>> = { orderId: orders.path, contractId: contracts.path }

const allocated = ({ shop }: Desk, beside: Beside, row: Readonly<Row>): void => {
  for (const { column, id, amount } of allSharesOf(receipts.traits.document!, row))
    beside.allocations.push({
      id: idOf(shop.world.seed, 'allocation', shop.next('allocation')),
      record_id: row.id ?? null,
      target: targets[column]!,
      target_id: id,
      amount,
    })
}

/** The sums on what was paid. */
export const paid = (rows: readonly Row[], allocations: readonly Row[]): void => {
  const amounts = new Map<string, string[]>()
  for (const { target_id, amount } of allocations) {
    const known = amounts.get(String(target_id)) ?? []
    known.push(String(amount))
    amounts.set(String(target_id), known)
  }
  for (const row of rows) row.received = sumOf(amounts.get(String(row.id)) ?? [])
}
