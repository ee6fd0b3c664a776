import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditCheck, idCheck, organisationCheck, wrongCreditCode, wrongIdCard } from './codes.ts'
import { wrongEmail, wrongName, wrongPhone } from './wrong.ts'

const codesOf = (found: readonly { code: string }[]) => found.map(({ code }) => code)

describe('names at entry', () => {
  test.each([
    ['测试', 'test_name'],
    ['测试公司1', 'test_name'],
    ['TEST', 'test_name'],
    ['ａａａ', 'test_name'],
    ['123', 'test_name'],
    ['无', 'no_name'],
    ['N/A', 'no_name'],
    ['哈哈哈哈', 'repeated_signs'],
    ['。。。', 'only_signs'],
    ['😀', 'only_signs'],
    ['8888999', 'only_figures'],
    ['啊啊啊有限公司', 'repeated_signs'],
  ])('%s', (text, code) => expect(codesOf(wrongName(text))).toEqual([code]))
  test.each([
    '万科',
    '三一重工股份有限公司',
    '测试仪器有限公司',
    '绿屿测试技术有限公司',
    '上海testo仪器有限公司',
    '无锡绿屿科技',
    '人人乐',
    '奥奥',
    '三六零',
    '51信用卡',
    'ئۇيغۇر',
  ])('%s may stand', (text) => expect(wrongName(text)).toEqual([]))
  test('people', () => {
    expect(codesOf(wrongName('张三', 'person'))).toEqual(['test_person'])
    expect(codesOf(wrongName('王伟13812345670', 'person'))).toEqual(['figures_in_name'])
    expect(wrongName('王伟', 'person')).toEqual([])
  })
})

describe('phone numbers', () => {
  test.each([
    ['11111111111', 'repeated_figures'],
    ['12345678901', 'figures_in_row'],
    ['1381234567', 'wrong_length'],
    ['138123456789', 'wrong_length'],
    ['12712345670', 'wrong_prefix'],
    ['14212345670', 'unassigned_prefix'],
    ['13888888888', 'unlikely_number'],
    ['00000000', 'repeated_figures'],
    ['-', 'no_figures'],
  ])('%s', (text, code) => expect(codesOf(wrongPhone(text))).toEqual([code]))
  test.each([
    '13812345670',
    '+86 138 1234 5670',
    '0571-88886631',
    '4008208820',
    '+85223456789',
    '10086',
    '95588',
    '0571-88886631转8001',
    '',
  ])('%s may stand', (text) => expect(wrongPhone(text)).toEqual([]))
})

const sign = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY')
const organisation = fc
  .array(sign, { minLength: 8, maxLength: 8 })
  .map((list) => list.join(''))
  .map((front) => front + organisationCheck(front))
const credit = organisation.map((nine) => `91330106${nine}`).map((front) => front + creditCheck(front))

describe('credit codes', () => {
  test('made by the rule may stand, in any width and case', () => {
    fc.assert(
      fc.property(credit, (code) => {
        expect(wrongCreditCode(code)).toEqual([])
        expect(wrongCreditCode(` ${code.toLowerCase().slice(0, 8)} ${code.slice(8)}`)).toEqual([])
      }),
    )
  })
  test('with one wrong sign are found, and what the last should be is said', () => {
    fc.assert(
      fc.property(credit, fc.nat(17), sign, (code, at, other) => {
        fc.pre(code[at] !== other)
        const [found] = wrongCreditCode(code.slice(0, at) + other + code.slice(at + 1))
        expect(found).toMatchObject({ code: 'wrong_check', certain: true })
        if (at === 17) expect(found?.message.zh).toContain(`第 18 位应为 ${code[17]}`)
      }),
    )
  })
  test('say which sign cannot be', () => {
    expect(wrongCreditCode('9133O1060000000000')[0]).toMatchObject({ code: 'impossible_sign' })
    expect(wrongCreditCode('9133O1060000000000')[0]?.message.zh).toContain('第 5 位')
    expect(codesOf(wrongCreditCode('9133'))).toEqual(['wrong_length'])
    expect(codesOf(wrongCreditCode('000000000000000000'))).toEqual(['repeated_code'])
  })
  test('are mended where one letter was taken for a figure', () => {
    const front = '91330106A0B1C2D3'
    const nine = front + organisationCheck(front.slice(8))
    const code = nine + creditCheck(nine)
    expect(wrongCreditCode(code.replace('A0', 'AO'))[0]?.suggestion).toBe(code)
  })
  test('of old kinds are known', () => {
    const nine = `12345678${organisationCheck('12345678')}`
    expect(codesOf(wrongCreditCode(nine))).toEqual(['old_code'])
    expect(codesOf(wrongCreditCode(`33010612345678${nine[8]}`))).toEqual(['old_code'])
  })
})

describe('ID cards', () => {
  const front = '11010119900307100'
  test('by their check', () => {
    expect(wrongIdCard(front + idCheck(front))).toEqual([])
    const other = idCheck(front) === '1' ? '2' : '1'
    expect(wrongIdCard(front + other)[0]).toMatchObject({ code: 'wrong_check', certain: true })
  })
  test.each([
    ['123', 'wrong_length'],
    ['990101199003071007', 'wrong_region'],
    ['110101199002301007', 'wrong_birthday'],
  ])('%s', (id, code) => expect(codesOf(wrongIdCard(id))).toContain(code))
})

describe('e-mail', () => {
  test.each([
    ['a@gmial.com', 'misspelt_domain'],
    ['a@qq.con', 'misspelt_domain'],
    ['wang@lvyu.con', 'misspelt_domain'],
    ['a@example.com', 'impossible_domain'],
    ['a@localhost', 'impossible_domain'],
    ['test@lvyu.cn', 'test_address'],
  ])('%s', (text, code) => expect(codesOf(wrongEmail(text))).toEqual([code]))
  test.each(['wang@lvyu.cn', 'wang@公司.中国', '', 'wang'])('%s may stand', (text) =>
    expect(wrongEmail(text)).toEqual([]),
  )
  test('says what was meant', () => expect(wrongEmail('wang@163.con')[0]?.suggestion).toBe('wang@163.com'))
})
