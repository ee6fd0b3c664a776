import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Ask, moveIn, reorganise, shareTooMuch, signIn } from './house.ts'
import {
  type BusinessRecord,
  type Organisation,
  objectPaths,
  organisation,
  type Person,
  verbsOf,
} from './organisation.ts'
import { referenceOf } from './reference.ts'

const runs = 3
const atLeast = 10_000
const day = 86_400_000

let app: TestApp
let judged = 0
beforeAll(async () => {
  app = await startTestApp({ dispatchEvery: 5_000 })
})
afterAll(() => app.close())

type Decide = ReturnType<typeof referenceOf>

type Note = (difference: {
  company: Organisation
  person: Person
  record: BusinessRecord
  verb: string
  by: string
  got: unknown
  expected: unknown
}) => void

/** Where the engine and the reference differ, in words. */
const notebook = (): { note: Note; check: () => void } => {
  const found: string[] = []
  return {
    note: ({ company, person, record, verb, by, got, expected }) => {
      if (got === expected || found.length > 12) return
      const rightsOn = (object: string) =>
        company.roles
          .filter((role) => person.roleIds.includes(role.id))
          .map((role) => ({ functions: role.functions[object], scopes: role.scopes[object] }))
      const about = (one: BusinessRecord | undefined) =>
        one === undefined
          ? []
          : [one, rightsOn(one.object), company.members.filter((member) => member.recordId === one.id)]
      const parent = company.records.find((one) => one.id === record.customerId)
      const facts = [person, ...about(record), ...about(parent)].map((fact) => JSON.stringify(fact))
      found.push(
        `${by}: ${verb} ${record.object} is ${String(got)}, should be ${String(expected)}\n    ${facts.join('\n    ')}`,
      )
    },
    check: () => expect(found.join('\n  ')).toBe(''),
  }
}

const listOf = async (
  ask: Ask,
  object: string,
  limit: number,
): Promise<Map<string, Record<string, boolean>> | undefined> => {
  const found = new Map<string, Record<string, boolean>>()
  for (let cursor = ''; ; ) {
    const answer = await ask(`/${object}?limit=${limit}&fields=createdAt&sort=-createdAt${cursor}`)
    if (answer.status === 403) return undefined
    expect(answer.status).toBe(200)
    for (const row of answer.body.data) found.set(row.id, row.can)
    if (answer.body.page.next === null) {
      expect(answer.body.page.total.value).toBe(found.size)
      return found
    }
    cursor = `&cursor=${answer.body.page.next}`
  }
}

/** Lists, and the `can` of their rows, for one person. */
const compareLists = async (company: Organisation, person: Person, ask: Ask, decide: Decide, note: Note) => {
  for (const object of objectPaths) {
    // One person turns pages, the others have it all on one.
    const rows = await listOf(ask, object, person === company.people[0] ? 7 : 200)
    for (const record of company.records.filter((one) => one.object === object)) {
      const expected = decide(person, record, 'read')
      note({
        company,
        person,
        record,
        verb: 'read',
        by: 'list',
        got: rows?.has(record.id) ?? false,
        expected: expected,
      })
      judged++
      // What cannot be seen cannot be changed, whatever the scope of the other verb.
      for (const verb of verbsOf[object].slice(1)) {
        const got = rows?.get(record.id)?.[verb] ?? false
        note({
          company,
          person,
          record,
          verb,
          by: 'can in the list',
          got,
          expected: expected && decide(person, record, verb),
        })
        judged++
      }
    }
  }
}

/** Every record by itself: there or not, what can be done with it; and for some, what happens when it is tried. */
const compareRecords = async (company: Organisation, person: Person, ask: Ask, decide: Decide, note: Note) => {
  const at = company.people.indexOf(person)
  for (const [i, record] of company.records.entries()) {
    if ((i + at) % 5 !== 0) continue
    const isSeen = decide(person, record, 'read')
    const answer = await ask(`/${record.object}/${record.id}`)
    note({ company, person, record, verb: 'read', by: 'GET', got: answer.status, expected: isSeen ? 200 : 404 })
    if (answer.status === 200)
      for (const verb of verbsOf[record.object].slice(1))
        note({
          company,
          person,
          record,
          verb,
          by: 'can of the record',
          got: answer.body.can[verb],
          expected: decide(person, record, verb),
        })
    if ((i + at) % 3 !== 0) continue
    const patched = await ask(`/${record.object}/${record.id}`, 'PATCH', {})
    note({
      company,
      person,
      record,
      verb: 'update',
      by: 'PATCH',
      got: patched.status,
      expected: isSeen ? (decide(person, record, 'update') ? 200 : 403) : 404,
    })
  }
}

it('agrees with the requirements on everybody, every record and every verb (O12–O26)', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(organisation, async (company) => {
      await moveIn(app, company)
      const differences = notebook()
      const people = await Promise.all(
        company.people.map(async (person) => ({ person, ask: await signIn(app, person) })),
      )
      const decide = referenceOf(company, 0)
      for (const { person, ask } of people) {
        await compareLists(company, person, ask, decide, differences.note)
        await compareRecords(company, person, ask, decide, differences.note)
      }
      differences.check()

      // Shares end by the clock; nothing else is needed.
      await app.shift(30 * day)
      const later = referenceOf(company, 30)
      for (const { person, ask } of people.slice(0, 4))
        await compareLists(company, person, ask, later, differences.note)
      await app.shift(0)
      differences.check()

      // Other rights, managers and pools count from the next request.
      const reorganised = await reorganise(app, company)
      const next = referenceOf(reorganised, 0)
      for (const { person, ask } of people.slice(4))
        await compareLists(reorganised, person, ask, next, differences.note)
      differences.check()
    }),
    { numRuns: runs, endOnFailure: true },
  )
  expect(judged).toBeGreaterThan(atLeast)
})

it('decides the same for somebody with more shared records than a session carries', { timeout: 60_000 }, async () => {
  const [company] = fc.sample(organisation, { numRuns: 1 })
  await moveIn(app, company!)
  const decide = referenceOf(company!, 0)
  const differences = notebook()
  for (const person of company!.people.slice(0, 3)) {
    await shareTooMuch(app, person, 10_001)
    await compareLists(company!, person, await signIn(app, person), decide, differences.note)
  }
  differences.check()
})
