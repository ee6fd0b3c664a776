import type { RecordRow } from '../../records.ts'
import { textOf } from '../all.ts'

export interface TreeRow {
  readonly record: RecordRow
  readonly depth: number
  readonly hasBelow: boolean
}

/** Departments in the order of the tree. One whose parent is missing, or that stands in a circle, is a top one. */
export const treeOf = (departments: readonly RecordRow[]): readonly TreeRow[] => {
  const known = new Set(departments.map((department) => department.id))
  const placed = new Set<string>()
  const below = (parent: string) => departments.filter((department) => textOf(department, 'parentId') === parent)
  const walk = (record: RecordRow, depth: number): readonly TreeRow[] => {
    if (placed.has(record.id)) return []
    placed.add(record.id)
    const children = below(record.id)
    return [{ record, depth, hasBelow: children.length > 0 }, ...children.flatMap((child) => walk(child, depth + 1))]
  }
  const tops = departments.filter((department) => !known.has(textOf(department, 'parentId')))
  const rooted = tops.flatMap((top) => walk(top, 0))
  return [...rooted, ...departments.flatMap((department) => walk(department, 0))]
}
