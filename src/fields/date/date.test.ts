import { describe, expect, test } from 'vitest'
import { date, dateType } from './date.ts'

const field = date({ zh: '签约日期', en: 'Signed on' })
const read = (cell: string) => {
  const parsed = dateType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('date', () => {
  test.each(['2026-11-21', '2024-02-29', '1900-01-01', '2999-12-31'])('takes %s', (value) =>
    expect(dateType.parse(value, field)).toEqual({ ok: true, value }),
  )
  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '1899-12-31',
    '3000-01-01',
    '2026/11/21',
    '2026-1-2',
    '20261121',
    '',
    'today',
    '２０２６-11-21',
    '2026-11-21T00:00:00Z',
    '+002026-11-21',
    '٢٠٢٦-11-21',
    '2'.repeat(10_000_000),
    '2026-11-21\u0000',
    '😀',
  ])('refuses %s', (value) => expect(dateType.parse(value, field)).toMatchObject({ ok: false, code: 'not_a_date' }))
  test.each([20261121, true, [], {}, new Date(), Number.NaN])('refuses %s, which is not text', (value) =>
    expect(dateType.parse(value, field)).toMatchObject({ code: 'wrong_type' }),
  )
  test.each([
    '2026-11-21',
    '2026/11/21',
    '2026.11.21',
    '20261121',
    '2026年11月21日',
    '２０２６年１１月２１日',
    '2026-11-21T00:00:00.000Z',
    '2026-11-21 00:00:00',
    '2026/11/21 0:00',
    '2026 年 11 月 21 日',
    ' 2026-11-21 ',
  ])('reads %s', (cell) => expect(read(cell)).toBe('2026-11-21'))
  test('reads short months and days', () => expect(read('2026/1/2')).toBe('2026-01-02'))
  test.each([
    '21/11/2026',
    '2026-11',
    '2026',
    '46347',
    '2026-02-30',
    '2026年',
    '11月21日',
    '昨天',
    '1'.repeat(10_000_000),
  ])('does not read %s', (cell) => expect(read(cell)).toBe('not_a_date'))
})
