import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { type CalendarItem, keyOfItem } from './calendar.data.ts'
import { movedTo, type Spot, stretchedTo, type Times } from './moving.ts'

interface Carried {
  readonly item: CalendarItem
  readonly mode: 'move' | 'stretch'
  readonly grabbed: Spot
  readonly times: Times
  readonly moving: boolean
  /** The hand that holds it: another finger neither moves it nor puts it down. */
  readonly pointerId: number
}

const threshold = 4
/** A finger that rests so long takes up what is under it; one that moves before scrolls the page. */
const longPress = 350
const restless = 8

/**
 * Takes an item up, shows it where the hand is, and tells where it was put down; by a finger after a long press (长按).
 * Escape puts it back, and so does a browser that takes the finger for a scroll of its own.
 */
export const useDrag = (options: {
  readonly locate: (x: number, y: number) => Spot | null
  readonly timeZone: string
  readonly onDrop: (item: CalendarItem, times: Times, mode: 'move' | 'stretch') => void
}) => {
  const [carried, setCarried] = useState<Carried | null>(null)
  const held = useRef({ ...options, carried, from: { x: 0, y: 0 }, wasDrag: false })
  Object.assign(held.current, options, { carried })
  const resting = useRef<() => void>(undefined)
  const isCarrying = carried !== null

  useEffect(() => {
    if (!isCarrying) return
    const now = held.current
    const move = (event: globalThis.PointerEvent) => {
      const { carried: one } = now
      if (one === null || event.pointerId !== one.pointerId) return
      const far = Math.hypot(event.clientX - now.from.x, event.clientY - now.from.y) > threshold
      if (!one.moving && !far) return
      event.preventDefault()
      const over = now.locate(event.clientX, event.clientY)
      if (over === null) return
      const times =
        one.mode === 'move'
          ? movedTo(one.item, one.grabbed, over, now.timeZone)
          : stretchedTo(one.item, over, now.timeZone)
      setCarried({ ...one, times, moving: true })
    }
    const drop = (event: globalThis.PointerEvent) => {
      const { carried: one } = now
      if (one !== null && event.pointerId !== one.pointerId) return
      setCarried(null)
      if (one === null || !one.moving || event.type === 'pointercancel') return
      now.wasDrag = true
      setTimeout(() => {
        now.wasDrag = false
      })
      const { at, end, allDay } = one.times
      if (at !== one.item.at || end !== one.item.end || allDay !== one.item.allDay)
        now.onDrop(one.item, one.times, one.mode)
    }
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      setCarried(null)
    }
    const hold = (event: Event) => {
      if (event.cancelable) event.preventDefault()
    }
    window.addEventListener('touchmove', hold, { passive: false })
    window.addEventListener('contextmenu', hold)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', drop)
    window.addEventListener('keydown', cancel, true)
    return () => {
      window.removeEventListener('touchmove', hold)
      window.removeEventListener('contextmenu', hold)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', drop)
      window.removeEventListener('keydown', cancel, true)
    }
  }, [isCarrying])
  useEffect(() => () => resting.current?.(), [])

  /** Waits for the finger to rest; what moves, lifts or scrolls before is none of ours. */
  const rest = (event: PointerEvent, then: () => void) => {
    resting.current?.()
    const { pointerId, clientX, clientY } = event
    const timer = setTimeout(() => {
      stop()
      navigator.vibrate?.(10)
      then()
    }, longPress)
    const moved = (other: globalThis.PointerEvent) => {
      if (
        other.pointerId !== pointerId ||
        other.type !== 'pointermove' ||
        Math.hypot(other.clientX - clientX, other.clientY - clientY) > restless
      )
        stop()
    }
    const events = ['pointermove', 'pointerup', 'pointercancel', 'pointerdown'] as const
    const stop = () => {
      clearTimeout(timer)
      for (const name of events) window.removeEventListener(name, moved)
      resting.current = undefined
    }
    for (const name of events) window.addEventListener(name, moved)
    resting.current = stop
  }

  return {
    carriedKey: carried?.moving === true ? keyOfItem(carried.item) : null,
    /** Whether the click that follows belongs to a drag. */
    isDragClick: () => held.current.wasDrag,
    take: (item: CalendarItem, mode: 'move' | 'stretch') => (event: PointerEvent) => {
      if (event.button !== 0 || !item.can.move) return
      const grabbed = options.locate(event.clientX, event.clientY)
      if (grabbed === null) return
      event.stopPropagation()
      held.current.from = { x: event.clientX, y: event.clientY }
      const { at, end, allDay } = item
      const { pointerId, pointerType } = event
      const isTouch = pointerType === 'touch'
      const lift = () => setCarried({ item, mode, grabbed, times: { at, end, allDay }, moving: isTouch, pointerId })
      if (isTouch) rest(event, lift)
      else lift()
    },
    /** The items with the carried one where it is held. */
    withCarried: (items: readonly CalendarItem[]): readonly CalendarItem[] =>
      carried?.moving !== true
        ? items
        : items.map((one) => (keyOfItem(one) === keyOfItem(carried.item) ? { ...one, ...carried.times } : one)),
  }
}

export type Drag = ReturnType<typeof useDrag>
