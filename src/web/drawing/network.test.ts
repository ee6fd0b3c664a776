import { describe, expect, it } from 'vitest'
import { networkOf, type Tie } from './network.ts'

const room = { first: 8, second: 8, narrow: false }
const tie = (from: string, to: string, kind = 'friend', toName: string | null = to.toUpperCase()): Tie => ({
  from,
  to,
  toName,
  kind,
})

describe('a network', () => {
  it('draws who is tied to the middle, and who to those', () => {
    const { dots, lines } = networkOf(
      'me',
      { near: [tie('me', 'a'), tie('me', 'b'), tie('me', 'a', 'classmate')], far: [tie('a', 'me'), tie('a', 'c')] },
      room,
    )
    expect(dots.map(({ name, ring }) => [name, ring])).toEqual([
      ['A', 1],
      ['B', 1],
      ['C', 2],
    ])
    expect(lines.map(({ key, kinds }) => [key, kinds])).toEqual([
      ['a me', ['friend', 'classmate']],
      ['b me', ['friend']],
      ['a c', ['friend']],
    ])
    for (const { x, y } of dots) expect(x > 0 && x < 100 && y > 0 && y < 100).toBe(true)
  })

  it('draws a tie between two neighbours once, whoever tells it', () => {
    const { lines } = networkOf(
      'me',
      { near: [tie('me', 'a'), tie('me', 'b')], far: [tie('a', 'b'), tie('b', 'a')] },
      room,
    )
    expect(lines.map((line) => line.key)).toEqual(['a me', 'b me', 'a b'])
  })

  it('never draws or names what has no name for this person', () => {
    const drawn = networkOf(
      'me',
      { near: [tie('me', 'a'), tie('me', 'x', 'friend', null)], far: [tie('a', 'y', 'friend', null), tie('x', 'b')] },
      room,
    )
    expect(drawn.dots.map((dot) => dot.id)).toEqual(['a'])
    expect(drawn).toMatchObject({ hidden: 1, left: 0 })
    expect(drawn.lines).toHaveLength(1)
  })

  it('keeps to its room and says what it left out', () => {
    const near = Array.from({ length: 20 }, (_, i) => tie('me', `n${i}`))
    const far = near.flatMap(({ to }) => [tie(to, `${to}x`), tie(to, `${to}y`), tie(to, `${to}z`)])
    const { dots, left } = networkOf('me', { near, far }, { ...room, first: 6, second: 5 })
    expect([dots.filter((dot) => dot.ring === 1).length, dots.filter((dot) => dot.ring === 2).length, left]).toEqual([
      6, 5, 14,
    ])
  })
})
