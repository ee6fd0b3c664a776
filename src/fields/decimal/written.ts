import { type Exact, exactOf } from './exact.ts'

const currencies = /人民币|(?<![a-z])(?:rmb|cny)(?![a-z])|[¥￥]/gi
const unit = /^([\d,.]+)([十百千]?[万亿]|[百千])?/

const powers: Readonly<Record<string, number>> = {
  百: 2,
  千: 3,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  十亿: 9,
  百亿: 10,
  千亿: 11,
}

/**
 * An amount as people write it: `¥1,280.50`, `128万`, `27,850.0875(万)`, `877.1万人民币`, `1亿2000万`, `(1,280.50)` for
 * less than nothing. `undefined` when it is none of these; foreign currencies are none of these.
 */
export const amountOf = (text: string): Exact | undefined => {
  if (text.length > 100) return undefined
  const folded = text.normalize('NFKC').replace(/[\s_]/g, '').replace(/[−–]/g, '-').replace(currencies, '')
  const accounting = /^\(([\d,.]+)\)$/.exec(folded)
  if (accounting !== null) return negated(sumOf(accounting[1]!))
  const bare = folded.replace(/[()（）]/g, '').replace(/元?[整正]?$/, '')
  const sign = /^[+-]/.exec(bare)?.[0] ?? ''
  const amount = sumOf(bare.slice(sign.length))
  return sign === '-' ? negated(amount) : amount
}

const negated = (value: Exact | undefined): Exact | undefined =>
  value === undefined ? undefined : { units: -value.units, scale: value.scale }

/** Parts of falling size, `1亿2000万`. */
const sumOf = (text: string): Exact | undefined => {
  let total: Exact | undefined
  let rest = text
  let last = Number.POSITIVE_INFINITY
  while (rest !== '') {
    const match = unit.exec(rest)
    const part = match === null ? undefined : plainOf(match[1]!)
    const power = match?.[2] === undefined ? 0 : powers[match[2]]!
    if (match === null || part === undefined || power >= last) return undefined
    total = add(total ?? { units: 0n, scale: 0 }, raised(part, power))
    last = power
    rest = rest.slice(match[0].length)
  }
  return total
}

const plainOf = (text: string): Exact | undefined => {
  const isGrouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
  return exactOf(isGrouped ? text.replaceAll(',', '') : text.replace(/^\./, '0.').replace(/\.$/, ''))
}

const raised = ({ units, scale }: Exact, power: number): Exact =>
  power <= scale ? { units, scale: scale - power } : { units: units * 10n ** BigInt(power - scale), scale: 0 }

const add = (a: Exact, b: Exact): Exact => {
  const scale = Math.max(a.scale, b.scale)
  return { units: a.units * 10n ** BigInt(scale - a.scale) + b.units * 10n ** BigInt(scale - b.scale), scale }
}
