import { useEffect, useRef } from 'react'
import { preferences } from './preferences.ts'

/** Shortcut -> what it does. `mod+k`, `shift+arrowdown`, `j`, `g w` (one after the other), `escape`. Return false to let the key pass. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** A shortcut as it is printed on this platform: Ctrl or ⌘. */
export const keyName = (shortcut: string): string =>
  shortcut
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(mac ? '' : ' ')

const names: Record<string, string> = {
  mod: mac ? '⌘' : 'Ctrl',
  enter: mac ? '↵' : 'Enter',
  escape: 'Esc',
  shift: mac ? '⇧' : 'Shift',
}

const stack: { readonly current: KeyMap }[] = []
let leader: { readonly key: string; readonly at: number } | null = null

/** The keys of what is on the screen; what was mounted last is asked first. */
export const useKeys = (map: KeyMap, enabled = true): void => {
  const held = useRef(map)
  held.current = map
  useEffect(() => {
    if (!enabled) return
    stack.push(held)
    return () => {
      stack.splice(stack.indexOf(held), 1)
    }
  }, [enabled])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type))

const nameOf = (event: KeyboardEvent): string => {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const parts = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : '', key]
  if (event.shiftKey && (key.length > 1 || event.ctrlKey || event.metaKey)) parts.splice(2, 0, 'shift')
  return parts.filter((part) => part !== '').join('+')
}

const inOverlay = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"],[role="menu"],[role="listbox"]') !== null

/** Buttons and links answer Enter and Space themselves. */
const hasOwnPress = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('button,a,summary,[role="button"],[role="tab"],input[type="checkbox"]') !== null

const onKey = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
  const name = nameOf(event)
  const plain = !name.startsWith('mod') && !name.startsWith('alt')
  if (plain && name !== 'escape' && isTyping(event.target)) return
  if (name === 'mod+z' && isTyping(event.target)) return
  if (plain && inOverlay(event.target)) return
  if (/^(enter|space)$/.test(name) && hasOwnPress(event.target)) return
  const letter = plain && /^[a-z?/]$/.test(name)
  if (letter && !preferences().letters) return
  const chord = leader !== null && Date.now() - leader.at < 1200 ? `${leader.key} ${name}` : null
  leader = null
  for (const candidate of chord === null ? [name] : [chord, name])
    for (const { current } of [...stack].reverse()) {
      const action = current[candidate]
      if (action === undefined || action(event) === false) continue
      event.preventDefault()
      return
    }
  if (letter) leader = { key: name, at: Date.now() }
}

window.addEventListener('keydown', onKey)
