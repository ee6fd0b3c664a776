import { type Fault, fault } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { fold, foldHeader } from '../../model/text.ts'

export interface Column {
  readonly index: number
  readonly header: string
  readonly samples: readonly string[]
  readonly field: string | null
}

/** Cells that say "nothing", as exports of other systems write it. */
const nothing = new Set(['', 'n/a', 'na', 'null', 'none', '-', '--', '—', '——', '#n/a', '无'])
export const isNothing = (cell: string): boolean => nothing.has(fold(cell))

const referenceTypes = new Set(['reference', 'employee', 'department'])

const namesOf = (field: CompiledField): string[] =>
  [field.def.zh, field.def.en, field.name, ...(field.def.aliases ?? [])].map(foldHeader)

const reads = (field: CompiledField, sample: string) =>
  referenceTypes.has(field.type.name) ||
  (field.type.read ?? ((text: string) => field.type.parse(text, field.def)))(sample, field.def).ok

/** Which field a heading means: by its labels and other names, if the column's values can be read as that at all. */
export const guessFields = (
  object: CompiledObject,
  columns: readonly Omit<Column, 'field'>[],
  writable: (field: CompiledField) => boolean,
): Column[] => {
  const taken = new Set<string>()
  const fields = [...object.fields.values()].filter((field) => writable(field))
  return columns.map((column) => {
    const heading = foldHeader(column.header)
    const samples = column.samples.filter((sample) => !isNothing(sample))
    const match =
      heading === ''
        ? undefined
        : fields.find(
            (field) =>
              namesOf(field).includes(heading) &&
              (!taken.has(field.name) || field.type.joins !== undefined) &&
              (samples.length === 0 || samples.some((sample) => reads(field, sample))),
          )
    if (match !== undefined) taken.add(match.name)
    return { ...column, field: match?.name ?? null }
  })
}

/** The mapping somebody gives, by heading, laid over the guesses. A field filled twice is refused unless its parts join. */
export const applyMapping = (
  object: CompiledObject,
  columns: readonly Column[],
  offered: unknown,
  writable: (field: CompiledField) => boolean,
): { columns: Column[]; faults: Fault[] } => {
  const faults: Fault[] = []
  if (!isObject(offered))
    return {
      columns: [...columns],
      faults: [fault('mapping', 'malformed', '对应关系应是 {表头: 字段}', 'A mapping is {heading: field}')],
    }
  const chosen = new Map<number, string | null>()
  for (const [header, name] of Object.entries(offered)) {
    const wanted = foldHeader(header)
    const found = columns.filter((column) => column.header === header || foldHeader(column.header) === wanted)
    if (found.length === 0)
      faults.push(
        fault(`mapping.${header}`, 'unknown_column', `文件里没有列“${header}”`, `The file has no column "${header}"`),
      )
    const field = typeof name === 'string' ? object.fields.get(name) : undefined
    if (name !== null && (field === undefined || !writable(field)))
      faults.push(
        fault(
          `mapping.${header}`,
          'unknown_field',
          `不能导入到字段“${String(name)}”`,
          `It cannot be imported into "${String(name)}"`,
        ),
      )
    for (const column of found) chosen.set(column.index, field?.name ?? null)
  }
  const next = columns.map((column) =>
    chosen.has(column.index) ? { ...column, field: chosen.get(column.index)! } : column,
  )
  const counts = new Map<string, number[]>()
  for (const column of next)
    if (column.field !== null) counts.set(column.field, [...(counts.get(column.field) ?? []), column.index])
  const settled = next.map((column) => {
    const sharing = column.field === null ? [] : (counts.get(column.field) ?? [])
    const field = column.field === null ? undefined : object.fields.get(column.field)
    if (sharing.length < 2 || field === undefined || field.type.joins !== undefined) return column
    const explicit = sharing.filter((index) => chosen.has(index))
    if (explicit.length > 1) {
      if (explicit[0] === column.index)
        faults.push(
          fault(
            `mapping.${column.header}`,
            'mapped_twice',
            `有两列对应到“${field.def.zh}”`,
            `Two columns are mapped to "${field.def.en}"`,
          ),
        )
      return column
    }
    return explicit.length === 1 && explicit[0] !== column.index ? { ...column, field: null } : column
  })
  return { columns: settled, faults }
}

export interface CellFault {
  readonly column: string
  readonly code: string
  readonly message: { readonly zh: string; readonly en: string }
  readonly value: string
}

/** One row of the file as values of the object; texts of references are left to be looked up. */
export const readRow = (
  object: CompiledObject,
  columns: readonly Column[],
  cells: readonly string[],
): {
  values: Record<string, unknown>
  names: { field: CompiledField; text: string; column: string }[]
  faults: CellFault[]
} => {
  const values: Record<string, unknown> = {}
  const names: { field: CompiledField; text: string; column: string }[] = []
  const faults: CellFault[] = []
  const groups = new Map<string, Column[]>()
  for (const column of columns)
    if (column.field !== null) groups.set(column.field, [...(groups.get(column.field) ?? []), column])
  for (const [name, group] of groups) {
    const field = object.fields.get(name)
    if (field === undefined) continue
    const parts = group.map((column) => (cells[column.index] ?? '').trim()).filter((cell) => !isNothing(cell))
    if (parts.length === 0) continue
    const column = group.map((one) => one.header).join(' + ')
    if (referenceTypes.has(field.type.name)) {
      names.push({ field, text: parts.join(' '), column })
      continue
    }
    const read = (text: string) => (field.type.read ?? ((t: string) => field.type.parse(t, field.def)))(text, field.def)
    const attempts =
      parts.length === 1
        ? [parts[0]!]
        : [parts.join(field.type.joins ?? ' '), ...(field.type.name === 'region' ? [...parts].reverse() : [])]
    const results = attempts.map(read)
    const good = results.find((result) => result.ok)
    if (good?.ok === true) values[name] = good.value
    else {
      const [first] = results
      if (first !== undefined && !first.ok)
        faults.push({ column, code: first.code, message: first.message, value: attempts[0]!.slice(0, 200) })
    }
  }
  return { values, names, faults }
}
