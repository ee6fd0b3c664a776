import { searchTable } from '../src/engines/search/table.ts'
import { shapeOf } from '../src/kernel/compile.ts'
import type { Kernel } from '../src/kernel/kernel.ts'
import { storedFields } from '../src/kernel/records/values.ts'
import { type CompiledObject, snakeCase } from '../src/model/registry.ts'
import type { CopyColumn } from './copy.ts'

export interface CopyTable {
  readonly table: string
  readonly columns: readonly CopyColumn[]
}

export const objectOf = (kernel: Kernel, path: string): CompiledObject => {
  const object = kernel.registry().objects.get(path)
  if (object === undefined) throw new Error(`the sample company needs the object "${path}", which is not declared`)
  return object
}

/** The table of a business object: every stored field, and the engines' own columns under their own names. */
export const tableOfObject = (kernel: Kernel, object: CompiledObject): CopyTable => ({
  table: object.table,
  columns: [
    ...storedFields(kernel, object).map((field): CopyColumn => {
      const shape = shapeOf(kernel.types, field)
      return {
        name: field.column,
        from: field.name,
        shape: shape === 'array' ? 'array' : shape === 'scalar' ? 'scalar' : 'json',
      }
    }),
    ...kernel.columns(object).map(
      (extra): CopyColumn => ({
        name: extra.name,
        from: extra.name,
        shape: extra.type.endsWith('[]') ? 'array' : extra.type === 'jsonb' ? 'json' : 'scalar',
      }),
    ),
  ],
})

/** Where what records are found by lies; undefined of objects that are not searched. */
export const tokensTable = (kernel: Kernel, object: CompiledObject): CopyTable | undefined =>
  kernel
    .tables(object)
    .filter((table) => table.name === searchTable(object))
    .map((table) => ({
      table: table.name,
      columns: table.columns.map(
        ({ name, type }): CopyColumn => ({ name, from: name, shape: type.endsWith('[]') ? 'array' : 'scalar' }),
      ),
    }))[0]

/** A table of the house itself; `names` as rows have them, `tags[]` for a list and `changes{}` for JSON. */
const houseTable = (table: string, names: string): CopyTable => ({
  table,
  columns: names.split(' ').map((written): CopyColumn => {
    const from = written.replace(/(\[\]|\{\})$/, '')
    return {
      name: snakeCase(from),
      from,
      shape: written.endsWith('[]') ? 'array' : written.endsWith('{}') ? 'json' : 'scalar',
    }
  }),
})

export const houseTables = {
  intervals: houseTable(
    'ownership_intervals',
    'id object recordId ownerId poolId fromAt toAt cause rule reason policyVersion actorId',
  ),
  claims: houseTable('claim_ledger', 'id object recordId employeeId poolId at outcome'),
  members: houseTable('record_members', 'id object recordId employeeId departmentId access until addedById addedAt'),
  comments: houseTable('comments', 'id object recordId content mentionIds[] authorId createdAt updatedAt version'),
  audit: houseTable('audit_entries', 'id at object recordId actorId action changes{} reason requestId via'),
  positions: houseTable('employee_intervals', 'id employeeId departmentId roleIds[] status fromAt'),
  policies: houseTable('policy_versions', 'version policy{} effectiveAt publishedAt publishedById'),
  ledger: houseTable('ledger_entries', 'id posted_at on_date object record_id customer_id account amount'),
  allocations: houseTable('document_allocations', 'id record_id target target_id amount'),
  facts: houseTable('field_facts', 'id at object recordId field fromValue{} toValue{} actorId'),
  serials: houseTable('serials', 'object field period last'),
} as const
