import { conflict, fault } from '../../model/errors.ts'
import type { Rule } from '../../model/rule.ts'

/** 停止交易的客户档案留存 · Files are kept when trading has stopped: archived, never deleted (A31). */
const stoppedIsKept: Rule = {
  object: 'customers',
  label: { zh: '停止交易的客户档案留存', en: 'Files are kept when trading has stopped' },
  stage: 'refuse',
  on: 'delete',
  run: (drafts) =>
    drafts.map((draft) =>
      draft.before?.tradeStatus === 'stopped'
        ? conflict(
            'keep_on_file',
            '交易已中断的客户不能删除，只能归档',
            'A customer whose trading has stopped cannot be deleted, only archived',
          )
        : undefined,
    ),
}

/** 无级别的电话归主号 · The first of several phones is the main one when no main one is given (B22). */
const firstPhoneIsMain: Rule = {
  object: 'customers',
  label: { zh: '其他电话里的首选号码作为主号', en: 'The primary of several phones is the main one' },
  stage: 'change',
  run: (drafts) => {
    for (const { after } of drafts) takePrimary(after)
  },
}

const contactPhone: Rule = { ...firstPhoneIsMain, object: 'contacts' } as Rule

const takePrimary = (row: Record<string, unknown>) => {
  for (const [one, many] of [
    ['phone', 'phones'],
    ['email', 'emails'],
  ] as const) {
    const list = row[many]
    if ((row[one] ?? null) !== null || !Array.isArray(list)) continue
    const points = list as { value: string; primary?: boolean }[]
    row[one] = (points.find((point) => point.primary === true) ?? points[0])?.value ?? null
  }
}

/** 客户不是自己的经销商 · A customer is not its own dealer (B23). */
const notItsOwnDealer: Rule = {
  object: 'customers',
  label: { zh: '客户不是自己的经销商', en: 'A customer is not its own dealer' },
  stage: 'validate',
  run: (drafts) =>
    drafts.map(({ after }) =>
      after.dealerId !== null && after.dealerId !== undefined && after.dealerId === after.id
        ? [fault('dealerId', 'cycle', '经销商不能是它自己', 'A customer cannot be its own dealer')]
        : [],
    ),
}

/** 长期培育要有预计购买 · Nurturing says when, within two years: it stops the clocks until then (W13). */
const nurturingSaysWhen: Rule = {
  object: 'customers',
  label: {
    zh: '长期培育要写明预计购买时间，最多两年',
    en: 'Nurturing says when a purchase is expected, within two years',
  },
  stage: 'validate',
  run: (drafts, { now }) =>
    drafts.map(({ before, after }) => {
      const on = typeof after.expectedPurchaseOn === 'string' ? after.expectedPurchaseOn : null
      if (after.lifecycle !== 'nurturing') return []
      if (on === null)
        return [
          fault(
            'expectedPurchaseOn',
            'required',
            '长期培育要写明预计购买时间',
            'Nurturing needs the expected purchase',
          ),
        ]
      const latest = `${Number(now.slice(0, 4)) + 2}${now.slice(4, 10)}`
      return on > latest && on !== before?.expectedPurchaseOn
        ? [
            fault(
              'expectedPurchaseOn',
              'out_of_range',
              '预计购买最多在两年内',
              'The purchase is expected within two years at most',
            ),
          ]
        : []
    }),
}

export const customerRules: readonly Rule[] = [
  nurturingSaysWhen,
  stoppedIsKept,
  notItsOwnDealer,
  firstPhoneIsMain,
  contactPhone,
]
