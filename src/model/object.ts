import type { FieldDef } from './field.ts'
import type { JsonObject, Label } from './label.ts'
import type { Printed, Template } from './paper.ts'

/** The six steps of data scope (O12), each including the ones before it. */
export const scopes = ['none', 'owner', 'member', 'ownerDepartment', 'memberDepartment', 'all'] as const
export type Scope = (typeof scopes)[number]

/** For actions (行动): those of main objects I own, or of main objects I can see (O25, O26). */
export type ParentsRule = 'none' | 'owned' | 'visible'

/** Function rights every object knows; actions of an object are further rights by their own names. */
export const verbs: readonly string[] = [
  'read',
  'create',
  'update',
  'delete',
  'purge',
  'assign',
  'export',
  'import',
  'print',
  'reveal',
  'manage',
]

/** One default right: a role may do these things to records within this scope. Seeded, then edited by administrators. */
export interface Grant {
  readonly role: string
  readonly functions: readonly string[]
  readonly scope: Scope
  readonly parents?: ParentsRule
}

/** `grant('rep', 'read create update claim', 'member')` */
export const grant = (role: string, functions: string, scope: Scope, parents?: ParentsRule): Grant => ({
  role,
  functions: functions.split(' '),
  scope,
  ...(parents === undefined ? {} : { parents }),
})

/** Which fields of a contact record tell the clocks of protection what they need (F12, F14). */
export interface Touches {
  readonly on: string
  readonly at: string
  readonly next: string
  readonly valid: string
  readonly reason: string
  readonly kind: string
  readonly content: string
  readonly duration: string
}

/** Who a record is: the fields that tell it, by what they are (C5–C9, G7). */
export interface Identity {
  readonly kind: 'company' | 'person'
  readonly name: string
  /** Further names: short and former ones. */
  readonly aliases?: readonly string[]
  /** 统一社会信用代码: nobody else has it. */
  readonly codes?: readonly string[]
  /** 身份证号: nobody else has it. */
  readonly idCards?: readonly string[]
  readonly phones?: readonly string[]
  readonly emails?: readonly string[]
  readonly sites?: readonly string[]
  readonly address?: string
  /** The reference to a known place (POI): whoever is at the same one is told as related (C10). */
  readonly place?: string
  /** Of a person: the reference to the company. */
  readonly company?: string
  /** Of a person: the choice field, and those of its values that make a key person (G9). */
  readonly keyRole?: { readonly field: string; readonly in: readonly string[] }
  /** Of a company: the reference to the group that one person controls. */
  readonly group?: string
}

/** A document about money: which fields hold what a document of its kind is reckoned and posted by. */
export interface Document {
  readonly customer: string
  /** The date it counts from. */
  readonly on: string
  readonly status: string
  /** States in which it may still be edited; in others only `free` fields may. */
  readonly open: readonly string[]
  /** States in which it counts. */
  readonly effective: readonly string[]
  readonly free?: readonly string[]
  readonly total: string
  /** Lines of products: prices are filled in, amounts, total and tax are reckoned from them. */
  readonly lines?: string
  readonly priceList?: string
  readonly tax?: string
  readonly cost?: string
  readonly profit?: string
  /** Lines that say which documents an amount is for, by their reference columns; each column names the sum on what it points to. */
  readonly allocates?: {
    readonly lines?: string
    readonly to?: Readonly<Record<string, string>>
    /** References of the document itself that the whole amount is for, with the sum on what they point to: never more than that comes to. */
    readonly whole?: Readonly<Record<string, string>>
  }
  /** What of it is not paid yet, and the sum that says what is; since when it is late; `less`: what else was paid of it. */
  readonly outstanding?: {
    readonly field: string
    readonly paid: string
    readonly due: string
    readonly less?: string
  }
  /** How it is posted to the ledger while it counts. */
  readonly posts?: 'sale' | 'receipt' | 'expense'
}

/** Cross-cutting promises an object takes on; each is kept by one engine. */
export interface Traits {
  /** access, ownership: has an owner, a department, members */
  readonly owned?: boolean
  /** ownership: without an owner it lies in a pool; capacity, protection, recycling apply */
  readonly pooled?: boolean
  /** access: read as an action (O20–O26) of the objects these reference fields point to */
  readonly actionOf?: readonly string[]
  /** ownership: owner, department and pool are always those of the record this field points to */
  readonly follows?: string
  /** comments */
  readonly commentable?: boolean
  /** attachments */
  readonly attachable?: boolean
  /** access: who may do what depends on it; a change counts from the next request, everywhere */
  readonly organisation?: boolean
  /** timeline: shown on the timeline of these reference fields, at the moment `at` */
  readonly timeline?: {
    readonly on: readonly string[]
    readonly at: string
    readonly text: string
    readonly kind?: string
  }
  /** ownership: a contact (跟进) with the record `on` points to: moves its clocks; the names of the fields that say when, what, how */
  readonly touches?: Touches
  /**
   * ownership: what of the former owner is open goes along when the record `on` points to is transferred, and is held
   * while that lies in a pool. Open: the field `open` is empty, or the moment `until` is still to come.
   */
  readonly carried?: { readonly on: string; readonly open?: string; readonly until?: string; readonly held: string }
  /** access: what is written here tells of the records whose reference (`follow-ups.reportId`) points here; numbers hidden there are hidden here */
  readonly gathers?: string
  /** ownership, access: its author's for good; not handed over with other work, changed by nobody else */
  readonly personal?: boolean
  /** ownership: the checklist of an heir; an entry is made for each record handed over, `on` it, `from` its former owner */
  readonly takeover?: { readonly on: string; readonly from: string }
  /** comments: a superior's words that have to be acknowledged, one row each; the names of its fields */
  readonly instruction?: {
    readonly about: string
    readonly object: string
    readonly record: string
    readonly content: string
    readonly comment: string
  }
  /**
   * relations: ties two records of one object, told from both sides; `inverse` names what each kind is from the other side.
   * identity: kinds under `operating` say that one runs the shop of the other (代运营, G8)
   */
  readonly relates?: {
    readonly on: string
    readonly to: string
    readonly kind: string
    readonly inverse: Readonly<Record<string, string>>
    readonly operating?: readonly string[]
  }
  /** export: a record is a vCard; which fields hold which of its properties */
  readonly card?: {
    readonly name: string
    readonly organisation: string
    readonly title: string
    readonly phones: readonly [string, string]
    readonly emails: readonly [string, string]
    readonly birthday: string
    readonly note: string
  }
  /** access: rows on which this boolean field is true may be read by everybody who may read the object */
  readonly publicWhen?: string
  /** access: rows on which this boolean field is true are for their owner, creator and those listed; others learn that the time is taken, no more */
  readonly privateWhen?: string
  /** ownership: the employees this field lists are members of the record, to read */
  readonly invites?: string
  /** identity: duplicates are looked for before it is saved, found in what is stored, and merged */
  readonly identity?: Identity
  /**
   * documents: has the figures of what was sold to it and received (A9–A14); `deal` is the field that says whether it
   * bought, with its state after no, one and several orders; `earnings`: the roles that see what is earned;
   * `credit`: the fields that say how much may be owed, for how many days, and whether more is refused
   */
  readonly trades?: {
    readonly deal: string
    readonly states: readonly string[]
    readonly earnings: readonly string[]
    readonly credit: { readonly limit: string; readonly days: string; readonly mode: string }
  }
  /** approval: what is done with it may need the agreement of others; its state is on the record, which is locked meanwhile */
  readonly approvable?: boolean
  /** documents: reckoned from its lines, closed once it counts, posted to the ledger */
  readonly document?: Document
  /** print: goes to the other party on paper, with what the built-in template says */
  readonly printed?: Printed
  /** print: its records say what stands on the paper of others; the names of its fields */
  readonly template?: Template
  /** import, export */
  readonly importable?: boolean
  readonly exportable?: boolean
  /** search: has an entry in the command bar and search tokens */
  readonly searchable?: boolean
  /** recycle bin; without it, deleting is refused */
  readonly recyclable?: boolean
  /** completeness: a derived percentage of the weighted fields that are filled */
  readonly completeness?: boolean
}

/** What exists: the whole declaration of a business object. JSON-able. */
export interface ObjectBody {
  readonly fields: Readonly<Record<string, FieldDef>>
  readonly traits: Traits
  readonly access: readonly Grant[]
  /** The field that names a record. */
  readonly title: string
  /** Default columns, at most eleven (interface §6). */
  readonly list: readonly string[]
  /** Default order, e.g. `-updatedAt`. Must be sortable. */
  readonly sort: string
  /** Form and record page: sections of field names; fields of no section stand under "more". */
  readonly form: readonly { readonly label: Label; readonly fields: readonly string[] }[]
  /** Record page: references elsewhere shown as tabs, `contacts.customerId`. */
  readonly tabs?: readonly string[]
  /** Further indexes: each a list of fields, `-` for descending. */
  readonly indexes?: readonly (readonly string[])[]
  /** Lists everybody has: name, words, filter, order. */
  readonly views?: readonly {
    readonly name: string
    readonly label: Label
    readonly filter: JsonObject
    readonly sort?: string
  }[]
}

export interface ObjectDef extends ObjectBody {
  /** Plural kebab-case: the path, and the key of this object everywhere. */
  readonly path: string
  readonly label: Label
}

export const defineObject = (path: string, label: Label, body: ObjectBody): ObjectDef => ({ path, label, ...body })
