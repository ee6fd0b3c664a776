import sql, { raw } from 'sql-template-tag'
import type { Registry } from '../model/registry.ts'
import type { Database } from './database/database.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly departmentId: string | null
  readonly managerId: string | null
  readonly roleIds: readonly string[]
  readonly status: string
  readonly grade: string | null
  readonly region: string | null
}
export interface Unit {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly managerId: string | null
}

/** Who works here and where: what employee and department fields point to. One copy per process, renewed by the access epoch. */
export interface Directory {
  readonly epoch: number
  readonly people: ReadonlyMap<string, Person>
  readonly units: ReadonlyMap<string, Unit>
  /** Names of the other records of the organisation (roles, pools), by object: few, wanted everywhere, renewed together. */
  readonly titles: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** A department and everything below it. */
  readonly under: (departmentId: string) => readonly string[]
  /** The direct and indirect subordinates of a person: by superior, and by managed departments. */
  readonly subordinates: (employeeId: string) => readonly string[]
}

const titlesOf = async (db: Database, registry: Registry): Promise<Directory['titles']> => {
  const titles = new Map<string, ReadonlyMap<string, string>>()
  for (const object of registry.objects.values()) {
    if (object.def.traits.organisation !== true || object.path === 'employees' || object.path === 'departments')
      continue
    const { rows } = await db.query<{ id: string; title: string }>(
      sql`SELECT id, ${raw(object.fields.get(object.def.title)!.column)} AS title FROM ${raw(object.table)}`,
    )
    titles.set(object.path, new Map(rows.map((row) => [row.id, row.title])))
  }
  return titles
}

export const loadDirectory = async (db: Database, registry: Registry, epoch: number): Promise<Directory> => {
  const people = await db.query<Person>(
    sql`SELECT id, name, department_id AS "departmentId", manager_id AS "managerId", coalesce(role_ids, '{}') AS "roleIds", coalesce(status, 'active') AS status, grade, region FROM employees WHERE deleted_at IS NULL`,
  )
  const units = await db.query<Unit>(
    sql`SELECT id, name, parent_id AS "parentId", manager_id AS "managerId" FROM departments WHERE deleted_at IS NULL`,
  )
  const byId = new Map(units.rows.map((unit) => [unit.id, unit]))
  const children = groupBy(units.rows, (unit) => unit.parentId)
  const under = (id: string): readonly string[] => {
    if (!byId.has(id)) return []
    const found = new Set([id])
    for (const at of found) for (const child of children.get(at) ?? []) found.add(child.id)
    return [...found]
  }
  const reports = groupBy(people.rows, (person) => person.managerId)
  const members = groupBy(people.rows, (person) => person.departmentId)
  const subordinates = (id: string): readonly string[] => {
    const found = new Set<string>()
    for (const unit of units.rows)
      if (unit.managerId === id)
        for (const at of under(unit.id)) for (const person of members.get(at) ?? []) found.add(person.id)
    const queue = [id, ...found]
    for (const at of queue)
      for (const person of reports.get(at) ?? [])
        if (!found.has(person.id)) {
          found.add(person.id)
          queue.push(person.id)
        }
    found.delete(id)
    return [...found]
  }
  return {
    epoch,
    people: new Map(people.rows.map((person) => [person.id, person])),
    units: byId,
    titles: await titlesOf(db, registry),
    under,
    subordinates,
  }
}

const groupBy = <T>(items: readonly T[], key: (item: T) => string | null): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const at = key(item)
    if (at === null) continue
    const group = groups.get(at)
    if (group === undefined) groups.set(at, [item])
    else group.push(item)
  }
  return groups
}

/** Whom somebody answers to: the superior, or whoever manages the department or the nearest one above it. */
export const superiorOf = ({ people, units }: Directory, employeeId: string): string | null => {
  const person = people.get(employeeId)
  if (person === undefined) return null
  if (person.managerId !== null) return person.managerId
  for (let unit = units.get(person.departmentId ?? ''); unit !== undefined; unit = units.get(unit.parentId ?? ''))
    if (unit.managerId !== null && unit.managerId !== employeeId) return unit.managerId
  return null
}
