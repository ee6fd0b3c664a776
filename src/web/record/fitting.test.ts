import { expect, it } from 'vitest'
import { fitting } from './fitting.ts'

const room = { width: 100, gap: 10, rest: 20 }

it('shows all where there is room for all, without the way to the others', () => {
  expect(fitting([20, 20, 30], { ...room, width: 90 }, 0)).toEqual([0, 1, 2])
})

it('leaves out the last ones, and never the one that is open', () => {
  expect(fitting([30, 30, 30, 30], room, 0)).toEqual([0, 1])
  expect(fitting([30, 30, 30, 30], room, 3)).toEqual([0, 3])
  expect(fitting([30, 30, 30, 30], room, -1)).toEqual([0, 1])
  expect(fitting([300, 30], room, 0)).toEqual([0])
})
