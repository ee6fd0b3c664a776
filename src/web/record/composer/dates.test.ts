import { expect, test } from 'vitest'
import { dayChoices, dayName, proposedDay, workingDay } from './dates.ts'

const today = '2026-11-20' // a Friday

test('the proposal follows the level and falls on a working day', () => {
  expect(proposedDay({ today, level: 'A', lastProtectedDay: null })).toBe('2026-11-24')
  expect(proposedDay({ today, level: 'B', lastProtectedDay: null })).toBe('2026-11-27')
  expect(proposedDay({ today, level: null, lastProtectedDay: null })).toBe('2026-11-27')
  expect(workingDay('2026-11-21')).toBe('2026-11-23')
})

test('the proposal lies before the protection ends', () => {
  expect(proposedDay({ today, level: 'B', lastProtectedDay: '2026-11-25' })).toBe('2026-11-25')
  expect(proposedDay({ today, level: 'B', lastProtectedDay: '2026-11-22' })).toBe('2026-11-21')
  expect(proposedDay({ today, level: 'B', lastProtectedDay: '2026-11-20' })).toBe('2026-11-27')
})

test('each day is offered once', () => {
  expect(dayChoices(today, '2026-11-23').map((choice) => choice.date)).toEqual(['2026-11-21', '2026-11-23'])
  expect(dayChoices(today, '2026-11-25').at(-1)).toEqual({ date: '2026-11-25', name: 'proposed' })
})

test('days are named by the week', () => {
  expect(dayName('2026-11-25', today, 'zh')).toBe('下周三 11月25日')
  expect(dayName('2026-11-21', today, 'zh')).toBe('周六 11月21日')
  expect(dayName('2026-11-25', today, 'en')).toBe('Wed 25 Nov')
})
