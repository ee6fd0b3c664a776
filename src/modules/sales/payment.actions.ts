import { date } from '../../fields/date/date.ts'
import { linesOf } from '../../fields/lines/lines.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import type { ActionHandler, Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { setting } from '../../kernel/records/setting.ts'
import { defineAction, notNow } from '../../model/action.ts'
import { fault } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'

/** 开票、红冲 (I10): an invoice gets its number when it is issued; a wrong one is written off, never changed. */
export const invoiceActions = (kernel: () => Kernel): readonly ActionHandler[] => [
  {
    def: defineAction('invoices', 'issue', label('开票', 'Issue'), {
      input: {
        invoiceNo: text({ zh: '发票号码', en: 'Invoice number', required: true, max: 40 }),
        issuedOn: date({ zh: '开票日期', en: 'Issued on' }),
      },
      when: { status: 'requested' },
      otherwise: notNow('先提交申请；已开的不能再开', 'Submit it first; what is issued is not issued again'),
      within: 'update',
      bulk: false,
      icon: 'receipt-text',
    }),
    run: (scope, rows, input) =>
      setting(
        kernel,
        ({ context }) => ({
          status: 'issued',
          invoiceNo: input.invoiceNo ?? null,
          issuedOn: input.issuedOn ?? kernel().clock.today(context.now),
        }),
        'issue',
      )(scope, rows, input),
  },
  {
    def: defineAction('invoices', 'red-letter', label('红冲', 'Write off in red'), {
      input: { reason: text({ zh: '红冲原因', en: 'Why', required: true, max: 500 }) },
      when: { status: 'issued' },
      otherwise: notNow('只有已开的发票能红冲', 'Only an issued invoice is written off'),
      within: 'update',
      bulk: false,
      icon: 'undo-2',
    }),
    run: (scope, rows, input) =>
      setting(
        kernel,
        ({ context }) => ({ status: 'red', redReason: input.reason ?? null, redOn: kernel().clock.today(context.now) }),
        'red-letter',
      )(scope, rows, input),
  },
]

/** 回款计划与核销 (I9, I17): a plan is of a contract or an order; who pays a plan pays its order. */
export const paymentHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'default',
    applies: (object) => object.path === 'payment-plans',
    run: (_, changes) => {
      for (const { kind, after } of changes)
        if ((kind === 'create' || kind === 'update') && (after.title ?? null) === null)
          after.title = after.instalment == null ? String(after.dueOn ?? '') : `${Number(after.instalment)}`
    },
  },
  {
    stage: 'validate',
    applies: (object) => object.path === 'payment-plans',
    run: (_, changes) => {
      for (const { kind, after, faults } of changes)
        if ((kind === 'create' || kind === 'update') && after.contractId == null && after.orderId == null)
          faults.push(fault('contractId', 'required', '要选合同或订单', 'Choose a contract or an order'))
    },
  },
  {
    stage: 'default',
    applies: (object) => object.path === 'receipts',
    run: (scope, changes) => payThrough(kernel(), scope, changes),
  },
]

/** A line that pays a plan pays the order of that plan too. */
const payThrough = async (kernel: Kernel, { context }: WriteScope, changes: readonly Change[]): Promise<void> => {
  const plans = kernel.registry().objects.get('payment-plans')!
  const open = changes.filter(({ kind }) => kind === 'create' || kind === 'update')
  const wanted = new Set(
    open.flatMap(({ after }) =>
      linesOf(after.allocations).flatMap((line) =>
        typeof line.paymentPlanId === 'string' ? [line.paymentPlanId] : [],
      ),
    ),
  )
  const inside = { ...context, principal: systemPrincipal('the order of a plan') }
  const rows = wanted.size === 0 ? [] : await rowsOf(kernel, inside, plans, [...wanted])
  const orders = new Map(rows.map((row) => [String(row.id), row.orderId ?? null]))
  for (const { after, faults } of open)
    if (Array.isArray(after.allocations))
      after.allocations = linesOf(after.allocations).map((line, i): Row => {
        if (line.orderId == null && line.paymentPlanId == null)
          faults.push(
            fault(`allocations.${i}.orderId`, 'required', '要选订单或回款计划', 'Choose an order or a payment plan'),
          )
        const orderId = typeof line.paymentPlanId === 'string' ? orders.get(line.paymentPlanId) : undefined
        return orderId == null ? line : { ...line, orderId }
      })
}
