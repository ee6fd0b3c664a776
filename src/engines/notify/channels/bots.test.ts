import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextSlot } from '../deliver.ts'
import { markdown } from './bot.ts'
import type { Line, Message } from './channel.ts'
import { cutBytes } from './channel.ts'
import { dingtalk, dingtalkSign } from './dingtalk.ts'
import { feishu, feishuSign } from './feishu.ts'
import { wecom } from './wecom.ts'

const url = 'https://crm.example.com/o/customers/1'
const line = (title: string): Line => ({ title, text: null, path: '/o/customers/1', url })
const message = (titles: readonly string[]): Message => ({
  id: 'm',
  locale: 'zh',
  urgent: false,
  home: null,
  lines: titles.map(line),
})
const titles = fc.array(fc.string({ unit: 'binary', maxLength: 120 }), { minLength: 1, maxLength: 60 })
const size = (body: object) => Buffer.byteLength(JSON.stringify(body))

describe('messages to groups', () => {
  it('stay within the bytes of each product, whatever people typed', () => {
    fc.assert(
      fc.property(titles, (list) => {
        const at = new Date('2026-11-22T02:00:00Z')
        const address = { url: 'https://example.com/?key=a', secret: 'SEC1' }
        const content = Reflect.get(Reflect.get(wecom.request(address, message(list), at).body, 'markdown'), 'content')
        expect(Buffer.byteLength(String(content))).toBeLessThanOrEqual(4096)
        expect(size(dingtalk.request(address, message(list), at).body)).toBeLessThanOrEqual(dingtalk.mostBytes)
        expect(size(feishu.request(address, message(list), at).body)).toBeLessThanOrEqual(feishu.mostBytes)
      }),
      { numRuns: 60 },
    )
  })

  it('stay so when every character is written as two', () => {
    const list = Array.from({ length: 400 }, () => '"'.repeat(80))
    const { body } = dingtalk.request({ url: 'https://example.com/', secret: '' }, message(list), new Date(0))
    expect(size(body)).toBeLessThanOrEqual(dingtalk.mostBytes)
    expect(size(body)).toBeGreaterThan(dingtalk.mostBytes / 2)
  })

  it('hold no markup of their own making: every link is ours, no mention, one line each', () => {
    fc.assert(
      fc.property(titles, (list) => {
        const text = markdown(message(list), 100_000, '\n')
        expect(text.split('\n')).toHaveLength(list.length === 1 ? 1 : list.length + 1)
        expect(text).not.toMatch(/<@|<font|@all/)
        for (const [, target] of text.matchAll(/\]\(([^)]*)\)/g)) expect(target).toBe(url)
      }),
      { numRuns: 60 },
    )
  })

  it('say how many did not fit', () => {
    const text = markdown(message(Array.from({ length: 50 }, (_, i) => `客户${i}`)), 1000, '\n')
    const shown = text.match(/^- /gm)?.length ?? 0
    expect(text).toContain(`还有 ${50 - shown} 条，在绿海中查看`)
  })

  it('are cut between characters', () => {
    expect(cutBytes('绿海绿海', 12)).toBe('绿海绿海')
    expect(cutBytes('绿海绿海', 10)).toBe('绿海…')
    expect(cutBytes('🐋🐋🐋', 11)).toBe('🐋🐋…')
  })
})

describe('signatures, against values worked out by another implementation', () => {
  it('of 钉钉 and of 飞书', () => {
    expect(dingtalkSign('this is secret', 1_600_000_000_000)).toBe('MYEtKC4/NfMR1l4prX++ai6oOf70X1xOf6UlnyUhJH4=')
    expect(feishuSign('demo', 1_599_360_473)).toBe('l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=')
  })
})

describe('what 钉钉 answers', () => {
  const read = (errcode: number) => dingtalk.read({ status: 200, body: JSON.stringify({ errcode }), retryAfter: null })

  it('is patience where it was too fast, and the end where the bot is no more or the words are refused', () => {
    expect(read(0)).toEqual({ state: 'sent' })
    for (const code of [130101, 410100]) expect(read(code)).toMatchObject({ state: 'later', pause: 600_000 })
    for (const code of [310000, 400013, 400101, 400102, 400106, 430101, 430104]) expect(read(code).state).toBe('never')
    expect(read(-1)).toMatchObject({ state: 'later' })
  })
})

describe('the pace of a lane', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 2, 0, 0) + seconds * 1000).toISOString()
  const pace = [{ most: 3, within: 60_000 }]

  it('is free below the limit, and again when the oldest is past', () => {
    expect(nextSlot(pace, [at(0), at(1)], at(2))).toBeUndefined()
    expect(nextSlot(pace, [at(0), at(1), at(2)], at(3))).toBe(at(60))
    expect(nextSlot(pace, [at(0), at(1), at(2)], at(60))).toBeUndefined()
    expect(nextSlot(pace, [at(0), at(1), at(2), at(60)], at(60.5))).toBe(at(61))
  })

  it('waits for the longest of several limits, and does not mind a clock that went back', () => {
    const both = [...pace, { most: 1, within: 1000 }]
    expect(nextSlot(both, [at(5)], at(5.5))).toBe(at(6))
    expect(nextSlot(both, [at(3), at(4), at(5)], at(5.5))).toBe(at(63))
    expect(nextSlot(pace, [at(100), at(101), at(102)], at(3))).toBeUndefined()
  })
})
