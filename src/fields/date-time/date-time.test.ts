import { describe, expect, test } from 'vitest'
import { dateTime, dateTimeType, readDateTime, writeDateTime } from './date-time.ts'

const field = dateTime({ zh: '发生时间', en: 'Happened at' })
const parse = (value: unknown) => {
  const parsed = dateTimeType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string, zone?: string) => {
  const parsed = readDateTime(cell, zone)
  return parsed.ok ? parsed.value : parsed.code
}

describe('dateTime', () => {
  test.each([
    ['2026-11-21T08:00:00.000Z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T16:00:00+08:00', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T16:00+0800', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T08:00Z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T08:00:00.123456789Z', '2026-11-21T08:00:00.123Z'],
    ['2026-01-01T00:30:00+08:00', '2025-12-31T16:30:00.000Z'],
    ['2026-11-21t08:00:00z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T02:30:00-05:30', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21 16:00:00+08', '2026-11-21T08:00:00.000Z'],
  ])('%s is %s', (value, canonical) => expect(parse(value)).toBe(canonical))
  test.each([
    '2026-11-21T16:00:00',
    '2026-11-21 16:00',
    '2026-11-21',
    '2026-02-30T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T08:60:00Z',
    '2026-11-21T08:00:60Z',
    '2026-11-21T08:00:00+15:00',
    '2026-11-21T08:00:00+08:75',
    '1899-12-31T00:00:00Z',
    '3000-01-01T00:00:00Z',
    '1900-01-01T00:00:00+08:00',
    '2999-12-31T23:59:59-01:00',
    '99999-01-01T00:00:00Z',
    '',
    'now',
    '２０２６-11-21T08:00:00Z',
    '1'.repeat(10_000_000),
    '2026-11-21T08:00:00\u0000Z',
    'Infinity',
  ])('refuses %s', (value) => expect(parse(value)).toBe('not_a_time'))
  test.each([1795248000000, true, [], {}, new Date(), Number.NaN])('refuses %s, which is not text', (value) =>
    expect(parse(value)).toBe('wrong_type'),
  )
  test.each([
    '2026-11-21 16:00',
    '2026-11-21 16:00:00',
    '2026/11/21 16:00',
    '2026.11.21 16:00',
    '2026年11月21日 16:00',
    '2026年11月21日16时00分',
    '2026年11月21日 16点',
    '2026-11-21T16:00:00',
    '2026-11-21T16:00:00.000',
    '2026-11-21 下午4:00',
    '2026-11-21 4:00 PM',
    '２０２６-11-21 16：00',
    '2026-11-21T08:00:00Z',
    '2026-11-21T16:00:00+08:00',
  ])('reads %s in company time', (cell) => expect(read(cell)).toBe('2026-11-21T08:00:00.000Z'))
  test('reads a day as its beginning, and another time zone', () => {
    expect(read('2026-11-21')).toBe('2026-11-20T16:00:00.000Z')
    expect(read('20261121')).toBe('2026-11-20T16:00:00.000Z')
    expect(read('2026-11-21 16:00', 'America/New_York')).toBe('2026-11-21T21:00:00.000Z')
    expect(read('2026-11-21 12:30 AM')).toBe('2026-11-20T16:30:00.000Z')
    expect(read('2026-11-21 中午12:30')).toBe('2026-11-21T04:30:00.000Z')
  })
  test.each([
    '16:00',
    '2026-11-21 25:00',
    '2026-11-21 16:60',
    '2026-13-01 00:00',
    '2026-11-21 16:00 foo',
    '明天',
    '1'.repeat(10_000_000),
    '1800-01-01 00:00',
  ])('does not read %s', (cell) => expect(read(cell)).toBe('not_a_time'))
  test('is written in company time and read again', () => {
    expect(writeDateTime('2026-11-21T08:00:00.000Z')).toBe('2026-11-21 16:00')
    expect(writeDateTime('2026-11-21T08:00:05.000Z', 'UTC')).toBe('2026-11-21 08:00:05')
    expect(read(dateTimeType.write('2026-11-21T08:00:05.000Z', field, 'zh'))).toBe('2026-11-21T08:00:05.000Z')
    expect(writeDateTime('x')).toBe('x')
  })
})
