import type { Label } from '../../model/label.ts'

export const firstPipeline: Label = { zh: '标准销售流程', en: 'Standard pipeline' }

/** What an empty company begins with (D17): the funnel of the requirement, for administrators to change. */
export const firstStages: readonly {
  readonly zh: string
  readonly en: string
  readonly probability: number
  readonly staleDays: number
  readonly requires: readonly string[]
}[] = [
  { zh: '获取机会', en: 'Opportunity found', probability: 10, staleDays: 14, requires: [] },
  { zh: '了解需求', en: 'Needs understood', probability: 20, staleDays: 21, requires: ['contactId'] },
  { zh: '提供方案', en: 'Solution offered', probability: 40, staleDays: 21, requires: ['needs'] },
  { zh: '报价', en: 'Quoted', probability: 60, staleDays: 14, requires: ['amount'] },
  { zh: '议价', en: 'Negotiating', probability: 80, staleDays: 14, requires: ['amount', 'expectedSigningOn'] },
  { zh: '签单', en: 'Signing', probability: 95, staleDays: 7, requires: ['amount', 'expectedSigningOn'] },
]

export const firstLostReasons: readonly Label[] = [
  { zh: '价格', en: 'Price' },
  { zh: '功能不合适', en: 'Product does not fit' },
  { zh: '客户取消项目', en: 'Project cancelled' },
  { zh: '选了竞争对手', en: 'Went to a competitor' },
  { zh: '预算不足', en: 'No budget' },
  { zh: '失去联系', en: 'Lost contact' },
]
