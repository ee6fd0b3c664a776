import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowRules, Station } from '../../model/flow.ts'
import { expire, relieve } from './lapse.ts'
import { addSigner, approve, approversOf, begin, delegate, reject, sendBack, withdraw } from './machine.ts'
import { isRefused, type Moved, type Run, type World } from './run.ts'

const people = ['a', 'b', 'c', 'd', 'e', 'boss', 'admin']

interface Company {
  readonly left: ReadonlySet<string>
  readonly away: ReadonlyMap<string, string>
}

const worldOf = ({ left, away }: Company): World => ({
  now: '2026-03-01T00:00:00.000Z',
  isActive: (id) => people.includes(id) && !left.has(id),
  substitute: (id) => away.get(id) ?? null,
  superior: (id) => (id === 'boss' || id === 'admin' ? null : 'boss'),
  administrators: () => (left.has('admin') ? [] : ['admin']),
  people: (who) => (who.kind === 'employees' ? who.ids : who.kind === 'superiors' ? ['boss'] : []),
})

const calm: Company = { left: new Set(), away: new Map() }
const usual: FlowRules = { empty: 'administrators', same: 'once', self: 'superior' }
const station = (id: string, ids: string[], how: 'all' | 'any' | 'sequence' = 'any'): Station => ({
  id,
  kind: 'approve',
  name: id,
  who: [{ kind: 'employees', ids }],
  how,
  hours: 4,
  late: 'superior',
})
const started = (stations: Station[], rules: Partial<FlowRules> = {}, world = worldOf(calm), submitter = 'e'): Run => {
  const run = begin({ stations, submitter, rules: { ...usual, ...rules }, chosen: {} }, world)
  if (isRefused(run)) throw new Error(run.refused)
  return run
}
const moved = (result: Moved): Run => {
  if (isRefused(result)) throw new Error(result.refused)
  return result
}

describe('the course of an approval', () => {
  const world = worldOf(calm)

  it('goes by one, by all, or in turn', () => {
    expect(approve(started([station('1', ['a', 'b'])]), 'b', null, world)).toMatchObject({ state: 'approved' })
    const all = moved(approve(started([station('1', ['a', 'b'], 'all')]), 'b', null, world))
    expect([all.state, approversOf(all)]).toEqual(['pending', ['a']])
    const turn = started([station('1', ['a', 'b'], 'sequence')])
    expect(approversOf(turn)).toEqual(['a'])
    expect(approve(turn, 'b', null, world)).toEqual({ refused: 'not_approver' })
    expect(approversOf(moved(approve(turn, 'a', null, world)))).toEqual(['b'])
  })

  it('asks administrators, passes or refuses where nobody is found', () => {
    const nobody = [station('1', ['gone'])]
    expect(approversOf(started(nobody))).toEqual(['admin'])
    expect(started(nobody, { empty: 'pass' }).state).toBe('approved')
    expect(
      begin({ stations: nobody, submitter: 'e', rules: { ...usual, empty: 'refuse' }, chosen: {} }, world),
    ).toEqual({
      refused: 'empty',
      name: '1',
    })
  })

  it('asks somebody at several stations once, not in a row, or each time', () => {
    const three = [station('1', ['a']), station('2', ['b']), station('3', ['a'])]
    const through = (rules: Partial<FlowRules>) =>
      moved(approve(moved(approve(started(three, rules), 'a', null, world)), 'b', null, world))
    expect(through({ same: 'once' }).state).toBe('approved')
    expect(approversOf(through({ same: 'consecutive' }))).toEqual(['a'])
    expect(
      moved(approve(started([station('1', ['a']), station('2', ['a'])], { same: 'consecutive' }), 'a', null, world))
        .state,
    ).toBe('approved')
    expect(approversOf(through({ same: 'each' }))).toEqual(['a'])
  })

  it('has the superior decide instead of whoever asks, passes over, or lets them', () => {
    const own = [station('1', ['e'])]
    expect(approversOf(started(own))).toEqual(['boss'])
    expect(started(own, { self: 'skip' }).state).toBe('approved')
    expect(approversOf(started(own, { self: 'decide' }))).toEqual(['e'])
  })

  it('lets a signer be added before, beside and after, whose word is needed whatever the way', () => {
    const run = started([station('1', ['a', 'b'])])
    const before = moved(addSigner(run, 'a', 'c', 'before', world))
    expect(approversOf(before).sort()).toEqual(['b', 'c'])
    expect(approversOf(moved(approve(before, 'b', null, world)))).toEqual(['c'])
    const after = moved(addSigner(run, 'a', 'c', 'after', world))
    const agreed = moved(approve(after, 'a', null, world))
    expect([agreed.state, approversOf(agreed)]).toEqual(['pending', ['c']])
    expect(approve(agreed, 'c', null, world)).toMatchObject({ state: 'approved' })
    expect(addSigner(run, 'a', 'b', 'with', world)).toEqual({ refused: 'already_asked' })
    expect(addSigner(run, 'a', 'e', 'with', world)).toEqual({ refused: 'own_request' })
  })
})

const anyRules: fc.Arbitrary<FlowRules> = fc.record({
  empty: fc.constantFrom('pass' as const, 'administrators' as const),
  same: fc.constantFrom('once' as const, 'consecutive' as const, 'each' as const),
  self: fc.constantFrom('superior' as const, 'skip' as const, 'decide' as const),
})
const anyStations = fc.array(
  fc.record({
    who: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 4 }),
    how: fc.constantFrom('all' as const, 'any' as const, 'sequence' as const),
    copy: fc.boolean(),
    late: fc.constantFrom('remind' as const, 'superior' as const, 'pass' as const),
  }),
  { minLength: 1, maxLength: 5 },
)
const person = fc.constantFrom(...people)
const anyEvent = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('approve' as const), who: person }) },
  fc.record({ kind: fc.constant('reject' as const), who: person }),
  fc.record({ kind: fc.constant('return' as const), who: person, to: fc.option(fc.constantFrom('0', '1', '2', '3')) }),
  fc.record({ kind: fc.constant('delegate' as const), who: person, other: person }),
  fc.record({
    kind: fc.constant('add' as const),
    who: person,
    other: person,
    position: fc.constantFrom('before' as const, 'with' as const, 'after' as const),
  }),
  fc.record({ kind: fc.constant('expire' as const), who: person }),
  fc.record({ kind: fc.constant('leave' as const), who: fc.constantFrom('a', 'b', 'c', 'd') }),
  fc.record({ kind: fc.constant('withdraw' as const), who: person }),
)

it('ends once, hangs never, and is decided by nobody it is not up to, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(
      anyStations,
      anyRules,
      fc.array(anyEvent, { maxLength: 40 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('d', 'e', 'boss')),
      (given, rules, events, away) => {
        const left = new Set<string>()
        const world = () => worldOf({ left, away: new Map(Object.entries(away)) })
        const stations = given.map(({ who, how, copy, late }, i): Station => {
          const named = [{ kind: 'employees' as const, ids: who }]
          return copy
            ? { id: String(i), kind: 'copy', name: String(i), who: named }
            : { id: String(i), kind: 'approve', name: String(i), who: named, how, hours: 1, late }
        })
        let run = moved(begin({ stations, submitter: 'e', rules, chosen: {} }, world()))
        for (const event of events) {
          const may = approversOf(run)
          const before = run
          const to = event.kind === 'return' ? event.to : null
          if (event.kind === 'leave') left.add(event.who)
          const next =
            event.kind === 'approve'
              ? approve(run, event.who, null, world())
              : event.kind === 'reject'
                ? reject(run, event.who, null, world())
                : event.kind === 'return'
                  ? sendBack(run, event.who, to, null, world())
                  : event.kind === 'delegate'
                    ? delegate(run, event.who, event.other, null, world())
                    : event.kind === 'add'
                      ? addSigner(run, event.who, event.other, event.position, world())
                      : event.kind === 'expire'
                        ? expire(run, world())
                        : event.kind === 'withdraw'
                          ? withdraw(run, event.who)
                          : relieve(run, world())
          // Over is over.
          if (before.state !== 'pending') expect(next).toEqual({ refused: 'over' })
          if (isRefused(next)) continue
          const isDeciding = !['expire', 'leave', 'withdraw'].includes(event.kind)
          if (isDeciding) expect(may).toContain(event.who)
          if (event.kind === 'withdraw') expect(event.who).toBe('e')
          run = next
          // Somebody can always go on, and never whoever asked where the rules say so.
          if (run.state === 'pending') {
            expect(approversOf(run).length).toBeGreaterThan(0)
            expect(approversOf(run).filter((who) => left.has(who))).toEqual([])
            if (rules.self !== 'decide') expect(approversOf(run)).not.toContain('e')
          } else expect(run.steps.filter((step) => step.state === 'open' || step.state === 'waiting')).toEqual([])
          // What was agreed is never lost, except where it is sent back.
          if (event.kind === 'approve')
            for (const step of before.steps.filter((one) => one.state === 'approved'))
              expect(run.steps.find((one) => one.id === step.id)?.state).toBe('approved')
        }
      },
    ),
    { numRuns: 3000 },
  )
})
