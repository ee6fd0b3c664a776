import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Dropdown, Input, Popover } from 'antd'
import { ChevronDown, Ellipsis, Users } from 'lucide-react'
import { useState } from 'react'
import { api } from '../client.ts'
import { commonWords } from '../common.words.ts'
import { useWidth } from '../media.ts'
import { type ObjectMeta, type SavedView, useMe, useSavedViews } from '../meta.ts'
import { fetchList, recordsChanged } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { listWords } from './list.words.ts'
import type { ListState, ListView } from './list-state.ts'

const most = { phone: 12, narrow: 3, wide: 5 } as const

/** The views as tabs with their counts; those that do not fit stand under "more". */
export const ViewTabs = ({ object, state }: { object: ObjectMeta; state: ListState }) => {
  const t = useWords(listWords)
  const { views, view, set } = state
  const width = useWidth()
  const inFront = views.slice(0, most[width])
  const shown = inFront.includes(view) ? inFront : [...inFront.slice(0, most[width] - 1), view]
  const rest = views.filter((one) => !shown.includes(one))
  return (
    <>
      <div role="tablist" aria-label={t('views')} className="gs-views">
        {shown.map((one) => (
          <ViewTab
            key={one.key}
            object={object}
            view={one}
            active={one.key === view.key}
            changed={one.key === view.key && state.changed}
            onOpen={() => set({ view: one.key })}
          />
        ))}
      </div>
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((one) => ({ key: one.key, label: one.name })),
            onClick: ({ key }) => set({ view: key }),
          }}
        >
          <button type="button" className="gs-plain gs-icon-button" aria-label={t('moreViews')}>
            <ChevronDown aria-hidden />
          </button>
        </Dropdown>
      )}
      {state.changed && <SaveView object={object} state={state} />}
      {!state.changed && view.saved && <ViewMenu view={view} onGone={() => set({ view: views[0]!.key })} />}
    </>
  )
}

interface ViewTabProps {
  readonly object: ObjectMeta
  readonly view: ListView
  readonly active: boolean
  readonly changed: boolean
  readonly onOpen: () => void
}

const ViewTab = ({ object, view, active, changed, onOpen }: ViewTabProps) => {
  const t = useWords(listWords)
  const { data } = useQuery({
    queryKey: ['list', object.path, 'count', view.filter],
    queryFn: ({ signal }) => fetchList(object.path, { filter: view.filter, limit: 1 }, signal),
    staleTime: 60_000,
  })
  const total = data?.page.total
  return (
    <button
      type="button"
      role="tab"
      aria-selected={active}
      className={`gs-plain gs-view ${active ? 'is-active' : ''}`}
      onClick={onOpen}
    >
      {view.shared && <Users aria-hidden />}
      <span className="gs-ellipsis">{view.name}</span>
      {total !== undefined && <span className="gs-view-count">{total.value.toLocaleString('en-US')}</span>}
      {changed && (
        <span className="gs-view-dot" title={t('changed')}>
          <span className="gs-hidden">{t('changed')}</span>
        </span>
      )}
    </button>
  )
}

const SaveView = ({ object, state }: { object: ObjectMeta; state: ListState }) => {
  const t = useWords(listWords)
  const common = useWords(commonWords)
  const { employee } = useMe()
  const saved = useSavedViews().find((view) => view.id === state.view.key)
  const mine = saved !== undefined && (saved.ownerId === undefined || saved.ownerId === employee.id)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const values = { filter: state.filter, sort: state.sort }
  const keep = async (work: () => Promise<{ data: SavedView; undo: string | null }>) => {
    try {
      const { data, undo } = await work()
      await recordsChanged('views')
      state.set({ view: data.id })
      setOpen(false)
      showToast({ text: t('viewSaved', { name: data.name }), undo })
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <>
      {mine && (
        <Button size="small" type="text" onClick={() => keep(() => api.patch<SavedView>(`/views/${saved.id}`, values))}>
          {t('updateView')}
        </Button>
      )}
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottom"
        arrow={false}
        content={
          <form
            className="gs-save-view"
            onSubmit={(event) => {
              event.preventDefault()
              if (name.trim() !== '')
                void keep(() =>
                  api.post<SavedView>('/views', {
                    ...values,
                    object: object.path,
                    name: name.trim(),
                    shared,
                    starred: false,
                  }),
                )
            }}
          >
            <Input
              autoFocus
              value={name}
              maxLength={40}
              aria-label={t('viewName')}
              placeholder={t('viewName')}
              onChange={(event) => setName(event.target.value)}
            />
            <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
              {t('viewShared')}
            </Checkbox>
            <Button type="primary" size="small" htmlType="submit" disabled={name.trim() === ''}>
              {common('save')}
            </Button>
          </form>
        }
      >
        <Button size="small" type="text">
          {t('saveView')}
        </Button>
      </Popover>
      <Button size="small" type="text" onClick={() => state.set({ filter: null, sort: null })}>
        {t('reset')}
      </Button>
    </>
  )
}

const ViewMenu = ({ view, onGone }: { view: ListView; onGone: () => void }) => {
  const t = useWords(listWords)
  const star = async () => {
    try {
      await api.patch(`/views/${view.key}`, { starred: !view.starred })
      await recordsChanged('views')
    } catch (error) {
      showProblem(error)
    }
  }
  const remove = async () => {
    try {
      const { undo } = await api.delete(`/views/${view.key}`)
      onGone()
      await recordsChanged('views')
      showToast({ text: t('viewRemoved', { name: view.name }), undo })
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'star', label: t(view.starred ? 'unstar' : 'star') },
          { key: 'remove', label: t('removeView') },
        ],
        onClick: ({ key }) => void (key === 'star' ? star() : remove()),
      }}
    >
      <button type="button" className="gs-plain gs-icon-button" aria-label={view.name}>
        <Ellipsis aria-hidden />
      </button>
    </Dropdown>
  )
}
