import type { Branch, FlowNode, Who } from '../../../model/flow.ts'
import type { JsonObject, Row } from '../../../model/label.ts'

/** A flow as it is drawn. */
export interface Draft {
  readonly name: string
  readonly object: string
  readonly trigger: string
  readonly action: string | null
  readonly condition: JsonObject | null
  readonly nodes: readonly FlowNode[]
  readonly onEmpty: string
  readonly onSame: string
  readonly onSelf: string
  readonly position: number
  readonly active: boolean
}

export const blankDraft: Draft = {
  name: '',
  object: 'orders',
  trigger: 'action',
  action: 'submit',
  condition: null,
  nodes: [],
  onEmpty: 'administrators',
  onSame: 'once',
  onSelf: 'superior',
  position: 100,
  active: true,
}

export const draftOf = (row: Row): Draft => ({
  ...blankDraft,
  ...Object.fromEntries(Object.keys(blankDraft).map((key) => [key, row[key] ?? blankDraft[key as keyof Draft]])),
})

let made = 0
/** An id no node of a flow has yet. */
export const newNodeId = (): string => `n${Date.now().toString(36)}${(made++).toString(36)}`

export const inserted = (nodes: readonly FlowNode[], at: number, node: FlowNode): FlowNode[] => [
  ...nodes.slice(0, at),
  node,
  ...nodes.slice(at),
]

export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length) return [...list]
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}

export const replaced = <T>(list: readonly T[], at: number, one: T): T[] =>
  list.map((before, index) => (index === at ? one : before))

/** Everything else stands last and has no condition. */
export const withBranch = (branches: readonly Branch[], name: string): Branch[] => [
  ...branches.slice(0, -1),
  { name, when: {}, nodes: [] },
  ...branches.slice(-1),
]

export const blankWho: readonly Who[] = [{ kind: 'head', up: 0 }]
