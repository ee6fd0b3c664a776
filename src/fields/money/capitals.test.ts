import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capitals } from './capitals.ts'

describe('大写金额', () => {
  it.each([
    ['12300', '壹万贰仟叁佰元整'],
    ['12300.00', '壹万贰仟叁佰元整'],
    ['0', '零元整'],
    ['-0.00', '零元整'],
    ['0.01', '壹分'],
    ['0.10', '壹角整'],
    ['0.50', '伍角整'],
    ['0.56', '伍角陆分'],
    ['1', '壹元整'],
    ['1.05', '壹元零伍分'],
    ['1.50', '壹元伍角整'],
    ['1.55', '壹元伍角伍分'],
    ['10', '壹拾元整'],
    ['11', '壹拾壹元整'],
    ['100', '壹佰元整'],
    ['101', '壹佰零壹元整'],
    ['110', '壹佰壹拾元整'],
    ['1001', '壹仟零壹元整'],
    ['1010', '壹仟零壹拾元整'],
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['10000', '壹万元整'],
    ['10001', '壹万零壹元整'],
    ['10010', '壹万零壹拾元整'],
    ['10100', '壹万零壹佰元整'],
    ['11000', '壹万壹仟元整'],
    ['100000', '壹拾万元整'],
    ['100001', '壹拾万零壹元整'],
    ['1000000', '壹佰万元整'],
    ['10000000', '壹仟万元整'],
    ['10010010', '壹仟零壹万零壹拾元整'],
    ['20304050.06', '贰仟零叁拾万肆仟零伍拾元零陆分'],
    ['100000000', '壹亿元整'],
    ['100000001', '壹亿零壹元整'],
    ['100010000', '壹亿零壹万元整'],
    ['100005000', '壹亿零伍仟元整'],
    ['110000000', '壹亿壹仟万元整'],
    ['100000001000', '壹仟亿零壹仟元整'],
    ['1000000000000', '壹万亿元整'],
    ['1000000000001', '壹万亿零壹元整'],
    ['1000100000000', '壹万零壹亿元整'],
    ['123456789012.34', '壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分'],
    ['1000000000000000', '壹仟万亿元整'],
    ['9999999999999999.99', '玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    ['-12300.40', '负壹万贰仟叁佰元肆角整'],
    ['-0.05', '负伍分'],
    ['0.005', '壹分'],
    ['99.995', '壹佰元整'],
  ])('%s is 人民币%s', (amount, words) => {
    expect(capitals(amount)).toBe(`人民币${words}`)
  })

  it.each(['', 'x', '1,000', '1e5', '10000000000000000'])('says nothing for "%s"', (amount) => {
    expect(capitals(amount)).toBeUndefined()
  })

  const values = new Map([...'零壹贰叁肆伍陆柒捌玖'].map((digit, value) => [digit, BigInt(value)]))
  const units = new Map([
    ['拾', 10n],
    ['佰', 100n],
    ['仟', 1000n],
  ])
  /** Reads it back, place by place: the cents. */
  const readBack = (words: string): bigint => {
    const [, sign, yuan = '', jiao, fen] = /^人民币(负?)(?:(.+)元)?(?:零?(.)角)?(?:零?(.)分)?整?$/.exec(words) ?? []
    let [total, section, digit] = [0n, 0n, 0n]
    for (const one of yuan) {
      if (values.has(one)) digit = values.get(one)!
      else if (units.has(one)) {
        section += digit * units.get(one)!
        digit = 0n
      } else if (one === '万') {
        total += (section + digit) * 10_000n
        section = digit = 0n
      } else {
        total = (total + section + digit) * 100_000_000n
        section = digit = 0n
      }
    }
    const cents =
      (total + section + digit) * 100n + (values.get(jiao ?? '零') ?? 0n) * 10n + (values.get(fen ?? '零') ?? 0n)
    return sign === '负' ? -cents : cents
  }
  const textOf = (cents: bigint) => {
    const text = String(cents < 0n ? -cents : cents).padStart(3, '0')
    return `${cents < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
  }

  it('reads back as what it was, with no two 零 beside each other and none before a unit', () => {
    const sparse = fc
      .array(fc.constantFrom('0', '0', '0', '1', '9'), { minLength: 1, maxLength: 18 })
      .map((list) => BigInt(list.join('')))
    const even = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })
    fc.assert(
      fc.property(fc.oneof(sparse, even), (cents) => {
        const words = capitals(textOf(cents))!
        expect(readBack(words)).toBe(cents)
        expect(words).not.toMatch(/零零|零[拾佰仟万亿]/)
        if (cents !== 0n) expect(words).not.toMatch(/零[元整]/)
      }),
      { numRuns: 2000 },
    )
  })
})
