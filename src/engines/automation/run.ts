import sql from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import { type Context, systemPrincipal } from '../../kernel/principal.ts'
import { holds } from '../../kernel/records/own-condition.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { Refusal } from '../../model/errors.ts'
import type { Json } from '../../model/label.ts'
import type { Automation, AutomationParts } from './parts.ts'
import { perform, type Told } from './steps.ts'

export type RunState = 'done' | 'failed' | 'loop'
export interface RunOutcome {
  readonly state: RunState | 'skipped'
  readonly steps: readonly Told[]
  readonly error: string | null
}

/** What one automation causes another to do goes on so far, and never round. */
const longestChain = 5

/** The system at work for an automation; its name stands in the audit. */
export const contextFor = (context: Context, automation: Automation, chain: readonly string[]): Context => ({
  ...context,
  principal: systemPrincipal(`automation ${automation.name}`),
  chain: [...chain, automation.id],
})

/** Those of several automations whose condition a record satisfies now. */
export const holding = async (
  parts: AutomationParts,
  context: Context,
  automations: readonly Automation[],
  recordId: string,
): Promise<readonly Automation[]> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(automations[0]?.object ?? '')
  if (object === undefined) return []
  const [row] = await rowsOf(kernel, context, object, [recordId])
  return row === undefined ? [] : automations.filter((one) => holds(kernel, context, object, one.condition, row))
}

/**
 * Runs an automation for one record, once for each cause: an event that is handed over again finds its line in the log.
 * All steps happen, or none; what went wrong is in the log and stops nobody.
 */
export const runOnce = async (
  parts: AutomationParts,
  context: Context,
  automation: Automation,
  recordId: string,
  cause: string,
  chain: readonly string[],
): Promise<RunOutcome> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(automation.object)
  if (object === undefined) return { state: 'skipped', steps: [], error: null }
  const inside = contextFor(context, automation, chain)
  const isLoop = chain.includes(automation.id) || chain.length >= longestChain
  try {
    return await kernel.db.transaction(async (tx) => {
      const [row] = await rowsOf(kernel, { ...inside, tx }, object, [recordId], { lock: true })
      if (row === undefined || !holds(kernel, inside, object, automation.condition, row))
        return { state: 'skipped' as const, steps: [], error: null }
      const { rowCount } = await tx.query(
        sql`INSERT INTO automation_runs (id, automation_id, version, object, record_id, at, cause, state, steps) VALUES (${newId()}, ${automation.id}, ${automation.version}, ${object.path}, ${recordId}, ${context.now}, ${cause}, ${isLoop ? 'loop' : 'done'}, '[]'::jsonb) ON CONFLICT (automation_id, record_id, cause) DO NOTHING`,
      )
      if (rowCount === 0) return { state: 'skipped' as const, steps: [], error: null }
      if (isLoop) return { state: 'loop' as const, steps: [], error: null }
      const steps = await perform(parts, { context: { ...inside, tx }, object, tx }, automation, row, false)
      await tx.query(
        sql`UPDATE automation_runs SET steps = ${JSON.stringify(steps)}::jsonb WHERE automation_id = ${automation.id} AND record_id = ${recordId} AND cause = ${cause}`,
      )
      return { state: 'done' as const, steps, error: null }
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const text = error.detail.zh
    await kernel.db.query(
      sql`INSERT INTO automation_runs (id, automation_id, version, object, record_id, at, cause, state, steps, error) VALUES (${newId()}, ${automation.id}, ${automation.version}, ${object.path}, ${recordId}, ${context.now}, ${cause}, 'failed', '[]'::jsonb, ${text}) ON CONFLICT (automation_id, record_id, cause) DO NOTHING`,
    )
    return { state: 'failed', steps: [], error: text }
  }
}

/** Thrown to take everything back that a trial did. */
class TakenBack extends Error {}

/** 试运行: what it would do to a record, really done and taken back; nobody is told and nothing is sent. */
export const tryOut = async (
  parts: AutomationParts,
  context: Context,
  automation: Automation,
  recordId: string,
): Promise<{ matches: boolean; steps: readonly Told[]; error: Json }> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(automation.object)
  let outcome: { matches: boolean; steps: readonly Told[]; error: Json } = { matches: false, steps: [], error: null }
  if (object === undefined) return outcome
  const inside = contextFor(context, automation, [])
  try {
    await kernel.db.transaction(async (tx) => {
      const [row] = await rowsOf(kernel, { ...inside, tx }, object, [recordId], { lock: true })
      if (row !== undefined && holds(kernel, inside, object, automation.condition, row))
        outcome = {
          matches: true,
          steps: await perform(parts, { context: { ...inside, tx }, object, tx }, automation, row, true),
          error: null,
        }
      throw new TakenBack()
    })
  } catch (error) {
    if (error instanceof Refusal) outcome = { matches: true, steps: [], error: error.detail[context.locale] }
    else if (!(error instanceof TakenBack)) throw error
  }
  return outcome
}
