import type { JsonObject, Label } from './label.ts'

/** Whom a notice is for: of the record it is about, those above its owner, or those the event names (`employeeIds`). */
export type NoticeTo = 'owner' | 'previousOwner' | 'createdBy' | 'managers' | 'named'

/** Ways to a person beside the notification centre, which always has it. */
export const personalChannels = ['email', 'push'] as const
export type PersonalChannel = (typeof personalChannels)[number]

/** 通知类别: what people choose channels by. */
export interface NoticeKind {
  readonly key: string
  readonly label: Label
  /** Passes quiet hours and waits for no digest. */
  readonly urgent?: boolean
  /** The channels it takes until somebody chooses otherwise. */
  readonly on: readonly PersonalChannel[]
}

/** 通知: who hears of one kind of event on one object, in which words. `{{actor}}` and `{{record}}` are filled in. */
export interface Notice {
  readonly object: string
  readonly event: string
  /** The kind people choose channels by. */
  readonly kind: string
  readonly to: NoticeTo
  readonly title: Label
  /** Only of records that satisfy this filter. */
  readonly when?: JsonObject
  /** A lost record is told of by name, though it cannot be opened any more. */
  readonly ofLoss?: boolean
  /** What a group is told, in the third person; also `{{owner}}` and `{{previousOwner}}`. Without it no group hears. */
  readonly group?: Label
}

export const notice = (object: string, event: string, rest: Omit<Notice, 'object' | 'event'>): Notice => ({
  object,
  event,
  ...rest,
})

export const noticeKind = (key: string, label: Label, rest: Omit<NoticeKind, 'key' | 'label'>): NoticeKind => ({
  key,
  label,
  ...rest,
})
