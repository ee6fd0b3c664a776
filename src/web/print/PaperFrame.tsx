import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import './paper.css'

/** 210 mm, as browsers count them. */
const paperWidth = 794

interface PaperFrameProps {
  readonly html: string
  readonly title: string
  readonly frame?: RefObject<HTMLIFrameElement | null>
}

/** A page the server drew, whole and as wide as there is room; apart from this one, and without scripts. */
export const PaperFrame = ({ html, title, frame }: PaperFrameProps) => {
  const box = useRef<HTMLDivElement>(null)
  const own = useRef<HTMLIFrameElement>(null)
  const paper = frame ?? own
  const [height, setHeight] = useState(1123)
  const [scale, setScale] = useState(1)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const watch = new ResizeObserver(() => setScale(Math.min(1, element.clientWidth / paperWidth)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={box} className="gs-paper">
      <div style={{ width: paperWidth * scale, height: height * scale }}>
        <iframe
          ref={paper}
          title={title}
          sandbox="allow-same-origin allow-modals"
          srcDoc={html}
          style={{ width: paperWidth, height, transform: `scale(${scale})` }}
          onLoad={() => setHeight(paper.current?.contentDocument?.body.offsetHeight ?? height)}
        />
      </div>
    </div>
  )
}
