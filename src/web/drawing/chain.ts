import type { Row } from '../../model/label.ts'

/** Somebody with those who report to them. */
export interface Branch<R extends Row> {
  readonly row: R
  readonly below: readonly Branch<R>[]
}

/**
 * Who reports to whom, as trees, in the order given. A superior who is not among the rows leaves a root; of people who
 * report to each other in a circle the first is a root. Nobody stands twice.
 */
export const branchesOf = <R extends Row>(rows: readonly R[], up: string): readonly Branch<R>[] => {
  const byId = new Map(rows.map((row) => [String(row.id), row]))
  const placed = new Set<string>()
  const grow = (row: R): Branch<R> => {
    placed.add(String(row.id))
    const below: Branch<R>[] = []
    for (const one of rows) if (one[up] === row.id && !placed.has(String(one.id))) below.push(grow(one))
    return { row, below }
  }
  const roots = rows.filter((row) => !byId.has(String(row[up] ?? '')))
  const trees = roots.map(grow)
  for (const row of rows) if (!placed.has(String(row.id))) trees.push(grow(row))
  return trees
}
