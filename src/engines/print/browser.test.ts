import { expect, it } from 'vitest'
import { createTurns } from './browser.ts'

it('lets two work at once and ten wait, in their order; the next one is refused', async () => {
  const turn = createTurns()
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (i: number) =>
    turn(async () => {
      begun.push(i)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (i === 1) throw new Error('it broke')
      return i
    })
  const all = Array.from({ length: 12 }, (_, i) => work(i))
  const settled = Promise.allSettled(all)
  await expect(work(12)).rejects.toMatchObject({ status: 503, code: 'busy' })
  expect(begun).toEqual([0, 1])
  for (let i = 0; i < 12; i++) {
    ends[i]!()
    await new Promise((resolve) => setTimeout(resolve))
    expect(begun.length).toBe(Math.min(12, i + 3))
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect((await settled).map(({ status }) => status === 'fulfilled')).toEqual(begun.map((i) => i !== 1))
  const free = turn(async () => 'free')
  expect(await free).toBe('free')
})
