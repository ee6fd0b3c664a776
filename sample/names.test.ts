import { describe, expect, it } from 'vitest'
import { fieldTypes } from '../src/fields/field-types.ts'
import type { Row } from '../src/model/label.ts'
import type { ObjectDef } from '../src/model/object.ts'
import { contacts as contactsObject } from '../src/modules/customers/contacts.object.ts'
import { customers as customersObject } from '../src/modules/customers/customers.object.ts'
import { employees } from '../src/modules/org/employees.object.ts'
import { bodyCheckSign, creditCheckSign, creditCode, idOf, landline, mobile } from './identifiers.ts'
import { wholeCompany } from './scratch.ts'
import { brandAt, brandCount, longBrandCount } from './words/brands.ts'

const { world, dossiers } = wholeCompany()
const customers = dossiers.map((dossier) => dossier.customer)

/** Brands that a reader of the sample would take for somebody's. */
const real =
  '汇川 信捷 雷赛 英威腾 禾川 埃斯顿 新松 海康 大疆 华为 中兴 比亚迪 宁德 美的 格力 海尔 海信 三一 徐工 中联 阿里 腾讯 百度 京东 小米 联想 立讯 富士康 蓝思 先导 赢合 利元亨 大族 固高 和利时 中控 正泰 德力西 施耐德 西门子 欧姆龙 三菱 松下 发那科 安川 库卡 倍福 台达 基恩士 康耐视 万科 恒大 青岛啤酒 伊利 蒙牛 恒瑞 药明 隆基 通威 晶科 天合 阳光电源 亿纬 国轩'.split(
    ' ',
  )

const checkFields = (object: ObjectDef, row: Row) => {
  for (const [name, def] of Object.entries(object.fields)) {
    const value = row[name]
    if (value === null || value === undefined) continue
    const parsed = fieldTypes.find((type) => type.name === def.type)!.parse(value, def)
    expect([name, value, parsed]).toEqual([name, value, { ok: true, value }])
  }
}

describe('names and numbers', () => {
  it('gives credit codes whose check signs are right', () => {
    expect(creditCheckSign('91350100M000100Y4')).toBe('3')
    expect(bodyCheckSign('MA1234BC')).toHaveLength(1)
    for (const { creditCode: code, region } of customers) {
      if (typeof code !== 'string') continue
      expect(code).toMatch(/^91\d{6}[0-9A-Z]{9}[0-9A-HJ-NPQRTUWXY]$/)
      expect(code.slice(2, 8)).toBe(region)
      expect(creditCheckSign(code.slice(0, 17))).toBe(code[17])
      expect(bodyCheckSign(code.slice(8, 16))).toBe(code[16])
    }
  })

  it('never gives two the same code, number or id', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => i * 33)
    expect(new Set(many.map((i) => creditCode(i, '330106'))).size).toBe(many.length)
    expect(new Set(many.map((i) => mobile(i))).size).toBe(many.length)
    expect(new Set(many.map((i) => landline(i, '0571'))).size).toBe(many.length)
    expect(new Set(many.map((i) => idOf(1, 'contact', i))).size).toBe(many.length)
    expect(idOf(1, 'contact', 7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('names each company once, but for those entered twice on purpose', () => {
    const names = customers.map((one) => String(one.name))
    expect(new Set(names).size).toBe(names.length)
    const brands = new Set(Array.from({ length: brandCount }, (_, i) => brandAt(i, false)))
    expect(brands.size).toBeGreaterThan(brandCount - 10)
    const twice = customers.slice(-world.counts.duplicates)
    for (const one of twice) expect(customers.filter((other) => other.shortName === one.shortName)).toHaveLength(2)
  })

  it('uses no brand of a real company', () => {
    const brands = Array.from({ length: longBrandCount }, (_, i) => brandAt(i, true))
    for (const name of real) {
      expect(brands.filter((brand) => brand.includes(name))).toEqual([])
      expect(customers.filter((one) => String(one.name).includes(name))).toEqual([])
    }
  })

  it('writes addresses of nobody', () => {
    for (const { customer, contacts } of dossiers)
      for (const row of [customer, ...contacts])
        if (typeof row.email === 'string') expect(row.email).toMatch(/\.example$/)
    for (const row of world.organisation.employees) expect(row.email).toMatch(/@qingyu\.example$/)
  })

  it('gives values as the field types keep them', () => {
    for (const { customer, contacts } of dossiers.slice(0, 600)) {
      checkFields(customersObject, customer)
      for (const contact of contacts) checkFields(contactsObject, contact)
    }
    for (const row of world.organisation.employees) checkFields(employees, { ...row, roleIds: null })
  })
})
