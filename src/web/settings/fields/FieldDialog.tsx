import { Button, Drawer, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { useWidth } from '../../media.ts'
import { type ObjectMeta, useMeta } from '../../meta.ts'
import { queryClient } from '../../query.ts'
import { showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Labelled, Setting } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import {
  addableTypes,
  draftOptions,
  type FieldRecord,
  hasOptions,
  nameFrom,
  sentOptions,
  typeLabel,
} from './field-record.ts'
import { fieldWords } from './fields.words.ts'
import { blankOption, OptionsEditor } from './OptionsEditor.tsx'

interface FieldDialogProps {
  readonly object: ObjectMeta
  /** Without it, a new one. */
  readonly field?: FieldRecord
  readonly onClose: () => void
}

/** Adds a field, or changes labels, help and options of one. */
export const FieldDialog = ({ object, field, onClose }: FieldDialogProps) => {
  const t = useWords(fieldWords)
  const common = useWords(commonWords)
  const label = useLabel()
  const navigate = useNavigate()
  const width = useWidth()
  const { objects } = useMeta()
  const { busy, faultOf, run } = useSaving()
  const [type, setType] = useState(field?.type ?? 'text')
  const [zh, setZh] = useState(field?.label.zh ?? '')
  const [en, setEn] = useState(field?.label.en ?? '')
  const [name, setName] = useState<string | null>(field?.name ?? null)
  const [help, setHelp] = useState(field?.help ?? { zh: '', en: '' })
  const [required, setRequired] = useState(field?.required ?? false)
  const [hidden, setHidden] = useState(field?.hidden ?? false)
  const [to, setTo] = useState(field?.to ?? null)
  const [options, setOptions] = useState(field === undefined ? [blankOption] : draftOptions(field))
  const base = name ?? nameFrom(en)
  const link = type === 'reference' || type === 'employee' || type === 'department'
  const apiName =
    field === undefined && name === null && link && base !== '' && !base.endsWith('Id') ? `${base}Id` : base
  const optionsFine = !hasOptions(type) || (options.length > 0 && options.every((option) => option.zh.trim() !== ''))
  const ready =
    zh.trim() !== '' && en.trim() !== '' && apiName !== '' && optionsFine && (type !== 'reference' || to !== null)
  const save = async () => {
    const labels = { zh: zh.trim(), en: en.trim() }
    const said = label(labels)
    const changed = {
      label: labels,
      ...(hasOptions(type) ? { options: sentOptions(options) } : {}),
      ...(help.zh.trim() === '' && field?.help === undefined
        ? {}
        : { help: { zh: help.zh.trim(), en: help.en.trim() || help.zh.trim() } }),
    }
    const saved = await run(async () => {
      if (field === undefined) {
        const { undo } = await api.post('/fields', {
          object: object.path,
          name: apiName,
          type,
          required,
          ...changed,
          ...(type === 'reference' ? { to } : {}),
        })
        showToast({
          text: t('created', { object: label(object.label), field: said }),
          undo,
          action: { label: t('see'), run: () => void navigate(`/o/${object.path}`) },
        })
      } else {
        const flags = { ...(hidden === (field.hidden ?? false) ? {} : { hidden }) }
        const { undo } = await api.patch(`/fields/${object.path}/${field.name}`, { ...changed, ...flags })
        showToast({ text: t('saved', { field: said }), undo })
      }
      await Promise.all([['fields'], ['meta']].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
    })
    if (saved) onClose()
  }
  return (
    <Drawer
      open
      size={width === 'phone' ? '92dvh' : 640}
      placement={width === 'phone' ? 'bottom' : 'right'}
      rootClassName={width === 'phone' ? 'gs-sheet' : ''}
      onClose={onClose}
      title={
        field === undefined
          ? t('newFieldOf', { object: label(object.label) })
          : t('editField', { field: label(field.label) })
      }
      footer={
        <div className="gs-drawer-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={busy} onClick={() => void save()}>
            {field === undefined ? t('create') : common('save')}
          </Button>
        </div>
      }
    >
      <div className="gs-pair">
        <Labelled label={t('zh')} required error={faultOf('label.zh') ?? faultOf('label')}>
          {(id) => (
            <Input id={id} autoFocus maxLength={40} value={zh} onChange={(event) => setZh(event.target.value)} />
          )}
        </Labelled>
        <Labelled label={t('en')} required error={faultOf('label.en')}>
          {(id) => <Input id={id} maxLength={60} value={en} onChange={(event) => setEn(event.target.value)} />}
        </Labelled>
      </div>
      <div className="gs-pair">
        <Labelled label={t('type')} required error={faultOf('type')} help={t('typeHelp')}>
          {(id) => (
            <Select
              id={id}
              className="gs-full"
              disabled={field !== undefined}
              value={type}
              onChange={setType}
              options={
                field === undefined
                  ? addableTypes.map((one) => ({ value: one.name, label: label(one.label) }))
                  : [{ value: type, label: label(typeLabel(type)) }]
              }
            />
          )}
        </Labelled>
        <Labelled label={t('name')} required error={faultOf('name')} help={t('nameHelp')}>
          {(id) => (
            <Input
              id={id}
              disabled={field !== undefined}
              maxLength={40}
              value={apiName}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Labelled>
      </div>
      {type === 'reference' && (
        <Labelled label={t('target')} required error={faultOf('to')}>
          {(id) => (
            <Select
              id={id}
              className="gs-full"
              disabled={field !== undefined}
              value={to}
              onChange={(next: string) => setTo(next)}
              options={objects.map((one) => ({ value: one.path, label: label(one.label) }))}
            />
          )}
        </Labelled>
      )}
      {hasOptions(type) && (
        <Labelled
          label={t('options')}
          required
          error={faultOf('options')}
          help={optionsFine ? t('optionKeyHelp') : t('needOptions')}
        >
          {() => <OptionsEditor options={options} onChange={setOptions} />}
        </Labelled>
      )}
      <Labelled label={t('help')} help={t('helpText')} error={faultOf('help')}>
        {(id) => (
          <div className="gs-pair">
            <Input
              id={id}
              placeholder={t('helpZh')}
              value={help.zh}
              onChange={(event) => setHelp({ ...help, zh: event.target.value })}
            />
            <Input
              aria-label={`${t('help')} ${t('helpEn')}`}
              placeholder={t('helpEn')}
              value={help.en}
              onChange={(event) => setHelp({ ...help, en: event.target.value })}
            />
          </div>
        )}
      </Labelled>
      {field === undefined ? (
        <Setting title={t('required')} text={t('requiredText')}>
          <Switch aria-label={t('required')} checked={required} onChange={setRequired} />
        </Setting>
      ) : (
        field.required !== true && (
          <Setting title={t('hide')} text={t('hideText')}>
            <Switch aria-label={t('hide')} checked={hidden} onChange={setHidden} />
          </Setting>
        )
      )}
    </Drawer>
  )
}
