import { useCallback, useMemo, useState } from 'react'
import { isEmpty, type Json, type Row } from '../../model/label.ts'
import { ApiProblem, api } from '../client.ts'
import type { FieldMeta, ObjectMeta } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { useLabel, useWords } from '../words.ts'
import { changesOf } from './changes.ts'
import { isAsked } from './conditions.ts'
import { formWords } from './form.words.ts'
import { type Stale, saveChanges } from './save.ts'

export type Faults = Readonly<Record<string, string>>

interface Form {
  readonly values: Row
  readonly set: (name: string, value: Json) => void
  readonly faults: Faults
  /** A refusal that belongs to no field. */
  readonly refusal: ApiProblem | null
  readonly stale: Stale | null
  readonly dirty: readonly string[]
  readonly saving: boolean
  readonly save: () => Promise<void>
  /** Settles a conflict: the chosen values are written upon the current record. */
  readonly settle: (chosen: Row) => Promise<void>
  readonly dropMine: () => void
}

interface FormOptions {
  readonly object: ObjectMeta
  readonly fields: readonly FieldMeta[]
  readonly record: RecordRow | undefined
  readonly initial: Row
  /** Sent with whatever is saved, and no field of the form: the reason to save in spite of a warning. */
  readonly also?: Row
  readonly onSaved: (record: Row, undo: string | null) => void
}

const defaults = (fields: readonly FieldMeta[]): Row =>
  Object.fromEntries(fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default]])))

/** What was typed into a form, what is wrong with it, and how it is saved. Nothing typed is lost by an error. */
export const useForm = ({ object, fields, record, initial, also = {}, onSaved }: FormOptions): Form => {
  const t = useWords(formWords)
  const label = useLabel()
  const [base, setBase] = useState<Row>(() => record ?? { ...defaults(fields), ...initial })
  const [typed, setTyped] = useState<Row>({})
  const [faults, setFaults] = useState<Faults>({})
  const [refusal, setRefusal] = useState<ApiProblem | null>(null)
  const [stale, setStale] = useState<Stale | null>(null)
  const [saving, setSaving] = useState(false)
  const values = useMemo(() => ({ ...base, ...typed }), [base, typed])
  const dirty = useMemo(() => Object.keys(changesOf(base, typed)), [base, typed])

  const set = useCallback((name: string, value: Json) => {
    setTyped((before) => ({ ...before, [name]: value }))
    setFaults(({ [name]: _gone, ...rest }) => rest)
  }, [])

  const missing = (): Faults =>
    Object.fromEntries(
      fields
        .filter((field) => isAsked(field, values))
        .filter((field) => field.required === true && field.type !== 'boolean' && isEmpty(values[field.name]))
        .map((field) => [field.name, t('requiredFault', { field: label(field.label) })]),
    )

  const take = (error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error
    const at = Object.fromEntries(error.errors.map((one) => [one.path.split(/[.[]/)[0] ?? '', one.message]))
    const known = Object.fromEntries(Object.entries(at).filter(([name]) => fields.some((f) => f.name === name)))
    setFaults(known)
    setRefusal(Object.keys(known).length === 0 || error.status !== 422 ? error : null)
  }

  const write = async (before: RecordRow | undefined, changes: Row) => {
    setSaving(true)
    setRefusal(null)
    try {
      if (before === undefined) {
        const { data, undo } = await api.post<RecordRow>(`/${object.path}`, { ...changes, ...also })
        return onSaved(data, undo)
      }
      const saved = await saveChanges({ object: object.path, before, changes, also })
      if (saved.kind === 'stale') return setStale(saved)
      onSaved(saved.record, saved.undo)
    } catch (error) {
      take(error)
    } finally {
      setSaving(false)
    }
  }

  const save = async () => {
    if (saving) return
    const lacking = missing()
    setFaults(lacking)
    if (Object.keys(lacking).length > 0) return
    if (record === undefined) {
      const shown = Object.fromEntries(Object.entries(values).filter(([name]) => sendable(name, fields, initial)))
      return write(undefined, Object.fromEntries(Object.entries(shown).filter(([, value]) => !isEmpty(value))))
    }
    const changes = changesOf(base, typed)
    if (Object.keys(changes).length === 0) return onSaved(record, null)
    return write({ ...base, id: record.id } as RecordRow, changes)
  }

  const settle = async (chosen: Row) => {
    if (stale === null) return
    const { current, mine } = stale
    setStale(null)
    setBase(current)
    const next = { ...mine, ...chosen }
    setTyped(next)
    const changes = changesOf(current, next)
    if (Object.keys(changes).length === 0) return onSaved(current, null)
    await write(current, changes)
  }

  const dropMine = () => {
    if (stale === null) return
    setBase(stale.current)
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !stale.names.includes(name))))
    setStale(null)
  }

  return { values, set, faults, refusal, stale, dirty, saving, save, settle, dropMine }
}

const sendable = (name: string, fields: readonly FieldMeta[], initial: Row): boolean =>
  fields.some((field) => field.name === name) || (name in initial && !isNamed(initial[name]))

const isNamed = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'name' in value
