import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { companyName } from './company.ts'

const parts = (text: string) => {
  const { core, words, form, branch, regionText } = companyName(text)
  return { core, words: words.join(' '), form, branch, regionText }
}

describe('a company name', () => {
  test.each([
    ['万科企业股份有限公司', '万科', '企业', 'company', '', ''],
    ['萬科企業股份有限公司', '万科', '企业', 'company', '', ''],
    ['万　科Ａ', '万科', '', '', '', ''],
    ['*ST海马', '海马', '', '', '', ''],
    ['深圳市振业（集团）股份有限公司', '振业', '', 'company', '', '深圳'],
    ['上海(绿屿)有限公司', '绿屿', '', 'company', '', '上海'],
    ['绿屿（上海）有限公司', '绿屿', '', 'company', '', '上海'],
    ['浙江省杭州市绿屿科技有限公司', '绿屿', '科技', 'company', '', '浙江杭州'],
    ['浙江杭州绿屿科技有限公司', '绿屿', '科技', 'company', '', '浙江杭州'],
    ['义乌绿屿进出口', '绿屿', '进出口', '', '', '义乌'],
    ['长城建筑安装公司', '长城', '建筑安装', 'company', '', ''],
    ['中国工商银行股份有限公司广州海珠中路支行', '中国工商银行', '工商 银行', 'company', '广州海珠中路支行', ''],
    ['绿屿杭州分公司', '绿屿', '', '', '杭州分公司', ''],
    ['Greenisle Trading Co., Ltd.', 'greenisle', 'trading', 'company', '', ''],
    ['Grünland GmbH', 'grünland', '', 'company', '', ''],
    ['绿屿机械厂有限公司', '绿屿', '机械', 'company', '', ''],
    ['杭州绿屿供销合做社', '绿屿', '供销', 'society', '', '杭州'],
  ])('%s', (text, core, words, form, branch, regionText) =>
    expect(parts(text)).toEqual({ core, words, form, branch, regionText }),
  )

  test('gives former names', () => {
    expect(companyName('绿屿汽车有限公司(曾用名:蓝屿汽车总厂)').others.map((other) => other.core)).toEqual(['蓝屿'])
    expect(companyName('绿屿汽车有限公司 原名：蓝屿汽车总厂').others.map((other) => other.core)).toEqual(['蓝屿'])
  })

  test('tells ordinals', () => {
    expect(companyName('杭州第一建筑公司').numbers).toEqual(['1'])
    expect(companyName('杭州第二建筑公司').numbers).toEqual(['2'])
  })

  test('may be read in two ways', () => {
    const name = companyName('东海绝缘材料有限公司')
    expect([name, ...name.readings].map((reading) => reading.regionText)).toContain('')
    expect([name, ...name.readings].map((reading) => reading.core)).toContain('东海')
  })

  test.each([
    '',
    ' ',
    '金',
    '。。。',
    '😀',
    '😀😀',
    '(',
    ')(',
    'ئۇيغۇر شىركىتى',
    'བོད་ཀྱི་ཀུང་སི',
    '公司',
    '有限公司',
    '中国',
    '\ud800',
    '集团(集团)',
    '字'.repeat(500),
    '(((((((((((',
  ])('takes %j', (text) => {
    const name = companyName(text)
    expect(name.core !== '' || text.trim() === '').toBe(true)
  })

  test('never fails, and folds what is folded to the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 600 }),
          fc.string({ unit: fc.constantFrom(...'中国上海市第一公司有限集团(（）)厂分支行绿屿ABst *0') }),
        ),
        (text) => {
          const name = companyName(text)
          expect(companyName(name.text).text.length).toBeLessThanOrEqual(name.text.length)
          if (/[\p{L}\p{N}]/u.test(text.normalize('NFKC').slice(0, 400))) expect(name.core).not.toBe('')
        },
      ),
      { numRuns: 2000 },
    )
  })
})
