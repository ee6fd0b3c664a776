import { describe, expect, it } from 'vitest'
import { parseRule, writeRule } from '../../fields/recurrence/rule.ts'
import { expand } from './expand.ts'
import { untilWall } from './until.ts'

const starts = (text: string, start: string, limit = 6, from = start, to = '2100-01-01T00:00:00'): string[] => {
  const found = parseRule(text)
  if (!found.ok) throw new Error(found.message.en)
  const at = (wall: string) => Date.parse(`${wall}Z`)
  return expand(found.rule, at(start), untilWall(found.rule, 'America/New_York'), {
    from: at(from),
    to: at(to),
    limit,
  }).starts.map((wall) => new Date(wall).toISOString().slice(0, 16))
}
const days = (text: string, start: string, limit?: number) => starts(text, start, limit).map((one) => one.slice(0, 10))

/** The examples of RFC 5545 §3.8.5.3 that a rule of days can have, and what has gone wrong elsewhere. */
describe('a rule of recurrence', () => {
  it.each([
    ['FREQ=DAILY;COUNT=3', '1997-09-02T09:00:00', ['1997-09-02', '1997-09-03', '1997-09-04']],
    ['FREQ=DAILY;INTERVAL=10;COUNT=3', '1997-09-02T09:00:00', ['1997-09-02', '1997-09-12', '1997-09-22']],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05T09:00:00',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05T09:00:00',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=1FR', '1997-09-05T09:00:00', ['1997-09-05', '1997-10-03', '1997-11-07']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', '1997-09-22T09:00:00', ['1997-09-22', '1997-10-20', '1997-11-17']],
    ['FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', '1997-09-28T09:00:00', ['1997-09-28', '1997-10-29', '1997-11-28']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3', '1998-02-13T09:00:00', ['1998-02-13', '1998-03-13', '1998-11-13']],
    [
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      '1997-09-04T09:00:00',
      ['1997-09-04', '1997-10-07', '1997-11-06'],
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3',
      '1997-09-29T09:00:00',
      ['1997-09-29', '1997-10-30', '1997-11-27'],
    ],
    [
      'FREQ=YEARLY;COUNT=4;BYMONTH=6,7',
      '1997-06-10T09:00:00',
      ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10'],
    ],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
      '1997-01-01T09:00:00',
      ['1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01'],
    ],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19T09:00:00', ['1997-05-19', '1998-05-18', '1999-05-17']],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3', '1997-05-12T09:00:00', ['1997-05-12', '1998-05-11', '1999-05-17']],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      '1996-11-05T09:00:00',
      ['1996-11-05', '2000-11-07', '2004-11-02'],
    ],
    ['FREQ=YEARLY;COUNT=3', '2024-02-29T09:00:00', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['FREQ=MONTHLY;COUNT=4', '2026-01-31T09:00:00', ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']],
  ])('%s from %s', (rule, start, expected) => {
    expect(days(rule, start, 10)).toEqual(expected)
  })

  it('counts the first start as one, and ends with the day or moment of UNTIL', () => {
    expect(days('FREQ=WEEKLY;BYDAY=MO;COUNT=2', '2026-11-24T09:00:00')).toEqual(['2026-11-24', '2026-11-30'])
    expect(days('FREQ=DAILY;UNTIL=20261126', '2026-11-24T09:00:00')).toEqual(['2026-11-24', '2026-11-25', '2026-11-26'])
    expect(days('FREQ=DAILY;UNTIL=20261125T140000Z', '2026-11-24T09:00:00')).toEqual(['2026-11-24', '2026-11-25'])
    expect(days('FREQ=DAILY;UNTIL=20261125T135959Z', '2026-11-24T09:00:00')).toEqual(['2026-11-24'])
  })

  it('does several times a day', () => {
    expect(starts('FREQ=DAILY;BYHOUR=9,15;BYMINUTE=0,30', '2026-11-24T09:00:00', 5)).toEqual([
      '2026-11-24T09:00',
      '2026-11-24T09:30',
      '2026-11-24T15:00',
      '2026-11-24T15:30',
      '2026-11-25T09:00',
    ])
  })

  it('answers a window far away as it would from the start, and ends where nothing ever matches', () => {
    const far = starts('FREQ=WEEKLY;INTERVAL=3;BYDAY=WE', '1990-01-03T09:00:00', 3, '2026-11-01T00:00:00')
    const all = starts('FREQ=WEEKLY;INTERVAL=3;BYDAY=WE', '1990-01-03T09:00:00', 5000)
    expect(all).toEqual(expect.arrayContaining(far))
    expect(far).toHaveLength(3)
    const impossible = parseRule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30')
    if (!impossible.ok) throw new Error('it is a rule')
    const start = Date.parse('2026-01-01T09:00:00Z')
    const window = { from: start + 1, to: start + 1e15, limit: 10 }
    expect(expand(impossible.rule, start, null, window)).toEqual({ starts: [], capped: true })
  })

  it.each([
    ['', 'not_a_rule'],
    ['FREQ=NEVER', 'not_a_rule'],
    ['FREQ=DAILY;FREQ=DAILY', 'not_a_rule'],
    ['FREQ=DAILY;INTERVAL=0', 'not_a_rule'],
    ['FREQ=DAILY;COUNT=-1', 'not_a_rule'],
    ['FREQ=DAILY;UNTIL=20261340', 'not_a_rule'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'not_a_rule'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'not_a_rule'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'not_a_rule'],
    ['FREQ=DAILY;BYEASTER=1', 'not_a_rule'],
    ['RSCALE=CHINESE;FREQ=YEARLY', 'not_a_rule'],
    ['FREQ=HOURLY', 'too_frequent'],
    ['FREQ=MINUTELY;INTERVAL=1000', 'too_frequent'],
    ['FREQ=SECONDLY', 'too_frequent'],
    ['FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5', 'too_frequent'],
  ])('%s is refused', (text, code) => {
    expect(parseRule(text)).toMatchObject({ ok: false, code })
  })

  it('is written in one form', () => {
    const found = parseRule('rrule:byday=mo,-1fr;freq=monthly;interval=01;wkst=su;')
    expect(found.ok && writeRule(found.rule)).toBe('FREQ=MONTHLY;BYDAY=MO,-1FR;WKST=SU')
  })
})
