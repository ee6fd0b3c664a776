import { expect, test } from 'vitest'
import { differences, type Policy } from './policy.ts'

const present: Policy = {
  capacity: { default: 50, byRole: { r1: 80 }, byGrade: {}, byEmployee: {}, excludes: { dealStatus: ['dealt'] } },
  validFollowUp: { kinds: ['call', 'visit'], minLength: 10, genericTexts: [], minCallSeconds: 30 },
  release: { minCompleteness: null, required: [], mode: 'mark' },
  extension: { maxDays: 30, maxTimes: 1 },
  reminders: { idleDays: {}, staleDays: null, dailyCalls: null },
  revisitDays: {},
  dayReport: { dueAt: '20:00', roles: [] },
  lockLimit: null,
  revealLimit: 200,
  viewLimit: null,
}

test('nothing differs from itself, whatever the order of a set', () => {
  const same = { ...present, validFollowUp: { ...present.validFollowUp, kinds: ['visit', 'call'] } }
  expect(differences(present, same)).toEqual([])
})

test('what is added, changed and taken away is named', () => {
  const draft: Policy = {
    ...present,
    capacity: { ...present.capacity, default: 60, byRole: {}, byGrade: { P6: 70 } },
    lockLimit: 5,
  }
  expect(differences(present, draft)).toEqual([
    { path: 'default', from: 50, to: 60 },
    { path: 'byRole.r1', from: 80, to: undefined },
    { path: 'lock', from: null, to: 5 },
    { path: 'byGrade.P6', from: undefined, to: 70 },
  ])
})
