import { expect, test } from 'vitest'
import type { Happening } from './timeline.data.ts'
import { foldedLines } from './timeline-folds.ts'

const minute = 60_000
const happening = (kind: string, object: string, minutesAgo: number): Happening => ({
  at: new Date(Date.parse('2026-11-22T08:00:00Z') - minutesAgo * minute).toISOString(),
  kind,
  object,
  id: `${kind}-${minutesAgo}`,
  title: null,
  text: null,
  by: null,
})
const owned = (kind: string, minutesAgo: number) => happening(kind, 'ownership', minutesAgo)
const shape = (items: readonly Happening[], options = {}) =>
  foldedLines(items, options).map((line) => `${line.kind}:${line.items.map((item) => item.kind).join('+')}`)

test('a claim and its undoing are one line, whatever was said between', () => {
  expect(shape([owned('undo', 1), owned('claim', 2)])).toEqual(['undone:undo+claim'])
  expect(shape([owned('undo', 1), happening('call', 'follow-ups', 2), owned('claim', 3)])).toEqual([
    'undone:undo+claim',
    'one:call',
  ])
})

test('what was undone much later, or with nothing before it, stands alone', () => {
  expect(shape([owned('undo', 1), owned('claim', 60)])).toEqual(['one:undo', 'one:claim'])
  expect(shape([owned('undo', 1)])).toEqual(['one:undo'])
})

test('a long run of what the system noted is one line; what people wrote is not', () => {
  const run = [owned('recycle', 1), owned('assign', 2), owned('transfer', 3), owned('claim', 4)]
  expect(shape([happening('visit', 'follow-ups', 0), ...run, happening('comment', 'comments', 5)])).toEqual([
    'one:visit',
    'run:recycle+assign+transfer+claim',
    'one:comment',
  ])
  expect(shape(run.slice(1))).toEqual(['one:assign', 'one:transfer', 'one:claim'])
  expect(shape(run, { runs: false })).toHaveLength(4)
})
