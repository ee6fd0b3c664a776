import { type Directory, superiorOf } from '../../kernel/directory.ts'
import type { Row } from '../../model/label.ts'
import type { ApprovalParts } from './parts.ts'
import type { Named, Run, World } from './run.ts'

/** The company as the machine asks of it, for one record at one moment. */
export const worldOf = (parts: ApprovalParts, now: string, record: Readonly<Row>): World => {
  const directory = parts.kernel().directory()
  const { people } = directory
  const isActive = (id: string) => people.get(id)?.status === 'active'
  const inRole = (holds: (roleIds: readonly string[]) => boolean) =>
    [...people.values()].filter((one) => one.status === 'active' && holds(one.roleIds)).map((one) => one.id)
  return {
    now,
    isActive,
    substitute: (id) => parts.state.substitute(id, now),
    superior: (id) => superiorOf(directory, id),
    administrators: () => inRole((roleIds) => roleIds.some(parts.isAdministratorRole)),
    people: (who, run) => peopleOf(directory, who, run, record, inRole),
  }
}

const peopleOf = (
  directory: Directory,
  who: Named,
  run: Run,
  record: Readonly<Row>,
  inRole: (holds: (roleIds: readonly string[]) => boolean) => string[],
): string[] => {
  switch (who.kind) {
    case 'employees':
      return [...who.ids]
    case 'roles':
      return inRole((roleIds) => roleIds.some((id) => who.ids.includes(id)))
    case 'head': {
      const head = headOf(directory, run.submitter, who.up)
      return head === null ? [] : [head]
    }
    case 'superiors': {
      const chain: string[] = []
      for (let at = run.submitter; chain.length < who.levels; ) {
        const above = superiorOf(directory, at)
        if (above === null || above === run.submitter || chain.includes(above)) break
        chain.push(above)
        at = above
      }
      return chain
    }
    case 'field': {
      const value = record[who.field]
      return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
    }
  }
}

/** Who manages the department of somebody, or the one so many levels above it. */
const headOf = ({ people, units }: Directory, employeeId: string, up: number): string | null => {
  let unit = units.get(people.get(employeeId)?.departmentId ?? '')
  for (let i = 0; i < up && unit !== undefined; i++) unit = units.get(unit.parentId ?? '')
  return unit?.managerId ?? null
}
