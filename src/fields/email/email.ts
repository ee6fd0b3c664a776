import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { listed } from '../operators.ts'
import { parsePoints, pointsSchema, readPoints, testPoints, writePoints } from '../phone/points.ts'
import { emptyOperand, parseText, testText } from '../text/text.ts'

export interface EmailKeys {
  /** A list of addresses, each with a label and perhaps the primary one. */
  readonly many?: boolean
}

/** An e-mail address, or a list of them. */
export const email = builder<EmailKeys>('email')

const same = (value: string) => value

export const emailType: FieldType = {
  name: 'email',
  label: { zh: '邮箱', en: 'E-mail' },
  keys: { many: 'boolean' },
  operators: listed,
  sortable: false,
  addable: true,
  parse: (value, field) => (field.many === true ? parsePoints(value, parseEmail) : parseEmail(value)),
  read: (cell, field) => (field.many === true ? readPoints(cell, parseEmail) : parseEmail(cell)),
  write: (value, field) => (field.many === true ? writePoints(value, same) : typeof value === 'string' ? value : ''),
  jsonSchema: (field) =>
    field.many === true ? pointsSchema({ format: 'email', maxLength }) : { type: 'string', format: 'email', maxLength },
  parseOperand: (operator, value, field) => {
    const isPart = operator === 'contains' && field.many !== true
    const parsed = isPart ? parseText(value, { max: maxLength, lines: false }) : parseEmail(value)
    return parsed.ok && parsed.value === null ? emptyOperand : parsed
  },
  test: (operator, value, operand, field) =>
    field.many === true ? testPoints(operator, value, operand) : testText(operator, value, operand),
}

const maxLength = 254
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domain = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]*\p{L}[\p{L}\p{N}-]*$/u

const notAnEmail = bad(
  'not_an_email',
  '不是有效的邮箱，应如 name@example.com',
  'It is not a valid e-mail address; write it like name@example.com',
)

/** An e-mail address in lower case; full-width signs and a leading `mailto:` are taken as meant. */
export const parseEmail = (value: unknown): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为邮箱文字', 'It should be an e-mail address in text')
  if (value.length > maxLength * 4) return notAnEmail
  const address = value
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
  if (address === '') return ok(null)
  const at = address.lastIndexOf('@')
  const isValid =
    address.length <= maxLength &&
    at > 0 &&
    at <= 64 &&
    local.test(address.slice(0, at)) &&
    address
      .slice(at + 1)
      .split('.')
      .every((part) => part.length <= 63) &&
    domain.test(address.slice(at + 1))
  return isValid ? ok(address) : notAnEmail
}
