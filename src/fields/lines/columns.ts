import type { FieldDef } from '../../model/field.ts'
import type { FieldMeta, WebFieldType } from '../../model/web-field.ts'
import { booleanWeb } from '../boolean/boolean.tsx'
import { choiceWeb } from '../choice/choice.tsx'
import { dateWeb } from '../date/date.tsx'
import { decimalWeb } from '../decimal/decimal.tsx'
import { integerWeb } from '../integer/integer.tsx'
import { moneyWeb } from '../money/money.tsx'
import { percentWeb } from '../percent/percent.tsx'
import { referenceWeb } from '../reference/reference.tsx'
import { textWeb } from '../text/text.tsx'

const cells: ReadonlyMap<string, WebFieldType> = new Map(
  [booleanWeb, choiceWeb, dateWeb, decimalWeb, integerWeb, moneyWeb, percentWeb, referenceWeb, textWeb].map((type) => [
    type.name,
    type,
  ]),
)

export interface Column {
  readonly field: FieldMeta
  readonly web: WebFieldType
}

interface Option {
  readonly key: string
  readonly zh: string
  readonly en: string
}

/** The columns of lines as fields of a page. */
export const columnsOf = (field: FieldMeta): readonly Column[] =>
  Object.entries((field.columns ?? {}) as Readonly<Record<string, FieldDef>>).map(([name, def]) => {
    const { options, to, ...rest } = def
    return {
      web: cells.get(def.type) ?? textWeb,
      field: {
        ...rest,
        name,
        label: { zh: def.zh, en: def.en },
        readable: true,
        writable: def.readOnly !== true,
        masked: false,
        operators: [],
        ...(typeof to === 'string' ? { to } : {}),
        ...(Array.isArray(options)
          ? { options: (options as Option[]).map(({ key, zh, en }) => ({ key, label: { zh, en } })) }
          : {}),
      },
    }
  })
