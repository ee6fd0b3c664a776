import { parseEmail } from '../../../fields/email/email.ts'
import { parsePhone } from '../../../fields/phone/number.ts'
import type { Locale } from '../../../model/label.ts'
import { cellTooLong, empty, mismatch, noSuchSheet, tooBig, tooManyRows } from './refuse.ts'
import { limits, type Table, type TableRow } from './table.ts'
import { type Card, cardsOf, type Property, partsOf, unescaped } from './vcard-lines.ts'

/** The columns a card becomes, called as the fields of a contact are, so that they find them. */
const headers: Readonly<Record<Locale, readonly string[]>> = {
  zh: ['姓名', '公司', '所在部门', '职务', '电话', '其他电话', '邮箱', '其他邮箱', '地址', '网址', '生日', '备注'],
  en: [
    'Name',
    'Company',
    'Unit',
    'Title',
    'Phone',
    'Other phones',
    'E-mail',
    'Other e-mails',
    'Address',
    'Website',
    'Birthday',
    'Remark',
  ],
}

const words = {
  zh: {
    CELL: '手机',
    WORK: '办公',
    HOME: '住宅',
    FAX: '传真',
    PAGER: '寻呼',
    MAIN: '总机',
    phone: '电话',
    email: '邮箱',
    birthday: '生日',
  },
  en: {
    CELL: 'Mobile',
    WORK: 'Work',
    HOME: 'Home',
    FAX: 'Fax',
    PAGER: 'Pager',
    MAIN: 'Main',
    phone: 'Phone',
    email: 'E-mail',
    birthday: 'Birthday',
  },
} as const

/** Opens a file of business cards (.vcf) as a table: a row for each card; its number is that of the card in the file. */
export const openVcard = (bytes: Buffer, locale: Locale): Table => {
  if (bytes.length > limits.bytes) throw tooBig()
  const start = bytes
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .replaceAll('\0', '')
  if (!/BEGIN\s*:\s*VCARD/i.test(start))
    throw mismatch(
      '文件名是 .vcf，内容却不是名片（没有 BEGIN:VCARD）',
      'The name says .vcf but the content holds no card (there is no BEGIN:VCARD)',
    )
  const rows: TableRow[] = [{ number: 0, cells: [...headers[locale]] }]
  for (const card of cardsOf(bytes)) {
    const cells = cellsOf(card, locale)
    const number = rows.length
    if (number > limits.rows) throw tooManyRows()
    const long = cells.findIndex((cell) => cell.length > limits.cellCharacters)
    if (long >= 0) throw cellTooLong(number, long)
    rows.push({ number, cells })
  }
  if (rows.length === 1) throw empty()
  return {
    format: 'vcf',
    sheets: [],
    async *rows(sheet) {
      if (sheet !== undefined) throw noSuchSheet(sheet)
      yield* rows
    },
  }
}

const cellsOf = (card: Card, locale: Locale): string[] => {
  const all = (name: string) => card.properties.filter((one) => one.name === name && one.value.trim() !== '')
  const first = (name: string) => unescaped(all(name)[0]?.value ?? '')
  const [company = '', ...units] = partsOf(all('ORG')[0]?.value ?? '')
  const phones = pointsOf(card, all('TEL'), (text) => parsePhone(text), locale)
  const emails = pointsOf(card, all('EMAIL'), (text) => parseEmail(text), locale)
  const birthday = first('BDAY')
  const isDay = /^\d{4}-?\d{2}-?\d{2}/.test(birthday)
  const left = [
    ...phones.left.map((one) => `${words[locale].phone}：${one}`),
    ...emails.left.map((one) => `${words[locale].email}：${one}`),
    ...(birthday === '' || isDay
      ? []
      : [`${words[locale].birthday}：${birthday.replace(/^--(\d\d)-?(\d\d)$/, '$1-$2')}`]),
  ]
  return [
    nameOf(card),
    company,
    units.filter(Boolean).join(' / '),
    first('TITLE'),
    phones.main,
    phones.others,
    emails.main,
    emails.others,
    partsOf(all('ADR')[0]?.value ?? '')
      .filter(Boolean)
      .join(' '),
    first('URL'),
    isDay ? birthday.slice(0, birthday.includes('-') ? 10 : 8) : '',
    [...all('NOTE').map((one) => unescaped(one.value).replace(/\r\n?/g, '\n')), ...left].join('\n'),
  ]
}

const chinese = /^\p{Script=Han}+$/u

/** FN as written; without one, put together from N (RFC 6350 §6.2.2): Chinese family name first and unspaced. */
const nameOf = (card: Card): string => {
  const value = (name: string) => card.properties.find((one) => one.name === name && one.value.trim() !== '')?.value
  const formatted = unescaped(value('FN') ?? '')
  if (formatted !== '') return formatted.replace(/\s+/g, ' ')
  const [family = '', given = '', more = ''] = partsOf(value('N') ?? '')
  const isChinese = [family, given].every((part) => part === '' || chinese.test(part.replaceAll(' ', '')))
  const name = isChinese ? `${family}${given}`.replaceAll(' ', '') : [given, more, family].filter(Boolean).join(' ')
  return name === '' ? unescaped(value('NICKNAME') ?? '') : name.replace(/\s+/g, ' ').trim()
}

interface Points {
  readonly main: string
  readonly others: string
  /** What the field could not hold: told in the remark, lest it be lost. */
  readonly left: readonly string[]
}

/** The one to use first (PREF, else a mobile, else anything but a fax), and the others with what they are for. */
const pointsOf = (
  card: Card,
  properties: readonly Property[],
  parse: (text: string) => { readonly ok: boolean },
  locale: Locale,
): Points => {
  const points = properties.map((one) => {
    const text = unescaped(one.value)
      .replace(/^(?:tel|mailto):/i, '')
      .replace(/;ext=(\d+)/i, '-$1')
      .trim()
    return { text, label: labelOf(card, one, locale), types: one.types }
  })
  const good = points.filter(({ text }) => parse(text).ok)
  const isCalled = ({ types }: (typeof points)[number]) => !types.has('FAX') && !types.has('PAGER')
  const main =
    good.find((one) => one.types.has('PREF') && isCalled(one)) ??
    good.find((one) => one.types.has('CELL')) ??
    good.find(isCalled) ??
    good[0]
  const written = ({ text, label }: { text: string; label: string }) => (label === '' ? text : `${text} (${label})`)
  const others = good.filter((one) => one !== main && one.text !== main?.text)
  return {
    main: main?.text ?? '',
    others: others.map(written).join('; '),
    left: points.filter((one) => !good.includes(one) && one.text !== '').map(written),
  }
}

/** What a number is for: the label a phone gave it (`item2.X-ABLABEL`), or the words of its types. */
const labelOf = (card: Card, one: Property, locale: Locale): string => {
  const own = card.properties.find((other) => other.group === one.group && other.name === 'X-ABLABEL')
  if (one.group !== null && own !== undefined)
    return unescaped(own.value)
      .replace(/^_\$!<|>!\$_$/g, '')
      .replace(/[(),;|（），；、\n]/g, ' ')
      .slice(0, 40)
  const known = words[locale]
  return (['WORK', 'HOME', 'CELL', 'FAX', 'PAGER', 'MAIN'] as const)
    .filter((type) => one.types.has(type))
    .map((type) => known[type])
    .join(locale === 'zh' ? '' : ' ')
}
