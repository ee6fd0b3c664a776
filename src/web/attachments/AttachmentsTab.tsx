import { Button } from 'antd'
import { Camera, ChevronDown, ChevronRight, Upload as UploadIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { ApiProblem } from '../client.ts'
import { useWidth } from '../media.ts'
import type { ObjectMeta } from '../meta.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { AttachmentRow } from './AttachmentRow.tsx'
import { sizeText, useAttachments, useDeletedAttachments } from './attachments.data.ts'
import { attachmentWords } from './attachments.words.ts'
import { UploadRows } from './UploadRows.tsx'
import { upload, useUploads } from './uploads.ts'
import { Viewer } from './Viewer.tsx'
import './attachments.css'

/** The files of a record: those on their way, those there, those deleted. */
export const AttachmentsTab = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const t = useWords(attachmentWords)
  const { data, error, refetch } = useAttachments(object, id)
  const uploads = useUploads(object.path, id)
  const [viewed, setViewed] = useState<string | null>(null)
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} columns={[300, 120]} />
    ) : error instanceof ApiProblem && error.status === 403 ? (
      <Empty title={t('apart')} text={t('apartText')} />
    ) : (
      <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
    )
  const viewable = data.data.filter((one) => one.preview !== null)
  const { limits, can } = data
  const add = <AddButtons onFiles={(files) => upload(object.path, id, files)} />
  if (data.data.length === 0 && uploads.length === 0)
    return (
      <>
        <Empty title={t('none')} text={can.create ? t('noneText') : t('noneReader')}>
          {can.create && add}
        </Empty>
        {data.deleted > 0 && <Deleted object={object} id={id} count={data.deleted} />}
      </>
    )
  return (
    <div className="gs-attachments">
      {can.create && (
        <div className="gs-attachments-head">
          <span className="gs-muted">{t('limits', { size: sizeText(limits.maxBytes), count: limits.maxFiles })}</span>
          {add}
        </div>
      )}
      {uploads.length > 0 && <UploadRows uploads={uploads} />}
      <ul className="gs-files">
        {data.data.map((one) => (
          <AttachmentRow
            key={one.id}
            object={object.path}
            recordId={id}
            attachment={one}
            {...(one.preview === null ? {} : { onView: () => setViewed(one.id) })}
          />
        ))}
      </ul>
      {data.deleted > 0 && <Deleted object={object} id={id} count={data.deleted} />}
      {viewed !== null && <Viewer files={viewable} id={viewed} onId={setViewed} onClose={() => setViewed(null)} />}
    </div>
  )
}

/** From files, and on the phone from the camera. */
const AddButtons = ({ onFiles }: { onFiles: (files: readonly File[]) => void }) => {
  const t = useWords(attachmentWords)
  const phone = useWidth() === 'phone'
  const files = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])])
    input.value = ''
  }
  return (
    <span className="gs-attachments-add">
      {phone && (
        <Button icon={<Camera aria-hidden />} onClick={() => camera.current?.click()}>
          {t('photograph')}
        </Button>
      )}
      <Button
        type="primary"
        {...(phone ? {} : { size: 'small' as const })}
        icon={<UploadIcon aria-hidden />}
        onClick={() => files.current?.click()}
      >
        {t('upload')}
      </Button>
      <input ref={files} type="file" multiple hidden aria-label={t('upload')} onChange={(e) => take(e.target)} />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t('photograph')}
        onChange={(e) => take(e.target)}
      />
    </span>
  )
}

/** What was deleted in the last thirty days, to bring back. */
const Deleted = ({ object, id, count }: { object: ObjectMeta; id: string; count: number }) => {
  const t = useWords(attachmentWords)
  const [open, setOpen] = useState(false)
  const { data } = useDeletedAttachments(object, id, open)
  const Turn = open ? ChevronDown : ChevronRight
  return (
    <section className="gs-attachments-bin">
      <button type="button" className="gs-plain gs-muted" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Turn aria-hidden /> {t('bin', { count })}
      </button>
      {open && data !== undefined && (
        <ul className="gs-files is-deleted">
          {data.data.map((one) => (
            <AttachmentRow key={one.id} object={object.path} recordId={id} attachment={one} />
          ))}
        </ul>
      )}
    </section>
  )
}
