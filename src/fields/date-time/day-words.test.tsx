import { describe, expect, test } from 'vitest'
import { dayInTable, dayInText, dayWithWeekday, momentInTable, momentInText } from './day-words.tsx'

const at = { now: Date.parse('2026-11-21T02:00:00Z'), timeZone: 'Asia/Shanghai' }

describe('days as people say them', () => {
  test('in a sentence', () => {
    expect(momentInText('2026-11-21T01:41:00Z', { ...at, locale: 'zh' })).toBe('今天 09:41')
    expect(momentInText('2026-12-04T15:59:00Z', { ...at, locale: 'zh' })).toBe('12月04日 23:59')
    expect(momentInText('2026-12-04T15:59:00Z', { ...at, locale: 'en' })).toBe('4 Dec 23:59')
    expect(dayInText('2025-12-04', '2026-11-21', 'zh')).toBe('2025年12月04日')
    expect(dayInText('2025-12-04', '2026-11-21', 'en')).toBe('4 Dec 2025')
    expect(dayWithWeekday('2026-11-22', '2026-11-22', 'en')).toBe('Sunday, 22 Nov')
    expect(dayWithWeekday('2026-11-22', '2026-11-22', 'zh')).toBe('11月22日 星期日')
  })
  test('in a column, the same, but near days by their names', () => {
    expect(momentInTable('2026-11-21T07:30:00Z', { ...at, locale: 'zh' })).toBe('今天 15:30')
    expect(momentInTable('2026-11-20T07:30:00Z', { ...at, locale: 'zh' })).toBe('昨天')
    expect(momentInTable('2026-12-04T07:30:00Z', { ...at, locale: 'zh' })).toBe('12月04日')
    expect(dayInTable('2026-12-04', '2026-11-21', 'en')).toBe('4 Dec')
  })
})
