import { regionUnder } from '../../fields/region/region.ts'
import { noRight } from '../../kernel/records/write.ts'
import type { Call, Reply, Route } from '../../kernel/rest/route.ts'
import { fault, invalid } from '../../model/errors.ts'

const closeness = (code: string | null) => (code === null ? 0 : regionUnder(code).length)

/** 业务员对应区域 (B26): who is in charge of a region, the closest region first; proposed as owner of a new customer there. */
const proposedOwners = async ({ kernel, query, context }: Call): Promise<Reply> => {
  const employees = kernel.registry().objects.get('employees')!
  if (!kernel.access.may(context.principal, employees, 'read')) throw noRight(employees, 'read')
  const region = query.region ?? ''
  if (region !== '' && !/^\d{6}$/.test(region))
    throw invalid([fault('region', 'not_a_region', '地区应是六位区划代码', 'A region is a code of six digits')])
  const people = [...kernel.directory().people.values()].filter(
    (person) =>
      region !== '' &&
      person.status === 'active' &&
      person.region !== null &&
      region.startsWith(regionUnder(person.region)),
  )
  people.sort((a, b) => closeness(b.region) - closeness(a.region) || (a.name < b.name ? -1 : 1))
  return { body: { data: people.map((person) => ({ id: person.id, name: person.name, region: person.region })) } }
}

export const organisationRoutes: readonly Route[] = [{ method: 'GET', path: '/proposed-owners', run: proposedOwners }]
