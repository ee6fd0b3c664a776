import { Button, Input, InputNumber, Modal, Segmented, Select } from 'antd'
import { useState } from 'react'
import { type ApproveNode, type CopyNode, hows, lates } from '../../../model/flow.ts'
import type { ObjectMeta } from '../../meta.ts'
import { useWords } from '../../words.ts'
import { Labelled } from '../parts.tsx'
import { flowWords } from './flows.words.ts'
import { WhoInput } from './WhoInput.tsx'

interface NodeDialogProps {
  readonly object: ObjectMeta
  readonly node: ApproveNode | CopyNode
  readonly mayChoose: boolean
  readonly onDone: (node: ApproveNode | CopyNode) => void
  readonly onClose: () => void
}

/** One node of a flow: who, in which way, until when. */
export const NodeDialog = ({ object, node, mayChoose, onDone, onClose }: NodeDialogProps) => {
  const t = useWords(flowWords)
  const [draft, setDraft] = useState(node)
  const done = () => onDone(draft)
  return (
    <Modal
      open
      width={560}
      title={node.kind === 'copy' ? t('addCopy') : t('addApprove')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" onClick={done} disabled={draft.name.trim() === ''}>
            {t('done')}
          </Button>
        </>
      }
    >
      <Labelled label={t('name')} required>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={40}
            autoFocus
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            onPressEnter={done}
          />
        )}
      </Labelled>
      <Labelled label={t('who')} required>
        {() => (
          <WhoInput
            object={object}
            value={draft.who}
            mayChoose={mayChoose}
            onChange={(who) => setDraft({ ...draft, who })}
          />
        )}
      </Labelled>
      {draft.kind === 'approve' && (
        <>
          <Labelled label={t('how')}>
            {() => (
              <Segmented
                value={draft.how}
                options={hows.map((how) => ({ value: how, label: t(`how_${how}`) }))}
                onChange={(how) => setDraft({ ...draft, how })}
              />
            )}
          </Labelled>
          <Labelled label={t('hours')} help={t('hoursText')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={720}
                precision={0}
                value={draft.hours ?? null}
                onChange={(hours) => {
                  const { hours: _, ...rest } = draft
                  setDraft(hours === null ? rest : { ...rest, hours })
                }}
              />
            )}
          </Labelled>
          {draft.hours !== undefined && (
            <Labelled label={t('late')}>
              {(id) => (
                <Select
                  id={id}
                  value={draft.late ?? 'remind'}
                  options={lates.map((late) => ({ value: late, label: t(`late_${late}`) }))}
                  onChange={(late) => setDraft({ ...draft, late })}
                />
              )}
            </Labelled>
          )}
        </>
      )}
    </Modal>
  )
}
