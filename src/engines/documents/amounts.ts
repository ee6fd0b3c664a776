import { type Exact, exactOf, minus, over, plus, round, textOf, times } from '../../fields/decimal/exact.ts'
import type { Json, JsonObject } from '../../model/label.ts'

const zero: Exact = { units: 0n, scale: 2 }
const hundred: Exact = { units: 100n, scale: 0 }

const exact = (value: Json | undefined, otherwise: Exact): Exact =>
  (typeof value === 'string' || typeof value === 'number' ? exactOf(String(value)) : undefined) ?? otherwise

/** Money with its two decimals, `1280.50`. */
export const money = (value: Exact): string => textOf(over(value, { units: 1n, scale: 0 }, 2))

/** The sum of amounts in text. */
export const sumOf = (amounts: readonly (Json | undefined)[]): string =>
  money(amounts.reduce((sum: Exact, one) => plus(sum, exact(one, zero)), zero))

export const difference = (a: Json | undefined, b: Json | undefined): string =>
  money(minus(exact(a, zero), exact(b, zero)))

/** -1, 0 or 1. */
export const signOf = (amount: Json | undefined): number => {
  const { units } = exact(amount, zero)
  return units === 0n ? 0 : units < 0n ? -1 : 1
}

export interface Totals {
  readonly total: string
  readonly tax: string
}

/**
 * 行金额 (I1): quantity × price × (100 − discount) / 100, prices with tax in them as quotes in China are; each line is
 * rounded to the cent, half away from zero, and the total is the sum of the rounded lines. The tax within a line is
 * amount × rate / (100 + rate), rounded likewise. Writes `amount` into the lines.
 */
export const reckon = (lines: readonly JsonObject[]): { readonly lines: JsonObject[] } & Totals => {
  let [total, tax] = [zero, zero]
  const reckoned = lines.map((line) => {
    const share = minus(hundred, exact(line.discount, zero))
    const full = times(times(exact(line.quantity, zero), exact(line.price, zero)), share)
    const amount = round({ units: full.units, scale: full.scale + 2 }, 2)
    const rate = exact(line.taxRate, zero)
    total = plus(total, amount)
    tax = plus(tax, over(times(amount, rate), plus(hundred, rate), 2))
    return { ...line, amount: money(amount) }
  })
  return { lines: reckoned, total: money(total), tax: money(tax) }
}

/** 成本: what the products of the lines cost us, by the cost each had at that moment. */
export const costOf = (lines: readonly JsonObject[], costs: ReadonlyMap<string, Json>): string =>
  money(
    lines.reduce(
      (sum: Exact, line) =>
        plus(sum, round(times(exact(line.quantity, zero), exact(costs.get(String(line.productId)), zero)), 2)),
      zero,
    ),
  )
