import { expect, test } from 'vitest'
import { choicesOf, countsOf, type Heir, spread, type Target } from './hand-over.data.ts'

const heir = (id: string, used: number, limit: number | null): Heir => ({ id, name: id, capacity: { used, limit } })

test('only what goes another way than the rest is said, one entry a target', () => {
  const chosen = new Map<string, Target>([
    ['1', 'heir:a'],
    ['2', 'pool:'],
    ['3', 'heir:b'],
    ['4', 'heir:b'],
    ['5', 'pool:p'],
  ])
  expect(choicesOf(chosen, 'heir:a')).toEqual([
    { ids: ['2'] },
    { ids: ['3', '4'], heirId: 'b' },
    { ids: ['5'], poolId: 'p' },
  ])
  expect([...countsOf(10, chosen, 'heir:a')]).toEqual([
    ['heir:a', 6],
    ['pool:', 1],
    ['heir:b', 2],
    ['pool:p', 1],
  ])
})

test('whoever has most room takes the next one', () => {
  const chosen = spread(['1', '2', '3', '4'], [heir('a', 47, 50), heir('b', 49, 50)], new Map([['heir:a', 1]]))
  expect([...chosen.values()]).toEqual(['heir:a', 'heir:a', 'heir:b', 'heir:a'])
  expect([...spread(['1'], [heir('a', 0, 50), heir('b', 900, null)], new Map()).values()]).toEqual(['heir:b'])
})
