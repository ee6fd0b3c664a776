import { describe, expect, test } from 'vitest'
import { lastMinute, momentOf, wallOf } from './moment-text.ts'

describe('moments as people read them', () => {
  test('on the wall of the company', () => {
    expect(wallOf(Date.parse('2026-11-20T16:30:00Z'), 'Asia/Shanghai')).toEqual({ date: '2026-11-21', time: '00:30' })
    expect(momentOf('2026-11-21', '00:30', 'Asia/Shanghai')).toBe('2026-11-20T16:30:00.000Z')
    expect(momentOf('2026-07-01', '09:00', 'Europe/Berlin')).toBe('2026-07-01T07:00:00.000Z')
  })
  test('the end of a term', () => {
    expect(lastMinute('2026-12-04T16:00:00Z')).toBe('2026-12-04T15:59:00.000Z')
  })
})
