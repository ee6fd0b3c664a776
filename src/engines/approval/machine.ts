import type { Station } from '../../model/flow.ts'
import type { Moved, Refused, Run, Step, World } from './run.ts'

/**
 * 审批的状态机 (P1): one pure function for each thing that can happen to a run. What it asks of the company it is given as
 * `World`; nothing here reads a clock or a database, so that every sequence of events can be tried.
 */

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

/** Who may decide now. */
export const approversOf = (run: Run): string[] =>
  run.state === 'pending' ? unique(run.steps.filter((step) => step.state === 'open').map((step) => step.who)) : []

export const openStep = (run: Run, who: string): Step | undefined =>
  run.state === 'pending' ? run.steps.find((step) => step.state === 'open' && step.who === who) : undefined

/** Begins a run; `empty` when a station has nobody and the rule is to refuse. */
export const begin = (of: Pick<Run, 'stations' | 'submitter' | 'rules' | 'chosen'>, world: World): Moved => {
  const run: Run = { ...of, state: 'pending', at: -1, steps: [], copied: [], since: world.now }
  if (of.rules.empty === 'refuse')
    for (const station of of.stations)
      if (station.kind === 'approve' && meant(run, station, world).length === 0)
        return { refused: 'empty', name: station.name }
  return enter(run, 0, world)
}

/** The people of a station in their order, before any rule about them. */
const meant = (run: Run, station: Station, world: World): string[] =>
  unique(
    station.who.flatMap((who) => (who.kind === 'choice' ? (run.chosen[station.id] ?? []) : world.people(who, run))),
  ).filter(world.isActive)

/** Goes to a station and on through those that need nobody; `again`: who agreed before is asked there all the same. */
export const enter = (from: Run, index: number, world: World, again = false): Run => {
  let run: Run = { ...from, at: index, since: world.now }
  for (;;) {
    const station = run.stations[run.at]
    if (station === undefined) return { ...run, state: 'approved' }
    if (station.kind === 'copy') {
      run = { ...run, at: run.at + 1, copied: unique([...run.copied, ...meant(run, station, world)]) }
      continue
    }
    const steps = stepsFor(run, station, world, again && run.at === index)
    run = { ...run, steps: [...run.steps, ...steps] }
    const opened = openNext(run)
    if (opened.steps.some((step) => step.at === run.at && step.state === 'open')) return opened
    run = { ...run, at: run.at + 1 }
  }
}

const approvedBefore = (run: Run, who: string): boolean => {
  const { same } = run.rules
  if (same === 'each') return false
  const stood = run.steps.filter((step) => step.state === 'approved' && step.who === who)
  if (same === 'once') return stood.length > 0
  const before = run.stations.slice(0, run.at).findLastIndex((station) => station.kind === 'approve')
  return stood.some((step) => step.at === before)
}

/** Whoever is next above somebody and still here, whoever asks left out. */
export const above = (run: Run, who: string, world: World): string | null => {
  const seen = new Set([who])
  for (let at = world.superior(who); at !== null && !seen.has(at); at = world.superior(at)) {
    if (world.isActive(at) && at !== run.submitter) return at
    seen.add(at)
  }
  return null
}

/** Those who stand in where there is nobody else; whoever asks only if there is no other. */
export const standIns = (run: Run, world: World): string[] => {
  const all = unique(world.administrators())
  const others = all.filter((who) => who !== run.submitter)
  return others.length > 0 ? others : all
}

const stepsFor = (run: Run, station: Station & { kind: 'approve' }, world: World, again: boolean): Step[] => {
  const passes = (who: string) => !again && approvedBefore(run, who)
  const inTurn = station.how === 'sequence' || station.who.some((who) => who.kind === 'superiors')
  const found = meant(run, station, world)
  const asked = found.flatMap((id): { who: string; for: string | null; passes: boolean }[] => {
    if (id === run.submitter && run.rules.self !== 'decide') {
      if (run.rules.self === 'skip') return [{ who: id, for: null, passes: true }]
      const superior = above(run, id, world)
      // Nobody stands above: as if they were not named there.
      return superior === null ? [] : [{ who: superior, for: id, passes: passes(superior) }]
    }
    const instead = world.substitute(id)
    const who = instead !== null && instead !== run.submitter && world.isActive(instead) ? instead : id
    return [{ who, for: who === id ? null : id, passes: passes(who) }]
  })
  const people = asked.filter((one, i) => asked.findIndex((other) => other.who === one.who) === i)
  const nobody = people.length === 0 && run.rules.empty !== 'pass'
  const all = nobody ? standIns(run, world).map((who) => ({ who, for: null, passes: false })) : people
  const alone = nobody || (station.how === 'any' && !inTurn)
  // One who passes settles a station that any one person decides.
  const settled = alone && all.some((one) => one.passes)
  return all.map((one, i) => ({
    id: run.steps.length + i,
    at: run.at,
    who: one.who,
    for: one.for,
    alone,
    turn: inTurn && !nobody ? i : 0,
    state: one.passes ? 'passed' : settled ? 'superseded' : 'waiting',
    comment: null,
    decidedAt: one.passes ? world.now : null,
  }))
}

/** Opens the steps of the lowest turn still waiting, where none is open. */
const openNext = (run: Run): Run => {
  const here = run.steps.filter((step) => step.at === run.at)
  if (here.some((step) => step.state === 'open')) return run
  const turns = here.filter((step) => step.state === 'waiting').map((step) => step.turn)
  if (turns.length === 0) return run
  const turn = Math.min(...turns)
  return {
    ...run,
    steps: run.steps.map((step) =>
      step.at === run.at && step.state === 'waiting' && step.turn === turn ? { ...step, state: 'open' } : step,
    ),
  }
}

export const withStep = (run: Run, id: number, change: Partial<Step>): Run => ({
  ...run,
  steps: run.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
})

const supersede = (run: Run, which: (step: Step) => boolean): Run => ({
  ...run,
  steps: run.steps.map((step) =>
    (step.state === 'open' || step.state === 'waiting') && which(step) ? { ...step, state: 'superseded' } : step,
  ),
})

/** After somebody agreed: the next in turn, or the next station. */
export const settle = (run: Run, world: World): Run => {
  const opened = openNext(run)
  return opened.steps.some((step) => step.at === opened.at && step.state === 'open')
    ? opened
    : enter(opened, run.at + 1, world)
}

/** 同意. */
export const approve = (run: Run, who: string, comment: string | null, world: World): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  const step = openStep(run, who)
  if (step === undefined) return { refused: 'not_approver' }
  let next = withStep(run, step.id, { state: 'approved', comment, decidedAt: world.now })
  if (step.alone) next = supersede(next, (one) => one.at === run.at && one.alone)
  return settle(next, world)
}

/** 驳回: it is over. */
export const reject = (run: Run, who: string, comment: string | null, world: World): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  const step = openStep(run, who)
  if (step === undefined) return { refused: 'not_approver' }
  const next = withStep(run, step.id, { state: 'rejected', comment, decidedAt: world.now })
  return { ...supersede(next, () => true), state: 'rejected' }
}

/** 退回 to an earlier station, or to the submitter without one: what was agreed from there on is asked again. */
export const sendBack = (run: Run, who: string, to: string | null, comment: string | null, world: World): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  const step = openStep(run, who)
  if (step === undefined) return { refused: 'not_approver' }
  const index = to === null ? -1 : run.stations.findIndex((one) => one.id === to && one.kind === 'approve')
  if (to !== null && (index < 0 || index >= run.at)) return { refused: 'no_station' }
  const back = withStep(run, step.id, { state: 'returned', comment, decidedAt: world.now })
  if (to === null) return { ...supersede(back, () => true), state: 'returned' }
  const again: Run = {
    ...back,
    steps: back.steps.map((one) =>
      one.at >= index && one.state !== 'returned' && one.state !== 'delegated' ? { ...one, state: 'superseded' } : one,
    ),
  }
  return enter(again, index, world, true)
}

/** 转交: somebody else decides in this place. */
export const delegate = (run: Run, who: string, to: string, comment: string | null, world: World): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  const step = openStep(run, who)
  if (step === undefined) return { refused: 'not_approver' }
  const unfit = unfitFor(run, to, world)
  if (unfit !== undefined) return unfit
  const left = withStep(run, step.id, { state: 'delegated', comment, decidedAt: world.now })
  return {
    ...left,
    steps: [
      ...left.steps,
      { ...step, id: left.steps.length, who: to, for: step.for ?? who, comment: null, decidedAt: null },
    ],
  }
}

/** Why somebody cannot be brought in. */
const unfitFor = (run: Run, who: string, world: World): Refused | undefined => {
  if (!world.isActive(who)) return { refused: 'left' }
  if (who === run.submitter && run.rules.self !== 'decide') return { refused: 'own_request' }
  return isAsked(run, who) ? { refused: 'already_asked' } : undefined
}

export const isAsked = (run: Run, who: string): boolean =>
  run.steps.some(
    (step) => step.at === run.at && step.who === who && (step.state === 'open' || step.state === 'waiting'),
  )

/** 加签: one more has to agree, before, beside or after the one who adds. */
export const addSigner = (
  run: Run,
  who: string,
  to: string,
  position: 'before' | 'with' | 'after',
  world: World,
): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  const step = openStep(run, who)
  if (step === undefined) return { refused: 'not_approver' }
  const unfit = unfitFor(run, to, world)
  if (unfit !== undefined) return unfit
  const later = (from: number) =>
    run.steps.map((one) =>
      one.at === run.at && one.turn >= from && one.id !== step.id ? { ...one, turn: one.turn + 1 } : one,
    )
  const fresh: Step = {
    id: run.steps.length,
    at: run.at,
    who: to,
    for: null,
    alone: false,
    turn: position === 'after' ? step.turn + 1 : step.turn,
    state: position === 'after' ? 'waiting' : 'open',
    comment: null,
    decidedAt: null,
  }
  const steps =
    position === 'with'
      ? run.steps
      : position === 'after'
        ? later(step.turn + 1)
        : later(step.turn + 1).map((one) =>
            one.id === step.id ? { ...one, state: 'waiting' as const, turn: step.turn + 1 } : one,
          )
  return { ...run, steps: [...steps, fresh] }
}

/** 撤回 by whoever asked. */
export const withdraw = (run: Run, who: string): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  if (run.submitter !== who) return { refused: 'not_approver' }
  return { ...supersede(run, () => true), state: 'withdrawn' }
}

/** When the station it stands at is due, if it has hours. */
export const dueAt = (run: Run): string | null => {
  const station = run.state === 'pending' ? run.stations[run.at] : undefined
  return station?.kind === 'approve' && station.hours !== undefined
    ? new Date(Date.parse(run.since) + station.hours * 3_600_000).toISOString()
    : null
}
