import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { readRow } from './mapping.ts'
import { survey } from './survey.ts'

/** A card's text, and how many cards it may hold before the import is the better way. */
const most = { characters: 200_000, cards: 20 }

const properties: Readonly<Record<string, string>> = { TIL: 'TITLE', MEMO: 'NOTE', N: 'FN' }

/** MECARD (NTT DoCoMo), the short form of many codes on paper cards, as the vCard that says the same. */
const asVcard = (text: string): string => {
  const [, body] = /^\s*MECARD:([\s\S]*)$/i.exec(text) ?? []
  if (body === undefined) return text
  const lines = body
    .split(/(?<!\\);/)
    .map((part) => /^\s*([A-Za-z-]+):([\s\S]+)$/.exec(part))
    .flatMap((match) => {
      if (match === null) return []
      const name = match[1]!.toUpperCase()
      // Family and given name stand with a comma between them.
      const value = name === 'N' ? match[2]!.replace(/(?<!\\),/, '') : match[2]!
      return [`${properties[name] ?? name}:${value.replace(/[\r\n]+/g, ' ')}`]
    })
  return ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\r\n')
}

/**
 * `POST /contacts/read-card {text}` (W8): what a business card says, as values of a new record; nothing is written. The
 * text is a vCard or a MECARD, as a scanned code gives it. References are answered by the names on the card.
 */
export const readCard = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectOf(call)
  if (object.def.traits.card === undefined) throw notFound()
  if (!kernel.access.may(context.principal, object, 'create')) throw noRight(object, 'create')
  const { text } = bodyObject(call.body)
  if (typeof text !== 'string' || text.trim() === '' || text.length > most.characters)
    throw invalid([fault('text', 'required', '贴上一张名片的文字', 'Give the text of a card')])
  const card = asVcard(text)
  if (!/BEGIN\s*:\s*VCARD/i.test(card))
    throw invalid([
      fault(
        'text',
        'not_a_card',
        '这段文字不是名片，应以 BEGIN:VCARD 或 MECARD: 开头',
        'This text is no card; one begins with BEGIN:VCARD or MECARD:',
      ),
    ])
  const file = { bytes: Buffer.from(card, 'utf8'), fileName: 'card.vcf' }
  const { body, columns } = await survey(kernel, context, object, file, undefined)
  const cards = body.slice(0, most.cards).map(({ cells }) => {
    const { values, names, faults } = readRow(object, columns, cells)
    return {
      values: values as Row,
      named: Object.fromEntries(names.map((one) => [one.field.name, one.text])),
      faults: faults.map(({ column, code, message }) => ({ path: column, code, message: message[context.locale] })),
    }
  })
  return { body: { data: cards, page: { next: null, total: { value: body.length, exact: true } } } }
}
