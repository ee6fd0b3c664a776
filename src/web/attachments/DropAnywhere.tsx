import { FileUp, Lock } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../words.ts'
import { attachmentWords } from './attachments.words.ts'
import './attachments.css'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

/** Somebody else's place for files: the import page, a dialog. */
const isTaken = (event: DragEvent): boolean =>
  event.defaultPrevented || (event.target instanceof Element && event.target.closest('.ant-modal, .gs-drop') !== null)

interface DropProps {
  readonly name: string
  readonly mayAdd: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** Files dropped anywhere on the page; without it the browser would leave the page to open them. */
export const DropAnywhere = ({ name, mayAdd, onFiles }: DropProps) => {
  const t = useWords(attachmentWords)
  const [over, setOver] = useState(false)
  const give = useRef(onFiles)
  give.current = onFiles
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const move = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = mayAdd ? 'copy' : 'none'
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth = 0
      setOver(false)
      if (isTaken(event)) return
      event.preventDefault()
      const files = [...(event.dataTransfer?.items ?? [])].flatMap((item) =>
        item.webkitGetAsEntry?.()?.isDirectory === true ? [] : (item.getAsFile() ?? []),
      )
      if (mayAdd && files.length > 0) give.current(files)
    }
    const pairs = [
      ['dragenter', enter],
      ['dragleave', leave],
      ['dragover', move],
      ['drop', drop],
    ] as const
    for (const [kind, listener] of pairs) window.addEventListener(kind, listener)
    return () => {
      for (const [kind, listener] of pairs) window.removeEventListener(kind, listener)
    }
  }, [mayAdd])
  if (!over) return null
  return (
    <div className={`gs-drop-anywhere ${mayAdd ? '' : 'is-refused'}`} role="status">
      <p>
        {mayAdd ? <FileUp aria-hidden /> : <Lock aria-hidden />}
        {mayAdd ? t('drop', { name }) : t('dropRefused')}
      </p>
    </div>
  )
}
