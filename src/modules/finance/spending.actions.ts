import { compareExact, exactOf, plus, round, textOf } from '../../fields/decimal/exact.ts'
import { linesOf } from '../../fields/lines/lines.ts'
import { money } from '../../fields/money/money.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, Hook } from '../../kernel/records/parts.ts'
import { exceptRefused, setting } from '../../kernel/records/setting.ts'
import { defineAction, notNow } from '../../model/action.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import { type Json, label, type Row } from '../../model/label.ts'

const zero = { units: 0n, scale: 2 }
const exact = (value: Json | undefined) => exactOf(String(value ?? '0')) ?? zero
const sumOf = (rows: readonly Row[]) => rows.reduce((sum, row) => plus(sum, exact(row.amount)), zero)
const written = (value: ReturnType<typeof exact>) => textOf(round(value, 2))

/** 提交、付款、作废 of what employees spend and borrow; a flow of approval may stand before each. */
export const spendingActions = (kernel: () => Kernel): readonly ActionHandler[] =>
  ['expenses', 'loans'].flatMap((object): ActionHandler[] => [
    {
      def: defineAction(object, 'submit', label('提交', 'Submit'), {
        input: {},
        when: { status: 'draft' },
        otherwise: notNow('已经提交过', 'It is submitted already'),
        within: 'update',
        bulk: true,
        icon: 'send',
      }),
      verdict: (_, row) =>
        exact(row.amount).units > 0n
          ? undefined
          : conflict('empty_document', '还没有明细或金额，不能提交', 'There are no items or no amount yet'),
      run: setting(kernel, () => ({ status: 'approved' }), 'submit'),
    },
    {
      def: defineAction(object, 'pay', label('付款', 'Pay'), {
        input: {},
        when: { status: 'approved', ...(object === 'expenses' ? { kind: 'reimbursement' } : {}) },
        otherwise: notNow('同意以后才付款；申请不付款', 'It is paid once it is agreed; an application is not paid'),
        within: 'update',
        bulk: true,
        icon: 'badge-dollar-sign',
      }),
      run: setting(kernel, ({ context }) => ({ status: 'paid', paidOn: kernel().clock.today(context.now) }), 'pay'),
    },
    {
      def: defineAction(object, 'void', label('作废', 'Void'), {
        input: { reason: text({ zh: '作废原因', en: 'Why void', required: true, max: 500 }) },
        when: { status: 'approved' },
        otherwise: notNow('没有同意，或已经付款', 'It is not agreed, or paid already'),
        within: 'update',
        bulk: false,
        icon: 'ban',
      }),
      run: setting(kernel, (_, input) => ({ status: 'void', voidReason: input.reason ?? null }), 'void'),
    },
  ])

/** What a claim comes to is the sum of its items, never typed. */
export const spendingHooks: readonly Hook[] = [
  {
    stage: 'default',
    applies: (object) => object.path === 'expenses',
    run: (_, changes) => {
      for (const { kind, after } of changes)
        if (kind === 'create' || kind === 'update') after.amount = written(sumOf(linesOf(after.items)))
    },
  },
]

/** 还款 (U3): what is paid back is never more than is owed. */
export const repayAction = (kernel: () => Kernel): ActionHandler => ({
  def: defineAction('loans', 'repay', label('还款', 'Pay back'), {
    input: { amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true }) },
    when: { status: 'paid', balance: { gt: '0' } },
    otherwise: notNow('还没有付款，或已经还清', 'It is not paid out, or is paid back'),
    within: 'update',
    bulk: false,
    icon: 'undo-2',
  }),
  run: (scope, rows, input) =>
    exceptRefused(
      rows,
      (row): Refusal | undefined =>
        compareExact(exact(input.amount), exact(row.balance)) > 0
          ? conflict('too_much', `只欠 ${String(row.balance)}`, `Only ${String(row.balance)} is owed`)
          : undefined,
      async (open) => {
        const outcomes = []
        for (const row of open) {
          const repaid = written(plus(exact(row.repaid), exact(input.amount)))
          outcomes.push(...(await setting(kernel, () => ({ repaid }), 'repay')(scope, [row], input)))
        }
        return outcomes
      },
    ),
})
