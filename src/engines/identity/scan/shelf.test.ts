import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Groups, Shelf } from './shelf.ts'

const id = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`

it('finds under each key exactly the records that were put there, and what they say', async () => {
  const keys = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(keys, { minLength: 1, maxLength: 40 }), async (records) => {
      const shelf = new Shelf(7, 50)
      for (let from = 0; from < records.length; from += 7)
        shelf.add(
          records
            .slice(from, from + 7)
            .map((own, n) => ({ id: id(from + n), values: [from + n, '名'], keys: own, outline: `${from + n}` })),
        )
      await shelf.sort(async () => undefined)
      for (const [at, own] of records.entries()) {
        expect(shelf.idOf(at)).toBe(id(at))
        expect(shelf.valuesOf(at)).toEqual([at, '名'])
        for (const key of own) {
          const found = new Set<number>()
          shelf.each(key, 1000, (other) => found.add(other))
          expect(found).toEqual(new Set(records.flatMap((all, n) => (all.includes(key) ? [n] : []))))
        }
      }
    }),
  )
})

it('passes over a key that too many share', async () => {
  const shelf = new Shelf(10, 10)
  shelf.add(Array.from({ length: 10 }, (_, n) => ({ id: id(n), values: [], keys: [5], outline: '' })))
  await shelf.sort(async () => undefined)
  let found = 0
  shelf.each(5, 9, () => found++)
  expect(found).toBe(0)
  shelf.each(5, 10, () => found++)
  expect(found).toBe(10)
})

it('joins groups up to their size and no further', () => {
  const groups = new Groups(10, 4)
  for (const [a, b] of [
    [0, 1],
    [2, 3],
    [1, 2],
  ] as const)
    expect(groups.join(a, b)).toBe(true)
  expect(groups.join(3, 4)).toBe(false)
  expect(groups.sizeOf(0)).toBe(4)
  expect(groups.of(0)).toBe(groups.of(3))
})
