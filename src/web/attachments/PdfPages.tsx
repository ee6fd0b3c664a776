import { Button } from 'antd'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useKeys } from '../keys.ts'
import { useWords } from '../words.ts'
import { attachmentWords } from './attachments.words.ts'

/**
 * pdf.js draws pages onto a canvas: nothing of the file is a document of ours, its scripts are not run, its links and
 * forms are not shown. The page's own policy allows no eval besides.
 */
const openPdf = async (url: string) => {
  const [pdf, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
  ])
  pdf.GlobalWorkerOptions.workerSrc = worker.default
  const data = `/assets/pdf/${pdf.version}`
  return pdf.getDocument({
    url,
    cMapUrl: `${data}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${data}/standard_fonts/`,
    wasmUrl: `${data}/wasm/`,
    iccUrl: `${data}/iccs/`,
    useWasm: false,
    isEvalSupported: false,
    enableXfa: false,
    disableAutoFetch: true,
    maxImageSize: 100_000_000,
  })
}

interface PagesProps {
  readonly url: string
  readonly name: string
  readonly otherwise: ReactNode
}

/** A PDF, page by page, as wide as there is room. */
export const PdfPages = ({ url, name, otherwise }: PagesProps) => {
  const t = useWords(attachmentWords)
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null)
  const [failed, setFailed] = useState(false)
  const [page, setPage] = useState(1)
  const [drawn, setDrawn] = useState(0)
  const canvas = useRef<HTMLCanvasElement>(null)
  const room = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let left = false
    const opening = openPdf(url)
    opening
      .then((task) => task.promise)
      .then((opened) => !left && setPdf(opened))
      .catch(() => !left && setFailed(true))
    return () => {
      left = true
      opening.then((task) => task.destroy()).catch(() => undefined)
    }
  }, [url])

  useEffect(() => {
    const target = canvas.current
    if (pdf === null || target === null) return
    let drawing: RenderTask | undefined
    let left = false
    const draw = async () => {
      const sheet = await pdf.getPage(page)
      if (left) return
      const width = Math.min((room.current?.clientWidth ?? 800) - 2, 880)
      const sharp = Math.min(window.devicePixelRatio || 1, 2)
      const viewport = sheet.getViewport({ scale: (width / sheet.getViewport({ scale: 1 }).width) * sharp })
      target.width = viewport.width
      target.height = viewport.height
      target.style.width = `${viewport.width / sharp}px`
      drawing = sheet.render({ canvas: target, viewport, annotationMode: 0 })
      await drawing.promise
      setDrawn(page)
    }
    draw().catch((error: unknown) => {
      if (!left && !(error instanceof Error && error.name === 'RenderingCancelledException')) setFailed(true)
    })
    return () => {
      left = true
      drawing?.cancel()
    }
  }, [pdf, page])

  const pages = pdf?.numPages ?? 0
  const turn = (by: number) => setPage((now) => Math.min(Math.max(now + by, 1), Math.max(pages, 1)))
  useKeys({ pageup: () => turn(-1), pagedown: () => turn(1) })
  if (failed) return otherwise
  return (
    <div className="gs-pdf">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <section className="gs-pdf-sheet" ref={room} aria-label={name} aria-busy={drawn !== page} tabIndex={0}>
        {pdf === null && <p className="gs-muted">{t('loading')}</p>}
        <canvas ref={canvas} role="img" aria-label={`${name} · ${t('pageOf', { page, pages })}`} data-page={drawn} />
      </section>
      {pages > 1 && (
        <div className="gs-pdf-turn">
          <Button
            size="small"
            icon={<ChevronLeft aria-hidden />}
            aria-label={t('previousPage')}
            disabled={page <= 1}
            onClick={() => turn(-1)}
          />
          <span>{t('pageOf', { page, pages })}</span>
          <Button
            size="small"
            icon={<ChevronRight aria-hidden />}
            aria-label={t('nextPage')}
            disabled={page >= pages}
            onClick={() => turn(1)}
          />
        </div>
      )}
    </div>
  )
}
