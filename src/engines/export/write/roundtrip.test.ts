import type { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../import/read/open.ts'
import type { ExportColumn, ExportRow } from './column.ts'
import { writeCsv } from './csv.ts'
import { writeXlsx } from './xlsx.ts'

async function* each(rows: readonly ExportRow[]): AsyncGenerator<ExportRow> {
  yield* rows
}

const bytesOf = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

const readBack = async (bytes: Buffer, fileName: string): Promise<string[][]> => {
  const rows: string[][] = []
  for await (const row of (await openTable({ bytes, fileName })).rows()) rows.push(row.cells)
  return rows
}

const xlsx = async (columns: readonly ExportColumn[], rows: readonly ExportRow[], sheetName = '客户') =>
  bytesOf(writeXlsx({ columns, rows: each(rows), sheetName }))
const csv = async (columns: readonly ExportColumn[], rows: readonly ExportRow[]) =>
  bytesOf(writeCsv({ columns, rows: each(rows) }))

const trimEnd = (cells: readonly string[]): string[] => {
  const last = cells.findLastIndex((cell) => cell !== '')
  return cells.slice(0, last + 1)
}
const filled = (rows: readonly (readonly string[])[]) => rows.map(trimEnd).filter((cells) => cells.length > 0)

const nasty = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+86 138',
    '-5',
    '@SUM(A1)',
    "'=1",
    "''=1",
    "'",
    '\t=1',
    '\r',
    '\r\n',
    '\n',
    '＝1+1',
    '_x000D_',
    '_x0041_x0042_',
    '_x005F_',
    '<b>&amp;"',
    'a,b;c|d\te',
    '"',
    '""',
    ' x ',
    '\ufeffx',
    '007',
    '1e5',
    ']]>',
    '绿海',
    '\u0001',
    '\u001b[0m',
    '\ufffd',
    '\uffff',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
)
const textTable = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    columns: fc.array(
      nasty.map((header): ExportColumn => ({ header, kind: 'text' })),
      { minLength: width, maxLength: width },
    ),
    rows: fc.array(fc.array(fc.option(nasty), { minLength: width, maxLength: width }), { maxLength: 20 }),
  }),
)

describe('what is written is what is read', () => {
  it.each([
    ['xlsx', xlsx],
    ['csv', csv],
  ])('%s: any text', async (format, write) => {
    await fc.assert(
      fc.asyncProperty(textTable, async ({ columns, rows }) => {
        const expected = filled([columns.map((c) => c.header), ...rows.map((row) => row.map((cell) => cell ?? ''))])
        fc.pre(expected.length > 0)
        // A CSV file that begins like a web page is taken for one.
        fc.pre(
          format === 'xlsx' ||
            !/^[\s'"]*<(!doctype|html|head|table|meta|\?xml|style|body)/i.test(expected[0]?.[0] ?? ''),
        )
        expect(filled(await readBack(await write(columns, rows), `a.${format}`))).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  it('numbers and dates', async () => {
    const columns: ExportColumn[] = [
      { header: '金额', kind: 'number' },
      { header: '日期', kind: 'date' },
    ]
    const rows: ExportRow[] = [
      ['12.5', '2024-01-31'],
      ['-0.07', '2024-01-31T08:30:15'],
      ['12345678901234567.89', '1899-01-01'],
      ['=1', '2024-02-30'],
      ['0', '9999-12-31'],
      [null, '2024-01-31T00:00:00Z'],
    ]
    const expected = [['金额', '日期'], ...rows.map((row) => row.map((cell) => cell ?? ''))]
    expect(await readBack(await xlsx(columns, rows), 'a.xlsx')).toEqual(expected)
    expect(await readBack(await csv(columns, rows), 'a.csv')).toEqual(expected)
  })

  it('any moment, to the second', async () => {
    const moment = fc.date({
      min: new Date('1901-01-01T00:00:00Z'),
      max: new Date('9999-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 50 }), async (moments) => {
        const texts = moments.map((at) => `${at.toISOString().slice(0, 19)}`)
        const back = await readBack(
          await xlsx(
            [{ header: 'h', kind: 'date' }],
            texts.map((text) => [text]),
          ),
          'a.xlsx',
        )
        expect(back.slice(1).map((cells) => cells[0])).toEqual(texts.map((text) => text.replace('T00:00:00', '')))
      }),
    )
  })

  it('many rows over several pieces', async () => {
    const columns: ExportColumn[] = [{ header: '名称', kind: 'text' }]
    const rows = Array.from({ length: 30_000 }, (_, n) => [`客户 ${n}`])
    for (const [name, write] of [
      ['a.xlsx', xlsx],
      ['a.csv', csv],
    ] as const) {
      const back = await readBack(await write(columns, rows), name)
      expect([back.length, back.at(-1)]).toEqual([30_001, ['客户 29999']])
    }
  })
})

describe('the file itself', () => {
  const columns: ExportColumn[] = [
    { header: '备注', kind: 'text' },
    { header: '数', kind: 'number' },
  ]

  it('csv: byte order mark, CRLF, formulas guarded, negative numbers not', async () => {
    const text = (
      await csv(columns, [
        ['=HYPERLINK("x")', '-5'],
        ['-5', '=1'],
      ])
    ).toString('utf8')
    expect(text).toBe('\ufeff备注,数\r\n"\'=HYPERLINK(""x"")",-5\r\n\'-5,\'=1\r\n')
  })

  it('xlsx: sheet names are made acceptable', async () => {
    const names = async (name: string) =>
      (await openTable({ bytes: await xlsx(columns, [], name), fileName: 'a.xlsx' })).sheets
    expect(await names("'客户[2024]/重点:*?'")).toEqual(['客户 2024  重点'])
    expect(await names('')).toEqual(['Sheet1'])
    expect((await names('绿'.repeat(50)))[0]).toHaveLength(31)
    expect(await names('A & "B" <C>')).toEqual(['A & "B" <C>'])
  })

  it('xlsx: a text longer than a cell is cut', async () => {
    const back = await readBack(await xlsx(columns, [['x'.repeat(40_000), null]]), 'a.xlsx')
    expect(back[1]?.[0]).toBe(`${'x'.repeat(32_766)}…`)
  })

  it('a failure while rows are read ends the stream with it', async () => {
    async function* failing(): AsyncGenerator<ExportRow> {
      yield ['1', '2']
      throw new Error('lost the database')
    }
    await expect(bytesOf(writeXlsx({ columns, rows: failing(), sheetName: 'S' }))).rejects.toThrow('lost the database')
    await expect(bytesOf(writeCsv({ columns, rows: failing() }))).rejects.toThrow('lost the database')
  })

  it('rows are read no faster than they are written, and closed when the reader leaves', async () => {
    let given = 0
    let closed = false
    async function* endless(): AsyncGenerator<ExportRow> {
      try {
        for (;;) yield [`row ${given++} ${'x'.repeat(500)}`, '1']
      } finally {
        closed = true
      }
    }
    const stream = writeCsv({ columns, rows: endless() })
    await new Promise((resolve) => stream.once('readable', resolve))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(given).toBeLessThan(2_000)
    stream.destroy()
    await new Promise((resolve) => stream.once('close', resolve))
    expect(closed).toBe(true)
  })
})
