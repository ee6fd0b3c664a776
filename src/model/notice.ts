import type { JsonObject, Label } from './label.ts'

/** Whom a notice is for: of the record it is about, or of those above its owner. */
export type NoticeTo = 'owner' | 'previousOwner' | 'createdBy' | 'managers'

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
}

export const notice = (object: string, event: string, rest: Omit<Notice, 'object' | 'event'>): Notice => ({
  object,
  event,
  ...rest,
})
