import { Select } from 'antd'
import { useState } from 'react'
import { useMe, useObject } from '../meta.ts'
import { useRecords } from '../records.ts'
import { useWords } from '../words.ts'
import { useSettled } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'

interface OtherPickerProps {
  readonly object: string
  readonly except: readonly string[]
  readonly onPick: (id: string) => void
}

/** Finds one more record to merge. */
export const OtherPicker = ({ object, except, onPick }: OtherPickerProps) => {
  const t = useWords(duplicatesWords)
  const meta = useObject(object)
  const me = useMe()
  const [typed, setTyped] = useState('')
  const asked = useSettled(typed.trim(), 250)
  const { data, isFetching } = useRecords(object, { search: asked, limit: 20, count: 'none' }, asked !== '')
  const title = meta?.title ?? 'name'
  return (
    <Select
      className="gs-merge-other"
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      aria-label={t('addOther')}
      placeholder={t('addOther')}
      value={null}
      loading={isFetching}
      notFoundContent={null}
      onChange={(id: string | null) => {
        setTyped('')
        if (id !== null) onPick(id)
      }}
      options={(data?.data ?? [])
        .filter((row) => !except.includes(row.id) && row.id !== me.employee.id)
        .map((row) => ({ value: row.id, label: String(row[title] ?? '') }))}
    />
  )
}
