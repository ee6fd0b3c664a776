import { describe, expect, test } from 'vitest'
import { comparePersonNames, personKeys, personName } from './person.ts'

const compare = (a: string, b: string, of?: string, other = of) =>
  comparePersonNames(personName(a, of), personName(b, other))

describe('people', () => {
  test.each([
    ['王总', '王', '总'],
    ['李经理', '李', '经理'],
    ['張偉', '张伟', ''],
    ['张 伟', '张伟', ''],
    ['王建工', '王建工', ''],
    ['张伟（采购）', '张伟', ''],
    ['Zhang, Wei', 'weizhang', ''],
    ['Mr. Wei Zhang', 'weizhang', ''],
    ['阿依古丽·买买提', '阿依古丽买买提', ''],
    ['😀', '😀', ''],
  ])('%s', (text, bare, title) => expect(personName(text)).toMatchObject({ text: bare, title }))

  test('of one company are the same by name', () => {
    expect(compare('张伟', '張 偉', '杭州绿屿科技有限公司', '绿屿科技').score).toBeGreaterThan(0.9)
    expect(compare('张伟', '章伟', '杭州绿屿科技有限公司').reasons[0]?.code).toBe('soundsAlike')
    expect(compare('王总', '王建国', '杭州绿屿科技有限公司').score).toBeLessThan(0.75)
    expect(compare('张伟', '张伟', '杭州绿屿科技有限公司', '南京蓝桥贸易有限公司').score).toBeLessThan(0.5)
  })

  test('are never certain by the name alone', () => {
    expect(compare('欧阳建国', '欧阳建国').score).toBeLessThan(0.75)
    expect(compare('张伟', '李娜').score).toBe(0)
    expect(compare('', '').score).toBe(0)
  })

  test('have a key with the company and one without', () => {
    expect(personKeys(personName('张伟', '杭州绿屿科技有限公司'))).toEqual(['n:张伟|绿屿', 'm:张伟'])
    expect(personKeys(personName(''))).toEqual([])
  })
})
