import { above, enter, isAsked, settle, standIns, withStep } from './machine.ts'
import type { Moved, Run, Step, World } from './run.ts'

/** What follows when the hours of a station are over. `remind` changes nothing but the count of hours. */
export const expire = (run: Run, world: World): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  const station = run.stations[run.at]
  if (station?.kind !== 'approve') return { refused: 'no_station' }
  if (station.late === 'pass') {
    const passed: Run = {
      ...run,
      steps: run.steps.map((step) =>
        step.at === run.at && (step.state === 'open' || step.state === 'waiting')
          ? { ...step, state: 'passed', decidedAt: world.now }
          : step,
      ),
    }
    return enter(passed, run.at + 1, world)
  }
  const late: Run = { ...run, since: world.now }
  return station.late === 'superior' ? handUp(late, () => true, world) : late
}

/** 有人离职: whoever has left decides nothing; the superior does, or administrators. A run never hangs. */
export const relieve = (run: Run, world: World): Moved => {
  if (run.state !== 'pending') return { refused: 'over' }
  return handUp(run, (step) => !world.isActive(step.who), world)
}

const handUp = (run: Run, which: (step: Step) => boolean, world: World): Run => {
  let next = run
  for (const step of run.steps) {
    if ((step.state !== 'open' && step.state !== 'waiting') || !which(step)) continue
    const superior = above(next, step.who, world)
    const to = [superior, ...standIns(next, world)].find(
      (id) => id !== null && id !== step.who && world.isActive(id) && !isAsked(next, id),
    )
    // Whoever stands above is asked here already: that word is enough.
    const isAbove = superior !== null && isAsked(next, superior)
    if (to === undefined && !isAbove) continue
    next = withStep(next, step.id, { state: 'superseded', decidedAt: world.now })
    if (!isAbove && to !== undefined && to !== null)
      next = {
        ...next,
        steps: [...next.steps, { ...step, id: next.steps.length, who: to, for: step.for ?? step.who }],
      }
  }
  return settle(next, world)
}
