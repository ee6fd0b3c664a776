import { Button, Dropdown, type MenuProps } from 'antd'
import { Ellipsis, IdCard, PencilLine, Plus, Printer, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Locale } from '../../model/label.ts'
import { api } from '../client.ts'
import { openForm } from '../form-host.ts'
import { exportCard } from '../list/export-list.ts'
import { type ActionMeta, isDeal, may, type ObjectMeta, useMeta } from '../meta.ts'
import { type RecordRow, recordsChanged, verdict } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { say, useLocale, useWords } from '../words.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { actionWords } from './actions.words.ts'
import { actionIcon } from './icons.ts'
import './actions.css'

/** Actions of a record that are shown: allowed ones, and refused ones whose reason is worth knowing. */
export const shownActions = (object: ObjectMeta, record: RecordRow): readonly ActionMeta[] =>
  object.actions.filter((action) => {
    if (action.hidden === true || !may(object, action.name)) return false
    const { can, why } = verdict(record, action.name)
    return can || why !== null
  })

/** Puts a record into the recycle bin, and says so. */
export const binRecord = async (object: ObjectMeta, record: RecordRow): Promise<void> => {
  try {
    const { undo } = await api.delete(`/${object.path}/${record.id}`)
    showToast({ text: say(actionWords, 'binned', { name: String(record[object.title] ?? '') }), undo })
    await recordsChanged(object.path)
  } catch (error) {
    showProblem(error)
  }
}

interface ActionBarProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  /** Names of actions that stand as buttons of their own; the rest are in the menu. */
  readonly raised: readonly string[]
  /** The one main action. Without it, editing is. */
  readonly primary?: ReactNode
  readonly onDeleted: () => void
}

/** The actions of a record: at most a few buttons, one of them primary, the rest behind the dots with the reason where one is refused. */
export const ActionBar = ({ object, record, raised, primary, onDeleted }: ActionBarProps) => {
  const t = useWords(actionWords)
  const locale = useLocale()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<ActionMeta | null>(null)
  const actions = shownActions(object, record)
  const buttons = actions
    .filter((action) => raised.includes(action.name) && verdict(record, action.name).can)
    .slice(0, 2)
  const rest = actions.filter((action) => !buttons.includes(action))
  const { objects } = useMeta()
  const deals = object.tabs.flatMap((tab) => {
    const [path, field = ''] = tab.split('.')
    const child = objects.find((one) => one.path === path)
    return child !== undefined && isDeal(child) && may(child, 'create') && verdict(record, 'update').can
      ? [{ child, field }]
      : []
  })
  const edits = verdict(record, 'update').can && object.form.length > 0
  const ask = (action: ActionMeta) =>
    action.page === undefined ? setAsked(action) : void navigate(action.page.replace('{id}', record.id))
  const edit = () => openForm({ object: object.path, id: record.id })
  const items = [
    ...(primary !== undefined && edits ? [{ key: 'edit', icon: <PencilLine aria-hidden />, label: t('edit') }] : []),
    ...rest.map((action) => menuItem(action, record, locale)),
    ...deals.map(({ child }) => ({
      key: `:new:${child.path}`,
      icon: <Plus aria-hidden />,
      label: t('newOf', { object: child.label[locale] }),
    })),
    ...(may(object, 'print') && record.deletedAt == null
      ? [
          {
            key: ':print',
            icon: <Printer aria-hidden />,
            label: t(object.traits.printed === undefined ? 'print' : 'printDocument'),
          },
        ]
      : []),
    ...(may(object, 'export') && object.traits.card !== undefined && record.deletedAt == null
      ? [{ key: ':card', icon: <IdCard aria-hidden />, label: t('card') }]
      : []),
    ...(verdict(record, 'delete').can
      ? [{ type: 'divider' as const }, { key: 'delete', icon: <Trash2 aria-hidden />, label: t('bin') }]
      : []),
  ]
  const pick: MenuProps['onClick'] = ({ key }) => {
    if (key === 'edit') return edit()
    const deal = deals.find(({ child }) => key === `:new:${child.path}`)
    if (deal !== undefined)
      return openForm({
        object: deal.child.path,
        initial: {
          ...(record.customerId === undefined
            ? {}
            : { customerId: record.customerId, customer: record.customer ?? null }),
          [deal.field]: record.id,
          [deal.field.replace(/Id$/, '')]: { id: record.id, name: String(record[object.title] ?? '') },
        },
      })
    if (key === ':print') return void navigate(`/print/${object.path}/${record.id}`)
    if (key === ':card') return exportCard(object, record.id)
    if (key === 'delete') return void binRecord(object, record).then(onDeleted)
    const action = actions.find((one) => one.name === key)
    if (action !== undefined) ask(action)
  }
  return (
    <>
      {buttons.map((action) => {
        const Icon = actionIcon(action.name)
        return (
          <Button key={action.name} icon={Icon && <Icon aria-hidden />} onClick={() => ask(action)}>
            {action.label[locale]}
          </Button>
        )
      })}
      {items.length > 0 && (
        <Dropdown trigger={['click']} placement="bottomRight" menu={{ items, onClick: pick }}>
          <Button aria-label={t('more')} icon={<Ellipsis aria-hidden />} />
        </Dropdown>
      )}
      {primary ??
        (edits && (
          <Button type="primary" icon={<PencilLine aria-hidden />} onClick={edit}>
            {t('edit')}
          </Button>
        ))}
      {asked !== null && (
        <ActionDialog
          key={asked.name}
          object={object}
          action={asked}
          ids={[record.id]}
          record={record}
          onDone={() => {}}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

const menuItem = (action: ActionMeta, record: RecordRow, locale: Locale) => {
  const Icon = actionIcon(action.name)
  const { can, why } = verdict(record, action.name)
  return {
    key: action.name,
    icon: Icon && <Icon aria-hidden />,
    disabled: !can,
    danger: action.irreversible === true,
    label: (
      <span className="gs-menu-action">
        {action.label[locale]}
        {!can && why !== null && <small>{why}</small>}
      </span>
    ),
  }
}
