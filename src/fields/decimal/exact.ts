import { bad, ok, type Parsed } from '../../model/field.ts'

/** A decimal number without loss: `units / 10^scale`. */
export interface Exact {
  readonly units: bigint
  readonly scale: number
}

export interface DecimalLimits {
  /** Digits after the point. */
  readonly scale: number
  readonly min?: number
  readonly max?: number
  /** Whether the text always shows all digits after the point, as money does. */
  readonly padded: boolean
  /** Digits in all. Default 20. */
  readonly digits?: number
}

const defaultDigits = 20

/** `-1280.50` as an exact number; `undefined` when it is not plain decimal text. */
export const exactOf = (text: string): Exact | undefined => {
  const match = text.length > 60 ? null : /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, scale: fraction.length }
}

/** -1, 0 or 1, as numbers go and not as text goes. */
export const compareExact = (a: Exact, b: Exact): number => {
  const scale = Math.max(a.scale, b.scale)
  const difference = unitsAt(a, scale) - unitsAt(b, scale)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

const unitsAt = (value: Exact, scale: number): bigint => value.units * 10n ** BigInt(scale - value.scale)

/** A JSON value as an exact number: decimal text, or a number that says exactly what was written. */
export const parseExact = (value: unknown): Exact | Parsed => {
  if (typeof value === 'string') return exactOf(value.length > 100 ? '' : value.trim()) ?? notANumber
  if (typeof value !== 'number')
    return bad('wrong_type', '应为数字文字，如 "1280.50"', 'It should be a number in text such as "1280.50"')
  if (!Number.isFinite(value)) return notANumber
  const text = String(value)
  // Fifteen digits survive the way through a float; with more, what arrived need not be what was sent.
  const isExact = Number.isSafeInteger(value) || text.replace(/[-.]/g, '').replace(/^0+/, '').length <= 15
  if (text.includes('e') || !isExact)
    return bad(
      'not_exact',
      '数字太长或太小，请用文字传，如 "1280.50"',
      'The number has too many digits; send it as text such as "1280.50"',
    )
  return exactOf(text) ?? notANumber
}

export const notANumber: Parsed = bad('not_a_number', '应为数字，如 1280.50', 'It should be a number such as 1280.50')

export const isParsed = (value: Exact | Parsed): value is Parsed => 'ok' in value

/** An exact number as canonical decimal text, if it is within limits. */
export const settle = (value: Exact, limits: DecimalLimits): Parsed => {
  const trimmed = withoutZeros(value)
  if (trimmed.scale > limits.scale)
    return bad('too_many_decimals', `最多 ${limits.scale} 位小数`, `At most ${limits.scale} digits after the point`)
  if (limits.min !== undefined && compareExact(trimmed, boundOf(limits.min)) < 0)
    return bad('too_small', `不能小于 ${limits.min}`, `It cannot be less than ${limits.min}`)
  if (limits.max !== undefined && compareExact(trimmed, boundOf(limits.max)) > 0)
    return bad('too_large', `不能大于 ${limits.max}`, `It cannot be more than ${limits.max}`)
  const units = unitsAt(trimmed, limits.scale)
  if ((units < 0n ? -units : units) >= 10n ** BigInt(limits.digits ?? defaultDigits))
    return bad('too_large', '数字太大', 'The number is too large')
  return ok(textOf(limits.padded ? { units, scale: limits.scale } : trimmed))
}

const boundOf = (bound: number): Exact => exactOf(String(bound)) ?? { units: BigInt(Math.round(bound)), scale: 0 }

const withoutZeros = ({ units, scale }: Exact): Exact => {
  let [left, places] = [units, scale]
  while (places > 0 && left % 10n === 0n) [left, places] = [left / 10n, places - 1]
  return { units: left, scale: places }
}

/** Plain decimal text of an exact number. */
export const textOf = ({ units, scale }: Exact): string => {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`}`
}

export const plus = (a: Exact, b: Exact): Exact => {
  const scale = Math.max(a.scale, b.scale)
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale }
}

export const minus = (a: Exact, b: Exact): Exact => plus(a, { ...b, units: -b.units })

export const times = (a: Exact, b: Exact): Exact => ({ units: a.units * b.units, scale: a.scale + b.scale })

/** A quotient with so many digits after the point, rounded half away from zero. `b` is not zero. */
export const over = (a: Exact, b: Exact, scale: number): Exact => {
  const up = a.units * 10n ** BigInt(scale + 1 + b.scale)
  const down = b.units * 10n ** BigInt(a.scale)
  return round({ units: up / down, scale: scale + 1 }, scale)
}

/** Rounded half away from zero. */
export const round = (value: Exact, scale: number): Exact => {
  if (value.scale <= scale) return value
  const unit = 10n ** BigInt(value.scale - scale)
  const half = value.units < 0n ? -unit / 2n : unit / 2n
  return { units: (value.units + half) / unit, scale }
}
