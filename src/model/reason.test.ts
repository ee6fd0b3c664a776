import { expect, it } from 'vitest'
import { reasonText, ruleReason } from './reason.ts'

it('tells a stored rule in both languages, and leaves what people wrote alone', () => {
  expect(reasonText(ruleReason('daysWithoutDeal', 90), 'zh')).toBe('90 天未成交')
  expect(reasonText(ruleReason('daysWithoutFollowUp', 15), 'en')).toBe('15 days without a valid follow-up')
  for (const written of ['客户换行业了', 'toString:5', 'daysWithoutDeal:many', ''])
    expect(reasonText(written, 'en')).toBe(written)
})
