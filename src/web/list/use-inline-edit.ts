import { useCallback, useState } from 'react'
import type { Json } from '../../model/label.ts'
import type { FieldMeta } from '../../model/web-field.ts'
import { ApiProblem, api } from '../client.ts'
import type { ObjectMeta } from '../meta.ts'
import { type RecordRow, recordsChanged, verdict } from '../records.ts'
import { showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { listWords } from './list.words.ts'

/** A value on its way to the server, or one that did not get there. */
export interface Pending {
  readonly value: Json
  readonly failed: string | null
}

export interface InlineEdit {
  readonly editing: { readonly id: string; readonly field: string } | null
  readonly pending: ReadonlyMap<string, Pending>
  readonly open: (record: RecordRow, field: FieldMeta) => boolean
  readonly close: () => void
  readonly save: (record: RecordRow, field: FieldMeta, value: Json) => void
}

export const cellKey = (id: string, field: string): string => `${id}.${field}`

/** May this cell be changed in place? */
export const isEditable = (object: ObjectMeta, record: RecordRow, field: FieldMeta): boolean =>
  field.writable &&
  field.readOnly !== true &&
  field.derived !== true &&
  field.many !== true &&
  field.name !== object.title &&
  verdict(record, 'update').can

/** Editing in the table: shown at once, written behind; what failed stays in its cell and says so. */
export const useInlineEdit = (object: ObjectMeta): InlineEdit => {
  const [editing, setEditing] = useState<InlineEdit['editing']>(null)
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map())
  const put = useCallback((key: string, value: Pending | null) => {
    setPending((before) => {
      const next = new Map(before)
      if (value === null) next.delete(key)
      else next.set(key, value)
      return next
    })
  }, [])
  const open = useCallback(
    (record: RecordRow, field: FieldMeta) => {
      if (!isEditable(object, record, field)) return false
      setEditing({ id: record.id, field: field.name })
      return true
    },
    [object],
  )
  const save = useCallback(
    (record: RecordRow, field: FieldMeta, value: Json) => {
      setEditing(null)
      if (JSON.stringify(value) === JSON.stringify(record[field.name] ?? null)) return
      const key = cellKey(record.id, field.name)
      put(key, { value, failed: null })
      api
        .patch(`/${object.path}/${record.id}`, { [field.name]: value })
        .then(async ({ undo }) => {
          showToast({ text: say(listWords, 'cellSaved', { name: String(record[object.title] ?? '') }), undo })
          await recordsChanged(object.path)
          put(key, null)
        })
        .catch((error: unknown) =>
          put(key, { value, failed: error instanceof ApiProblem ? error.detail : String(error) }),
        )
    },
    [object, put],
  )
  return { editing, pending, open, close: useCallback(() => setEditing(null), []), save }
}
