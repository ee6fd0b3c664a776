import { generateDossiers } from './company.ts'
import type { Dossier } from './dossier.ts'
import { createWorld, type SampleOptions, type World } from './world.ts'

/** For tests: noon of a Saturday. */
export const day = { today: '2026-11-21', now: '2026-11-21T04:00:00.000Z' } as const

export interface Whole {
  readonly world: World
  readonly dossiers: readonly Dossier[]
}

/** For tests: the whole sample company in memory. */
export const wholeCompany = (options: Partial<SampleOptions> = {}): Whole => {
  const world = createWorld({ ...day, ...options })
  return { world, dossiers: [...generateDossiers(world)] }
}
