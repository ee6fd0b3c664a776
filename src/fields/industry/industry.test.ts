import { describe, expect, test } from 'vitest'
import { industries } from './gbt4754.ts'
import { industry, industryLabel, industryType } from './industry.ts'

const field = industry({ zh: '行业', en: 'Industry' })
const parse = (value: unknown) => {
  const parsed = industryType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string) => {
  const parsed = industryType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('GB/T 4754-2017', () => {
  test('has 20 sections A–T and 97 divisions 01–97', () => {
    const sections = industries.filter((one) => one.code.length === 1)
    const divisions = industries.filter((one) => one.code.length === 3)
    expect(sections.map((one) => one.code).join('')).toBe('ABCDEFGHIJKLMNOPQRST')
    expect(divisions.map((one) => one.code.slice(1))).toEqual(
      Array.from({ length: 97 }, (_, i) => String(i + 1).padStart(2, '0')),
    )
    expect(industries).toHaveLength(117)
    for (const one of industries) {
      expect(one.zh).toMatch(/^[\p{Script=Han}、]+$/u)
      expect(one.en).toMatch(/^[A-Z][A-Za-z ,;'-]+$/)
    }
  })
  test('the sections divide the divisions as the standard does', () => {
    const last: Record<string, string> = {}
    for (const { code } of industries) if (code.length === 3) last[code[0]!] = code.slice(1)
    expect(last).toEqual({
      A: '05',
      B: '12',
      C: '43',
      D: '46',
      E: '50',
      F: '52',
      G: '60',
      H: '62',
      I: '65',
      J: '69',
      K: '70',
      L: '72',
      M: '75',
      N: '79',
      O: '82',
      P: '83',
      Q: '85',
      R: '90',
      S: '96',
      T: '97',
    })
  })
})

describe('industry', () => {
  test.each(['C', 'C38', 'A01', 'T97'])('takes %s', (code) => expect(parse(code)).toBe(code))
  test.each([
    ['c', 'unknown_industry'],
    ['38', 'unknown_industry'],
    ['A38', 'unknown_industry'],
    ['U', 'unknown_industry'],
    ['C381', 'unknown_industry'],
    ['', 'unknown_industry'],
    ['制造业', 'unknown_industry'],
    ['C'.repeat(10_000_000), 'unknown_industry'],
    [38, 'wrong_type'],
    [['C'], 'wrong_type'],
    [{}, 'wrong_type'],
  ])('refuses %s', (value, code) => expect(parse(value)).toBe(code))
  test.each([
    ['C38', 'C38'],
    ['c38', 'C38'],
    ['Ｃ３８', 'C38'],
    ['38', 'C38'],
    ['K 房地产', 'K'],
    ['K', 'K'],
    ['房地产业', 'K'],
    ['房地产', 'K'],
    ['C 制造业', 'C'],
    ['制造业', 'C'],
    ['电气机械和器材制造业', 'C38'],
    ['C38 电气机械和器材制造业', 'C38'],
    ['C38电气机械', 'C38'],
    ['农林牧渔业', 'A'],
    ['农、林、牧、渔业', 'A'],
    ['I 信息技术', 'I'],
    ['I65软件', 'I65'],
    ['Manufacturing', 'C'],
    ['real estate', 'K'],
    ['教育', 'P'],
    ['P83', 'P83'],
    ['J-金融业', 'J'],
    ['医药制造业', 'C27'],
    ['01 农业', 'A01'],
    ['计算机、通信和其他电子设备制造业', 'C39'],
  ])('reads %s as %s', (cell, code) => expect(read(cell)).toBe(code))
  test.each(['火星业', '99', 'A38', 'Cars', 'Z', '381', '', '😀', 'K'.repeat(10_000_000)])('does not read %s', (cell) =>
    expect(read(cell)).toBe('unknown_industry'),
  )
  test('is written by name and read again', () => {
    expect(industryType.write('C38', field, 'zh')).toBe('电气机械和器材制造业')
    expect(industryType.write('C', field, 'en')).toBe('Manufacturing')
    expect(industryLabel('X')).toEqual({ zh: 'X', en: 'X' })
    for (const { code } of industries) {
      // A section with one division of the same name is meant when only the name is given.
      const again = read(industryType.write(code, field, 'zh'))
      expect(again === code || again === code[0]).toBe(true)
    }
  })
  test('under means it and everything within it', () => {
    expect(industryType.parseOperand!('under', 'C', field)).toEqual({ ok: true, value: 'C' })
    expect(industryType.parseOperand!('under', 'X', field)).toMatchObject({ ok: false })
    expect(industryType.test!('under', 'C38', 'C', field)).toBe(true)
    expect(industryType.test!('under', 'C', 'C', field)).toBe(true)
    expect(industryType.test!('under', 'K70', 'C', field)).toBe(false)
  })
})
