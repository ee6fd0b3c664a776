import { describe, expect, test } from 'vitest'
import { dayInText, lastMinute, momentInTable, momentInText, momentOf, wallOf } from './moment-text.ts'

const at = { now: Date.parse('2026-11-21T02:00:00Z'), timeZone: 'Asia/Shanghai' }

describe('moments as people read them', () => {
  test('on the wall of the company', () => {
    expect(wallOf(Date.parse('2026-11-20T16:30:00Z'), 'Asia/Shanghai')).toEqual({ date: '2026-11-21', time: '00:30' })
    expect(momentOf('2026-11-21', '00:30', 'Asia/Shanghai')).toBe('2026-11-20T16:30:00.000Z')
    expect(momentOf('2026-07-01', '09:00', 'Europe/Berlin')).toBe('2026-07-01T07:00:00.000Z')
  })
  test('in a sentence', () => {
    expect(momentInText('2026-11-21T01:41:00Z', { ...at, locale: 'zh' })).toBe('今天 09:41')
    expect(momentInText('2026-12-04T15:59:00Z', { ...at, locale: 'zh' })).toBe('12月04日 23:59')
    expect(momentInText('2026-12-04T15:59:00Z', { ...at, locale: 'en' })).toBe('4 Dec 23:59')
    expect(dayInText('2025-12-04', '2026-11-21', 'zh')).toBe('2025-12-04')
  })
  test('in a column', () => {
    expect(momentInTable('2026-11-21T07:30:00Z', { ...at, locale: 'zh' })).toBe('今天 15:30')
    expect(momentInTable('2026-11-20T07:30:00Z', { ...at, locale: 'zh' })).toBe('昨天')
    expect(momentInTable('2026-12-04T07:30:00Z', { ...at, locale: 'zh' })).toBe('12-04')
  })
  test('the end of a term', () => {
    expect(momentInText(lastMinute('2026-12-04T16:00:00Z'), { ...at, locale: 'zh' })).toBe('12月04日 23:59')
  })
})
