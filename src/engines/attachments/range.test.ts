import { describe, expect, it } from 'vitest'
import { rangeOf } from './range.ts'

describe('a range', () => {
  it.each([
    [undefined, 'none'],
    ['', 'none'],
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-500', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
    ['bytes=-0', 'outside'],
    ['bytes=100-', 'outside'],
    ['bytes=20-10', 'none'],
    ['bytes=-', 'none'],
    ['bytes=0-1,5-6', 'none'],
    ['lines=0-1', 'none'],
    ['bytes=a-b', 'none'],
    ['bytes=99999999999999999999-', 'none'],
  ])('%s of a hundred bytes is %j', (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected)
  })

  it('of nothing is outside', () => expect(rangeOf('bytes=0-', 0)).toBe('outside'))
})
