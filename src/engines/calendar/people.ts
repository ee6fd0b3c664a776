import { isId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { noRight } from '../../kernel/records/write.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import { evaluate, localPart } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'

const mostPeople = 20

export const eventsOf = (kernel: Kernel, path: string): CompiledObject => kernel.registry().objects.get(path)!

/** Whether an event of this person, of nobody else and about nothing, would be within reach: then the calendar is as well. */
const mayLookAt = (kernel: Kernel, context: Context, events: CompiledObject) => {
  const me = context.principal.employeeId
  const reach = localPart(kernel.access.rows(context.principal, events, 'busy', context.now))
  return (person: { id: string; departmentId: string | null }): boolean =>
    person.id === me || evaluate(events, reach, { ownerId: person.id, departmentId: person.departmentId })
}

/** Whose calendars the caller may look at: the own one first, then by name. */
export const people = (call: Call, path: string): Reply => {
  const { kernel, context } = call
  const events = eventsOf(kernel, path)
  if (!kernel.access.may(context.principal, events, 'read')) throw noRight(events, 'read')
  const may = mayLookAt(kernel, context, events)
  const me = context.principal.employeeId
  const found = [...kernel.directory().people.values()].filter((one) => one.status !== 'left' && may(one))
  found.sort((a, b) => (a.id === me ? -1 : b.id === me ? 1 : a.name < b.name ? -1 : 1))
  return {
    body: {
      data: found.map(({ id, name, departmentId }) => ({
        id,
        name,
        department:
          departmentId === null
            ? null
            : { id: departmentId, name: kernel.directory().units.get(departmentId)?.name ?? null },
      })),
    },
  }
}

/** Whose calendar is asked for; somebody whose calendar one may not see is not there. */
export const askedPeople = (call: Call, path: string): string[] => {
  const { kernel, context, query } = call
  const asked = (query.employeeId ?? '').split(',').filter((id) => id !== '')
  const me = context.principal.employeeId
  if (asked.length === 0) {
    if (me === null) throw notFound()
    return [me]
  }
  if (asked.length > mostPeople)
    throw invalid([
      fault(
        'employeeId',
        'too_many',
        `一次最多看 ${mostPeople} 个人的日程`,
        `At most ${mostPeople} calendars at a time`,
      ),
    ])
  const may = mayLookAt(kernel, context, eventsOf(kernel, path))
  return [...new Set(asked.map((id) => id.toLowerCase()))].map((id) => {
    const person = isId(id) ? kernel.directory().people.get(id) : undefined
    if (person === undefined || !may(person)) throw notFound()
    return person.id
  })
}
