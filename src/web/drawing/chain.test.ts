import { describe, expect, it } from 'vitest'
import { type Branch, branchesOf } from './chain.ts'

const said = (branches: readonly Branch<{ id: string; up: string | null }>[]): string =>
  branches.map(({ row, below }) => (below.length === 0 ? row.id : `${row.id}(${said(below)})`)).join(' ')
const people = (...pairs: readonly [string, string | null][]) => pairs.map(([id, up]) => ({ id, up }))

describe('who reports to whom', () => {
  it.each([
    ['nobody', people(), ''],
    ['strangers', people(['a', null], ['b', null]), 'a b'],
    ['a chain, told in any order', people(['c', 'b'], ['a', null], ['b', 'a']), 'a(b(c))'],
    ['a superior who is not shown', people(['a', 'gone'], ['b', 'a']), 'a(b)'],
    ['a circle', people(['a', 'b'], ['b', 'a'], ['c', 'b']), 'a(b(c))'],
    ['themselves', people(['a', 'a'], ['b', null]), 'b a'],
  ])('%s', (_, rows, words) => {
    expect(said(branchesOf(rows, 'up'))).toBe(words)
  })
})
