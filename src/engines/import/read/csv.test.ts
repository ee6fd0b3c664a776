import { encode } from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../../model/errors.ts'
import { openTable } from './open.ts'

const open = (content: string | Buffer, fileName = 'table.csv') =>
  openTable({ bytes: Buffer.isBuffer(content) ? content : Buffer.from(content), fileName })

const read = async (content: string | Buffer) => {
  const rows: { number: number; cells: string[] }[] = []
  for await (const row of (await open(content)).rows()) rows.push(row)
  return rows
}
const cells = async (content: string | Buffer) => (await read(content)).map((row) => row.cells)

const refusal = async (content: string | Buffer): Promise<Refusal> => {
  try {
    await read(content)
  } catch (error) {
    return error as Refusal
  }
  throw new Error('was not refused')
}

describe('encoding', () => {
  const text = '公司名称,电话\n万  科Ａ,0755-1\n'
  const table = [
    ['公司名称', '电话'],
    ['万  科Ａ', '0755-1'],
  ]
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE', encode(text, 'utf-16be', { addBOM: true })],
    ['GB18030', encode(text, 'gbk')],
  ])('%s', async (encoding, bytes) => {
    expect((await open(bytes)).encoding).toBe(encoding)
    expect(await cells(bytes)).toEqual(table)
  })

  it('GB18030 keeps what GBK has no code for', async () => {
    expect(await cells(encode('姓名,字\n𠮷野,㐀\n', 'gb18030'))).toEqual([
      ['姓名', '字'],
      ['𠮷野', '㐀'],
    ])
  })

  it('one broken character does not turn a UTF-8 file into another encoding', async () => {
    const bytes = Buffer.concat([Buffer.from(`名称,备注\n${'绿海科技,好\n'.repeat(30)}`), Buffer.from([0xe7, 0xbb])])
    expect((await open(bytes)).encoding).toBe('UTF-8')
  })

  it('a replacement character in the data stays', async () => {
    expect(await cells('a,b\n37\ufffd36,x\n')).toEqual([
      ['a', 'b'],
      ['37\ufffd36', 'x'],
    ])
  })

  it('characters on the border of two pieces stay whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n},绿海科技有限公司`).join('\n')
    for (const bytes of [Buffer.from(rows), encode(rows, 'gb18030')]) {
      const table = await cells(bytes)
      expect(table.length).toBe(20_000)
      expect(table.every((row) => row[1] === '绿海科技有限公司')).toBe(true)
    }
  })
})

describe('records', () => {
  it.each([
    [',', 'a,b,c\n1,"2;2",3\n4,5,6\n'],
    [';', 'a;b;c\n1,5;2;3\n4,5;5;6\n'],
    ['tab', 'a\tb\tc\n1\t2,2\t3\n4\t5\t6\n'],
    ['|', 'a|b|c\n1|2|3\n4|5|6\n'],
    ['declared', 'sep=;\r\na;b;c\r\n1;2;3\r\n4;5;6\r\n'],
    [', with lists in a column', 'a,b,c\n1,x;y;z;w;v,3\n4,x;y;z;w;v,6\n'],
  ])('delimiter %s', async (_, text) => {
    const table = await cells(text)
    expect(table.map((row) => row.length)).toEqual([3, 3, 3])
    expect(table[0]).toEqual(['a', 'b', 'c'])
  })

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('line ends: %s, mixed too', async (_, end) => {
    expect(await cells(`a,b${end}1,2${end}3,4\n5,6`)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
  })

  it('quotes, doubled quotes, line breaks and spaces inside cells', async () => {
    expect(await cells('a,b\r\n"x ""y"" z","1\r\n2"\r\n 3 ,"4,5"\r\n')).toEqual([
      ['a', 'b'],
      ['x "y" z', '1\r\n2'],
      [' 3 ', '4,5'],
    ])
  })

  it('a stray quote inside a cell is a character', async () => {
    expect(await cells('a,b\n5" pipe,"6"" pipe"\n')).toEqual([
      ['a', 'b'],
      ['5" pipe', '6" pipe'],
    ])
  })

  it('numbers count records as Excel does, blank ones too; short rows stay short', async () => {
    expect(await read('a,b\n\n"1\n1",2\n,\n3\n')).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 3, cells: ['1\n1', '2'] },
      { number: 5, cells: ['3'] },
    ])
  })

  it('takes back the apostrophe that guards against formulas', async () => {
    expect(await cells("a,b\n'=1+1,'+86 138\n'quoted','90s\n")).toEqual([
      ['a', 'b'],
      ['=1+1', '+86 138'],
      ["'quoted'", "'90s"],
    ])
  })
})

describe('what is refused', () => {
  it.each([
    ['file_empty', ''],
    ['file_empty', '\ufeff'],
    ['file_empty', '\n,,\n\n'],
    ['file_type_mismatch', '<html><table></table></html>'],
    ['file_type_mismatch', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['file_type_mismatch', '%PDF-1.4 something'],
    ['file_unreadable', 'a,b\n1,2\n3,"4\n5,6\n'],
    ['file_too_large', `a,b\n${'x'.repeat(32_768)},2\n`],
    ['file_too_large', `${'a,'.repeat(600)}\n`],
    ['file_too_large', `a,b\n${'1,2\n'.repeat(200_000)}`],
  ])('%s', async (code, content) => {
    expect((await refusal(content)).code).toBe(code)
  })

  it('an open quote is named by its row', async () => {
    expect((await refusal('a,b\n1,2\n3,"4\n5,6\n')).detail.zh).toContain('第 3 行')
  })

  it('a sheet of a file without sheets', async () => {
    const table = await open('a,b\n')
    expect(() => table.rows('Sheet1')).toThrow('sheet_not_found')
  })
})
