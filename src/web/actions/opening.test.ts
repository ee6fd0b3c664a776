import { expect, test } from 'vitest'
import { opening } from './opening.ts'

test('the moment a claim opens is taken from the sentence', () => {
  expect(opening('新入池 12 小时内不开放领取，11月22日 18:04 起可领')).toBe('11月22日 18:04 起可领')
  expect(opening('It opens 12 hours after it came into the pool; open from 22/11 18:04')).toBe('from 22/11 18:04')
  expect(opening('库容已满，50 / 50')).toBeUndefined()
})
