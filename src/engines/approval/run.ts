import type { FlowRules, Station, Who } from '../../model/flow.ts'

/** Where a run of an approval stands. */
export type RunState = 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'returned'

/** One person's part in a station. `open`: may decide now; `waiting`: later in the same station. */
export interface Step {
  readonly id: number
  /** Index of the station. */
  readonly at: number
  readonly who: string
  /** Whose place this person takes: delegated, or a substitute on leave. */
  readonly for: string | null
  /** One word of those marked so is enough at this station (或签); the others have to agree each. */
  readonly alone: boolean
  /** Steps of a lower turn come first. */
  readonly turn: number
  readonly state: 'waiting' | 'open' | 'approved' | 'rejected' | 'returned' | 'delegated' | 'passed' | 'superseded'
  readonly comment: string | null
  readonly decidedAt: string | null
}

export interface Run {
  readonly state: RunState
  readonly stations: readonly Station[]
  /** Index of the station it stands at; the number of stations when it is over. */
  readonly at: number
  readonly steps: readonly Step[]
  /** Who is told at copy stations that were passed. */
  readonly copied: readonly string[]
  /** When it came to the station it stands at. */
  readonly since: string
  readonly submitter: string
  readonly rules: FlowRules
  /** By station id: whom the submitter chose. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
}

/** Whom a flow names by itself, without a choice of whoever asks. */
export type Named = Exclude<Who, { kind: 'choice' }>

/** What the machine asks of the company. */
export interface World {
  readonly now: string
  /** Whom this means, of the submitter and the record; those who have left are left out. */
  readonly people: (who: Named, run: Run) => readonly string[]
  /** Who decides in place of somebody on leave. */
  readonly substitute: (employeeId: string) => string | null
  readonly superior: (employeeId: string) => string | null
  readonly administrators: () => readonly string[]
  readonly isActive: (employeeId: string) => boolean
}

/** Why the machine does not do it. */
export interface Refused {
  readonly refused: 'over' | 'not_approver' | 'no_station' | 'already_asked' | 'own_request' | 'left' | 'empty'
  /** The station it is about. */
  readonly name?: string
}
export type Moved = Run | Refused

export const isRefused = (moved: Moved): moved is Refused => 'refused' in moved
