import { Button } from 'antd'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { ApiProblem } from './client.ts'
import { commonWords } from './common.words.ts'
import { showToast } from './toast.tsx'
import { useWords } from './words.ts'
import './states.css'

/** A wave, what is not there, why, and one thing to do about it. */
export const Empty = ({ title, text, children }: { title: string; text?: ReactNode; children?: ReactNode }) => (
  <div className="gs-empty">
    <svg width="92" height="26" viewBox="0 0 92 26" fill="none" aria-hidden="true">
      <path d="M2 9c7-9 15-9 22 0s15 9 22 0 15-9 22 0 15 9 22 0" className="gs-wave" />
      <path d="M14 17c7-8 13-8 20 0s13 8 20 0 13-8 20 0" className="gs-wave is-far" />
    </svg>
    <p className="gs-empty-title">{title}</p>
    {text !== undefined && <p className="gs-muted">{text}</p>}
    {children !== undefined && <div className="gs-empty-acts">{children}</div>}
  </div>
)

/** What happened, why, what to do; the number can be copied. */
export const Failure = ({ title, error, onRetry }: { title: string; error: unknown; onRetry?: () => void }) => {
  const t = useWords(commonWords)
  const code = error instanceof ApiProblem ? `${error.status}-${error.code}` : 'page'
  const reference = error instanceof ApiProblem && typeof error.members.id === 'string' ? error.members.id : code
  return (
    <div className="gs-failure" role="alert">
      <CircleAlert aria-hidden />
      <div>
        <p className="gs-failure-title">{title}</p>
        <p>{error instanceof ApiProblem ? error.detail : t('keepWorking')}</p>
        <div className="gs-failure-acts">
          {onRetry !== undefined && (
            <Button type="link" size="small" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          <Button
            type="link"
            size="small"
            onClick={() =>
              navigator.clipboard
                .writeText(reference)
                .then(() => showToast({ text: t('copied') }))
                .catch(() => showToast({ tone: 'failed', text: reference }))
            }
          >
            {t('copyCode', { code: reference })}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** True once something has taken longer than 150 ms: before that a skeleton would only flicker. */
export const useSlow = (busy: boolean): boolean => {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) return setSlow(false)
    const timer = setTimeout(() => setSlow(true), 150)
    return () => clearTimeout(timer)
  }, [busy])
  return slow
}

/** One grey bar of a skeleton. */
export const Bone = ({ width, height = 10 }: { width: number | string; height?: number }) => (
  <span className="gs-bone" style={{ width, height }} />
)

/** A page that is still on its way: its header, then rows. */
export const PageSkeleton = () => (
  <div className="gs-page">
    <div className="gs-header" />
    <SkeletonRows rows={12} />
  </div>
)

/** Rows of bars where rows of text will be, after 150 ms. */
export const SkeletonRows = ({
  rows = 8,
  columns = [240, 60, 90, 90, 120],
}: {
  rows?: number
  columns?: readonly number[]
}) => {
  const t = useWords(commonWords)
  if (!useSlow(true)) return <div className="gs-skeleton" aria-busy="true" />
  return (
    <div className="gs-skeleton" aria-busy="true">
      <span className="gs-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity
        <div className="gs-skeleton-row" key={row}>
          {columns.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: likewise
            <Bone key={column} width={column === 0 ? width * (0.7 + ((row * 37) % 30) / 100) : width} />
          ))}
        </div>
      ))}
    </div>
  )
}
