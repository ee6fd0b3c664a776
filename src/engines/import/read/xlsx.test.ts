import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../../model/errors.ts'
import { openTable } from './open.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

interface Made {
  /** Sheet XML (the rows) by name; a name in brackets is hidden. */
  readonly sheets: Readonly<Record<string, string>>
  readonly strings?: string
  readonly styles?: string
  readonly date1904?: boolean
}

const partsOf = ({ sheets, strings, styles, date1904 }: Made): Record<string, string> => {
  const names = Object.keys(sheets)
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${date1904 === true ? 1 : 0}"/><sheets>${names
      .map(
        (n, i) => `<sheet name="${n}" sheetId="${i + 1}" r:id="s${i}"${n.startsWith('(') ? ' state="hidden"' : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, i) => `<Relationship Id="s${i}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="t" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="f" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ...Object.fromEntries(
      names.map((n, i) => [
        `xl/worksheets/sheet${i}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${sheets[n]}</sheetData></worksheet>`,
      ]),
    ),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` }),
  }
}

const zipped = (parts: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]))))

const made = (m: Made): Buffer => zipped(partsOf(m))
const open = (bytes: Buffer, fileName = 'table.xlsx') => openTable({ bytes, fileName })

const read = async (bytes: Buffer, sheet?: string) => {
  const rows: { number: number; cells: string[] }[] = []
  for await (const row of (await open(bytes)).rows(sheet)) rows.push(row)
  return rows
}

const refusal = async (run: () => Promise<unknown>): Promise<Refusal> => {
  try {
    await run()
  } catch (error) {
    return error as Refusal
  }
  throw new Error('was not refused')
}

describe('cells become text', () => {
  it('numbers are the shortest decimals, without noise or exponents', async () => {
    const values = [
      '0.30000000000000004',
      '1.0',
      '12.50',
      '1.3800138E10',
      '1E-7',
      '-2.5E-3',
      '9.1512021206650982E+17',
      '915120212066509810',
    ]
    const rows = await read(
      made({ sheets: { S: `<row r="1">${values.map((v) => `<c><v>${v}</v></c>`).join('')}</row>` } }),
    )
    expect(rows[0]?.cells).toEqual([
      '0.3',
      '1',
      '12.5',
      '13800138000',
      '0.0000001',
      '-0.0025',
      '915120212066510000',
      '915120212066509810',
    ])
  })

  it('dates are ISO text, in both date systems', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>'
    const rows =
      '<row><c s="1"><v>45322</v></c><c s="2"><v>45322.354166666664</v></c><c s="3"><v>45322.9</v></c><c s="4"><v>3.5</v></c><c s="5"><v>1.0625</v></c><c s="6"><v>0.75</v></c><c s="1"><v>59</v></c><c s="1"><v>-3</v></c><c t="d"><v>2024-01-31T00:00:00.000</v></c></row>'
    expect((await read(made({ styles, sheets: { S: rows } })))[0]?.cells).toEqual([
      '2024-01-31',
      '2024-01-31T08:30:00',
      '2024-01-31',
      '3.5',
      '25:30:00',
      '18:00:00',
      '1900-02-28',
      '-3',
      '2024-01-31',
    ])
    const later = await read(
      made({ styles, date1904: true, sheets: { S: '<row><c s="1"><v>43860</v></c><c s="1"><v>0</v></c></row>' } }),
    )
    expect(later[0]?.cells).toEqual(['2024-01-31', '1904-01-01'])
  })

  it('booleans, errors, formulas, shared, inline and rich text', async () => {
    const rows = await read(
      made({
        strings:
          '<si><t xml:space="preserve"> 绿海 </t></si><si><r><t>红</t></r><r><t>黑</t></r><rPh><t>hong</t></rPh></si><si><t>a_x000D_b_x005F_x000D_</t></si>',
        sheets: {
          S: '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>x&amp;y</v></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><r><t>行</t></r><r><t>内</t></r></is></c><c><f>1+1</f><v>2</v></c></row>',
        },
      }),
    )
    expect(rows[0]?.cells).toEqual(['TRUE', 'FALSE', '#N/A', 'x&y', ' 绿海 ', '红黑', 'a\rb_x000D_', '行内', '2'])
  })

  it('rows keep their numbers, gaps are empty cells, blank rows and styled cells are left out', async () => {
    const rows = await read(
      made({
        sheets: {
          S: '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c><c r="E3" s="1"/></row><row r="4"><c r="A4"/></row><row r="9"><c r="AA9"><v>3</v></c></row>',
        },
      }),
    )
    expect(rows[0]).toEqual({ number: 3, cells: ['', '1', '', '2'] })
    expect(rows[1]?.number).toBe(9)
    expect(rows[1]?.cells[26]).toBe('3')
  })

  it('prefixed names are read', async () => {
    const parts = partsOf({ sheets: { S: '' } })
    parts['xl/worksheets/sheet0.xml'] =
      `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    expect((await read(zipped(parts)))[0]?.cells).toEqual(['7'])
  })
})

describe('sheets', () => {
  const file = made({
    sheets: {
      Empty: '',
      '(hidden)': '<row><c><v>1</v></c></row>',
      客户: '<row><c><v>2</v></c></row>',
      B: '<row><c><v>3</v></c></row>',
    },
  })

  it('hidden and empty ones are left out, the first is the default', async () => {
    expect((await open(file)).sheets).toEqual(['客户', 'B'])
    expect((await read(file))[0]?.cells).toEqual(['2'])
    expect((await read(file, 'B'))[0]?.cells).toEqual(['3'])
    expect((await refusal(() => read(file, '(hidden)'))).code).toBe('sheet_not_found')
  })
})

describe('what is refused', () => {
  const good = made({ sheets: { S: '<row><c><v>1</v></c></row>' } })
  const cases: readonly [string, string, Buffer, string][] = [
    ['nothing', 'a.xlsx', Buffer.alloc(0), 'file_empty'],
    ['no values', 'a.xlsx', made({ sheets: { S: '<row><c/></row>' } }), 'file_empty'],
    ['text named xlsx', 'a.xlsx', Buffer.from('a,b\n1,2\n'), 'file_type_mismatch'],
    ['xlsx named csv', 'a.csv', good, 'file_type_mismatch'],
    ['xlsx named xls', 'a.xls', good, 'file_type_mismatch'],
    [
      'old xls',
      'a.xls',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook', 'utf16le')]),
      'file_type_unsupported',
    ],
    [
      'old xls named xlsx',
      'a.xlsx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook', 'utf16le')]),
      'file_type_unsupported',
    ],
    [
      'password',
      'a.xlsx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'file_encrypted',
    ],
    ['a picture', 'a.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'file_type_unsupported'],
    ['a zip', 'a.xlsx', zipped({ 'readme.txt': 'hello' }), 'file_type_mismatch'],
    ['cut off', 'a.xlsx', good.subarray(0, good.length - 40), 'file_unreadable'],
    [
      'a Word file',
      'a.xlsx',
      zipped({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }),
      'file_type_mismatch',
    ],
    ['broken XML', 'a.xlsx', made({ sheets: { S: '<row><c>' } }), 'file_unreadable'],
    ['no workbook', 'a.xlsx', zipped({ '[Content_Types].xml': '<Types/>' }), 'file_unreadable'],
    ['too many columns', 'a.xlsx', made({ sheets: { S: '<row><c r="ZZ1"><v>1</v></c></row>' } }), 'file_too_large'],
    [
      'a long cell',
      'a.xlsx',
      made({ sheets: { S: `<row><c t="str"><v>${'x'.repeat(32_768)}</v></c></row>` } }),
      'file_too_large',
    ],
    [
      'an endless text',
      'a.xlsx',
      made({ strings: `<si><t>${'x'.repeat(3_000_000)}</t></si>`, sheets: { S: '<row><c><v>1</v></c></row>' } }),
      'file_too_large',
    ],
  ]
  it.each(cases)('%s', async (_, fileName, bytes, code) => {
    const refused = await refusal(() => open(bytes, fileName))
    expect(refused.code).toBe(code)
    expect(refused.detail.zh).not.toBe('')
  })

  it('a bomb: the size it declares is too large, or the size it declares is a lie', async () => {
    const parts = { ...partsOf({ sheets: { S: `<row><c><v>1</v></c></row>${' '.repeat(50_000)}` } }) }
    const bytes = zipped(parts)
    const directory = bytes.lastIndexOf(Buffer.from('xl/worksheets/sheet0.xml')) - 46
    const size = bytes.readUInt32LE(directory + 24)
    bytes.writeUInt32LE(2_000_000_000, directory + 24)
    expect((await refusal(() => read(bytes))).code).toBe('file_too_large')
    bytes.writeUInt32LE(size - 10_000, directory + 24)
    expect((await refusal(() => read(bytes))).code).toBe('file_unreadable')
  })

  it('damaged bytes never answer with anything but a refusal', async () => {
    const source = made({ strings: '<si><t>绿海</t></si>', sheets: { S: '<row><c t="s"><v>0</v></c></row>' } })
    for (let at = 0; at < source.length; at += 7) {
      const bytes = Buffer.from(source)
      bytes[at] = bytes[at]! ^ 0xff
      try {
        await read(bytes)
      } catch (error) {
        expect((error as Error).name).toBe('Refusal')
      }
    }
  })

  it('more blank rows than a sheet has', async () => {
    const bytes = made({ sheets: { S: '<row/>'.repeat(1_048_577) } })
    expect((await refusal(() => open(bytes))).code).toBe('file_too_large')
  })

  it('too many rows, after the rows before the limit', async () => {
    const bytes = made({ sheets: { S: '<row><c><v>1</v></c></row>'.repeat(200_001) } })
    let count = 0
    const refused = await refusal(async () => {
      for await (const _ of (await open(bytes)).rows()) count++
    })
    expect([refused.status, refused.code, count]).toEqual([413, 'file_too_large', 200_000])
  })
})
