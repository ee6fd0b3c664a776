import { type Fault, fault } from './errors.ts'
import { isObject, type JsonObject } from './label.ts'

/** Who is meant by a step: the owner of the record, the owner's superior, or certain people. */
export type Meant = 'owner' | 'superior' | readonly string[]

/** What an automation does, one after the other; texts may name fields of the record in double braces. */
export type AutomationStep =
  /** Values as they are typed into the form; `@today+3` and `@now` stand for moments. */
  | { readonly kind: 'set'; readonly values: JsonObject }
  | { readonly kind: 'task'; readonly title: string; readonly days: number; readonly to: Meant }
  | { readonly kind: 'create'; readonly object: string; readonly values: JsonObject }
  /** 分配: in turn, to whoever owns fewest, or to whoever works in the region of the record. */
  | { readonly kind: 'assign'; readonly how: (typeof assignments)[number]; readonly ids: readonly string[] }
  | { readonly kind: 'notify'; readonly to: Meant; readonly text: string }
  | { readonly kind: 'act'; readonly action: string; readonly input: JsonObject }
  | { readonly kind: 'webhook'; readonly url: string }

export const assignments = ['turn', 'load', 'region'] as const
export const stepKinds = ['set', 'task', 'create', 'assign', 'notify', 'act', 'webhook'] as const

const mostSteps = 20

/** What a step may speak of, asked by name. */
export interface StepSubject {
  readonly hasField: (name: string) => boolean
  readonly hasAction: (name: string) => boolean
  readonly hasObject: (path: string) => boolean
  readonly isOwned: boolean
}

const meantFault = (to: unknown, path: string): Fault[] =>
  to === 'owner' ||
  to === 'superior' ||
  (Array.isArray(to) && to.length > 0 && to.every((id) => typeof id === 'string'))
    ? []
    : [fault(path, 'required', '要说明给谁', 'Say for whom')]

/** What is wrong with the steps of an automation, each named by its path. */
export const stepFaults = (steps: unknown, subject: StepSubject, path = 'steps'): Fault[] => {
  if (!Array.isArray(steps) || steps.length === 0)
    return [fault(path, 'required', '至少要有一步', 'There is one step at least')]
  if (steps.length > mostSteps) return [fault(path, 'too_many', `最多 ${mostSteps} 步`, `At most ${mostSteps} steps`)]
  return steps.flatMap((step: unknown, i): Fault[] => {
    const at = `${path}.${i}`
    if (!isObject(step)) return [fault(at, 'malformed', '应是一个步骤', 'A step is expected')]
    switch (step.kind) {
      case 'set':
        return !isObject(step.values) || Object.keys(step.values).length === 0
          ? [fault(`${at}.values`, 'required', '要说明改哪些字段', 'Say which fields are set')]
          : Object.keys(step.values).flatMap((name) =>
              subject.hasField(name)
                ? []
                : [
                    fault(
                      `${at}.values.${name}`,
                      'unknown_field',
                      `没有可写的字段“${name}”`,
                      `There is no field "${name}" to write`,
                    ),
                  ],
            )
      case 'task':
        return [
          ...(typeof step.title === 'string' && step.title.trim() !== '' && step.title.length <= 200
            ? []
            : [fault(`${at}.title`, 'required', '待办要有标题', 'A task has a title')]),
          ...(Number.isInteger(step.days) && Number(step.days) >= 0 && Number(step.days) <= 365
            ? []
            : [fault(`${at}.days`, 'out_of_range', '天数应在 0 到 365 之间', 'Days go from 0 to 365')]),
          ...meantFault(step.to, `${at}.to`),
        ]
      case 'create':
        return typeof step.object === 'string' && subject.hasObject(step.object) && isObject(step.values)
          ? []
          : [fault(`${at}.object`, 'unknown_option', '没有这个对象', 'There is no such object')]
      case 'assign':
        if (!subject.isOwned)
          return [fault(at, 'not_possible', '这个对象没有负责人', 'Records of this object have no owner')]
        return assignments.includes(step.how as 'turn') && Array.isArray(step.ids) && step.ids.length > 0
          ? []
          : [fault(`${at}.ids`, 'required', '要选方式和员工', 'Choose a way and employees')]
      case 'notify':
        return [
          ...(typeof step.text === 'string' && step.text.trim() !== '' && step.text.length <= 300
            ? []
            : [fault(`${at}.text`, 'required', '要写通知内容', 'A notice has a text')]),
          ...meantFault(step.to, `${at}.to`),
        ]
      case 'act':
        return typeof step.action === 'string' && subject.hasAction(step.action)
          ? []
          : [fault(`${at}.action`, 'unknown_option', '没有这个动作', 'There is no such action')]
      case 'webhook':
        return typeof step.url === 'string' && /^https?:\/\/[^\s]{3,500}$/.test(step.url)
          ? []
          : [fault(`${at}.url`, 'malformed', '应是 http(s) 地址', 'An http(s) address is expected')]
      default:
        return [
          fault(
            `${at}.kind`,
            'unknown_option',
            `没有“${String(step.kind)}”这种步骤`,
            `There is no step "${String(step.kind)}"`,
          ),
        ]
    }
  })
}
