import { MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { useWords } from '../words.ts'
import { CommentBox } from './Comments.tsx'
import { recordWords } from './record.words.ts'
import './timeline.css'

/** Words about a record as a whole, a day report say; whoever is above its owner may ask that they be taken note of (E4). */
export const RecordComment = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const t = useWords(recordWords)
  const [open, setOpen] = useState(false)
  if (object.traits.commentable !== true || record.deletedAt != null) return null
  const ownerId = typeof record.ownerId === 'string' ? record.ownerId : null
  if (open)
    return <CommentBox object={object.path} id={record.id} ownerId={ownerId} autoFocus onDone={() => setOpen(false)} />
  return (
    <button type="button" className="gs-plain gs-record-comment" data-comment onClick={() => setOpen(true)}>
      <MessageSquarePlus aria-hidden />
      <span>{t('comment')}</span>
    </button>
  )
}
