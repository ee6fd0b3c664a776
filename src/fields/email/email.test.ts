import { describe, expect, test } from 'vitest'
import { email, emailType } from './email.ts'

const one = email({ zh: '邮箱', en: 'E-mail' })
const many = email({ zh: '邮箱', en: 'E-mails', many: true })
const parse = (value: unknown, field = one) => {
  const parsed = emailType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('email', () => {
  test.each([
    ['a@b.cn', 'a@b.cn'],
    [' Zhang.San@Example.COM ', 'zhang.san@example.com'],
    ['zhang＠example．com', 'zhang@example.com'],
    ['a+tag@b-c.com.cn', 'a+tag@b-c.com.cn'],
    ['mailto:a@b.cn', 'a@b.cn'],
    ['用户@b.cn', 'not_an_email'],
    ['a@公司.中国', 'a@公司.中国'],
    ['\u202da@b.cn\u202c', 'a@b.cn'],
  ])('%s is %s', (written, canonical) => expect(parse(written)).toBe(canonical))
  test.each([
    'a',
    'a@',
    '@b.cn',
    'a@b',
    'a@@b.cn',
    'a b@c.cn',
    'a@b..cn',
    '.a@b.cn',
    'a.@b.cn',
    'a..b@c.cn',
    'a@-b.cn',
    'a@b-.cn',
    'a@127.0.0.1',
    'a@b.c n',
    'a\u0000@b.cn',
    'a@b.cn,c@d.cn',
    '<a@b.cn>',
    '😀@b.cn',
    '\ud800@b.cn',
    `${'a'.repeat(65)}@b.cn`,
    `a@${'b'.repeat(64)}.cn`,
    `a@${'b.'.repeat(200)}cn`,
    'a@'.repeat(5_000_000),
    'a\nb@c.cn',
    "a@b.cn'--",
  ])('refuses %s', (written) => expect(parse(written)).toBe('not_an_email'))
  test('refuses what is not text, and empty is nothing', () => {
    for (const value of [1, true, {}, ['a@b.cn']]) expect(parse(value)).toBe('wrong_type')
    expect(parse('')).toBeNull()
  })
  test('many', () => {
    expect(parse(['A@b.cn', { value: 'c@d.cn', primary: true }], many)).toEqual([
      { value: 'a@b.cn', label: null, primary: false },
      { value: 'c@d.cn', label: null, primary: true },
    ])
    expect(parse(['x'], many)).toBe('not_an_email')
    expect(emailType.read!('a@b.cn；c@d.cn (财务)', many)).toMatchObject({
      ok: true,
      value: [{ value: 'a@b.cn' }, { value: 'c@d.cn', label: '财务' }],
    })
    expect(emailType.write([{ value: 'c@d.cn', label: '财务', primary: false }], many, 'zh')).toBe('c@d.cn (财务)')
  })
  test('is filtered by an address or by part of one', () => {
    expect(emailType.parseOperand!('eq', 'A@B.cn', one)).toEqual({ ok: true, value: 'a@b.cn' })
    expect(emailType.parseOperand!('contains', '@b', one)).toEqual({ ok: true, value: '@b' })
    expect(emailType.test!('contains', 'a@b.cn', '@B', one)).toBe(true)
  })
})
