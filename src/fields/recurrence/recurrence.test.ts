import { describe, expect, it } from 'vitest'
import { recurrence, recurrenceType } from './recurrence.ts'

const field = recurrence({ zh: '重复', en: 'Repeats', from: 'startsAt' })

describe('a recurrence', () => {
  it('is kept in one form, or refused with the reason', () => {
    expect(recurrenceType.parse('rrule:byday=mo;freq=weekly', field)).toEqual({
      ok: true,
      value: 'FREQ=WEEKLY;BYDAY=MO',
    })
    expect(recurrenceType.parse('FREQ=MINUTELY', field)).toMatchObject({ ok: false, code: 'too_frequent' })
    expect(recurrenceType.parse('每周', field)).toMatchObject({ ok: false, code: 'not_a_rule' })
    expect(recurrenceType.parse('x'.repeat(501), field)).toMatchObject({ ok: false, code: 'too_long' })
    expect(recurrenceType.parse(7, field)).toMatchObject({ ok: false, code: 'wrong_type' })
  })

  it.each([
    ['FREQ=DAILY', '每天', 'every day'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '每个工作日', 'every workday'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10',
      '每 2 周 周一、周三，共 10 次',
      'every 2 weeks on Monday, Wednesday, 10 times',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '每月 最后一天', 'every month on last day'],
    [
      'FREQ=MONTHLY;BYDAY=2FR;UNTIL=20261231',
      '每月 第 2 个周五，到 2026-12-31',
      'every month on second Friday, until 2026-12-31',
    ],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8', '每年 3 月 8 日', 'every year in March on day 8'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO'],
  ])('%s is said', (rule, zh, en) => {
    expect([recurrenceType.write(rule, field, 'zh'), recurrenceType.write(rule, field, 'en')]).toEqual([zh, en])
  })
})
