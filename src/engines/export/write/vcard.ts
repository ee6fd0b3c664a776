/** One number or address of a card, with what it is for. */
export interface CardPoint {
  readonly value: string
  readonly label: string | null
  readonly isMain: boolean
}

/** What a card says of somebody; empty parts are left out. */
export interface CardData {
  readonly id: string
  readonly name: string
  readonly organisation: string | null
  readonly title: string | null
  readonly phones: readonly CardPoint[]
  readonly emails: readonly CardPoint[]
  /** `1985-03-09` */
  readonly birthday: string | null
  readonly note: string | null
  /** ISO 8601, UTC. */
  readonly changedAt: string | null
}

/**
 * Cards as vCard 3.0 (RFC 2426), UTF-8, which phones, WeChat and mail programs all take; what 4.0 adds they don't.
 * Lines end with CRLF and are folded at 75 octets (§2.6).
 */
export async function* writeVcard(cards: AsyncIterable<CardData>): AsyncGenerator<Buffer> {
  for await (const card of cards) yield Buffer.from(linesOf(card).map(folded).join(''), 'utf8')
}

const linesOf = (card: CardData): string[] => {
  const line = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [`${name}:${escaped(value)}`]
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'PRODID:-//Greensea//CRM//ZH',
    `UID:urn:uuid:${card.id}`,
    // A Chinese name is one word: phones that show N instead of FN show it whole.
    `N:${escaped(card.name)};;;;`,
    `FN:${escaped(card.name)}`,
    ...line('ORG', card.organisation),
    ...line('TITLE', card.title),
    ...card.phones.flatMap((one, i) => pointLines({ one, at: i, property: 'TEL', types: kindOf(one.value) })),
    ...card.emails.flatMap((one, i) =>
      pointLines({ one, at: card.phones.length + i, property: 'EMAIL', types: 'INTERNET' }),
    ),
    ...line('BDAY', card.birthday),
    ...line('NOTE', card.note),
    ...(card.changedAt === null ? [] : [`REV:${card.changedAt.replace(/\.\d+Z$/, 'Z')}`]),
    'END:VCARD',
  ]
}

const kindOf = (number: string): string => (/^1[3-9]\d{9}$/.test(number) ? 'CELL' : 'WORK,VOICE')

interface PointLine {
  readonly one: CardPoint
  readonly at: number
  readonly property: string
  readonly types: string
}

/** The label goes as a group's X-ABLabel, which Apple and Google understand. */
const pointLines = ({ one, at, property, types }: PointLine): string[] => {
  const head = `${property};TYPE=${types}${one.isMain ? ',PREF' : ''}`
  if (one.label === null || one.label === '') return [`${head}:${escaped(one.value)}`]
  return [`item${at + 1}.${head}:${escaped(one.value)}`, `item${at + 1}.X-ABLabel:${escaped(one.label)}`]
}

/** RFC 2426 §4: text values keep their backslashes, commas, semicolons and line breaks by escaping them. */
const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[,;]/g, (one) => `\\${one}`)

const octets = 75

/** A line of at most 75 octets each, never broken within a character. */
const folded = (line: string): string => {
  let text = ''
  let room = octets
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (size > room) {
      text += '\r\n '
      room = octets - 1
    }
    text += character
    room -= size
  }
  return `${text}\r\n`
}
