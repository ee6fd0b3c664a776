import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../model/errors.ts'
import { openTable } from './open.ts'

const read = async (content: Buffer | string, locale: 'zh' | 'en' = 'zh') => {
  const table = await openTable(
    { bytes: Buffer.isBuffer(content) ? content : Buffer.from(content), fileName: 'a.vcf' },
    locale,
  )
  const rows: Record<string, string>[] = []
  let heads: string[] = []
  for await (const { number, cells } of table.rows())
    if (number === 0) heads = cells
    else rows.push(Object.fromEntries(cells.flatMap((cell, at) => (cell === '' ? [] : [[heads[at] ?? '', cell]]))))
  return rows
}
const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const quoted = (bytes: Buffer) =>
  [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

describe('cards as a table', () => {
  it('3.0: folded lines, several numbers with types, escapes, parts of ORG', async () => {
    const text = card(
      'VERSION:3.0',
      'FN:谢建平',
      'ORG:杭州尚祈科技有限公司;设备部;二组',
      'TITLE:设备经理',
      'TEL;TYPE=WORK,VOICE:0571-8888 6631',
      'TEL;TYPE=CELL;TYPE=pref:138 1234 5678',
      'TEL;TYPE=WORK,FAX:0571-88886632',
      'EMAIL;TYPE=INTERNET:xie@example.cn',
      'ADR;TYPE=WORK:;;文三路 1 号;杭州;浙江;310000;中国',
      'BDAY:1985-03-09T00:00:00Z',
      'NOTE:第一行\\n第二行\\, 有逗号\\; 有分号',
      '  接着写',
    )
    expect(await read(text)).toEqual([
      {
        姓名: '谢建平',
        公司: '杭州尚祈科技有限公司',
        所在部门: '设备部 / 二组',
        职务: '设备经理',
        电话: '138 1234 5678',
        其他电话: '0571-8888 6631 (办公); 0571-88886632 (办公传真)',
        邮箱: 'xie@example.cn',
        地址: '文三路 1 号 杭州 浙江 310000 中国',
        生日: '1985-03-09',
        备注: '第一行\n第二行, 有逗号; 有分号 接着写',
      },
    ])
  })

  it('4.0: tel: addresses with extensions, quoted parameters with colons, a birthday without year', async () => {
    const text = card(
      'VERSION:4.0',
      'FN:Simon',
      'TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+86-571-88886631;ext=102',
      'EMAIL;X-WHERE="a:b;c":simon@example.org',
      'BDAY:--0203',
    )
    expect(await read(text, 'en')).toEqual([
      { Name: 'Simon', Phone: '+86-571-88886631-102', 'E-mail': 'simon@example.org', Remark: 'Birthday：02-03' },
    ])
  })

  it('2.1: bare types, quoted-printable over soft breaks in the charset it names, GBK among it', async () => {
    const note = quoted(Buffer.from('很长的备注，写了两行\r\n第二行'))
    const text = card(
      'VERSION:2.1',
      `N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted(Buffer.from('欧阳'))};${quoted(Buffer.from('明'))};;;`,
      `ORG;CHARSET=GBK;QUOTED-PRINTABLE:${quoted(iconv.encode('宁波海润机电有限公司', 'gbk'))}`,
      `TITLE;ENCODING=QUOTED-PRINTABLE:${quoted(iconv.encode('采购总监负责全厂采购', 'gbk'))}`,
      'TEL;CELL;PREF:13900001111',
      'TEL;HOME:057487654321',
      `NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${note.slice(0, 60)}=`,
      note.slice(60),
      'PHOTO;JPEG;ENCODING=BASE64:',
      ' /9j/4AAQSkZJRgABAQ==',
      '',
    )
    expect(await read(text)).toEqual([
      {
        姓名: '欧阳明',
        公司: '宁波海润机电有限公司',
        职务: '采购总监负责全厂采购',
        电话: '13900001111',
        其他电话: '057487654321 (住宅)',
        备注: '很长的备注，写了两行\n第二行',
      },
    ])
  })

  it.each([
    ['GBK', iconv.encode(card('VERSION:3.0', 'FN:顾南乔', 'ORG:苏州浮玉仪表有限公司'), 'gbk')],
    [
      'UTF-16 with its mark',
      iconv.encode(card('VERSION:3.0', 'FN:顾南乔', 'ORG:苏州浮玉仪表有限公司'), 'utf16', { addBOM: true }),
    ],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${card('VERSION:3.0', 'FN:顾南乔', 'ORG:苏州浮玉仪表有限公司')}`)],
    [
      'old Mac line ends',
      Buffer.from(card('VERSION:3.0', 'FN:顾南乔', 'ORG:苏州浮玉仪表有限公司').replaceAll('\r\n', '\r')),
    ],
  ])('reads %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual([{ 姓名: '顾南乔', 公司: '苏州浮玉仪表有限公司' }])
  })

  it('several cards, one without END, one within another, one without a name', async () => {
    const text = `${card('VERSION:3.0', 'FN:甲')}${card('VERSION:2.1', 'N:乙;;;;', 'AGENT:', 'BEGIN:VCARD', 'FN:秘书', 'END:VCARD', 'TITLE:总经理')}${card('VERSION:3.0', 'EMAIL:x@example.cn')}BEGIN:VCARD\nFN:丙\n`
    expect(await read(text)).toEqual([
      { 姓名: '甲' },
      { 姓名: '乙', 职务: '总经理' },
      { 邮箱: 'x@example.cn' },
      { 姓名: '丙' },
    ])
  })

  it('keeps in the remark what no field can hold, and the labels a phone gave', async () => {
    const text = card(
      'VERSION:3.0',
      'N:Doe;John;Richter;;',
      'item1.TEL:13900002222',
      'item1.X-ABLabel:_$!<AssistantPhone>!$_',
      'TEL;TYPE=CELL:13900001111',
      'TEL;TYPE=HOME:5 55',
      'EMAIL:not an address',
    )
    expect(await read(text)).toEqual([
      {
        姓名: 'John Richter Doe',
        电话: '13900001111',
        其他电话: '13900002222 (AssistantPhone)',
        备注: '电话：5 55 (住宅)\n邮箱：not an address',
      },
    ])
  })

  it.each([
    ['what is no card', 'name,phone\n甲,1', 'file_type_mismatch'],
    ['nothing', '', 'file_empty'],
  ])('refuses %s', async (_, text, code) => {
    const error = await read(text).catch((thrown: unknown) => thrown as Refusal)
    expect((error as Refusal).code).toBe(code)
  })

  it('whatever the bytes, answers rows or a refusal', async () => {
    const whole = Buffer.from(
      card(
        'VERSION:2.1',
        'N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CE=C4=',
        ';;;',
        'TEL;CELL:139',
        'ORG:a\\;b;c',
        'AGENT:',
      ),
    )
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (hits, cut) => {
        const bytes = Buffer.from(whole)
        for (const [at, value] of hits) bytes[at] = value
        const rows = await read(bytes.subarray(0, bytes.length - cut)).catch((error: unknown) => {
          if (error instanceof Refusal) return []
          throw error
        })
        for (const row of rows) for (const text of Object.values(row)) expect(text).not.toContain('\0')
      }),
      { numRuns: 300 },
    )
  })

  it('takes a large picture in its stride', async () => {
    const picture = Array.from({ length: 60_000 }, () => ` ${'A'.repeat(74)}`).join('\r\n')
    const text = card('VERSION:3.0', 'FN:甲', 'PHOTO;ENCODING=b;TYPE=JPEG:', picture, 'TITLE:厂长')
    expect(await read(text)).toEqual([{ 姓名: '甲', 职务: '厂长' }])
  })
})
