import { Button, Checkbox, Mentions } from 'antd'
import { PencilLine, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { EmployeeMark } from '../../fields/employee/EmployeeMark.tsx'
import type { Found } from '../../model/web-field.ts'
import { ApiProblem, api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { findRecords } from '../find.ts'
import { keyName, useKeys } from '../keys.ts'
import { queryClient } from '../query.ts'
import { recordsChanged } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { useTeam } from '../workbench/workbench.data.ts'
import { recordWords } from './record.words.ts'
import type { Comment, Happening } from './timeline.data.ts'

const changed = () => queryClient.invalidateQueries({ queryKey: ['timeline'] })

/** Comments under a happening, each with what its writer may do to it. */
export const Comments = ({ item }: { item: Happening }) => (
  <ul className="gs-comments">
    {(item.comments ?? []).map((comment) => (
      <One key={comment.id} comment={comment} item={item} />
    ))}
  </ul>
)

const One = ({ comment, item }: { comment: Comment; item: Happening }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  const [editing, setEditing] = useState(false)
  const remove = async () => {
    try {
      const { undo } = await api.delete(`/comments/${comment.id}`)
      showToast({ text: t('commentGone'), undo })
      await changed()
    } catch (error) {
      showProblem(error)
    }
  }
  if (editing)
    return (
      <li>
        <CommentBox object={item.object} id={item.id} comment={comment} autoFocus onDone={() => setEditing(false)} />
      </li>
    )
  return (
    <li className="gs-comment">
      {comment.by !== null && <EmployeeMark name={comment.by.name} id={comment.by.id} />}
      <div>
        <p className="gs-comment-head">
          <b>{comment.by?.name ?? t('system')}</b>{' '}
          <span className="gs-muted">
            {t(comment.instruction == null ? 'commented' : 'instructed')} {momentInText(comment.at, context)}
          </span>
          {comment.instruction != null && <Instruction instruction={comment.instruction} />}
        </p>
        <p className="gs-comment-text">{comment.content}</p>
      </div>
      <span className="gs-comment-acts">
        {comment.can?.update === true && (
          <button
            type="button"
            className="gs-plain gs-icon-button"
            aria-label={t('edit')}
            onClick={() => setEditing(true)}
          >
            <PencilLine aria-hidden />
          </button>
        )}
        {comment.can?.delete === true && (
          <button
            type="button"
            className="gs-plain gs-icon-button"
            aria-label={t('remove')}
            onClick={() => void remove()}
          >
            <Trash2 aria-hidden />
          </button>
        )}
      </span>
    </li>
  )
}

/** Whether it was taken note of; a button for whom it was said to. */
const Instruction = ({ instruction }: { instruction: NonNullable<Comment['instruction']> }) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  const acknowledge = async () => {
    try {
      await api.post(`/instructions/${instruction.id}/acknowledge`)
      showToast({ text: t('acknowledgedIt') })
      await Promise.all([changed(), recordsChanged('instructions')])
    } catch (error) {
      showProblem(error)
    }
  }
  if (instruction.acknowledgedAt !== null)
    return (
      <span className="gs-tag is-good">
        {t('acknowledged')} {momentInText(instruction.acknowledgedAt, context)}
      </span>
    )
  if (!instruction.can.acknowledge) return <span className="gs-tag is-wait">{t('toAcknowledge')}</span>
  return (
    <Button size="small" onClick={() => void acknowledge()}>
      {t('acknowledge')}
    </Button>
  )
}

interface CommentBoxProps {
  readonly object: string
  readonly id: string
  readonly comment?: Comment
  readonly autoFocus?: boolean
  /** Whose record it is; their superior may ask for acknowledgement. */
  readonly ownerId?: string | null
  readonly onDone: () => void
}

/** Where a comment is written or changed; @ finds colleagues by name or pinyin. */
export const CommentBox = ({ object, id, comment, autoFocus = false, ownerId = null, onDone }: CommentBoxProps) => {
  const t = useWords(recordWords)
  const [content, setContent] = useState(comment?.content ?? '')
  const [people, setPeople] = useState<readonly Found[]>([])
  const [busy, setBusy] = useState(false)
  const [instruction, setInstruction] = useState(false)
  const mayInstruct = useTeam().some((one) => one.employee.id === ownerId) && comment === undefined
  const mentioned = useRef(new Map<string, string>())
  const root = useRef<HTMLDivElement>(null)
  const asked = useRef(0)
  const search = (text: string) => {
    asked.current += 1
    const mine = asked.current
    findRecords({ object: 'employees', text })
      .then((found) => mine === asked.current && setPeople(found))
      .catch(() => setPeople([]))
  }
  const send = async () => {
    if (content.trim() === '' || busy) return
    setBusy(true)
    const mentionIds = [...mentioned.current].filter(([name]) => content.includes(`@${name}`)).map(([, one]) => one)
    try {
      if (comment === undefined)
        await api.post(`/${object}/${id}/comments`, {
          content: content.trim(),
          mentionIds,
          ...(instruction ? { instruction } : {}),
        })
      else await api.patch(`/comments/${comment.id}`, { content: content.trim() })
      await changed()
      onDone()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      showProblem(error)
    } finally {
      setBusy(false)
    }
  }
  useKeys({
    'mod+enter': () => {
      if (root.current?.contains(document.activeElement) !== true) return false
      void send()
    },
    escape: () => {
      if (root.current?.contains(document.activeElement) !== true) return false
      onDone()
    },
  })
  return (
    <div ref={root} className="gs-comment-box">
      <Mentions
        autoFocus={autoFocus}
        autoSize={{ minRows: 1, maxRows: 8 }}
        aria-label={t('writeComment')}
        placeholder={t('writeComment')}
        value={content}
        onChange={setContent}
        onSearch={search}
        onSelect={(option) => {
          const found = people.find((one) => one.title === option.value)
          if (found !== undefined) mentioned.current.set(found.title, found.id)
        }}
        filterOption={false}
        options={people.map((one) => ({ key: one.id, value: one.title, label: `${one.title}  ${one.hint}` }))}
      />
      <div className="gs-comment-send">
        {mayInstruct && (
          <Checkbox
            className="gs-comment-ask"
            checked={instruction}
            onChange={(event) => setInstruction(event.target.checked)}
          >
            {t('asInstruction')}
          </Checkbox>
        )}
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button size="small" type="primary" loading={busy} disabled={content.trim() === ''} onClick={() => void send()}>
          {comment === undefined ? t('send') : t('save')}
          <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>
        </Button>
      </div>
    </div>
  )
}
