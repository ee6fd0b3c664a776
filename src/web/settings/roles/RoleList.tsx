import { Button, Dropdown } from 'antd'
import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { may, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { Loaded, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { RoleDialog } from './RoleDialog.tsx'
import { rightsOf, scopeOf } from './rights.ts'
import { roleWords } from './roles.words.ts'
import { useRoleCounts } from './use-role.ts'

/** All roles at a glance: how many people, and the rights one looks for first. */
export const RoleList = () => {
  const t = useWords(roleWords)
  const title = useWords(settingsWords)('roles')
  const navigate = useNavigate()
  const object = useObject('roles')
  const query = useAll('roles', { sort: 'name' })
  const countOf = useRoleCounts()
  const [editing, setEditing] = useState<RecordRow | 'new' | null>(null)
  const scopeText = (role: RecordRow, verb: string) => {
    const scope = scopeOf(rightsOf(role), 'customers', verb)
    return scope === 'none' ? <span className="gs-muted">—</span> : t(scope)
  }
  return (
    <Topic
      title={title}
      lead={t('lead')}
      actions={
        may(object, 'create') && (
          <Button type="primary" icon={<Plus aria-hidden />} onClick={() => setEditing('new')}>
            {t('newRole')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(roles) => (
          <>
            <SmallTable<RecordRow>
              label={title}
              rows={roles}
              keyOf={(role) => role.id}
              onOpen={(role) => void navigate(`/settings/roles/${role.id}`)}
              columns={[
                {
                  key: 'name',
                  title: t('name'),
                  cell: (role) => (
                    <Link to={`/settings/roles/${role.id}`} onClick={(event) => event.stopPropagation()}>
                      {textOf(role, 'name')}
                    </Link>
                  ),
                },
                { key: 'people', title: t('people'), right: true, cell: (role) => countOf(role.id) },
                { key: 'sees', title: t('sees'), cell: (role) => scopeText(role, 'read') },
                { key: 'exports', title: t('exports'), wide: true, cell: (role) => scopeText(role, 'export') },
                {
                  key: 'objects',
                  title: t('objects'),
                  right: true,
                  wide: true,
                  cell: (role) =>
                    Object.values(rightsOf(role).functions).filter((functions) => functions.includes('read')).length,
                },
                {
                  key: 'act',
                  title: '',
                  right: true,
                  cell: (role) => <Acts role={role} count={countOf(role.id)} onRename={() => setEditing(role)} />,
                },
              ]}
            />
            {editing !== null && <RoleDialog role={editing} roles={roles} onClose={() => setEditing(null)} />}
          </>
        )}
      </Loaded>
    </Topic>
  )
}

const Acts = ({ role, count, onRename }: { role: RecordRow; count: number; onRename: () => void }) => {
  const t = useWords(roleWords)
  const object = useObject('roles')
  const remove = async () => {
    try {
      const { undo } = await api.delete(`/roles/${role.id}`)
      showToast({ text: t('removed', { name: textOf(role, 'name') }), undo })
      await recordsChanged('roles')
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps a press on the menu from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: likewise
    <span className="gs-row-acts" onClick={(event) => event.stopPropagation()}>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'rename', label: t('rename') },
            ...(may(object, 'delete')
              ? [
                  {
                    key: 'remove',
                    danger: true,
                    disabled: count > 0,
                    label: count > 0 ? t('held', { count }) : t('removeRole'),
                  },
                ]
              : []),
          ],
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation()
            if (key === 'rename') onRename()
            else void remove()
          },
        }}
      >
        <Button size="small" type="text" icon={<Ellipsis aria-hidden />} aria-label={textOf(role, 'name')} />
      </Dropdown>
    </span>
  )
}
