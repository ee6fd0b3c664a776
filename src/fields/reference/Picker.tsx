import { Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Json, Row } from '../../model/label.ts'
import type { Found, InputProps } from '../../model/web-field.ts'
import { EmployeeMark } from '../employee/EmployeeMark.tsx'
import { given } from '../given.ts'
import '../fields.css'

interface PickerProps extends Omit<InputProps, 'record'> {
  readonly record?: Row
  readonly object: string
  readonly multiple?: boolean
  /** Choices that stand before what is found: "me". */
  readonly first?: readonly Found[]
  /** Names of what is already chosen, known from the record. */
  readonly known?: readonly Found[]
}

const words = {
  zh: { search: '输入名称、拼音或电话', none: '没有找到，换个词试试', failed: '没能查到，稍后再试' },
  en: {
    search: 'Type a name, pinyin or phone',
    none: 'Nothing found; try another word',
    failed: 'The search failed; try again',
  },
} as const

/** Finds records while one types; shows what tells namesakes apart. */
export const Picker = (props: PickerProps) => {
  const { value, onChange, context, object, multiple = false, first = [], known = [], record } = props
  const t = words[context.locale]
  const [found, setFound] = useState<readonly Found[]>([])
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const names = useRef(new Map<string, Found>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const asked = useRef(0)
  for (const one of [...first, ...known, ...found]) if (one.title !== '') names.current.set(one.id, one)

  const chosen = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).map(String)
  const unnamed = chosen.filter((id) => !names.current.has(id)).join(',')
  const { find } = context
  useEffect(() => {
    if (unnamed === '') return
    find({ object, text: '', ids: unnamed.split(',') })
      .then((named) => setFound((before) => [...before, ...named]))
      .catch(() => setState('failed'))
  }, [unnamed, object, find])

  const search = (text: string, wait: number) => {
    clearTimeout(timer.current)
    asked.current += 1
    const mine = asked.current
    setState('busy')
    timer.current = setTimeout(() => {
      find({ object, text, ...(record === undefined ? {} : { within: scopeOf(record) }) })
        .then((next) => {
          if (mine !== asked.current) return
          setFound(next)
          setState('idle')
        })
        .catch(() => mine === asked.current && setState('failed'))
    }, wait)
  }

  const options = [...first, ...found.filter((one) => !first.some((other) => other.id === one.id))]
  const labelled = options.map((one) => ({ value: one.id, label: one.title, found: one }))
  const missing = chosen
    .filter((id) => !options.some((one) => one.id === id))
    .map((id) => ({
      value: id,
      label: names.current.get(id)?.title ?? '…',
      found: names.current.get(id) ?? { id, title: '…', hint: '' },
    }))
  return (
    <Select
      {...given(props)}
      defaultOpen={props.startOpen === true}
      className="gs-full"
      placeholder={props.placeholder ?? t.search}
      {...(multiple ? { mode: 'multiple' as const } : {})}
      allowClear={props.field.required !== true}
      showSearch={{ filterOption: false, onSearch: (text) => search(text, 200) }}
      loading={state === 'busy'}
      notFoundContent={state === 'busy' ? null : state === 'failed' ? t.failed : t.none}
      popupMatchSelectWidth={280}
      value={multiple ? chosen : (chosen[0] ?? null)}
      options={[...labelled, ...missing]}
      optionRender={({ data }) => (
        <div className="gs-found">
          <span>
            {object === 'employees' && <EmployeeMark name={data.found.title} id={data.found.id} />} {data.found.title}
          </span>
          <span>{data.found.hint}</span>
        </div>
      )}
      onOpenChange={(open) => open && search('', 0)}
      onChange={(next: string | string[] | undefined) => onChange((next ?? null) as Json)}
    />
  )
}

/** Contacts and opportunities of the customer chosen in the same form come alone. */
const scopeOf = (record: Row): Row => (typeof record.customerId === 'string' ? { customerId: record.customerId } : {})
