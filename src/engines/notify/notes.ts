import { superiorOf } from '../../kernel/directory.ts'
import type { Kernel, OutboxEvent } from '../../kernel/kernel.ts'
import type { Label } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import type { Notice, NoticeTo } from '../../model/notice.ts'

/** One person is told something. */
export interface Note {
  readonly to: string
  readonly kind: string
  readonly title: Label
  readonly text: string | null
  readonly ofLoss?: boolean
}

/** What a notice says of the record it is about. */
export interface About {
  readonly title: string
  /** The name as anybody may read it: of somebody (a lead, a contact) it is masked. */
  readonly publicTitle: string
  readonly owner: string | null
  readonly createdBy: string | null
  readonly departmentId: string | null
  readonly actor: Label
}

/** The events the engine itself tells of. */
export const heard: ReadonlySet<string> = new Set([
  'import',
  'remind',
  'comment',
  'edit-comment',
  'add-members',
  'give-up',
  'take-over',
  'automation-notice',
])

/** Those who work in one of these departments, and who manages it (P11). */
const colleaguesOf = (kernel: Kernel, departmentIds: unknown): string[] => {
  const shared = new Set(Array.isArray(departmentIds) ? departmentIds.map(String) : [])
  if (shared.size === 0) return []
  const { people, units } = kernel.directory()
  return [
    ...[...people.values()]
      .filter((one) => one.status === 'active' && shared.has(one.departmentId ?? ''))
      .map((one) => one.id),
    ...[...units.values()].filter((one) => shared.has(one.id)).flatMap((one) => one.managerId ?? []),
  ]
}

/** Who hears of what the engine itself tells, and in which words. */
export const ownNotes = (kernel: Kernel, event: OutboxEvent, { actor, title: record, owner }: About): Note[] => {
  const { payload } = event
  const to = (id: unknown, kind: string, zh: string, en: string, text: string | null = null): Note[] =>
    typeof id === 'string' && id !== event.actorId ? [{ to: id, kind, title: { zh, en }, text }] : []
  // What was written may hold a number that the record hides from this reader.
  const content = typeof payload.content === 'string' ? maskNumbersIn(payload.content) : null
  switch (event.event) {
    case 'comment':
    case 'edit-comment': {
      const mentioned = Array.isArray(payload.mentionIds) ? payload.mentionIds : []
      const mentions = mentioned.flatMap((id) =>
        to(id, 'mention', `${actor.zh}在“${record}”提到了你`, `${actor.en} mentioned you on "${record}"`, content),
      )
      const ofOwner =
        event.event === 'comment' && payload.isInstruction !== true && !mentioned.includes(owner)
          ? to(owner, 'comment', `${actor.zh}评注了“${record}”`, `${actor.en} commented on "${record}"`, content)
          : []
      return [...mentions, ...ofOwner]
    }
    case 'add-members':
      return [
        ...(Array.isArray(payload.employeeIds) ? payload.employeeIds : []).flatMap((id) =>
          to(id, 'member', `${actor.zh}把你加为“${record}”的相关员工`, `${actor.en} added you to "${record}"`),
        ),
        ...colleaguesOf(kernel, payload.departmentIds).flatMap((id) =>
          to(
            id,
            'member',
            `${actor.zh}把“${record}”共享给了你的部门`,
            `${actor.en} shared "${record}" with your department`,
          ),
        ),
      ]
    case 'automation-notice':
      return (Array.isArray(payload.employeeIds) ? payload.employeeIds : []).flatMap((id) =>
        to(id, 'automation', content ?? record, content ?? record, null),
      )
    default:
      return []
  }
}

const fill = (words: Label, names: Readonly<Record<string, Label>>): Label => {
  const filled = (locale: 'zh' | 'en') =>
    words[locale].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => names[name]?.[locale] ?? whole)
  return { zh: filled('zh'), en: filled('en') }
}

const alike = (text: string): Label => ({ zh: text, en: text })

const of = (notices: readonly Notice[], event: OutboxEvent): readonly Notice[] =>
  notices.filter((one) => one.object === event.object && one.event === event.event)

/** Notes of the declared notices: to whom, in words with the names filled in. */
export const declaredNotes = (
  kernel: Kernel,
  notices: readonly Notice[],
  event: OutboxEvent,
  record: About,
): Note[] => {
  const { payload } = event
  const people: Record<NoticeTo, readonly unknown[]> = {
    owner: [payload.ownerId ?? record.owner],
    previousOwner: [payload.previousOwnerId],
    createdBy: [record.createdBy],
    managers: [superiorOf(kernel.directory(), String(record.owner))],
    named: Array.isArray(payload.employeeIds) ? payload.employeeIds : [],
  }
  return of(notices, event).flatMap((one) =>
    people[one.to]
      .filter((id): id is string => typeof id === 'string' && id !== event.actorId)
      // What stayed with the same owner is not lost.
      .filter((id) => one.to !== 'previousOwner' || id !== payload.ownerId)
      .map((to) => ({
        to,
        kind: one.kind,
        ofLoss: one.ofLoss === true,
        title: fill(one.title, { actor: record.actor, record: alike(record.title) }),
        text:
          typeof payload.reason !== 'string'
            ? null
            : // Who has lost it reads no number in it any more.
              one.ofLoss === true
              ? maskNumbersIn(payload.reason)
              : payload.reason,
      })),
  )
}

/** What a group is told: the words declared for groups, numbers in names masked, and nothing somebody wrote. */
export interface GroupNote {
  readonly kind: string
  readonly title: Label
  readonly ofLoss: boolean
  readonly departmentId: string | null
}

/** What groups are told of an event, each kind once. */
export const groupNotes = (
  kernel: Kernel,
  notices: readonly Notice[],
  event: OutboxEvent,
  record: About,
): GroupNote[] => {
  const { payload } = event
  const people = kernel.directory().people
  const personOf = (id: unknown) => (typeof id === 'string' ? people.get(id) : undefined)
  const nobody: Label = { zh: '无人', en: 'nobody' }
  const named = (id: unknown): Label => {
    const name = personOf(id)?.name
    return name === undefined ? nobody : alike(name)
  }
  const owner = payload.ownerId ?? record.owner
  const seen = new Set<string>()
  return of(notices, event).flatMap((one) => {
    if (one.group === undefined || seen.has(one.kind)) return []
    if (
      one.ofLoss === true &&
      (typeof payload.previousOwnerId !== 'string' || payload.previousOwnerId === payload.ownerId)
    )
      return []
    seen.add(one.kind)
    // What was lost happened in the department of who lost it.
    const lost = one.ofLoss === true ? personOf(payload.previousOwnerId)?.departmentId : undefined
    return [
      {
        kind: one.kind,
        ofLoss: one.ofLoss === true,
        departmentId: lost ?? record.departmentId ?? personOf(owner)?.departmentId ?? null,
        title: fill(one.group, {
          actor: record.actor,
          record: alike(record.publicTitle),
          owner: named(owner),
          previousOwner: named(payload.previousOwnerId),
        }),
      },
    ]
  })
}
