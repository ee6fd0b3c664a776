import { type RefObject, useLayoutEffect, useState } from 'react'
import { fitting } from './fitting.ts'

let canvas: CanvasRenderingContext2D | null | undefined

/** How wide a text is in bold: a tab that is open is not wider than it was. */
const widthOf = (text: string, style: CSSStyleDeclaration): number => {
  canvas ??= document.createElement('canvas').getContext('2d')
  if (canvas === null) return text.length * 13
  canvas.font = `600 ${style.fontSize} ${style.fontFamily}`
  return Math.ceil(canvas.measureText(text).width)
}

/** The places of the texts that fit into a box beside each other; measured anew as the box gets wider or narrower. */
export const useFit = (
  box: RefObject<HTMLElement | null>,
  texts: readonly string[],
  room: { readonly gap: number; readonly rest: number; readonly taken: number },
  open: number,
): readonly number[] => {
  const [width, setWidth] = useState<number>()
  const [font, setFont] = useState<CSSStyleDeclaration>()
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    setFont(getComputedStyle(element))
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  if (width === undefined || font === undefined) return texts.map((_, at) => at)
  return fitting(
    texts.map((text) => widthOf(text, font)),
    { gap: room.gap, rest: room.rest, width: width - room.taken },
    open,
  )
}
