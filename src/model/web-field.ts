import type { ReactNode } from 'react'
import type { FieldDef, Operator } from './field.ts'
import type { Json, Label, Locale, Row } from './label.ts'

/** One choice of a choice field as the meta answers it. */
export interface OptionMeta {
  readonly key: string
  readonly label: Label
  readonly parent?: string
  /** A tone name (neutral, info, good, wait, bad), never a colour. */
  readonly color?: string
}

/** A field as `/meta` shows it to this person: the declaration and what they may do with it. */
export interface FieldMeta extends FieldDef {
  /** Several columns of an import may fill it. */
  readonly joins?: boolean
  readonly name: string
  readonly label: Label
  readonly readable: boolean
  readonly writable: boolean
  readonly masked: boolean
  readonly operators: readonly Operator[]
  readonly custom?: boolean
  readonly options?: readonly OptionMeta[]
  /** The object a reference points to. */
  readonly to?: string
  readonly many?: boolean
}

/** A record found by a picker: its name, and what tells it from another of the same name. */
export interface Found {
  readonly id: string
  readonly title: string
  readonly hint: string
}

/** What a cell or an input may know about the person, the moment and the rest of the system. */
export interface WebContext {
  readonly locale: Locale
  /** The server's present moment, in milliseconds. */
  readonly now: number
  readonly timeZone: string
  readonly me: { readonly id: string; readonly name: string }
  /** Looks records up for a picker; `within` narrows them (`{customerId}`: contacts of that customer first). */
  readonly find: (query: {
    readonly object: string
    readonly text: string
    readonly ids?: readonly string[]
    readonly within?: Row
  }) => Promise<readonly Found[]>
}

export interface CellProps {
  readonly value: Json | undefined
  readonly field: FieldMeta
  readonly record: Row
  readonly context: WebContext
  /** In a table the unit stands in the header and everything is as short as it can be. */
  readonly place?: 'table' | 'text'
}

export interface InputProps {
  readonly id?: string
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
  readonly field: FieldMeta
  /** The other values of the form, for inputs that depend on them. */
  readonly record: Row
  readonly context: WebContext
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  readonly size?: 'small' | 'middle' | 'large'
  readonly status?: 'error' | 'warning'
  readonly placeholder?: string
  /** Asked for in order to choose at once: its list stands open. */
  readonly startOpen?: boolean
  readonly onBlur?: () => void
}

export interface OperandProps extends Omit<InputProps, 'record'> {
  readonly operator: Operator
}

/** A field type, the half that is looked at: how a value is shown in one line, and how it is entered. */
export interface WebFieldType {
  readonly name: string
  /** Numbers and money stand right. */
  readonly align?: 'right'
  /** Said once in the header of a column instead of in every cell. */
  readonly unit?: Label
  /** Width of its column in a table, in pixels. */
  readonly width: number
  readonly Cell: (props: CellProps) => ReactNode
  readonly Input: (props: InputProps) => ReactNode
  /** The value of a filter where it is entered differently from a value of the field. */
  readonly Operand?: (props: OperandProps) => ReactNode
}
