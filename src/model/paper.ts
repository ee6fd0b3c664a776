import { type Fault, fault } from './errors.ts'
import { isObject, type Json, type Label, label } from './label.ts'

/** What a sheet of paper is made of, in the order it is printed. Words are one text, or one for each language. */
export type Block =
  /** Who we are: name, address, tax number, bank. */
  | { readonly block: 'company' }
  /** The title of the document and its number. */
  | { readonly block: 'title' }
  /** The other party, and the person there. */
  | { readonly block: 'party' }
  /** Both parties side by side, as a contract names them. */
  | { readonly block: 'parties'; readonly ours?: Words; readonly theirs?: Words }
  /** Fields of the record. */
  | { readonly block: 'facts'; readonly fields: readonly string[] }
  /** The lines the document is reckoned from. */
  | { readonly block: 'lines' }
  /** Further lines of the record, such as milestones. */
  | { readonly block: 'table'; readonly field: string }
  | { readonly block: 'totals' }
  /** 大写金额 */
  | { readonly block: 'words' }
  /** What the record itself says of conditions. */
  | { readonly block: 'terms' }
  /** A text with placeholders. */
  | { readonly block: 'text'; readonly text: Words }
  | { readonly block: 'signatures'; readonly ours?: Words; readonly theirs?: Words }

export type Words = string | Label
export type BlockName = Block['block']

export const blockNames: Readonly<Record<BlockName, Label>> = {
  company: label('公司抬头', 'Letterhead'),
  title: label('标题和编号', 'Title and number'),
  party: label('客户', 'Customer'),
  parties: label('甲乙双方', 'Both parties'),
  facts: label('字段', 'Fields'),
  lines: label('明细', 'Lines'),
  table: label('其他明细', 'Further lines'),
  totals: label('合计', 'Totals'),
  words: label('大写金额', 'Amount in words'),
  terms: label('条款', 'Terms'),
  text: label('文字', 'Text'),
  signatures: label('签字盖章', 'Signatures'),
}

/** print: goes to the other party on paper; needs the trait `document`. */
export interface Printed {
  readonly title: Label
  /** The reference to the other party, and which of its fields are told. */
  readonly party: { readonly field: string; readonly facts: readonly string[] }
  /** The person there: the reference of the document, or, where that names nobody, of the party. */
  readonly person?: { readonly field?: string; readonly ofParty: string; readonly facts: readonly string[] }
  /** The column of the lines that names the product, and which of its fields stand in columns beside it. */
  readonly product?: { readonly column: string; readonly code: string; readonly unit: string; readonly detail: string }
  readonly terms?: string
  /** The template that is built in. */
  readonly blocks: readonly Block[]
  readonly paper?: PaperSize
}

/** print: a record is a template; the names of its fields. */
export interface Template {
  readonly object: string
  readonly title: string
  readonly blocks: string
  readonly footer: string
  readonly paper: string
  readonly preferred: string
}

/** A5 lies on its side, as receipts do. */
export type PaperSize = 'A4' | 'A5'

/** What the company says of itself on paper; kept with the settings. */
export const companyFacts = {
  name: { ...label('公司名称', 'Company name'), max: 100 },
  englishName: { ...label('英文名称', 'English name'), max: 150 },
  logo: { ...label('标志文字', 'Logo text'), max: 20 },
  address: { ...label('地址', 'Address'), max: 200 },
  englishAddress: { ...label('英文地址', 'English address'), max: 300 },
  phone: { ...label('电话', 'Phone'), max: 60 },
  email: { ...label('邮箱', 'E-mail'), max: 100 },
  website: { ...label('网址', 'Website'), max: 100 },
  taxNumber: { ...label('税号', 'Tax number'), max: 40 },
  bank: { ...label('开户银行', 'Bank'), max: 100 },
  account: { ...label('银行账号', 'Bank account'), max: 60 },
  representative: { ...label('法定代表人', 'Legal representative'), max: 60 },
} as const

export type CompanyFact = keyof typeof companyFacts
export type Company = Readonly<Record<CompanyFact, string>>

/** Placeholders that belong to no record. */
export const ownPlaceholders: Readonly<Record<string, Label>> = {
  amountInWords: label('大写金额', 'Amount in words'),
  today: label('打印日期', 'Date of printing'),
  printedBy: label('打印人', 'Printed by'),
}

/** `{{` and `}}` are braces; `{name}` is a placeholder, whatever stands in it. */
const marks = /\{\{|\}\}|\{([^{}]*)\}/g

export const placeholdersIn = (text: string): readonly string[] =>
  [...text.matchAll(marks)].flatMap(([, name]) => (name === undefined ? [] : [name.trim()]))

export const filledIn = (text: string, tell: (name: string) => string): string =>
  text.replace(marks, (mark, name: string | undefined) =>
    name === undefined ? (mark === '{{' ? '{' : '}') : tell(name.trim()),
  )

const most = { blocks: 40, text: 10_000, fields: 40 }

const isWords = (value: unknown): value is Words =>
  (typeof value === 'string' && value.length <= most.text) ||
  (isObject(value) &&
    Object.keys(value).length === 2 &&
    [value.zh, value.en].every((one) => typeof one === 'string' && one.length <= most.text))

const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= most.fields && value.every((one) => typeof one === 'string')

type Check = { readonly needed: boolean; readonly fits: (value: unknown) => boolean }
const words: Check = { needed: false, fits: isWords }
const keysOf: Readonly<Record<BlockName, Readonly<Record<string, Check>>>> = {
  company: {},
  title: {},
  party: {},
  parties: { ours: words, theirs: words },
  facts: { fields: { needed: true, fits: isNames } },
  lines: {},
  table: { field: { needed: true, fits: (value) => typeof value === 'string' } },
  totals: {},
  words: {},
  terms: {},
  text: { text: { ...words, needed: true } },
  signatures: { ours: words, theirs: words },
}

const isBlockName = (name: unknown): name is BlockName => typeof name === 'string' && Object.hasOwn(keysOf, name)

/** What is wrong with blocks, each with its path below `at`. */
export const blockFaults = (at: string, value: unknown): Fault[] => {
  if (!Array.isArray(value) || value.length > most.blocks)
    return [
      fault(
        at,
        'wrong_type',
        `版块应是一个列表，最多 ${most.blocks} 个`,
        `Blocks are a list of at most ${most.blocks}`,
      ),
    ]
  return value.flatMap((one: unknown, i) => {
    const path = `${at}.${i}`
    if (!isObject(one) || !isBlockName(one.block)) {
      const named = isObject(one) ? String(one.block).slice(0, 40) : ''
      return [fault(`${path}.block`, 'unknown_option', `没有版块“${named}”`, `There is no block "${named}"`)]
    }
    const keys = keysOf[one.block]
    const name = blockNames[one.block]
    return [
      ...Object.keys(one)
        .filter((key) => key !== 'block' && !Object.hasOwn(keys, key))
        .map((key) =>
          fault(
            `${path}.${key}`,
            'unknown_field',
            `版块“${name.zh}”没有“${key}”`,
            `The block "${name.en}" has no "${key}"`,
          ),
        ),
      ...Object.entries(keys)
        .filter(([key, { needed, fits }]) => (one[key] === undefined ? needed : !fits(one[key])))
        .map(([key]) =>
          fault(
            `${path}.${key}`,
            one[key] === undefined ? 'required' : 'wrong_type',
            `版块“${name.zh}”的“${key}”缺少，或格式不对`,
            `"${key}" of the block "${name.en}" is missing or ill-shaped`,
          ),
        ),
    ]
  })
}

/** Blocks as they were stored; what no longer holds is left out. */
export const blocksOf = (value: Json | undefined): readonly Block[] =>
  Array.isArray(value) ? (value.filter((one) => blockFaults('', [one]).length === 0) as readonly Block[]) : []

/** Every text of a block that may hold placeholders, with its path. */
export const textsOf = (blocks: readonly Block[]): readonly { readonly at: string; readonly text: string }[] =>
  blocks.flatMap((one, i) =>
    Object.entries(one).flatMap(([key, value]: [string, unknown]) =>
      key === 'block' || key === 'field' || key === 'fields' || !isWords(value)
        ? []
        : typeof value === 'string'
          ? [{ at: `${i}.${key}`, text: value }]
          : [
              { at: `${i}.${key}.zh`, text: value.zh },
              { at: `${i}.${key}.en`, text: value.en },
            ],
    ),
  )
