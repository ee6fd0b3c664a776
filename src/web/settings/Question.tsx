import { Button, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { commonWords } from '../common.words.ts'
import { useWords } from '../words.ts'
import { settingsWords } from './settings.words.ts'

interface QuestionProps {
  /** A question with the number in it. */
  readonly title: string
  /** What happens, and what stays. */
  readonly children: ReactNode
  /** The verb with its object. */
  readonly act: string
  /** From ten up it has to be typed. */
  readonly count?: number
  /** Green instead of red: it cannot be taken back, but nothing is lost. */
  readonly mild?: boolean
  readonly onAct: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asked only before what cannot be taken back. */
export const Question = ({ title, children, act, count = 1, mild = false, onAct, onClose }: QuestionProps) => {
  const t = useWords(settingsWords)
  const common = useWords(commonWords)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const guarded = count >= 10
  const ready = !guarded || typed.trim() === String(count)
  const run = async () => {
    setBusy(true)
    try {
      await onAct()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      width={460}
      closable={false}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose} autoFocus={!guarded}>
          {common('cancel')}
        </Button>,
        <Button key="act" type="primary" danger={!mild} disabled={!ready} loading={busy} onClick={() => void run()}>
          {act}
        </Button>,
      ]}
    >
      <div className="gs-question">
        {children}
        {guarded && (
          <Input
            autoFocus
            inputMode="numeric"
            value={typed}
            placeholder={t('typeToConfirm', { count })}
            aria-label={t('typeToConfirm', { count })}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={() => ready && void run()}
          />
        )}
      </div>
    </Modal>
  )
}
