import { describe, expect, it } from 'vitest'
import { findHeader } from './header.ts'

const at = (...rows: string[][]) => findHeader(rows.map((cells) => ({ cells })))

describe('the header row', () => {
  const header = ['公司名称', '电话', '金额']
  const data = ['绿海科技', '13800138000', '12.5']

  it('is the first row of a plain table', () => expect(at(header, data, data)).toBe(0))
  it('follows a title line', () => expect(at(['2024 年客户名单'], header, data, data)).toBe(1))
  it('follows a title, a line of remarks and a blank row', () =>
    expect(
      at(
        ['客户名单'],
        ['导出人：张三', '部门：销售'],
        [''],
        ['名称', '电话', '级别', '城市', '来源'],
        ['甲', '1', 'A', '京', '展会'],
        ['乙', '2', 'B', '沪', '展会'],
      ),
    ).toBe(3))
  it('follows a row of merged group headings', () =>
    expect(
      at(
        ['基本信息', '', '', '', '联系', '', ''],
        ['名称', '级别', '城市', '来源', '姓名', '电话', '邮箱'],
        ['甲', 'A', '京', '展会', '张', '1', 'a@b.c'],
        ['乙', 'A', '京', '展会', '张', '1', 'a@b.c'],
      ),
    ).toBe(1))
  it('may stand alone', () => expect(at(header)).toBe(0))
  it('is not a row of numbers', () => expect(at(['2024-01-01', '2', '3'], header, data)).toBe(1))
  it('is the first filled row of a single column', () => expect(at([''], ['公司名称'], ['甲'], ['乙'])).toBe(1))
  it('is the first row of nothing', () => expect(at()).toBe(0))
})
