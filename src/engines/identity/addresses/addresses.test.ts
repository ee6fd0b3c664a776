import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKeys, compareAddresses } from './compare.ts'
import { parseAddress } from './parse.ts'

const compare = (a: string, b: string) => compareAddresses(parseAddress(a), parseAddress(b))

describe('addresses', () => {
  it('are taken apart', () => {
    expect(parseAddress('浙江省杭州市滨江区长河街道滨盛路１７６６号３号楼１２０１室')).toMatchObject({
      region: '330108',
      towns: ['长河街道'],
      roads: ['滨盛路'],
      numbers: ['1766号'],
      buildings: ['3栋'],
      rooms: ['1201室'],
    })
  })

  it('are one however they are spelled (C9)', () => {
    for (const [a, b] of [
      ['浙江省杭州市滨江区滨盛路1766号3幢', '杭州滨江滨盛路1766号三号楼'],
      ['深圳市南山区科技园科苑路15号科兴科学园B栋', '科苑路15号科兴科学园B座'],
      ['上海市浦東新區張江路368號', '上海市浦东新区张江路368号'],
    ] as const)
      expect(compare(a, b), `${a} ${b}`).toMatchObject({ isSame: true })
  })

  it('are told apart by house, building and room', () => {
    for (const [a, b] of [
      ['杭州市滨江区滨盛路1766号', '杭州市滨江区滨盛路1768号'],
      ['滨盛路1766号3幢', '滨盛路1766号5幢'],
      ['滨盛路1766号3幢1201室', '滨盛路1766号3幢1301室'],
      ['杭州市滨江区解放路1号', '长春市南关区解放路1号'],
    ] as const)
      expect(compare(a, b), `${a} ${b}`).toMatchObject({ isSame: false })
  })

  it('share a key where they are one', () => {
    const keys = addressKeys(parseAddress('浙江省杭州市滨江区滨盛路1766号3幢'))
    expect(addressKeys(parseAddress('杭州滨江滨盛路1766号三号楼'))).toEqual(expect.arrayContaining([keys[0]]))
  })

  it('hold for any text: symmetric, and within 0 and 1', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[一-龥0-9路号幢室]{0,40}$/))
    fc.assert(
      fc.property(text, text, (a, b) => {
        const there = compare(a, b)
        expect(compare(b, a).score).toBeCloseTo(there.score, 6)
        expect(there.score).toBeGreaterThanOrEqual(0)
        expect(there.score).toBeLessThanOrEqual(1)
      }),
    )
  })
})
