import { expect, test } from 'vitest'
import { checkPasswordStrength } from './strength.ts'

const codes = (password: string) =>
  checkPasswordStrength({ password, account: 'zhang.wei@greensea.cn', name: '欧阳震华与上官婉儿们' }).map((f) => f.code)

test.each([
  'greensea-demo',
  'correct horse 42',
  '春风又绿江南岸了',
  '🌊🌊🌲🌲🐟🐟🦀🦀',
  'x'.repeat(98) + 'yz'.repeat(51),
])('%s will do', (password) => {
  expect(codes(password)).toEqual([])
})

test.each([
  ['', 'nothing'],
  ['abc1234', 'seven characters'],
  ['🌊🌊🌲🌲🐟🐟🦀', 'seven code points in fourteen units'],
  ['ab3'.repeat(67), '201 characters'],
  ['Zhang.Wei@Greensea.cn', 'the account'],
  ['ｚｈａｎｇ.wei@greensea.cn', 'the account in full width'],
  ['欧阳震华与上官婉儿们', 'the name'],
  ['Password123', 'a common one'],
  ['woaini1314', 'a common one in China'],
  ['aaaaaaaaaa', 'one character'],
  ['2323232323', 'two characters'],
  ['23456789', 'a run'],
  ['poiuytrewq', 'a run backwards'],
])('%s is refused: %s', (password) => {
  expect(codes(password)).toEqual(['weak_password'])
})

test('the fault stands where the password stands', () => {
  expect(checkPasswordStrength({ password: 'x', path: 'next' })[0]?.path).toBe('next')
})
