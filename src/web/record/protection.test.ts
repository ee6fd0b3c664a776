import { expect, test } from 'vitest'
import { ebbOf, extendedTo, type Protection } from './protection.ts'

const telling = { now: Date.parse('2026-11-20T01:26:00Z'), timeZone: 'Asia/Shanghai', locale: 'zh' as const }

test('days left are calendar days to the last protected minute', () => {
  expect(ebbOf('2026-12-04T16:00:00.000Z', 28, telling)).toMatchObject({
    days: 14,
    tone: 'water',
    share: 0.5,
    exact: '12月04日 23:59',
  })
  expect(ebbOf('2026-11-27T16:00:00.000Z', 28, telling)).toMatchObject({ days: 7, tone: 'wait' })
  expect(ebbOf('2026-11-22T16:00:00.000Z', 28, telling)).toMatchObject({ days: 2, tone: 'late' })
  expect(ebbOf('2026-11-20T16:00:00.000Z', 28, telling)).toMatchObject({ days: 0, exact: '今天 23:59' })
  expect(ebbOf('2026-11-18T16:00:00.000Z', 28, telling).days).toBe(-2)
  expect(ebbOf('2027-11-18T16:00:00.000Z', null, telling).share).toBe(1)
})

test('a valid follow-up starts the clock anew, never backwards', () => {
  const running: Protection = {
    state: 'running',
    until: '2026-12-04T16:00:00.000Z',
    since: null,
    days: 28,
    rule: null,
    label: null,
    policyVersion: 7,
  }
  expect(extendedTo(running, telling)).toBe('12月18日 23:59')
  expect(extendedTo({ ...running, days: 10 }, telling)).toBeUndefined()
  expect(extendedTo({ ...running, state: 'locked' }, telling)).toBeUndefined()
})
