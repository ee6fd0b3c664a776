import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { type CalendarItem, keyOfItem } from './calendar.data.ts'
import { movedTo, type Spot, stretchedTo, type Times } from './moving.ts'

interface Carried {
  readonly item: CalendarItem
  readonly mode: 'move' | 'stretch'
  readonly grabbed: Spot
  readonly times: Times
  readonly moving: boolean
}

const threshold = 4

/** Takes an item up, shows it where the hand is, and tells where it was put down. Escape puts it back. */
export const useDrag = (options: {
  readonly locate: (x: number, y: number) => Spot | null
  readonly timeZone: string
  readonly onDrop: (item: CalendarItem, times: Times, mode: 'move' | 'stretch') => void
}) => {
  const [carried, setCarried] = useState<Carried | null>(null)
  const held = useRef({ ...options, carried, from: { x: 0, y: 0 }, wasDrag: false })
  Object.assign(held.current, options, { carried })
  const isCarrying = carried !== null

  useEffect(() => {
    if (!isCarrying) return
    const now = held.current
    const move = (event: globalThis.PointerEvent) => {
      const { carried: one } = now
      if (one === null) return
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
    const drop = () => {
      const { carried: one } = now
      setCarried(null)
      if (one === null || !one.moving) return
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
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', drop)
    window.addEventListener('keydown', cancel, true)
    return () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', drop)
      window.removeEventListener('keydown', cancel, true)
    }
  }, [isCarrying])

  return {
    carriedKey: carried?.moving === true ? keyOfItem(carried.item) : null,
    /** Whether the click that follows belongs to a drag. */
    isDragClick: () => held.current.wasDrag,
    take: (item: CalendarItem, mode: 'move' | 'stretch') => (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === 'touch' || !item.can.move) return
      const grabbed = options.locate(event.clientX, event.clientY)
      if (grabbed === null) return
      event.stopPropagation()
      held.current.from = { x: event.clientX, y: event.clientY }
      const { at, end, allDay } = item
      setCarried({ item, mode, grabbed, times: { at, end, allDay }, moving: false })
    },
    /** The items with the carried one where it is held. */
    withCarried: (items: readonly CalendarItem[]): readonly CalendarItem[] =>
      carried?.moving !== true
        ? items
        : items.map((one) => (keyOfItem(one) === keyOfItem(carried.item) ? { ...one, ...carried.times } : one)),
  }
}

export type Drag = ReturnType<typeof useDrag>
