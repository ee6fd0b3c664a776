import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

test('a browser and its system are named', () => {
  expect(
    deviceOf(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
    ),
  ).toBe('Chrome 142 · Windows')
  expect(
    deviceOf(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1',
    ),
  ).toBe('Safari 18 · iPhone')
})

test('what is not a browser has no name', () => {
  expect(deviceOf('')).toBeUndefined()
  expect(deviceOf('curl/8.0')).toBeUndefined()
})
