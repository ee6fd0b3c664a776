import type { Row } from '../model/label.ts'
import type { CompiledObject, Registry } from '../model/registry.ts'
import type { Clock } from './clock.ts'
import type { SqlTypes } from './compile.ts'
import type { Database } from './database/database.ts'
import type { Directory } from './directory.ts'
import type { AccessPolicy, Context, Principal } from './principal.ts'
import type { ActionHandler, ExtraColumn, Gate, Hook, Matcher } from './records/parts.ts'
import type { Route } from './rest/route.ts'
import type { Table } from './schema-sync.ts'

/** Undoes one kind of change; answers the rows after it. */
export type Undoer = (context: Context, payload: unknown) => Promise<void>

/** What an outbox event is handed to, after the transaction; must be idempotent. */
export interface Consumer {
  readonly name: string
  readonly wants: (event: OutboxEvent) => boolean
  readonly run: (event: OutboxEvent) => Promise<void>
}
export interface OutboxEvent {
  readonly id: number
  readonly object: string
  readonly recordId: string | null
  readonly event: string
  readonly payload: Record<string, unknown>
  readonly actorId: string | null
  readonly at: string
}

/** A job: what happens by itself. `schedule` is a cron line in the company's time zone. */
export interface JobDef {
  readonly name: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly schedule?: string
  /** Also once when a process starts: there may be work that a stopped one left, or that an upgrade made. */
  readonly atStart?: boolean
  readonly run: (
    context: Context,
    progress: (state: Record<string, unknown>) => Promise<void>,
  ) => Promise<Record<string, unknown>>
}

/** Tables an engine keeps for itself, in DDL that can run again. */
export interface Engine {
  readonly name: string
  readonly schema?: string
  readonly columns?: (object: CompiledObject) => readonly ExtraColumn[]
  /** Tables beside that of an object, for what must not be written anew whenever its rows are. */
  readonly tables?: (object: CompiledObject) => readonly Table[]
  readonly hooks?: readonly Hook[]
  readonly actions?: readonly ActionHandler[]
  readonly undoers?: Readonly<Record<string, Undoer>>
  readonly consumers?: readonly Consumer[]
  readonly jobs?: readonly JobDef[]
  readonly matcher?: Matcher
  /** Renews what the engine keeps of the organisation; called at start and when the access epoch moves. */
  readonly refresh?: (db: Database, directory: Directory) => Promise<void>
  readonly decorator?: Decorator
  readonly guard?: Guard
  readonly gate?: Gate
  /** Numbers of the company that declared reminders name in braces; null: the reminder is off. */
  readonly thresholds?: (now: string) => Readonly<Record<string, number | null>>
  readonly happenings?: Happenings
  /** Tables of its own whose rows hang on records by `object` and `record_id`: they go along when records are merged. */
  readonly hangs?: readonly string[]
  readonly successor?: Successor
  readonly routes?: readonly Route[]
}

/** The parts every layer works with. Registry and directory change at run time: ask each time. */
export interface Kernel {
  readonly db: Database
  readonly clock: Clock
  readonly types: SqlTypes
  readonly registry: () => Registry
  readonly registryEpoch: () => number
  readonly directory: () => Directory
  readonly access: AccessPolicy
  readonly hooks: readonly Hook[]
  readonly actions: ReadonlyMap<string, ActionHandler>
  readonly undoers: ReadonlyMap<string, Undoer>
  readonly consumers: readonly Consumer[]
  readonly jobs: ReadonlyMap<string, JobDef>
  readonly matcher: Matcher | undefined
  readonly columns: (object: CompiledObject) => readonly ExtraColumn[]
  readonly tables: (object: CompiledObject) => readonly Table[]
  /** Queues a run of a job now; answers the id of the run. */
  readonly enqueue: (job: string, actorId: string | null) => Promise<string>
  /** Somebody as access sees them now, for work done on their behalf later; undefined when they have left. */
  readonly principalFor: (employeeId: string) => Promise<Principal | undefined>
  /** Further members of a single record, e.g. `protection`. */
  readonly decorators: readonly Decorator[]
  readonly thresholds: (now: string) => Readonly<Record<string, number | null>>
  /** Asked before a single record is shown; they throw what stands against it. */
  readonly guards: readonly Guard[]
  readonly gates: readonly Gate[]
  /** What engines add to the story of a record. */
  readonly happenings: readonly Happenings[]
  /** Tables whose rows hang on records by `object` and `record_id`. */
  readonly hangs: readonly string[]
  readonly successors: readonly Successor[]
}

/** Where a record that is gone lives on, as after a merge; whether the caller may see it is asked afterwards. */
export type Successor = (context: Context, object: string, id: string) => Promise<string | undefined>

export type Decorator = (context: Context, object: CompiledObject, shown: Row, raw: Readonly<Row>) => void

/** Where a page of a story begins: everything before this moment and id. */
export interface Before {
  readonly at: string
  readonly id: string
}

/** At least `limit` of the latest things an engine has to tell of a record, latest first; the record is seen by the caller. */
export type Happenings = (
  context: Context,
  object: CompiledObject,
  record: Readonly<Row>,
  page: { readonly before: Before | null; readonly limit: number },
) => Promise<readonly Row[]>

/** May refuse to show one record that is within reach, e.g. when the day's share is used up. */
export type Guard = (context: Context, object: CompiledObject, raw: Readonly<Row>) => Promise<void>

export const contextOf = (
  kernel: Pick<Kernel, 'clock'>,
  principal: Principal,
  more: Partial<Context> = {},
): Context => ({
  principal,
  now: kernel.clock.now(),
  locale: 'zh',
  requestId: '',
  via: 'job',
  ...more,
})
