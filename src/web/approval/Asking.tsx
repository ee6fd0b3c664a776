import { Input } from 'antd'
import { useState } from 'react'
import type { Json } from '../../model/label.ts'
import { FieldInput } from '../field.tsx'
import type { ActionMeta, FieldMeta, ObjectMeta } from '../meta.ts'
import { useWords } from '../words.ts'
import { type Preview, usePreview } from './approval.data.ts'
import { approvalWords } from './approval.words.ts'
import { Course } from './Course.tsx'

/** What an action has to be asked for, if a flow speaks of it. */
export interface Asking {
  /** It is not known yet whether it has to be asked for. */
  readonly loading: boolean
  /** The way it would take; undefined where it is simply done. */
  readonly preview: Preview | undefined
  readonly comment: string
  readonly approvers: Readonly<Record<string, readonly string[]>>
  readonly setComment: (comment: string) => void
  readonly choose: (node: string, ids: readonly string[]) => void
  /** What is sent beside the input. */
  readonly body: {
    readonly approval?: {
      readonly comment: string | null
      readonly approvers: Readonly<Record<string, readonly string[]>>
    }
  }
}

export const useAsking = (object: ObjectMeta, action: ActionMeta, ids: readonly string[]): Asking => {
  const one = object.traits.approvable === true && ids.length === 1
  const { data, isLoading } = usePreview(object.path, ids[0], action.name, one)
  const [comment, setComment] = useState('')
  const [approvers, setApprovers] = useState<Readonly<Record<string, readonly string[]>>>({})
  const preview = data?.flow == null ? undefined : data
  return {
    loading: one && isLoading,
    preview,
    comment,
    approvers,
    setComment,
    choose: (node, chosen) => setApprovers((before) => ({ ...before, [node]: chosen })),
    body:
      preview === undefined ? {} : { approval: { comment: comment.trim() === '' ? null : comment.trim(), approvers } },
  }
}

const people: FieldMeta = {
  name: 'approvers',
  type: 'members',
  to: 'employees',
  label: { zh: '审批人', en: 'Approvers' },
  readable: true,
  writable: true,
} as FieldMeta

/** The way it takes, whom to choose, and a note for those who decide. */
export const AskingPart = ({ asking }: { asking: Asking }) => {
  const t = useWords(approvalWords)
  const { preview } = asking
  if (preview === undefined) return null
  return (
    <div className="gs-asking">
      {preview.choose.map((node) => (
        <div key={node.id} className="gs-asking-choose">
          <span>{t('choose', { name: node.name })}</span>
          <FieldInput
            field={people}
            value={(asking.approvers[node.id] ?? []) as Json}
            onChange={(value) => asking.choose(node.id, Array.isArray(value) ? value.map(String) : [])}
            record={{}}
          />
        </div>
      ))}
      <Input.TextArea
        aria-label={t('note')}
        placeholder={`${t('note')} · ${t('notePlaceholder')}`}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={asking.comment}
        onChange={(event) => asking.setComment(event.target.value)}
      />
      <h3>{t('path')}</h3>
      <Course stations={preview.stations} />
    </div>
  )
}
