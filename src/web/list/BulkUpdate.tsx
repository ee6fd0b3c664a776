import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Json } from '../../model/label.ts'
import { ApiProblem, api } from '../client.ts'
import { commonWords } from '../common.words.ts'
import { FieldInput } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { useObjectName } from '../object-name.ts'
import { recordsChanged } from '../records.ts'
import { showToast } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import { listWords } from './list.words.ts'

interface BulkAnswer {
  readonly results: readonly { readonly id: string; readonly ok: boolean; readonly message?: string }[]
}

/** Gives one field the same value in several records. */
export const BulkUpdate = ({
  object,
  ids,
  onDone,
}: {
  object: ObjectMeta
  ids: readonly string[]
  onDone: (changed: boolean) => void
}) => {
  const t = useWords(listWords)
  const common = useWords(commonWords)
  const label = useLabel()
  const named = useObjectName(object)
  const fields = object.fields.filter(
    (field) =>
      field.writable &&
      field.readOnly !== true &&
      field.derived !== true &&
      field.name !== object.title &&
      field.unique !== true,
  )
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState<Json>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const field = fields.find((one) => one.name === name)
  const save = async () => {
    if (field === undefined) return
    setBusy(true)
    setRefused(null)
    try {
      const { data, undo } = await api.post<BulkAnswer>(`/${object.path}/bulk/update`, {
        ids,
        values: { [field.name]: value },
      })
      const failed = data.results.filter((result) => !result.ok)
      const done = data.results.length - failed.length
      if (done > 0) showToast({ text: t('bulkDone', { count: done, object: named.many }), undo })
      if (failed.length > 0)
        showToast({ tone: 'failed', text: t('bulkPart', { failed: failed.length, why: failed[0]?.message ?? '' }) })
      await recordsChanged(object.path)
      onDone(done > 0)
    } catch (error) {
      setRefused(error instanceof ApiProblem ? error.detail : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      width={440}
      title={t('bulkTitle', { count: ids.length, object: named.many })}
      onCancel={() => onDone(false)}
      footer={
        <>
          <Button onClick={() => onDone(false)}>{common('cancel')}</Button>
          <Button type="primary" disabled={field === undefined} loading={busy} onClick={save}>
            {t(value === null ? 'bulkClear' : 'bulkSave', { count: ids.length })}
          </Button>
        </>
      }
    >
      <div className="gs-bulk-form">
        <Select
          className="gs-full"
          autoFocus
          aria-label={t('field')}
          placeholder={t('field')}
          showSearch={{ optionFilterProp: 'label' }}
          value={name}
          options={fields.map((one) => ({ value: one.name, label: label(one.label) }))}
          onChange={(next: string) => {
            setName(next)
            setValue(null)
          }}
        />
        {field !== undefined && (
          <FieldInput key={field.name} field={field} value={value} onChange={setValue} record={{}} />
        )}
        {refused !== null && (
          <p role="alert" className="gs-late">
            {refused}
          </p>
        )}
      </div>
    </Modal>
  )
}
