import type { Fault } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import type { Identity } from '../../model/object.ts'
import { type Wrong, wrongCreditCode, wrongIdCard } from './names/codes.ts'
import { wrongEmail, wrongName, wrongPhone } from './names/wrong.ts'

/** A value that looks wrong, at its field. */
export interface WrongValue extends Wrong {
  readonly path: string
}

const texts = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => {
    const text = typeof one === 'object' && one !== null && !Array.isArray(one) ? one.value : one
    return typeof text === 'string' ? [text] : []
  })

/** 录入错误: what in a row cannot be, or looks as if it were made up (G15). Only fields named in `changed`. */
export const wrongValues = (
  identity: Identity,
  row: Readonly<Row>,
  changed: (field: string) => boolean,
): WrongValue[] => {
  const check = (fields: readonly string[] | undefined, judge: (text: string) => readonly Wrong[]): WrongValue[] =>
    (fields ?? [])
      .filter(changed)
      .flatMap((path) => texts(row[path]).flatMap((text) => judge(text).map((one) => ({ ...one, path }))))
  return [
    ...check([identity.name], (text) => wrongName(text, identity.kind)),
    ...check(identity.codes, wrongCreditCode),
    ...check(identity.idCards, wrongIdCard),
    ...check(identity.phones, wrongPhone),
    ...check(identity.emails, wrongEmail),
  ]
}

export const faultOf = ({ path, code, message, suggestion }: WrongValue, mayInsist: boolean): Fault => ({
  path,
  code,
  message: {
    zh: `${message.zh}${suggestion === undefined ? '' : `（可能是 ${suggestion}）`}${mayInsist ? '；确认无误时填写“坚持保存的理由”再保存' : ''}`,
    en: `${message.en}${suggestion === undefined ? '' : ` (perhaps ${suggestion})`}${mayInsist ? '; if it is right, give a reason and save again' : ''}`,
  },
})
