import { regionUnder } from '../../fields/region/region.ts'
import type { Route } from '../../kernel/rest/route.ts'

/** 业务员对应区域 (B26): who is in charge of a region, the closest region first; proposed as owner of a new customer there. */
export const organisationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/proposed-owners',
    run: async ({ kernel, query }) => {
      const region = query.region ?? ''
      const people = [...kernel.directory().people.values()].filter(
        (person) =>
          person.status === 'active' &&
          person.region !== null &&
          /^\d{6}$/.test(region) &&
          region.startsWith(regionUnder(person.region)),
      )
      const closeness = (code: string | null) => (code === null ? 0 : regionUnder(code).length)
      people.sort((a, b) => closeness(b.region) - closeness(a.region) || (a.name < b.name ? -1 : 1))
      return { body: { data: people.map((person) => ({ id: person.id, name: person.name, region: person.region })) } }
    },
  },
]
