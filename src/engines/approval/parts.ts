import type { Kernel } from '../../kernel/kernel.ts'
import { type Context, systemPrincipal } from '../../kernel/principal.ts'
import { holds } from '../../kernel/records/own-condition.ts'
import type { FlowNode, FlowRules } from '../../model/flow.ts'
import type { Json, JsonObject, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { ApprovalState } from './state.ts'

export const triggers = ['action', 'create', 'update'] as const
export type Trigger = (typeof triggers)[number]

/** A flow in use, as the process knows it. */
export interface Flow extends FlowRules {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly object: string
  readonly trigger: Trigger
  readonly action: string | null
  readonly condition: JsonObject | null
  readonly nodes: readonly FlowNode[]
}

export interface ApprovalParts {
  readonly kernel: () => Kernel
  readonly state: ApprovalState
  /** The objects that hold runs and flows. */
  readonly runs: string
  readonly flows: string
  readonly isAdministratorRole: (roleId: string) => boolean
}

/** What is done once everybody has agreed. */
export type Operation =
  | { readonly kind: 'action'; readonly name: string; readonly input: Row }
  | { readonly kind: 'update'; readonly values: Record<string, Json> }
  | { readonly kind: 'create' }

export const isApprovable = (object: CompiledObject): boolean => object.def.traits.approvable === true

/** The system acting for whoever asked, once others agreed: rights were judged when it was asked for. */
export const onBehalf = (context: Context, employeeId: string | null, why: string): Context => ({
  ...context,
  principal: { ...systemPrincipal(why), employeeId },
  entry: 'approved',
})

/** The flow that what is asked for goes through: the first in order whose condition holds. */
export const flowFor = (
  { kernel, state }: ApprovalParts,
  context: Context,
  object: CompiledObject,
  trigger: Trigger,
  action: string | null,
  row: Readonly<Row>,
): Flow | undefined =>
  state
    .flows(object.path)
    .find(
      (flow) =>
        flow.trigger === trigger && flow.action === action && holds(kernel(), context, object, flow.condition, row),
    )
