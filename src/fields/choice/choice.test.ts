import { describe, expect, test } from 'vitest'
import { choice, choiceType } from './choice.ts'

const field = choice({
  zh: '来源',
  en: 'Source',
  options: [
    { key: 'web', zh: '官网', en: 'Website' },
    { key: 'ads', zh: '广告（ABC）', en: 'Ads', parent: 'web', color: 'green' },
    { key: 'search', zh: '搜索', en: 'Search', parent: 'ads' },
    { key: 'visit', zh: '拜访', en: 'Visit' },
    { key: 'loop1', zh: '环一', en: 'Loop one', parent: 'loop2' },
    { key: 'loop2', zh: '环二', en: 'Loop two', parent: 'loop1' },
  ],
})
const parse = (value: unknown) => {
  const parsed = choiceType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string) => {
  const parsed = choiceType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('choice', () => {
  test('takes the key of an option only', () => expect(parse('web')).toBe('web'))
  test.each([
    ['官网', 'unknown_option'],
    ['WEB', 'unknown_option'],
    ['', 'unknown_option'],
    ['__proto__', 'unknown_option'],
    ['x'.repeat(10_000_000), 'unknown_option'],
    ['😀'.repeat(100), 'unknown_option'],
    [1, 'wrong_type'],
    [true, 'wrong_type'],
    [['web'], 'wrong_type'],
    [{ key: 'web' }, 'wrong_type'],
  ])('refuses %j', (value, code) => expect(parse(value)).toBe(code))
  test('names the options, and not all of a long text', () => {
    const parsed = choiceType.parse('😀'.repeat(1000), field)
    expect(parsed.ok ? '' : parsed.message.zh).toMatch(/官网、.*拜访/)
    expect(parsed.ok ? '' : parsed.message.zh.length).toBeLessThan(300)
  })
  test.each([
    ['官网', 'web'],
    [' Website ', 'web'],
    ['WEB', 'web'],
    ['ｗｅｂｓｉｔｅ', 'web'],
    ['广告(abc)', 'ads'],
    ['广告（ＡＢＣ）', 'ads'],
    ['没有', 'unknown_option'],
  ])('reads %s as %s', (cell, key) => expect(read(cell)).toBe(key))
  test('is written as its label, or as its key when it is gone', () => {
    expect(choiceType.write('web', field, 'zh')).toBe('官网')
    expect(choiceType.write('web', field, 'en')).toBe('Website')
    expect(choiceType.write('gone', field, 'zh')).toBe('gone')
  })
  test('under means the option and everything below it, even in a circle', () => {
    expect(choiceType.parseOperand!('under', 'web', field)).toEqual({ ok: true, value: ['web', 'ads', 'search'] })
    expect(choiceType.parseOperand!('under', 'search', field)).toEqual({ ok: true, value: ['search'] })
    expect(choiceType.parseOperand!('under', 'loop1', field)).toEqual({ ok: true, value: ['loop1', 'loop2'] })
    expect(choiceType.parseOperand!('under', 'none', field)).toMatchObject({ ok: false, code: 'unknown_option' })
    expect(choiceType.test!('under', 'search', ['web', 'ads', 'search'], field)).toBe(true)
    expect(choiceType.test!('under', 'visit', ['web', 'ads', 'search'], field)).toBe(false)
    expect(choiceType.test!('eq', 'visit', 'visit', field)).toBeUndefined()
  })
  test('survives options that are not there', () => {
    expect(choiceType.parse('a', { type: 'choice', zh: '', en: '' })).toMatchObject({ ok: false })
    expect(choiceType.jsonSchema(field)).toMatchObject({ enum: ['web', 'ads', 'search', 'visit', 'loop1', 'loop2'] })
  })
})
