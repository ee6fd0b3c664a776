import type { Json, JsonObject, Label, Locale } from './label.ts'

/** The filter operators of the API (`reference: Filters`). A field type names those it understands. */
export const operators = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'contains',
  'startsWith',
  'isNull',
  'under',
] as const
export type Operator = (typeof operators)[number]

/** How a value is shown to somebody who may know that it exists but not what it is. */
export type MaskStyle = 'phone' | 'email' | 'name' | 'text'

/** Keys every field may carry, whatever its type. The consumer of each is named; an unknown key fails at load. */
export interface CommonKeys {
  readonly zh: string
  readonly en: string
  /** records.validate, forms, import, OpenAPI */
  readonly required?: boolean
  /** records: search tokens of this object's command-bar entry */
  readonly search?: boolean
  /** schema-sync: an index; lists may sort by it */
  readonly sortable?: boolean
  /** records: callers cannot write it; system and actions can */
  readonly readOnly?: boolean
  /** records: maintained on write by an engine or rule; changes neither version nor updatedAt */
  readonly derived?: boolean
  /** records: how it looks when masked; a field without a style cannot be masked */
  readonly mask?: MaskStyle
  /** records.default */
  readonly default?: Json
  /** forms */
  readonly help?: Label
  /** completeness: points this field is worth */
  readonly weight?: number
  /** audit: changes are also written to the append-only fact table */
  readonly tracked?: boolean
  /** import: other headings this field is known by */
  readonly aliases?: readonly string[]
  /** schema-sync: unique among records not in the recycle bin */
  readonly unique?: boolean
  /** access: the roles that may write it by default; other roles are seeded with `read` */
  readonly writableBy?: readonly string[]
  /** ownership: of a reference: what it points to belongs to the same record as this one by the reference of this name */
  readonly within?: string
  /** seed: the roles that see it by default; for others it is masked, or not there where it has no mask */
  readonly readableBy?: readonly string[]
  /** forms: asked only where the choice field of this name has one of these values */
  readonly showWhen?: { readonly field: string; readonly in: readonly string[] }
  /** web: stands beside the record's name wherever it has a value that says something */
  readonly badge?: boolean
  /** forms: read only by the server, never answered (passwords) */
  readonly writeOnly?: boolean
}

/** A field as declared: common keys, its type, and the keys of that type. JSON-able. */
export interface FieldDef extends CommonKeys {
  readonly type: string
  readonly [key: string]: unknown
}

/** What becomes of a value that was offered: the canonical JSON value, or why not. */
export type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly code: string; readonly message: Label; readonly parts?: readonly PartFault[] }

/** What is wrong with one part of a value, `2.quantity` within it. */
export interface PartFault {
  readonly at: string
  readonly code: string
  readonly message: Label
}

/** One column of a value that is a list of lines. */
export interface Part {
  readonly name: string
  readonly def: FieldDef
  readonly type: FieldType
}

export const ok = (value: Json): Parsed => ({ ok: true, value })
export const bad = (code: string, zh: string, en: string): Parsed => ({ ok: false, code, message: { zh, en } })

/** The allowed shape of one type-specific key, checked when definitions load. */
export type KeyCheck = 'boolean' | 'number' | 'string' | 'label' | 'options' | 'strings' | 'fields'

/**
 * A field type, the pure half: everything that runs on the server and in the browser alike.
 * Its column stands beside it in `x.sql.ts`, its cell and input in `x.tsx`.
 */
export interface FieldType {
  readonly name: string
  readonly label: Label
  /** Type-specific keys of a definition. */
  readonly keys: Readonly<Record<string, KeyCheck>>
  /** Those of `keys` that must be there. */
  readonly needs?: readonly string[]
  readonly operators: readonly Operator[]
  /** Whether rows can be ordered by it at all. */
  readonly sortable: boolean
  /** Administrators may add fields of this type at run time. */
  readonly addable: boolean
  /** Import: several columns may fill it, put together by this (省份, 城市). Without it one column does. */
  readonly joins?: string
  /** Of a value that is a list of lines: its columns; references among them are checked and named like those of a record. */
  readonly parts?: (field: FieldDef) => readonly Part[]
  /** JSON value offered by a caller -> canonical value. `null` never reaches it. Never throws. */
  readonly parse: (value: unknown, field: FieldDef) => Parsed
  /** Text of an import cell -> canonical value. Never empty text. Without it, `parse` takes the text. */
  readonly read?: (text: string, field: FieldDef) => Parsed
  /** Canonical value -> text for export, history and print. */
  readonly write: (value: Json, field: FieldDef, locale: Locale) => string
  readonly jsonSchema: (field: FieldDef) => JsonObject
  /** For a type whose filter operand differs from its value (e.g. a list field filtered by one element). */
  readonly parseOperand?: (operator: Operator, value: unknown, field: FieldDef) => Parsed
  /** JS meaning of operators that plain comparison does not cover; `undefined` = use the plain one. */
  readonly test?: (operator: Operator, value: Json, operand: Json, field: FieldDef) => boolean | undefined
}

/** Makes the builder used in `*.object.ts`: `text({ zh, en, … })` gives `{ type: 'text', zh, en, … }`. */
export const builder =
  <Keys extends object>(type: string) =>
  (keys: CommonKeys & Keys): FieldDef =>
    ({ ...keys, type }) as FieldDef

/** Control characters nobody types on purpose; line breaks and tabs are a matter of the field. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/
/** UTF-16 surrogates without their partner cannot be stored as UTF-8. */
export const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
