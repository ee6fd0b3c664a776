import type { JsonObject, Row } from '../src/model/label.ts'
import type { ObjectDef } from '../src/model/object.ts'
import { customers } from '../src/modules/customers/customers.object.ts'
import { opportunities } from '../src/modules/sales/opportunities.object.ts'
import { iso } from './days.ts'
import { idOf } from './identifiers.ts'
import type { Shop } from './sales-shop.ts'
import { closely } from './standing.ts'

/** What stays beside the rows of one customer: audit entries and field facts. */
export interface Trail {
  readonly audit: Row[]
  readonly facts: Row[]
}

export interface Step {
  readonly at: number
  readonly actorId: string
  readonly action: string
}

export interface Writer {
  /** The row as it was when it was made. */
  readonly made: (def: ObjectDef, row: Row) => void
  /** Sets values on a row by an action, and tells of it. */
  readonly step: (def: ObjectDef, row: Row, step: Step, values: Readonly<Row>) => void
  /** A moment of that day, after everything the row has gone through. */
  readonly moment: (row: Readonly<Row>, day: number) => number
}

interface Told {
  readonly spoken: ReadonlySet<string>
  readonly tracked: ReadonlySet<string>
}

const toldOf = new Map<ObjectDef, Told>()

/** Which fields of an object an audit entry speaks of, and which are kept as facts. */
const told = (def: ObjectDef): Told => {
  const known = toldOf.get(def)
  if (known !== undefined) return known
  const fields = Object.entries(def.fields)
  const names = (test: (field: (typeof fields)[number][1]) => boolean) =>
    fields.filter(([, field]) => test(field)).map(([name]) => name)
  const found = {
    spoken: new Set([...names((field) => field.derived !== true), 'ownerId', 'departmentId']),
    // Of opportunities: how they go from stage to stage is what reports ask of facts.
    tracked: new Set(def === opportunities ? names((field) => field.tracked === true) : []),
  }
  toldOf.set(def, found)
  return found
}

/** What was made since so many days ago is told of, and when customers dealt; of older papers only the rows are left. */
const toldDays = 90

/** Writes rows the way the write path would; of a million customers only the first are told of. */
export const createWriter = (shop: Shop, index: number, { audit, facts }: Trail): Writer => {
  const { seed, days, random } = shop.world
  const since = index < closely ? iso(days.start(-toldDays)) : undefined
  const add = (def: ObjectDef, row: Readonly<Row>, step: Step, values: Readonly<Row>, before: Readonly<Row>) => {
    if (since === undefined || (String(row.createdAt) < since && def !== customers)) return
    const { spoken, tracked } = told(def)
    const [at, object, recordId, { actorId, action }] = [iso(step.at), def.path, row.id ?? null, step]
    const changes: JsonObject[] = []
    for (const field in values) {
      const [from, to] = [before[field] ?? null, values[field] ?? null]
      if (from === to) continue
      if (spoken.has(field)) changes.push({ field, from, to })
      if (!tracked.has(field)) continue
      const id = idOf(seed, 'fact', shop.next('fact'))
      facts.push({ id, at, object, recordId, field, fromValue: from, toValue: to, actorId })
    }
    const id = idOf(seed, 'saleAudit', shop.next('saleAudit'))
    audit.push({ id, at, object, recordId, actorId, action, changes, reason: null, requestId: null, via: 'api' })
  }
  return {
    made: (def, row) => {
      const step = { at: Date.parse(String(row.createdAt)), actorId: String(row.createdById), action: 'create' }
      // As of customers, only what it is called is told of; and what facts begin with.
      const first: Row = { [def.title]: row[def.title] ?? null }
      for (const name of told(def).tracked) first[name] = row[name] ?? null
      add(def, row, step, first, {})
    },
    step: (def, row, step, values) => {
      add(def, row, step, values, row)
      Object.assign(row, values)
      row.version = Number(row.version) + 1
      row.updatedAt = iso(step.at)
    },
    moment: (row, day) =>
      Math.min(
        days.now,
        Math.max(Date.parse(String(row.updatedAt)) + random.whole(2, 90) * 60_000, days.at(day, random.share())),
      ),
  }
}
