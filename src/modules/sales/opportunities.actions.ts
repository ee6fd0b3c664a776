import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { ActionHandler } from '../../kernel/records/parts.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { update } from '../../kernel/records/write.ts'
import { defineAction, notNow } from '../../model/action.ts'
import { conflict, type Fault, fault, invalid } from '../../model/errors.ts'
import { isEmpty, type JsonObject, label, type Row } from '../../model/label.ts'
import { asSystem, each, entering, moveStage, put, rowsWhere, stageOf } from './stages.actions.ts'

type Made = () => Kernel
const path = 'opportunities'

/** 缺一不可 (D4): what has to be there before an opportunity is reviewed; the phone is the contact's or the customer's. */
const mandatory: readonly (readonly [name: string, zh: string, en: string])[] = [
  ['customerId', '客户', 'Customer'],
  ['contactId', '联系人', 'Contact'],
  ['source', '来源', 'Source'],
  ['region', '地区', 'Region'],
  ['note', '立项说明', 'Note'],
]

const lackingOf = async (kernel: Kernel, context: Context, row: Row): Promise<Fault[]> => {
  const faults = mandatory
    .filter(([name]) => isEmpty(row[name]))
    .map(([name, zh, en]) => fault(name, 'required', `提交前要填“${zh}”`, `"${en}" is needed before it is submitted`))
  const phones = await Promise.all(
    (
      [
        ['contacts', row.contactId],
        ['customers', row.customerId],
      ] as const
    ).map(async ([object, id]) => {
      if (typeof id !== 'string') return false
      const [found] = await rowsOf(kernel, asSystem(context), kernel.registry().objects.get(object)!, [id])
      return found !== undefined && !isEmpty(found.phone)
    }),
  )
  if (!phones.includes(true))
    faults.push(
      fault('contactId', 'no_phone', '联系人或客户要有电话', 'The contact or the customer needs a phone number'),
    )
  return faults
}

/** 撞单检查 (D6): opportunities of others, registered or in review, with the same customer or one of its group. */
const collisionsOf = async (kernel: Kernel, context: Context, row: Row): Promise<JsonObject[]> => {
  const customers = kernel.registry().objects.get('customers')!
  const [customer] = await rowsOf(kernel, asSystem(context), customers, [String(row.customerId)])
  const same = {
    phase: { in: ['review', 'registered'] },
    id: { ne: String(row.id) },
    ownerId: { ne: row.ownerId ?? null },
  }
  const found = await rowsWhere(kernel, context, path, { ...same, customerId: String(row.customerId) })
  const group =
    typeof customer?.groupId === 'string'
      ? await rowsWhere(kernel, context, 'customers', { groupId: customer.groupId, id: { ne: String(row.customerId) } })
      : []
  const ofGroup =
    group.length === 0
      ? []
      : await rowsWhere(kernel, context, path, { ...same, customerId: { in: group.map((one) => String(one.id)) } })
  const people = kernel.directory().people
  const told =
    (reason: string) =>
    (one: Row): JsonObject => ({
      opportunityId: one.id ?? null,
      owner: people.get(String(one.ownerId))?.name ?? null,
      since: typeof one.registeredAt === 'string' ? kernel.clock.today(one.registeredAt) : null,
      reason,
    })
  return [...found.map(told('同一客户 · Same customer')), ...ofGroup.map(told('同一集团 · Same group'))].slice(0, 50)
}

const submit = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'submit', label('提交审核', 'Submit'), {
    input: {},
    when: { phase: { in: ['draft', 'returned'] } },
    otherwise: notNow('已经提交过', 'It is submitted already'),
    within: 'update',
    bulk: false,
    icon: 'send',
  }),
  run: (scope, rows) =>
    each(rows, async (row) => {
      const faults = await lackingOf(kernel(), scope.context, row)
      if (faults.length > 0) return { ok: false, refusal: invalid(faults) }
      const collisions = await collisionsOf(kernel(), scope.context, row)
      return put(
        kernel,
        scope,
        row,
        { phase: 'review', collisions: collisions.length === 0 ? null : collisions },
        'submit',
      )
    }),
})

/** A superior's decision; nobody decides on what is his own (D5). */
const decide = (
  kernel: Made,
  name: string,
  words: readonly [string, string],
  icon: string,
  phase: string,
  needsReason: boolean,
): ActionHandler => ({
  def: defineAction(path, name, label(...words), {
    input: {
      comment: longText({ zh: '意见', en: 'Comment', max: 1000, ...(needsReason ? { required: true } : {}) }),
    },
    when: { phase: 'review' },
    otherwise: notNow('它不在待审核状态', 'It is not in review'),
    within: 'update',
    bulk: !needsReason,
    icon,
  }),
  run: (scope, rows, input) =>
    each(rows, async (row) =>
      row.ownerId === scope.context.principal.employeeId
        ? {
            ok: false,
            refusal: conflict('own', '自己的商机由上级审核', 'Your own opportunity is reviewed by a superior'),
          }
        : put(
            kernel,
            scope,
            row,
            {
              phase,
              decision: input.comment ?? null,
              ...(phase === 'registered' ? { registeredAt: scope.context.now } : {}),
            },
            name,
          ),
    ),
})

const win = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'win', label('赢单', 'Win'), {
    input: {
      contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', required: true }),
      summary: longText({ zh: '项目总结', en: 'Summary', required: true, max: 5000 }),
    },
    when: { phase: 'registered' },
    otherwise: notNow('注册成功的商机才能关闭', 'Only a registered opportunity is closed'),
    within: 'update',
    bulk: false,
    icon: 'trophy',
  }),
  run: (scope, rows, input) =>
    each(rows, async (row) => {
      const { context } = scope
      const [contract] = await rowsOf(kernel(), asSystem(context), kernel().registry().objects.get('contracts')!, [
        String(input.contractId),
      ])
      if (contract === undefined || contract.customerId !== row.customerId || contract.status !== 'effective')
        return {
          ok: false,
          refusal: invalid([
            fault(
              'contractId',
              'not_effective',
              '要选这个客户已生效的合同（D15）',
              'A contract in force with this customer is needed',
            ),
          ]),
        }
      return put(
        kernel,
        scope,
        row,
        {
          phase: 'won',
          contractId: input.contractId ?? null,
          summary: input.summary ?? null,
          probability: 100,
          closedOn: kernel().clock.today(context.now),
        },
        'win',
      )
    }),
})

const lose = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'lose', label('丢单', 'Lose'), {
    input: {
      lostReasonId: reference({ zh: '丢单原因', en: 'Lost reason', to: 'lost-reasons', required: true }),
      competitorId: reference({ zh: '输给', en: 'Lost to', to: 'competitors' }),
      summary: longText({ zh: '项目总结', en: 'Summary', required: true, max: 5000 }),
    },
    when: { phase: 'registered' },
    otherwise: notNow('注册成功的商机才能关闭', 'Only a registered opportunity is closed'),
    within: 'update',
    bulk: false,
    icon: 'x',
  }),
  run: (scope, rows, input) =>
    each(rows, (row) =>
      put(
        kernel,
        scope,
        row,
        {
          phase: 'lost',
          lostReasonId: input.lostReasonId ?? null,
          ...(isEmpty(input.competitorId) ? {} : { competitorId: input.competitorId ?? null }),
          summary: input.summary ?? null,
          probability: 0,
          closedOn: kernel().clock.today(scope.context.now),
        },
        'lose',
      ),
    ),
})

const reopen = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'reopen', label('重新打开', 'Reopen'), {
    input: { reason: text({ zh: '原因', en: 'Reason', required: true, max: 500 }) },
    when: { phase: { in: ['won', 'lost'] } },
    otherwise: notNow('它没有关闭', 'It is not closed'),
    within: 'update',
    bulk: false,
    icon: 'rotate-ccw',
  }),
  run: (scope, rows, input) =>
    each(rows, async (row) => {
      const stage = typeof row.stageId === 'string' ? await stageOf(kernel(), scope.context, row.stageId) : undefined
      const [done] = await update(
        kernel(),
        scope.context,
        scope.object,
        [
          {
            id: String(row.id),
            values: {
              phase: 'registered',
              contractId: null,
              lostReasonId: null,
              closedOn: null,
              ...(stage === undefined ? {} : entering(kernel().clock, scope.context.now, stage)),
            },
          },
        ],
        { trusted: true, cause: 'reopen', noUndo: true, reason: String(input.reason) },
      )
      return done !== undefined && 'refusal' in done ? { ok: false, refusal: done.refusal } : { ok: true }
    }),
})

/** What people do with an opportunity, from its entry to its end (D1–D16). */
export const opportunityActions = (kernel: Made): readonly ActionHandler[] => [
  submit(kernel),
  decide(kernel, 'register', ['注册', 'Register'], 'check', 'registered', false),
  decide(kernel, 'send-back', ['打回', 'Send back'], 'undo-2', 'returned', true),
  decide(kernel, 'refuse', ['注册失败', 'Refuse'], 'ban', 'refused', true),
  moveStage(kernel),
  win(kernel),
  lose(kernel),
  reopen(kernel),
]
