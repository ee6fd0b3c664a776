import { type Fault, fault } from './errors.ts'
import { isObject, type JsonObject } from './label.ts'

/** Who decides at a node, or is told of it (P1): named people, roles, heads and superiors of whoever asks, a choice, a field. */
export type Who =
  | { readonly kind: 'employees'; readonly ids: readonly string[] }
  | { readonly kind: 'roles'; readonly ids: readonly string[] }
  /** 部门负责人: the head of the department of whoever asks, `up` departments higher. */
  | { readonly kind: 'head'; readonly up: number }
  /** 连续多级主管: the superiors of whoever asks, one after the other, `levels` of them. */
  | { readonly kind: 'superiors'; readonly levels: number }
  /** 发起人自选. */
  | { readonly kind: 'choice' }
  /** Whom a field of the record names. */
  | { readonly kind: 'field'; readonly field: string }

/** 会签, 或签, 依次审批. */
export const hows = ['all', 'any', 'sequence'] as const
export type How = (typeof hows)[number]

/** What follows when a node is not decided in its hours: it is said again, a superior decides, or it passes. */
export const lates = ['remind', 'superior', 'pass'] as const
export type Late = (typeof lates)[number]

export interface ApproveNode {
  readonly id: string
  readonly kind: 'approve'
  readonly name: string
  readonly who: readonly Who[]
  readonly how: How
  readonly hours?: number
  readonly late?: Late
}
export interface CopyNode {
  readonly id: string
  readonly kind: 'copy'
  readonly name: string
  readonly who: readonly Who[]
}
export interface Branch {
  readonly name: string
  /** A filter of the record; without one: everything else. */
  readonly when: JsonObject | null
  readonly nodes: readonly FlowNode[]
}
/** 条件分支: the first branch whose condition holds is taken. */
export interface BranchNode {
  readonly id: string
  readonly kind: 'branch'
  readonly name: string
  readonly branches: readonly Branch[]
}
export type FlowNode = ApproveNode | CopyNode | BranchNode
/** What a run walks through: branches are chosen when it starts, since what is under approval does not change. */
export type Station = ApproveNode | CopyNode

/** A node without an approver: the flow cannot be used, passes, or administrators decide. */
export const empties = ['refuse', 'pass', 'administrators'] as const
/** Somebody at several nodes: asked once, not twice in a row, or each time. */
export const sames = ['once', 'consecutive', 'each'] as const
/** Whoever asks at a node: decides all the same, is passed over, or the superior decides. */
export const selves = ['superior', 'skip', 'decide'] as const
export interface FlowRules {
  readonly empty: (typeof empties)[number]
  readonly same: (typeof sames)[number]
  readonly self: (typeof selves)[number]
}

const kinds: readonly string[] = ['employees', 'roles', 'head', 'superiors', 'choice', 'field']
const mostNodes = 60
const mostDepth = 4

const whoFaults = (who: unknown, path: string, told: Told): Fault[] => {
  if (!Array.isArray(who) || who.length === 0)
    return [fault(path, 'required', `“${told.name}”没有审批人`, `"${told.name}" has nobody in it`)]
  return who.flatMap((one, i) => {
    const at = `${path}.${i}`
    const kind = isObject(one) ? String(one.kind) : ''
    if (!isObject(one) || !kinds.includes(kind))
      return [fault(at, 'unknown_option', `没有“${kind}”这种审批人`, `There are no approvers "${kind}"`)]
    if ((kind === 'employees' || kind === 'roles') && (!Array.isArray(one.ids) || one.ids.length === 0))
      return [fault(`${at}.ids`, 'required', `“${told.name}”没有选人`, `Nobody is chosen in "${told.name}"`)]
    const [count, least, most] = kind === 'head' ? [one.up, 0, 10] : kind === 'superiors' ? [one.levels, 1, 10] : []
    if (least !== undefined && (!Number.isInteger(count) || Number(count) < least || Number(count) > most!))
      return [fault(at, 'out_of_range', `层级应在 ${least} 到 ${most} 之间`, `Levels go from ${least} to ${most}`)]
    if (kind === 'field' && !told.peopleFields.includes(String(one.field)))
      return [
        fault(
          `${at}.field`,
          'unknown_field',
          `没有员工字段“${one.field}”`,
          `There is no field of people "${one.field}"`,
        ),
      ]
    if (kind === 'choice' && !told.mayChoose)
      return [
        fault(
          at,
          'not_possible',
          '保存时触发的流程不能由发起人自选',
          'Nobody can choose in a flow that begins by saving',
        ),
      ]
    return []
  })
}

interface Told {
  readonly name: string
  readonly peopleFields: readonly string[]
  readonly mayChoose: boolean
}

/** What a flow may speak of: fields of the object that name people, whether there is a dialog to choose in, filters. */
export interface FlowSubject {
  readonly peopleFields: readonly string[]
  readonly mayChoose: boolean
  readonly filterFault: (filter: unknown, path: string) => Fault | undefined
}

/** What is wrong with the nodes of a flow, each named by its path: unknown kinds, nobody to decide, branches without end. */
export const flowFaults = (nodes: unknown, subject: FlowSubject, path = 'nodes'): Fault[] => {
  const ids = new Set<string>()
  let approvals = 0
  const walk = (list: unknown, at: string, depth: number): Fault[] => {
    if (!Array.isArray(list)) return [fault(at, 'malformed', '应是节点的列表', 'A list of nodes is expected')]
    if (depth > mostDepth)
      return [fault(at, 'too_deep', `分支最多套 ${mostDepth} 层`, `Branches nest ${mostDepth} deep`)]
    return list.flatMap((node: unknown, i): Fault[] => {
      const here = `${at}.${i}`
      if (!isObject(node)) return [fault(here, 'malformed', '应是一个节点', 'A node is expected')]
      const { id, kind, name } = node
      if (typeof id !== 'string' || !/^[\w-]{1,40}$/.test(id) || ids.has(id))
        return [fault(`${here}.id`, 'malformed', '节点编号缺失或重复', 'The id of the node is missing or repeated')]
      ids.add(id)
      if (ids.size > mostNodes)
        return [fault(here, 'too_many', `最多 ${mostNodes} 个节点`, `At most ${mostNodes} nodes`)]
      if (typeof name !== 'string' || name.trim() === '' || name.length > 40)
        return [fault(`${here}.name`, 'required', '节点要有名称', 'A node has a name')]
      const told = { name, peopleFields: subject.peopleFields, mayChoose: subject.mayChoose }
      if (kind === 'copy') return whoFaults(node.who, `${here}.who`, told)
      if (kind === 'approve') {
        approvals++
        return [...whoFaults(node.who, `${here}.who`, told), ...waysFaults(node, here)]
      }
      if (kind !== 'branch')
        return [
          fault(
            `${here}.kind`,
            'unknown_option',
            `没有“${String(kind)}”这种节点`,
            `There is no node "${String(kind)}"`,
          ),
        ]
      const { branches } = node
      if (!Array.isArray(branches) || branches.length < 2)
        return [fault(`${here}.branches`, 'required', `“${name}”至少两个分支`, `"${name}" has two branches at least`)]
      return branches.flatMap((branch: unknown, n): Fault[] => {
        const where = `${here}.branches.${n}`
        if (!isObject(branch)) return [fault(where, 'malformed', '应是一个分支', 'A branch is expected')]
        const isLast = n === branches.length - 1
        const when =
          (branch.when === null || branch.when === undefined) !== isLast
            ? fault(
                `${where}.when`,
                'required',
                isLast ? `“${name}”最后一个分支是“其他情况”，不带条件` : `“${name}”的分支要有条件`,
                isLast
                  ? `The last branch of "${name}" is for everything else`
                  : `A branch of "${name}" has a condition`,
              )
            : isLast
              ? undefined
              : subject.filterFault(branch.when, `${where}.when`)
        return [...(when === undefined ? [] : [when]), ...walk(branch.nodes, `${where}.nodes`, depth + 1)]
      })
    })
  }
  const faults = walk(nodes, path, 0)
  if (faults.length === 0 && approvals === 0)
    return [fault(path, 'no_approver', '流程里没有审批节点', 'The flow has nobody who approves')]
  return faults
}

const waysFaults = (node: Readonly<Record<string, unknown>>, path: string): Fault[] => [
  ...(hows.includes(node.how as How)
    ? []
    : [fault(`${path}.how`, 'unknown_option', '要选会签、或签或依次', 'Choose all, any or in turn')]),
  ...(node.hours === undefined || (Number.isInteger(node.hours) && Number(node.hours) >= 1 && Number(node.hours) <= 720)
    ? []
    : [fault(`${path}.hours`, 'out_of_range', '时限应在 1 到 720 小时之间', 'Hours go from 1 to 720')]),
  ...(node.late === undefined || lates.includes(node.late as Late)
    ? []
    : [fault(`${path}.late`, 'unknown_option', '没有这种超时处理', 'There is no such way when it is late')]),
]

/** The stations a run of the flow goes through for one record: in each branch node the first branch that holds. */
export const stationsOf = (nodes: readonly FlowNode[], holds: (when: JsonObject) => boolean): Station[] =>
  nodes.flatMap((node) => {
    if (node.kind !== 'branch') return [node]
    const taken = node.branches.find((branch) => branch.when === null || holds(branch.when))
    return taken === undefined ? [] : stationsOf(taken.nodes, holds)
  })

/** What somebody says beside what is asked for: whom he chose at which node (by its id), and why. */
export interface Approvals {
  readonly approvers: Readonly<Record<string, readonly string[]>>
  readonly comment: string | null
}
