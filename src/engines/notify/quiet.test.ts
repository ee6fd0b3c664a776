import { describe, expect, it } from 'vitest'
import { nextDigest, type Quiet, quietUntil } from './quiet.ts'

const zone = 'Asia/Shanghai'
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const night: Quiet = { on: true, from: '22:00', to: '08:00', days: everyDay }
/** A moment by the clock of Shanghai; 2026-11-20 is a Friday. */
const shanghai = (text: string) => new Date(`${text}:00+08:00`).toISOString()

describe('quiet hours', () => {
  it.each([
    ['2026-11-20T21:59', undefined],
    ['2026-11-20T22:00', '2026-11-21T08:00'],
    ['2026-11-21T00:30', '2026-11-21T08:00'],
    ['2026-11-21T07:59', '2026-11-21T08:00'],
    ['2026-11-21T08:00', undefined],
  ])('over midnight, at %s', (moment, end) => {
    expect(quietUntil(night, shanghai(moment), zone)).toBe(end === undefined ? undefined : shanghai(end))
  })

  it('within a day', () => {
    const noon: Quiet = { ...night, from: '12:00', to: '13:30' }
    expect(quietUntil(noon, shanghai('2026-11-20T12:15'), zone)).toBe(shanghai('2026-11-20T13:30'))
    expect(quietUntil(noon, shanghai('2026-11-20T13:30'), zone)).toBeUndefined()
  })

  it('on the days it begins, all day, one after the other', () => {
    const weekend: Quiet = { on: true, from: '00:00', to: '00:00', days: [6, 7] }
    expect(quietUntil(weekend, shanghai('2026-11-20T23:59'), zone)).toBeUndefined()
    expect(quietUntil(weekend, shanghai('2026-11-21T10:00'), zone)).toBe(shanghai('2026-11-23T00:00'))
    expect(quietUntil({ ...night, days: [5] }, shanghai('2026-11-21T23:00'), zone)).toBeUndefined()
    expect(quietUntil({ ...night, days: [5] }, shanghai('2026-11-21T07:00'), zone)).toBe(shanghai('2026-11-21T08:00'))
  })

  it('never ends the search, even when every hour is quiet', () => {
    const always: Quiet = { on: true, from: '09:00', to: '09:00', days: everyDay }
    expect(Date.parse(quietUntil(always, shanghai('2026-11-20T10:00'), zone) ?? '')).toBeGreaterThan(
      Date.parse(shanghai('2026-11-20T10:00')),
    )
  })

  it('is nothing when off', () => {
    expect(quietUntil({ ...night, on: false }, shanghai('2026-11-20T23:00'), zone)).toBeUndefined()
  })
})

describe('the daily message', () => {
  it.each([
    ['2026-11-20T08:59', '2026-11-20T09:00'],
    ['2026-11-20T09:00', '2026-11-21T09:00'],
    ['2026-11-20T18:00', '2026-11-21T09:00'],
  ])('after %s comes at %s', (moment, next) => {
    expect(nextDigest({ mode: 'daily', at: '09:00' }, shanghai(moment), zone)).toBe(shanghai(next))
  })
})
