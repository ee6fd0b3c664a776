import { conflict, fault } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
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

/** The blocks of text on how trading stands, each signed by who wrote it last (A28). */
export const signedBlocks = ['salesActivity', 'problems', 'strengths', 'strategy'] as const

/** What share of a key customer's file should be filled, by its level, where nothing else is said (B9). */
const targetOf: Readonly<Record<string, number>> = { A: 90, B: 80, C: 70, D: 60 }
const usualTarget = 80

/** 主力客户有完整度目标 · A key customer has a completeness target: by its level, unless set by hand (B9). */
const keyHasTarget: Rule = {
  object: 'customers',
  label: { zh: '主力客户的完整度目标随级别', en: 'The completeness target of a key customer follows its level' },
  stage: 'change',
  run: (drafts) => {
    const usual = (row: Readonly<Row>) => targetOf[String(row.level)] ?? usualTarget
    for (const { before, after } of drafts) {
      if (after.isKey !== true) continue
      const followed =
        before?.isKey === true &&
        before.completenessTarget === usual(before) &&
        after.completenessTarget === before.completenessTarget
      if (followed || (after.completenessTarget ?? null) === null) after.completenessTarget = usual(after)
    }
  },
}

/** 关系不指向自己 · Nobody is related to itself. */
const notToItself = (object: string, on: string): Rule => ({
  object,
  label: { zh: '关系的两方不是同一个', en: 'A relation has two sides' },
  stage: 'validate',
  run: (drafts) =>
    drafts.map(({ after }) =>
      after[on] === after.otherId && (after.otherId ?? null) !== null
        ? [fault('otherId', 'cycle', '对方不能是它自己', 'The other side cannot be itself')]
        : [],
    ),
})

export const customerRules: readonly Rule[] = [
  nurturingSaysWhen,
  stoppedIsKept,
  notItsOwnDealer,
  firstPhoneIsMain,
  contactPhone,
  keyHasTarget,
  notToItself('customer-relations', 'customerId'),
  notToItself('contact-relations', 'contactId'),
]
