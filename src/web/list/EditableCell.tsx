import { CircleAlert, Pencil } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Json } from '../../model/label.ts'
import type { FieldMeta, WebContext } from '../../model/web-field.ts'
import { webField } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { ListCell } from './ListCell.tsx'
import { listWords } from './list.words.ts'
import { cellKey, type InlineEdit, isEditable } from './use-inline-edit.ts'

interface EditableCellProps {
  readonly object: ObjectMeta
  readonly field: FieldMeta
  readonly record: RecordRow
  readonly context: WebContext
  readonly edit: InlineEdit
}

/** A cell that can be changed where it stands, if this person may. */
export const EditableCell = ({ object, field, record, context, edit }: EditableCellProps) => {
  const t = useWords(listWords)
  const label = useLabel()
  const pending = edit.pending.get(cellKey(record.id, field.name))
  if (edit.editing?.id === record.id && edit.editing.field === field.name)
    return (
      <CellEditor
        field={field}
        record={record}
        context={context}
        start={pending?.value ?? record[field.name] ?? null}
        onSave={(value) => edit.save(record, field, value)}
        onCancel={edit.close}
      />
    )
  if (pending?.failed !== null && pending !== undefined)
    return (
      <button
        type="button"
        className="gs-plain gs-unsaved"
        title={pending.failed}
        onClick={() => edit.save(record, field, pending.value)}
      >
        <CircleAlert aria-hidden />
        {t('unsaved')}
      </button>
    )
  const shown = pending === undefined ? record : { ...record, [field.name]: pending.value }
  return (
    <>
      <ListCell object={object} field={field} record={shown} context={context} />
      {isEditable(object, record, field) && (
        <button
          type="button"
          tabIndex={-1}
          className="gs-plain gs-pencil"
          aria-label={t('editCell', { field: label(field.label) })}
          onClick={() => edit.open(record, field)}
        >
          <Pencil aria-hidden />
        </button>
      )}
    </>
  )
}

interface CellEditorProps {
  readonly field: FieldMeta
  readonly record: RecordRow
  readonly context: WebContext
  readonly start: Json
  readonly onSave: (value: Json) => void
  readonly onCancel: () => void
}

/** Fields whose choice is the whole act are saved as soon as one is chosen. */
const choosing = /^(choice|boolean|date|employee|department|reference|region|industry)$/

const CellEditor = ({ field, record, context, start, onSave, onCancel }: CellEditorProps) => {
  const [value, setValue] = useState<Json>(start)
  const box = useRef<HTMLDivElement>(null)
  const { Input } = webField(field.type)
  const latest = useRef(value)
  latest.current = value
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const { target } = event
      if (!(target instanceof Element) || box.current?.contains(target)) return
      if (target.closest('.ant-select-dropdown,.ant-picker-dropdown,.ant-cascader-dropdown') === null)
        onSave(latest.current)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  })
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    event.stopPropagation()
    if (event.key === 'Escape') onCancel()
    if (event.key === 'Enter' && !choosing.test(field.type)) {
      event.preventDefault()
      onSave(latest.current)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the input inside
    <div className="gs-cell-editor" ref={box} onKeyDown={onKey}>
      <Input
        field={field}
        record={record}
        context={context}
        value={value}
        size="small"
        autoFocus
        startOpen
        onChange={(next) => {
          setValue(next)
          if (choosing.test(field.type)) onSave(next)
        }}
      />
    </div>
  )
}
