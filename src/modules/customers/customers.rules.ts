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

export const customerRules: readonly Rule[] = [stoppedIsKept, notItsOwnDealer, firstPhoneIsMain, contactPhone]
