import { expect, test } from 'vitest'
import { spokenSchedule } from './schedule.ts'

test('common schedules are said in words, others as they stand', () => {
  expect(spokenSchedule('5 0 * * *')).toEqual({ kind: 'daily', time: '00:05' })
  expect(spokenSchedule('10 * * * *')).toEqual({ kind: 'hourly', minute: '10' })
  expect(spokenSchedule('*/5 * * * *')).toEqual({ kind: 'everyMinutes', minutes: 5 })
  expect(spokenSchedule('0 8 * * 1-5')).toEqual({ kind: 'other', text: '0 8 * * 1-5' })
})
