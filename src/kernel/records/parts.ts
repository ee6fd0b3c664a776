import type { Sql } from 'sql-template-tag'
import type { ActionDef } from '../../model/action.ts'
import type { Fault, Refusal } from '../../model/errors.ts'
import type { Json, Label, Row } from '../../model/label.ts'
import type { Predicate } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Queryable, Transaction } from '../database/database.ts'
import type { Context } from '../principal.ts'

export type ChangeKind = 'create' | 'update' | 'delete' | 'restore' | 'purge'

/** One row on its way through the stages. Stages change `after` and `columns`, or add to `faults`, or set `refusal`. */
export interface Change {
  readonly kind: ChangeKind
  readonly id: string
  readonly before: Readonly<Row> | null
  readonly after: Row
  /** Columns that are no fields. */
  readonly columns: Record<string, Json>
  readonly faults: Fault[]
  refusal?: Refusal
  /** Put off until others have agreed: nothing is written now, and this is answered beside the record. */
  deferred?: Row
  /** What the audit calls it: the kind, or the name of the action. */
  readonly cause: string
  readonly reason?: string
}

export type Stage = 'default' | 'validate' | 'change' | 'write'

/** An engine's or module's part in the write path. Always on arrays; runs inside the transaction. */
export interface Hook {
  readonly stage: Stage
  readonly applies: (object: CompiledObject) => boolean
  readonly run: (scope: WriteScope, changes: readonly Change[]) => Promise<void> | void
}

export interface WriteScope {
  readonly context: Context
  readonly object: CompiledObject
  readonly tx: Transaction
  /** Whether an action of the system or a person does it, past the checks that bind typed-in values. */
  readonly trusted: boolean
  /** Write-only values of this batch (passwords), by record id; they reach no row and no audit. */
  readonly secrets: ReadonlyMap<string, Row>
}

export interface ExtraColumn {
  readonly name: string
  readonly type: string
  readonly index?: 'btree' | 'gin'
}

/** What became of one element of a batch. */
export type Outcome = { readonly row: Row; readonly undo?: string } | { readonly refusal: Refusal }

/** The behaviour behind an ActionDef. */
export interface ActionHandler {
  readonly def: ActionDef
  /** Looked up once for a page of rows, handed to `verdict`. */
  readonly prepare?: (context: Context, object: CompiledObject, rows: readonly Row[], db: Queryable) => Promise<unknown>
  /** Why not, for one row, as far as it can be told without trying; the same words `run` would refuse with. */
  readonly verdict?: (context: Context, row: Row, prepared: unknown) => Refusal | undefined
  /** What is worth knowing before doing it, of a row it may be done to. */
  readonly hint?: (context: Context, row: Row) => Label | undefined
  /** Said instead of 404 of a row that was within reach a moment ago, when somebody was quicker. */
  readonly missed?: (context: Context, row: Row) => Refusal | undefined
  /** Told of what never came to `run`: rows somebody else was quicker with, or that the rules turned away. */
  readonly refused?: (scope: ActionScope, turned: readonly { row: Row; refusal: Refusal }[]) => Promise<void>
  /** Does it, on rows locked in id order. Answers per row; an `Undo` payload if it can be taken back. */
  readonly run: (scope: ActionScope, rows: readonly Row[], input: Row) => Promise<readonly ActionOutcome[]>
}

/** Stands between what somebody asks for and its being done, where others have to agree first (审批). */
export interface Gate {
  /** Why a record is not to be changed now: for edits, deletions and the actions that change it. */
  readonly held: (object: CompiledObject, row: Readonly<Row>) => Refusal | undefined
  /** Of rows an action is about to run on: what is answered in its place; undefined lets it go on. `asked`: what the caller says of the approval. */
  readonly before: (
    scope: ActionScope,
    action: string,
    rows: readonly Row[],
    input: Row,
    asked: unknown,
  ) => Promise<readonly (ActionOutcome | undefined)[]>
}

export interface ActionScope {
  readonly context: Context
  readonly object: CompiledObject
  readonly tx: Transaction
}

export type ActionOutcome =
  | { readonly ok: true; readonly undo?: UndoPlan; readonly answer?: Row }
  | { readonly ok: false; readonly refusal: Refusal }

/** How something can be taken back: who does it and what it needs to know. */
export interface UndoPlan {
  readonly kind: string
  readonly payload: Json
}

/** Finds rows by words; an engine provides it. `masked` says on which rows private tokens may not be matched. */
export type Matcher = (
  object: CompiledObject,
  text: string,
  alias: string,
  masked: { predicate: Predicate; sql: Sql },
) => Sql
