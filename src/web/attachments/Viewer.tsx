import { Button, Modal } from 'antd'
import { ChevronLeft, ChevronRight, Download } from 'lucide-react'
import { useState } from 'react'
import { Empty } from '../states.tsx'
import { useWords } from '../words.ts'
import { type Attachment, downloadUrl, pictureUrl } from './attachments.data.ts'
import { attachmentWords } from './attachments.words.ts'
import { PdfPages } from './PdfPages.tsx'

interface ViewerProps {
  readonly files: readonly Attachment[]
  readonly id: string
  readonly onId: (id: string) => void
  readonly onClose: () => void
}

/** One file to look at, with its neighbours left and right. */
export const Viewer = ({ files, id, onId, onClose }: ViewerProps) => {
  const t = useWords(attachmentWords)
  const at = files.findIndex((one) => one.id === id)
  const file = files[at]
  if (file === undefined) return null
  const step = (by: number) => {
    const next = files[at + by]
    if (next !== undefined) onId(next.id)
  }
  return (
    <Modal
      open
      onCancel={onClose}
      width={1160}
      centered
      className="gs-viewer"
      title={<span className="gs-viewer-name">{file.name}</span>}
      closable={{ 'aria-label': t('close') }}
      footer={
        <div className="gs-viewer-foot">
          <Button icon={<ChevronLeft aria-hidden />} disabled={at === 0} onClick={() => step(-1)}>
            {t('previous')}
          </Button>
          <Button icon={<ChevronRight aria-hidden />} disabled={at === files.length - 1} onClick={() => step(1)}>
            {t('next')}
          </Button>
          <Button type="primary" icon={<Download aria-hidden />} href={downloadUrl(file.id)} download>
            {t('download')}
          </Button>
        </div>
      }
    >
      <Shown key={file.id} file={file} />
    </Modal>
  )
}

const Shown = ({ file }: { file: Attachment }) => {
  const t = useWords(attachmentWords)
  const [broken, setBroken] = useState(false)
  const otherwise = <Empty title={t('noPreview')} />
  if (broken) return otherwise
  if (file.preview === 'pdf') return <PdfPages url={downloadUrl(file.id)} name={file.name} otherwise={otherwise} />
  return (
    <div className="gs-viewer-picture">
      <img src={pictureUrl(file.id, 'large')} alt={file.name} onError={() => setBroken(true)} />
    </div>
  )
}
