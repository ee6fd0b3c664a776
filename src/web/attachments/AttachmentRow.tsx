import { Tooltip } from 'antd'
import {
  Download,
  File,
  FileArchive,
  FileAudio,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Lock,
  LockOpen,
  type LucideIcon,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { type Attachment, attachmentsChanged, downloadUrl, pictureUrl, sizeText } from './attachments.data.ts'
import { attachmentWords } from './attachments.words.ts'

const icons: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^(jpe?g|png|gif|webp|bmp|tiff?|hei[cf]|avif|svg|psd|ai)$/, FileImage],
  [/^(xlsx?|csv|et|ods|numbers)$/, FileSpreadsheet],
  [/^(pdf|docx?|txt|md|wps|odt|pages|rtf|pptx?|dps|ofd)$/, FileText],
  [/^(zip|rar|7z|gz|tgz|tar)$/, FileArchive],
  [/^(mp3|wav|amr|m4a|aac|flac|ogg)$/, FileAudio],
  [/^(mp4|mov|avi|mkv|webm|m4v)$/, FileVideo],
]

const iconOf = (extension: string): LucideIcon => icons.find(([test]) => test.test(extension))?.[1] ?? File

/** A hint never stands in the way of the row it covers. */
const passing = { root: { pointerEvents: 'none' } } as const

interface RowProps {
  readonly object: string
  readonly recordId: string
  readonly attachment: Attachment
  /** Opens it where it can be looked at. */
  readonly onView?: () => void
}

/** One file: what it is, from whom, whether it is locked and by whom, and what may be done. */
export const AttachmentRow = ({ object, recordId, attachment, onView }: RowProps) => {
  const t = useWords(attachmentWords)
  const context = useWebContext()
  const [busy, setBusy] = useState(false)
  const { id, name, can, why, lockedBy, lockedAt, deletedAt } = attachment
  const who = (one: { name: string | null } | null) => one?.name ?? t('somebody')
  const act = async (path: string, said: string) => {
    setBusy(true)
    try {
      const { undo } =
        path === '' ? await api.delete(`/attachments/${id}`) : await api.post(`/attachments/${id}/${path}`)
      showToast({ text: said, undo })
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
      await attachmentsChanged(object, recordId)
    }
  }
  const facts = [
    sizeText(attachment.size),
    deletedAt === null
      ? t('addedBy', { name: who(attachment.by), moment: momentInText(attachment.createdAt, context) })
      : t('deletedBy', { name: who(attachment.deletedBy), moment: momentInText(deletedAt, context) }),
  ]
  const lockText =
    lockedAt === null ? '' : t('lockedBy', { name: who(lockedBy), moment: momentInText(lockedAt, context) })
  return (
    <li className="gs-file" aria-busy={busy}>
      <Mark attachment={attachment} />
      <div className="gs-file-body">
        <p className="gs-file-name" title={name}>
          {onView === undefined ? (
            deletedAt === null ? (
              <a href={downloadUrl(id)} download aria-label={t('downloadIt', { name })}>
                {name}
              </a>
            ) : (
              name
            )
          ) : (
            <button type="button" className="gs-plain gs-link" aria-label={t('view', { name })} onClick={onView}>
              {name}
            </button>
          )}
        </p>
        <p className="gs-file-facts">
          {facts.join(' · ')}
          {lockedAt !== null && (
            <span className="gs-file-lock" title={lockText}>
              <Lock aria-hidden />
              {lockText}
            </span>
          )}
        </p>
      </div>
      <span className="gs-file-acts">
        {can.restore && (
          <Act
            icon={<RotateCcw aria-hidden />}
            text={t('restore')}
            onAct={() => act('restore', t('restored', { name }))}
          />
        )}
        {deletedAt === null && (
          <Tooltip title={t('download')} styles={passing}>
            <a className="gs-icon-button" href={downloadUrl(id)} download aria-label={t('downloadIt', { name })}>
              <Download aria-hidden />
            </a>
          </Tooltip>
        )}
        {can.lock && (
          <Act
            icon={<LockOpen aria-hidden />}
            text={t('lock')}
            name={t('lockIt', { name })}
            onAct={() => act('lock', t('locked'))}
          />
        )}
        {attachment.locked && (can.unlock || why.unlock !== undefined) && (
          <Act
            icon={<Lock aria-hidden />}
            text={t('unlock')}
            name={t('unlockIt', { name })}
            refused={can.unlock ? undefined : why.unlock?.message}
            onAct={() => act('unlock', t('unlocked'))}
          />
        )}
        {(can.delete || why.delete !== undefined) && (
          <Act
            icon={<Trash2 aria-hidden />}
            text={t('deleteIt', { name: '' }).trim()}
            name={t('deleteIt', { name })}
            refused={can.delete ? undefined : why.delete?.message}
            onAct={() => act('', t('deleted', { name }))}
          />
        )}
      </span>
    </li>
  )
}

interface ActProps {
  readonly icon: ReactNode
  readonly text: string
  readonly name?: string
  /** Why not; it can still be reached, and says so. */
  readonly refused?: string | undefined
  readonly onAct: () => Promise<void>
}

const Act = ({ icon, text, name, refused, onAct }: ActProps) => (
  <Tooltip title={refused ?? text} styles={passing}>
    <button
      type="button"
      className={`gs-plain gs-icon-button ${refused === undefined ? '' : 'is-refused'}`}
      aria-label={name ?? text}
      aria-disabled={refused !== undefined}
      onClick={() => (refused === undefined ? void onAct() : showToast({ tone: 'failed', text: refused }))}
    >
      {icon}
    </button>
  </Tooltip>
)

/** The picture itself, small; for what is none, a sheet with its ending. */
const Mark = ({ attachment }: { attachment: Attachment }) => {
  const [broken, setBroken] = useState(false)
  const Icon = iconOf(attachment.extension)
  if (attachment.preview === 'picture' && attachment.deletedAt === null && !broken)
    return (
      <span className="gs-file-mark is-picture">
        <img
          src={pictureUrl(attachment.id, 'thumbnail')}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      </span>
    )
  return (
    <span className="gs-file-mark" aria-hidden="true">
      <Icon />
    </span>
  )
}
