import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { companyName } from './company.ts'
import { compareCompanyNames } from './compare.ts'
import { nameKeys, probeKeys } from './keys.ts'
import { sameCompanyFrom } from './reasons.ts'

const compare = (a: string, b: string) => compareCompanyNames(companyName(a), companyName(b))
const meets = (asked: string, stored: string) => {
  const keys = new Set(nameKeys(companyName(stored)))
  return probeKeys(companyName(asked)).some((key) => keys.has(key))
}

describe('the same company', () => {
  test.each([
    ['万科', '万科企业股份有限公司'],
    ['万　科Ａ', '万科企业股份有限公司'],
    ['深振业A', '深圳市振业(集团)股份有限公司'],
    ['杭州绿屿科技', '杭州绿屿科技有限公司'],
    ['绿屿科技有限公司', '浙江省杭州市绿屿科技有限公司'],
    ['杭州綠嶼科技有限公司', '杭州绿屿科技有限公司'],
    ['绿屿科技（杭州）有限公司', '杭州市绿屿科技有限公司'],
    ['杭州(绿屿科技)有限公司', '杭州绿屿科技有限公司'],
    ['杭州绿峪科技有限公司', '杭州绿屿科技有限公司'],
    ['杭州屿绿科技有限公司', '杭州绿屿科技有限公司'],
    ['抗州绿屿科技有限公司', '杭州绿屿科技有限公司'],
    ['杭州绿屿科枝有限公司', '杭州绿屿科技有限公司'],
    ['杭州绿屿科技有限公伺', '杭州绿屿科技有限公司'],
    ['杭州绿屿屿科技有限公司', '杭州绿屿科技有限公司'],
    ['杭州绿屿澜天智能装备有限公司', '杭州绿屿澜智能装备有限公司'],
    ['绿屿印刷厂', '绿屿印刷厂有限公司'],
    ['中国工商银行广州海珠中路支行', '中国工商银行股份有限公司广州海珠中路支行'],
    ['蓝屿汽车总厂', '绿屿汽车有限公司(曾用名:蓝屿汽车总厂)'],
    ['Greenisle Trading', 'GREENISLE TRADING CO., LTD'],
    ['Greenilse Trading Co Ltd', 'Greenisle Trading Co., Ltd.'],
  ])('%s is %s', (a, b) => {
    expect(compare(a, b).score).toBeGreaterThanOrEqual(sameCompanyFrom)
    expect(meets(a, b)).toBe(true)
  })
})

describe('another company', () => {
  test.each([
    ['杭州绿屿科技有限公司', '杭州绿屿贸易有限公司', 'otherTrade'],
    ['杭州绿屿科技有限公司', '南京绿屿科技有限公司', 'otherRegion'],
    ['杭州绿屿科技有限公司', '杭州绿屿科技有限公司南京分公司', 'branch'],
    ['杭州绿屿科技有限公司南京分公司', '杭州绿屿科技有限公司上海分公司', 'branch'],
    ['绿屿第一分公司', '绿屿第二分公司', 'number'],
    ['杭州第一建筑公司', '杭州第二建筑公司', 'number'],
    ['中国工商银行股份有限公司广州海珠支行', '中国工商银行股份有限公司广州天河支行', 'branch'],
    ['杭州绿屿科技有限公司', '杭州蓝桥科技有限公司', 'otherCore'],
    ['安岳县食品公司', '乐至县食品公司', 'otherRegion'],
    ['杭州绿屿机械有限公司', '杭州绿屿机电有限公司', 'otherTrade'],
  ])('%s is not %s', (a, b, reason) => {
    const { score, reasons } = compare(a, b)
    expect(score).toBeLessThan(sameCompanyFrom)
    expect(reasons.map(({ code }) => code)).toContain(reason)
  })
})

const bits = [
  '上海',
  '杭州市',
  '绿屿',
  '蓝桥',
  '科技',
  '贸易',
  '(集团)',
  '（上海）',
  '有限公司',
  '股份',
  '厂',
  '第一',
  '分公司',
  'ABC',
  ' ',
  '😀',
  '金',
]
const names = fc.oneof(
  fc.array(fc.constantFrom(...bits), { maxLength: 8 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

describe('whatever is compared', () => {
  test('scores from 0 to 1, the same both ways, and 1 with itself', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const one = compare(a, b)
        expect(one.score).toBeGreaterThanOrEqual(0)
        expect(one.score).toBeLessThanOrEqual(1)
        expect(compare(b, a).score).toBe(one.score)
        if (companyName(a).text !== '') expect(compare(a, a).score).toBe(1)
      }),
      { numRuns: 2000 },
    )
  })

  test('has few keys, its own among those asked for', () => {
    fc.assert(
      fc.property(names, (text) => {
        const name = companyName(text)
        const keys = nameKeys(name)
        expect(keys.length).toBeLessThanOrEqual(20)
        expect(new Set(keys).size).toBe(keys.length)
        if (name.text !== '') expect(keys.some((key) => probeKeys(name).includes(key))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('matches nothing when it says nothing', () => {
    for (const odd of ['', '。。。', '😀', '---', '(', ' '])
      for (const name of ['杭州绿屿科技有限公司', '万科', '！！', 'Apple Inc', '🦊'])
        expect(compare(odd, name).score).toBeLessThan(sameCompanyFrom)
  })
})
