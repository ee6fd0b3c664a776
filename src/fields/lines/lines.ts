import {
  bad,
  builder,
  type FieldDef,
  type FieldType,
  ok,
  type Parsed,
  type Part,
  type PartFault,
} from '../../model/field.ts'
import { isObject, type Json, type JsonObject } from '../../model/label.ts'
import { booleanType } from '../boolean/boolean.ts'
import { choiceType } from '../choice/choice.ts'
import { dateType } from '../date/date.ts'
import { decimalType } from '../decimal/decimal.ts'
import { integerType } from '../integer/integer.ts'
import { moneyType } from '../money/money.ts'
import { percentType } from '../percent/percent.ts'
import { referenceType } from '../reference/reference.ts'
import { textType } from '../text/text.ts'

export interface LinesKeys {
  /** What each line holds, in order; fields like those of an object. */
  readonly columns: Readonly<Record<string, FieldDef>>
  /** Lines at most; 200 where nothing is said. */
  readonly max?: number
}

/** The lines of a document: a short table within the record, each line by the same columns. */
export const lines = builder<LinesKeys>('lines')

/** The types a column may have. */
const cellTypes: ReadonlyMap<string, FieldType> = new Map(
  [booleanType, choiceType, dateType, decimalType, integerType, moneyType, percentType, referenceType, textType].map(
    (type) => [type.name, type],
  ),
)

const partsOf = (field: FieldDef): readonly Part[] =>
  Object.entries((field.columns ?? {}) as Record<string, FieldDef>).flatMap(([name, def]) => {
    const type = cellTypes.get(def.type)
    return type === undefined ? [] : [{ name, def, type }]
  })

const mostOf = (field: FieldDef): number => (typeof field.max === 'number' ? field.max : 200)

/** The lines of a value: a list of records by column. */
export const linesOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((one): one is JsonObject => isObject(one)) : []

/** What was offered for one line; values of columns that the system fills are left out, whatever they say. */
const parseLine = (offered: unknown, parts: readonly Part[], at: number, faults: PartFault[]): Record<string, Json> => {
  const line: Record<string, Json> = {}
  const fail = (path: string, code: string, zh: string, en: string) =>
    faults.push({ at: path, code, message: { zh: `第 ${at + 1} 行：${zh}`, en: `Line ${at + 1}: ${en}` } })
  if (!isObject(offered)) {
    fail(String(at), 'wrong_type', '应是一个对象', 'an object is expected')
    return line
  }
  const expansions = new Set(parts.flatMap(({ name, type }) => (type.name === 'reference' ? [name.slice(0, -2)] : [])))
  for (const key of Object.keys(offered))
    if (!parts.some((part) => part.name === key) && !expansions.has(key))
      fail(
        `${at}.${key.slice(0, 40)}`,
        'unknown_field',
        `没有“${key.slice(0, 40)}”这一列`,
        `there is no column "${key.slice(0, 40)}"`,
      )
  for (const { name, def, type } of parts) {
    const value = offered[name] ?? def.default ?? null
    if (def.readOnly === true) continue
    if (value === null || value === '') {
      if (def.required === true) fail(`${at}.${name}`, 'required', `“${def.zh}”必填`, `"${def.en}" is required`)
      line[name] = null
      continue
    }
    const parsed = type.parse(value, def)
    if (parsed.ok) line[name] = parsed.value
    else fail(`${at}.${name}`, parsed.code, `“${def.zh}”${parsed.message.zh}`, `"${def.en}": ${parsed.message.en}`)
  }
  return line
}

const parse = (value: unknown, field: FieldDef): Parsed => {
  if (!Array.isArray(value)) return bad('wrong_type', '应为一个列表', 'It should be a list')
  const most = mostOf(field)
  if (value.length > most) return bad('too_many', `最多 ${most} 行`, `At most ${most} lines`)
  const parts = partsOf(field)
  const faults: PartFault[] = []
  const list = value.map((line, at) => parseLine(line, parts, at, faults))
  const [first] = faults
  return first === undefined ? ok(list) : { ok: false, code: first.code, message: first.message, parts: faults }
}

export const linesType: FieldType = {
  name: 'lines',
  label: { zh: '明细行', en: 'Lines' },
  keys: { columns: 'fields', max: 'number' },
  needs: ['columns'],
  operators: ['isNull'],
  sortable: false,
  addable: false,
  parts: partsOf,
  parse,
  write: (value, field, locale) =>
    linesOf(value)
      .map((line) =>
        partsOf(field)
          .flatMap(({ name, def, type }) =>
            line[name] === null || line[name] === undefined || type.name === 'reference'
              ? []
              : [`${def[locale]} ${type.write(line[name], def, locale)}`],
          )
          .join(' · '),
      )
      .join('\n'),
  jsonSchema: (field) => ({
    type: 'array',
    maxItems: mostOf(field),
    items: {
      type: 'object',
      properties: Object.fromEntries(
        partsOf(field).map(({ name, def, type }) => [name, { description: def.en, ...type.jsonSchema(def) }]),
      ),
      required: partsOf(field)
        .filter(({ def }) => def.required === true)
        .map(({ name }) => name),
    },
  }),
}
