import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { Labelled } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { rightsOf } from './rights.ts'
import { roleWords } from './roles.words.ts'

interface RoleDialogProps {
  readonly role: RecordRow | 'new'
  readonly roles: readonly RecordRow[]
  readonly onClose: () => void
}

/** A new role, as a copy of another one if wanted; or another name for one. */
export const RoleDialog = ({ role, roles, onClose }: RoleDialogProps) => {
  const t = useWords(roleWords)
  const common = useWords(commonWords)
  const navigate = useNavigate()
  const { busy, faultOf, run } = useSaving()
  const [name, setName] = useState(role === 'new' ? '' : textOf(role, 'name'))
  const [model, setModel] = useState<string | null>(null)
  const ready = name.trim() !== ''
  const save = async () => {
    if (!ready) return
    const copied = roles.find((candidate) => candidate.id === model)
    const rights = copied === undefined ? {} : rightsOf(copied)
    const saved = await run(async () => {
      if (role === 'new') {
        const { data, undo } = await api.post<RecordRow>('/roles', { name: name.trim(), ...rights })
        showToast({ text: t('created', { name: name.trim() }), undo })
        void navigate(`/settings/roles/${data.id}`)
      } else {
        const { undo } = await api.patch(`/roles/${role.id}`, { name: name.trim() })
        showToast({ text: t('renamed', { name: name.trim() }), undo })
      }
    }, ['name'])
    if (!saved) return
    await recordsChanged('roles')
    onClose()
  }
  return (
    <Modal
      open
      title={role === 'new' ? t('newRole') : t('rename')}
      width={420}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common('cancel')}
        </Button>,
        <Button key="save" type="primary" disabled={!ready} loading={busy} onClick={() => void save()}>
          {role === 'new' ? t('create') : t('rename')}
        </Button>,
      ]}
    >
      <Labelled label={t('name')} required error={faultOf('name')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={(event) => !event.nativeEvent.isComposing && void save()}
          />
        )}
      </Labelled>
      {role === 'new' && (
        <Labelled label={t('copyFrom')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              className="gs-full"
              placeholder={t('copyNone')}
              value={model}
              onChange={(next: string | undefined) => setModel(next ?? null)}
              options={roles.map((one) => ({ value: one.id, label: textOf(one, 'name') }))}
            />
          )}
        </Labelled>
      )}
    </Modal>
  )
}
