import { Button } from 'antd'
import { CircleAlert, LoaderCircle, RotateCw, X } from 'lucide-react'
import { useWords } from '../words.ts'
import { sizeText } from './attachments.data.ts'
import { attachmentWords } from './attachments.words.ts'
import { letGo, sendAgain, type Upload } from './uploads.ts'

/** Files on their way: how far, and why not. */
export const UploadRows = ({ uploads }: { uploads: readonly Upload[] }) => (
  <ul className="gs-files is-arriving">
    {uploads.map((one) => (
      <Row key={one.key} upload={one} />
    ))}
  </ul>
)

const Row = ({ upload }: { upload: Upload }) => {
  const t = useWords(attachmentWords)
  const { name, size } = upload.file
  const failed = upload.state === 'failed'
  const percent = Math.round(upload.sent * 100)
  const said = failed
    ? (upload.reason ?? t('notUploaded'))
    : upload.state === 'waiting'
      ? t('waiting')
      : percent < 100
        ? t('sending', { percent })
        : t('checking')
  return (
    <li className={`gs-file ${failed ? 'is-failed' : ''}`}>
      <span className="gs-file-mark" aria-hidden="true">
        {failed ? <CircleAlert /> : <LoaderCircle className="gs-turning" />}
      </span>
      <div className="gs-file-body">
        <p className="gs-file-name" title={name}>
          {name}
        </p>
        <p className="gs-file-facts" role={failed ? 'alert' : undefined}>
          {failed ? said : `${sizeText(size)} · ${said}`}
        </p>
        {!failed && (
          <progress className="gs-file-progress" value={percent} max={100} aria-label={`${name} ${percent}%`} />
        )}
      </div>
      <span className="gs-file-acts">
        {failed && (
          <Button size="small" icon={<RotateCw aria-hidden />} onClick={() => sendAgain(upload.key)}>
            {t('retry')}
          </Button>
        )}
        <button
          type="button"
          className="gs-plain gs-icon-button"
          aria-label={failed ? t('dismiss', { name }) : t('cancelUpload', { name })}
          onClick={() => letGo(upload.key)}
        >
          <X aria-hidden />
        </button>
      </span>
    </li>
  )
}
