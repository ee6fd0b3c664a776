import type { Kernel } from '../../kernel/kernel.ts'
import type { AutomationStep } from '../../model/automation.ts'
import type { JsonObject } from '../../model/label.ts'
import type { AutomationState } from './state.ts'

/** An automation in use, as the process knows it. */
export interface Automation {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly object: string
  readonly trigger: 'created' | 'changed' | 'date'
  readonly field: string | null
  readonly days: number
  readonly condition: JsonObject | null
  readonly steps: readonly AutomationStep[]
}

export interface AutomationParts {
  readonly kernel: () => Kernel
  readonly state: AutomationState
  /** The object that holds them, and the one that tasks are. */
  readonly automations: string
  readonly tasks: string
  /** Whether another service may be told at all, and telling it: undefined, or why it did not take it. */
  readonly mayPost: (url: string) => boolean
  readonly post: (url: string, body: string) => Promise<string | undefined>
}

export const automationSchema = `
CREATE TABLE IF NOT EXISTS automation_runs (
  id uuid PRIMARY KEY, automation_id uuid NOT NULL, version int NOT NULL, object text NOT NULL, record_id uuid NOT NULL, at timestamptz NOT NULL,
  cause text NOT NULL, state text NOT NULL, steps jsonb NOT NULL, error text, UNIQUE (automation_id, record_id, cause)
);
CREATE INDEX IF NOT EXISTS automation_runs_of ON automation_runs (automation_id, id DESC);
CREATE INDEX IF NOT EXISTS automation_runs_record ON automation_runs (record_id, id DESC);
`
