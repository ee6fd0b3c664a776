import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { exceptRefused, setting } from '../../kernel/records/setting.ts'
import { create, update } from '../../kernel/records/write.ts'
import { type ActionDef, defineAction, notNow } from '../../model/action.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import { type JsonObject, label, type Row } from '../../model/label.ts'
import { advanceAction } from './orders.actions.ts'
import { orderStates } from './orders.object.ts'

type Made = () => Kernel

interface Step {
  readonly object: string
  readonly name: string
  readonly label: readonly [zh: string, en: string]
  readonly from: readonly string[]
  readonly to: string
  readonly otherwise: readonly [zh: string, en: string]
  readonly icon: string
  readonly reason?: { readonly field: string; readonly zh: string; readonly en: string }
  readonly refuse?: (row: Readonly<Row>) => Refusal | undefined
}

/** One step of a document from some states to another. */
const step = (kernel: Made, { object, name, from, to, icon, reason, refuse, ...words }: Step): ActionHandler => {
  const run = setting(
    kernel,
    (_, input) => ({ status: to, ...(reason === undefined ? {} : { [reason.field]: input.reason ?? null }) }),
    name,
  )
  return {
    def: defineAction(object, name, label(...words.label), {
      input: reason === undefined ? {} : { reason: text({ zh: reason.zh, en: reason.en, required: true, max: 500 }) },
      when: { status: { in: [...from] } },
      otherwise: notNow(...words.otherwise),
      within: 'update',
      bulk: true,
      icon,
    }),
    ...(refuse === undefined ? {} : { verdict: (_context, row) => refuse(row) }),
    run: (scope, rows, input) =>
      exceptRefused(
        rows,
        (row) => refuse?.(row),
        (open) => run(scope, open, input),
      ),
  }
}

const amountIn = (field: string) => (row: Readonly<Row>) =>
  Number(row[field] ?? 0) > 0
    ? undefined
    : conflict(
        'empty_document',
        '还没有明细或金额，不能提交',
        'There are no lines or no amount yet; it cannot be submitted',
      )

const submitTo = (kernel: Made, object: string, to: string, amount: string): ActionHandler =>
  step(kernel, {
    object,
    name: 'submit',
    label: ['提交', 'Submit'],
    from: ['draft'],
    to,
    otherwise: ['已经提交过', 'It is submitted already'],
    icon: 'send',
    refuse: amountIn(amount),
  })

const voidFrom = (kernel: Made, object: string, from: readonly string[]): ActionHandler =>
  step(kernel, {
    object,
    name: 'void',
    label: ['作废', 'Void'],
    from,
    to: 'void',
    otherwise: ['没有生效，或已经作废', 'It does not count, or is void already'],
    icon: 'ban',
    reason: { field: 'voidReason', zh: '作废原因', en: 'Why void' },
  })

/** Makes a new draft from a document, and answers it; `more` of what the new one says otherwise. */
const derived = async (
  kernel: Kernel,
  scope: ActionScope,
  row: Row,
  fields: readonly string[],
  more: JsonObject,
): Promise<{ outcome: ActionOutcome; id?: string }> => {
  const values = Object.fromEntries(
    fields.flatMap((name) => (row[name] === null || row[name] === undefined ? [] : [[name, row[name]]])),
  )
  const [made] = await create(
    kernel,
    scope.context,
    scope.object,
    [{ ...values, ownerId: row.ownerId ?? null, ...more }],
    {
      trusted: true,
      noUndo: true,
    },
  )
  if (made === undefined || 'refusal' in made)
    return {
      outcome: { ok: false, refusal: made?.refusal ?? conflict('not_now', '没有复制成', 'It could not be copied') },
    }
  return {
    outcome: { ok: true, answer: { made: { id: made.row.id ?? null, number: made.row.number ?? null } } },
    id: String(made.row.id),
  }
}

const quoteFields = [
  'customerId',
  'opportunityId',
  'contactId',
  'priceListId',
  'currency',
  'validUntil',
  'lines',
  'terms',
]
const orderFields = ['customerId', 'contractId', 'priceListId', 'currency', 'special', 'lines', 'remark']
const contractFields = ['name', 'customerId', 'amount', 'currency', 'lines', 'terms']

const makes = (
  kernel: Made,
  def: ActionDef,
  fields: readonly string[],
  more: (row: Row, scope: ActionScope, input: Row) => JsonObject,
  after?: (scope: ActionScope, row: Row) => Promise<unknown>,
): ActionHandler => ({
  def,
  run: async (scope, rows, input) => {
    const outcomes: ActionOutcome[] = []
    for (const row of rows) {
      const { outcome, id } = await derived(kernel(), scope, row, fields, more(row, scope, input))
      if (id !== undefined) await after?.(scope, row)
      outcomes.push(outcome)
    }
    return outcomes
  },
})

/** 复制 (I3): the same lines for the same or another customer; prices are those of the original. */
const copyOf = (kernel: Made, object: string, fields: readonly string[], on: string): ActionHandler =>
  makes(
    kernel,
    defineAction(object, 'copy', label('复制', 'Copy'), {
      input: { customerId: reference({ zh: '给客户', en: 'For customer', to: 'customers' }) },
      when: {},
      within: 'read',
      bulk: false,
      icon: 'copy',
    }),
    fields,
    (row, { context }, input) => ({
      [on]: kernel().clock.today(context.now),
      ...(typeof input.customerId === 'string' && input.customerId !== row.customerId
        ? { customerId: input.customerId, contactId: null, contractId: null, opportunityId: null }
        : {}),
    }),
  )

/** A year later, or the day before where there is no such day. */
const yearAfter = (day: Row[string]): string | null => {
  if (typeof day !== 'string') return null
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return next.endsWith('-02-29') ? `${next.slice(0, 8)}28` : next
}

/** What people do with quotes, contracts, orders and receipts. Without a flow that says otherwise, what is submitted counts. */
export const documentActions = (kernel: Made): readonly ActionHandler[] => [
  submitTo(kernel, 'quotes', 'approved', 'total'),
  step(kernel, {
    object: 'quotes',
    name: 'send',
    label: ['发出', 'Send'],
    from: ['approved'],
    to: 'sent',
    otherwise: ['先提交，再发出', 'Submit it before sending it'],
    icon: 'mail',
  }),
  step(kernel, {
    object: 'quotes',
    name: 'accept',
    label: ['客户接受', 'Accept'],
    from: ['approved', 'sent'],
    to: 'accepted',
    otherwise: ['已提交或已发出的报价才能接受', 'Only a submitted or sent quote is accepted'],
    icon: 'check',
  }),
  step(kernel, {
    object: 'quotes',
    name: 'lose',
    label: ['未成', 'Lost'],
    from: ['approved', 'sent'],
    to: 'lost',
    otherwise: ['它还没有发出，或已有结果', 'It is not out yet, or decided already'],
    icon: 'x',
  }),
  makes(
    kernel,
    defineAction('quotes', 'revise', label('改版', 'Revise'), {
      input: {},
      when: { status: { in: ['approved', 'sent', 'lost'] } },
      otherwise: notNow('草稿直接改；已接受的不能改版', 'A draft is edited; an accepted one is not revised'),
      within: 'update',
      bulk: false,
      icon: 'file-pen',
    }),
    quoteFields,
    (row, { context }) => ({
      quotedOn: kernel().clock.today(context.now),
      revision: Number(row.revision ?? 1) + 1,
      revisesId: String(row.id),
    }),
    ({ context, object }, row) =>
      update(kernel(), context, object, [{ id: String(row.id), values: { status: 'revised' } }], {
        trusted: true,
        cause: 'revise',
        noUndo: true,
      }),
  ),
  copyOf(kernel, 'quotes', quoteFields, 'quotedOn'),
  submitTo(kernel, 'contracts', 'effective', 'amount'),
  voidFrom(kernel, 'contracts', ['effective']),
  makes(
    kernel,
    defineAction('contracts', 'renew', label('续签', 'Renew'), {
      input: {},
      when: { status: 'effective' },
      otherwise: notNow('执行中的合同才能续签', 'Only a contract in force is renewed'),
      within: 'update',
      bulk: false,
      icon: 'refresh-cw',
    }),
    contractFields,
    (row) => ({ renewsId: String(row.id), startsOn: row.endsOn ?? null, endsOn: yearAfter(row.endsOn) }),
  ),
  submitTo(kernel, 'orders', 'confirmed', 'total'),
  voidFrom(kernel, 'orders', [...orderStates]),
  advanceAction(kernel),
  copyOf(kernel, 'orders', orderFields, 'orderedOn'),
  submitTo(kernel, 'invoices', 'requested', 'amount'),
  voidFrom(kernel, 'invoices', ['requested']),
  submitTo(kernel, 'receipts', 'confirmed', 'amount'),
  voidFrom(kernel, 'receipts', ['confirmed']),
]
