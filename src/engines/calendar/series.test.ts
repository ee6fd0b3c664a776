import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cancelOccurrence, editOccurrence } from './edit.ts'
import { lastEnd, nextReminder, occurrencesOf, seriesOf } from './series.ts'
import { isZone, keyOf, momentOf, wallOf, wallOfKey } from './wall.ts'

const row = (values: Record<string, unknown>) =>
  seriesOf(
    {
      startsAt: '2026-03-01T14:00:00.000Z',
      endsAt: '2026-03-01T15:00:00.000Z',
      allDay: false,
      timeZone: 'America/New_York',
      recurrence: 'FREQ=WEEKLY',
      ...values,
    } as never,
    'Asia/Shanghai',
  )
const starts = (values: Record<string, unknown>, from: string, to: string) =>
  occurrencesOf(row(values), { from, to, limit: 100 }).occurrences.map((one) => one.startsAt)

describe('the clock of the wall', () => {
  it('reads what is shown twice as the first, and what is skipped by the offset before (RFC 5545 §3.3.5)', () => {
    const at = (text: string, zone: string) => new Date(momentOf(Date.parse(`${text}Z`), zone)).toISOString()
    expect(at('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
    expect(at('2026-03-08T02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
    expect(at('2026-11-22T09:00:00', 'Asia/Shanghai')).toBe('2026-11-22T01:00:00.000Z')
  })

  it('comes back to every moment it shows', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(...zones), (at, zone) => {
        const wall = wallOf(at, zone)
        expect(wallOf(momentOf(wall, zone), zone)).toBe(wall)
      }),
    )
  })

  it('knows zones and keys from other text', () => {
    expect(['Asia/Shanghai', 'UTC', 'Nowhere/At', '', '../etc'].map(isZone)).toEqual([true, true, false, false, false])
    expect(['2026-02-30', '2026-02-03T25:00:00', 'x', '2026-2-3'].map(wallOfKey)).toEqual(Array(4).fill(undefined))
    expect(keyOf(wallOfKey('2026-02-03T04:05:06')!, false)).toBe('2026-02-03T04:05:06')
  })
})

describe('a series', () => {
  it('keeps its hour when the clock of its zone changes', () => {
    expect(starts({}, '2026-03-01T00:00:00Z', '2026-03-20T00:00:00Z')).toEqual([
      '2026-03-01T14:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
      '2026-03-15T13:00:00.000Z',
    ])
  })

  it('leaves out what is cancelled, adds what is added, shows what was moved where it was moved to', () => {
    const values = {
      excluded: ['2026-03-08T09:00:00'],
      added: ['2026-03-10T20:00:00'],
      overrides: { '2026-03-15T09:00:00': { startsAt: '2026-03-12T13:00:00.000Z', title: '提前' } },
    }
    const { occurrences } = occurrencesOf(row(values), {
      from: '2026-03-01T00:00:00Z',
      to: '2026-03-20T00:00:00Z',
      limit: 100,
    })
    expect(occurrences.map((one) => [one.key, one.startsAt, one.endsAt])).toEqual([
      ['2026-03-01T09:00:00', '2026-03-01T14:00:00.000Z', '2026-03-01T15:00:00.000Z'],
      ['2026-03-10T20:00:00', '2026-03-11T00:00:00.000Z', '2026-03-11T01:00:00.000Z'],
      ['2026-03-15T09:00:00', '2026-03-12T13:00:00.000Z', '2026-03-12T14:00:00.000Z'],
    ])
  })

  it('knows when it is over', () => {
    expect(lastEnd(row({}))).toBeNull()
    expect(lastEnd(row({ recurrence: null }))).toBe('2026-03-01T15:00:00.000Z')
    expect(lastEnd(row({ recurrence: 'FREQ=WEEKLY;COUNT=3' }))).toBe('2026-03-15T14:00:00.000Z')
    expect(lastEnd(row({ recurrence: 'FREQ=WEEKLY;UNTIL=20260310' }))).toBe('2026-03-08T14:00:00.000Z')
    const moved = { '2026-03-08T09:00:00': { startsAt: '2026-04-08T13:00:00.000Z' } }
    expect(lastEnd(row({ recurrence: 'FREQ=WEEKLY;COUNT=3', overrides: moved }))).toBe('2026-04-08T14:00:00.000Z')
  })

  it('tells the next moment to remind of', () => {
    const at = (values: Record<string, unknown>, minutes: number | null, after: string) =>
      nextReminder(row(values), minutes, after)?.at ?? null
    expect(at({}, 15, '2026-03-02T00:00:00Z')).toBe('2026-03-08T12:45:00.000Z')
    expect(at({}, 15, '2026-03-08T12:45:00.000Z')).toBe('2026-03-15T12:45:00.000Z')
    expect(at({}, null, '2026-03-02T00:00:00Z')).toBeNull()
    expect(at({ recurrence: 'FREQ=WEEKLY;COUNT=2' }, 15, '2026-03-08T12:45:00Z')).toBeNull()
    expect(
      at({ recurrence: 'FREQ=YEARLY', startsAt: '2024-02-29T14:00:00Z', endsAt: null }, 0, '2024-03-01T00:00:00Z'),
    ).toBe('2028-02-29T14:00:00.000Z')
  })
})

describe('what is said of one occurrence', () => {
  const key = '2026-03-15T09:00:00'
  const edited = (
    values: Record<string, unknown>,
    reach: 'one' | 'following' | 'all',
    given: Record<string, string>,
  ) => {
    const done = editOccurrence(row(values), key, reach, given)
    if (!done.ok) throw new Error(done.refusal.code)
    return done
  }

  it('moves all by as much, weekdays and cancelled ones along', () => {
    const { values } = edited({ recurrence: 'FREQ=WEEKLY;BYDAY=SU' }, 'all', { startsAt: '2026-03-17T15:00:00.000Z' })
    expect(values).toMatchObject({ startsAt: '2026-03-03T16:00:00.000Z', recurrence: 'FREQ=WEEKLY;BYDAY=TU' })
  })

  it('splits what follows from what was', () => {
    const done = edited({ recurrence: 'FREQ=WEEKLY;COUNT=5', excluded: ['2026-03-22T09:00:00'] }, 'following', {
      startsAt: '2026-03-15T14:00:00.000Z',
    })
    expect(done.values).toMatchObject({ recurrence: 'FREQ=WEEKLY;UNTIL=20260315T125959Z', excluded: [] })
    expect(done.second).toMatchObject({
      startsAt: '2026-03-15T14:00:00.000Z',
      endsAt: '2026-03-15T15:00:00.000Z',
      recurrence: 'FREQ=WEEKLY;COUNT=3',
      excluded: ['2026-03-22T10:00:00'],
    })
  })

  it('refuses to move days that the rule names, and what is not there', () => {
    const pinned = row({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=1' })
    const refused = editOccurrence(pinned, '2026-04-01T09:00:00', 'all', { startsAt: '2026-04-02T13:00:00.000Z' })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'rule_fixes_days' } })
    expect(editOccurrence(pinned, key, 'one', { title: 'x' })).toMatchObject({
      ok: false,
      refusal: { code: 'no_such_occurrence' },
    })
    expect(cancelOccurrence(row({ excluded: [key] }), key, 'one')).toMatchObject({ ok: false })
  })

  it('cancels one, it and those after it, or all', () => {
    expect(cancelOccurrence(row({}), key, 'one')).toMatchObject({ values: { excluded: [key] } })
    expect(cancelOccurrence(row({}), key, 'following')).toMatchObject({
      values: { recurrence: 'FREQ=WEEKLY;UNTIL=20260315T125959Z' },
    })
    expect(cancelOccurrence(row({}), key, 'all')).toMatchObject({ ok: true, values: null })
  })
})
