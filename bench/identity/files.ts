import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTable } from '../../src/engines/import/read/open.ts'
import type { Real } from './labelled.ts'

/** The folder with the real files: the first word of the command line or GREENSEA_REAL_DATA. */
export const dataFolder = (): string => {
  const folder = process.argv[2] ?? process.env.GREENSEA_REAL_DATA
  if (folder === undefined) throw missing('a folder')
  return folder
}

const missing = (what: string) =>
  new Error(
    `The real files are not there: ${what} is missing. Give the folder that holds cn-enterprise-registration/ and a-share-szse/ as the first word, or in GREENSEA_REAL_DATA.`,
  )

const table = async (folder: string, path: string): Promise<Record<string, string>[]> => {
  const file = join(folder, path)
  if (!existsSync(file)) throw missing(file)
  const opened = await openTable({ bytes: readFileSync(file), fileName: path })
  const rows: Record<string, string>[] = []
  let heads: string[] | undefined
  for await (const { cells } of opened.rows()) {
    if (heads === undefined) heads = cells.map((cell) => cell.replace(/\s/g, ''))
    else rows.push(Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? ''])))
  }
  return rows
}

/** The names of the registry with their codes. */
export const registry = async (folder: string): Promise<Real[]> =>
  (await table(folder, 'cn-enterprise-registration/national_sample.csv')).map((row) => ({
    name: row.企业名称 ?? '',
    code: row.统一社会信用代码 ?? '',
    province: row.所在省份 ?? '',
    city: row.地区 ?? '',
  }))

/** The companies of the exchange: full and short name. */
export const exchange = async (folder: string): Promise<{ full: string; short: string }[]> =>
  (await table(folder, 'a-share-szse/szse_A股列表.xlsx')).map((row) => ({
    full: row.公司全称 ?? '',
    short: row.A股简称 ?? '',
  }))
