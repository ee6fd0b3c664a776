import { expect, test } from 'vitest'
import { treeOf } from './tree.ts'

const department = (id: string, parentId: string | null) => ({ id, name: id, parentId })

test('departments stand under their parents, with their depth', () => {
  const rows = treeOf([department('c', 'b'), department('a', null), department('b', 'a'), department('d', 'a')])
  expect(rows.map((row) => `${row.depth}${row.record.id}`)).toEqual(['0a', '1b', '2c', '1d'])
  expect(rows.map((row) => row.hasBelow)).toEqual([true, true, false, false])
})

test('a circle or a lost parent loses nobody', () => {
  const rows = treeOf([department('x', 'y'), department('y', 'x'), department('z', 'gone')])
  expect(rows.map((row) => row.record.id).sort()).toEqual(['x', 'y', 'z'])
})
