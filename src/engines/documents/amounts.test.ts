import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf, difference, reckon, signOf, sumOf } from './amounts.ts'

describe('amounts of lines', () => {
  it('rounds each line to the cent, half away from zero, and adds the rounded ones', () => {
    const { lines, total, tax } = reckon([
      { quantity: '3', price: '0.335', discount: null, taxRate: '13' },
      { quantity: '1', price: '100.00', discount: '15.5', taxRate: '13' },
      { quantity: '0.333', price: '10.00', discount: '0', taxRate: null },
    ])
    expect(lines.map((line) => line.amount)).toEqual(['1.01', '84.50', '3.33'])
    expect(total).toBe('88.84')
    expect(tax).toBe('9.84')
  })

  it('loses no cent over a thousand lines', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            quantity: fc.integer({ min: 1, max: 99_999_999 }).map((n) => (n / 1000).toFixed(3)),
            price: fc
              .integer({ min: 0, max: 999_999_999 })
              .map((n) => `${Math.trunc(n / 100)}.${String(n % 100).padStart(2, '0')}`),
            discount: fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 100).toFixed(2)),
            taxRate: fc.constantFrom('0', '6', '9', '13'),
          }),
          { minLength: 1, maxLength: 1000 },
        ),
        (given) => {
          const { lines, total, tax } = reckon(given)
          const cents = lines.map((line) => BigInt(String(line.amount).replace('.', '')))
          expect(BigInt(total.replace('.', ''))).toBe(cents.reduce((sum, one) => sum + one, 0n))
          for (const [i, line] of given.entries()) {
            const [units, scale] = [BigInt(line.quantity.replace('.', '')) * BigInt(line.price.replace('.', '')), 5]
            const off =
              units * BigInt(10_000 - Math.round(Number(line.discount) * 100)) -
              cents[i]! * 10n ** BigInt(scale + 4 - 2)
            expect(off <= 10n ** 7n / 2n && off >= -(10n ** 7n) / 2n).toBe(true)
          }
          expect(signOf(difference(total, tax))).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('adds and takes away in text, and reckons what products cost', () => {
    expect(sumOf(['0.10', '0.20', null, undefined])).toBe('0.30')
    expect(difference('0.30', '0.10')).toBe('0.20')
    expect(
      costOf(
        [
          { productId: 'a', quantity: '2.5' },
          { productId: 'b', quantity: '1' },
        ],
        new Map([['a', '3.33']]),
      ),
    ).toBe('8.33')
  })
})
