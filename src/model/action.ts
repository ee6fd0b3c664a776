import type { FieldDef } from './field.ts'
import { type JsonObject, type Label, label } from './label.ts'

/** What people do to a record, the declared half: it makes a route, a button with its dialog, a bulk action. JSON-able. */
export interface ActionDef {
  readonly object: string
  readonly name: string
  readonly label: Label
  readonly input: Readonly<Record<string, FieldDef>>
  /** Inputs that offer the options of a field, an administrator's among them: `{ levels: 'customers.level' }`. */
  readonly optionsOf?: Readonly<Record<string, string>>
  /** Shown, and allowed, only for records that satisfy this filter. */
  readonly when: JsonObject
  /** Said where `when` refuses: a code of the API contract and the reason. */
  readonly otherwise?: { readonly status: 403 | 409; readonly code: string; readonly message: Label }
  /** The scope of which verb bounds it; `read` for what a reader may do (claim). */
  readonly within: string
  readonly bulk: boolean
  /** Cannot be taken back: the dialog says so and asks. */
  readonly irreversible?: boolean
  readonly icon?: string
  /** A page of its own instead of a dialog; `{id}` is the record's. */
  readonly page?: string
  /** Not shown as a button by the generic pages (dialogs of their own use it). */
  readonly hidden?: boolean
}

export const defineAction = (
  object: string,
  name: string,
  label: Label,
  body: Omit<ActionDef, 'object' | 'name' | 'label'>,
): ActionDef => ({
  object,
  name,
  label,
  ...body,
})

/** What an action says where its `when` refuses: 409 `not_now`. */
export const notNow = (zh: string, en: string): NonNullable<ActionDef['otherwise']> => ({
  status: 409,
  code: 'not_now',
  message: label(zh, en),
})
