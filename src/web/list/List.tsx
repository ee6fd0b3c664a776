import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { useBoardChoice } from '../board/board.data.ts'
import { useWebContext } from '../field.tsx'
import { openForm } from '../form-host.ts'
import { Page } from '../frame/Page.tsx'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { type ActionMeta, may, type ObjectMeta } from '../meta.ts'
import { recordsChanged } from '../records.ts'
import { Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { BulkBar } from './BulkBar.tsx'
import { EmptyList } from './EmptyList.tsx'
import { type ExportFormat, exportList } from './export-list.ts'
import { FilterRow } from './FilterRow.tsx'
import { ListHeader } from './ListHeader.tsx'
import { ListTable } from './ListTable.tsx'
import { useColumns } from './ListTools.tsx'
import { listWords } from './list.words.ts'
import { recallList, rememberList } from './list-memory.ts'
import { useListState } from './list-state.ts'
import { PeekPanel } from './PeekPanel.tsx'
import { PhoneRows } from './PhoneRows.tsx'
import { useActive } from './use-active.ts'
import { useInlineEdit } from './use-inline-edit.ts'
import { useGrowingList } from './use-list.ts'
import { useSelection } from './use-selection.ts'
import './list.css'
import './filter.css'
import './table.css'
import './bulk.css'
import './phone.css'

const Board = lazy(() => import('../board/Board.tsx').then((m) => ({ default: m.Board })))
const BulkUpdate = lazy(() => import('./BulkUpdate.tsx').then((m) => ({ default: m.BulkUpdate })))
const ActionDialog = lazy(() => import('../actions/ActionDialog.tsx').then((m) => ({ default: m.ActionDialog })))

/** One object's records: views, filter, table or rows, selection and what can be done with it. */
export const List = ({ object }: { object: ObjectMeta }) => {
  const t = useWords(listWords)
  const label = useLabel()
  const width = useWidth()
  const context = useWebContext()
  const navigate = useNavigate()
  const { pathname, search: query } = useLocation()
  const state = useListState(object)
  const columns = useColumns(object, state.view.columns)
  const board = useBoardChoice(object, state.view.key).field
  const asked = { filter: state.filter, sort: state.sort, search: state.search }
  const list = useGrowingList(object.path, asked, board === undefined)
  const { rows, total, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const url = pathname + query
  const [left] = useState(() => {
    const before = recallList(object.path)
    return before?.url === url ? before : undefined
  })
  const { selected, select, selectAll, clear } = useSelection(rows, left?.selected ?? [])
  const [active, setActive] = useActive(rows, left?.active ?? -1)
  const edit = useInlineEdit(object)
  const [peeking, setPeeking] = useState(false)
  const [running, setRunning] = useState<{ action: ActionMeta; ids: readonly string[] } | null>(null)
  const [changing, setChanging] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const searchBox = useRef<HTMLInputElement>(null)

  const nearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const shownUrl = useRef(url)
  useEffect(() => {
    if (shownUrl.current === url) return
    shownUrl.current = url
    clear()
    setActive(-1)
    scroller.current?.scrollTo({ top: 0 })
  }, [url, clear, setActive])
  const memory = {
    url,
    ids: rows.map((row) => row.id),
    total: total?.value ?? rows.length,
    viewName: state.view.name,
    active,
    selected: [...selected],
  }
  const remember = useRef(memory)
  remember.current = memory
  const keep = useCallback(
    (at?: number) =>
      rememberList(object.path, {
        ...remember.current,
        ...(at === undefined ? {} : { active: at }),
        scroll: scroller.current?.scrollTop ?? 0,
      }),
    [object.path],
  )
  useLayoutEffect(() => () => keep(), [keep])

  const at = rows[active]
  const picked = rows.filter((row) => selected.has(row.id))
  const step = (by: number) => setActive((before) => Math.min(rows.length - 1, Math.max(0, before + by)))
  const extend = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, active + by))]
    if (at !== undefined) select(at.id, true, false)
    if (next !== undefined) select(next.id, true, false)
    step(by)
  }
  useKeys({
    c: () => (may(object, 'create') ? openForm({ object: object.path }) : false),
    '/': () => searchBox.current?.focus(),
  })
  const walks = {
    j: () => step(1),
    k: () => step(-1),
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    'shift+arrowdown': () => extend(1),
    'shift+arrowup': () => extend(-1),
    x: () => (at === undefined ? false : select(at.id, !selected.has(at.id), false)),
    'mod+a': () => selectAll(true),
    enter: () => (at === undefined ? false : void navigate(`/o/${object.path}/${at.id}`)),
    space: () => (at === undefined ? false : setPeeking(!peeking)),
    e: () => (at !== undefined && may(object, 'update') ? openForm({ object: object.path, id: at.id }) : false),
    escape: () => (peeking ? setPeeking(false) : selected.size > 0 ? clear() : false),
  }
  useKeys(walks, board === undefined)

  const failedText = list.isError
    ? rows.length === 0
      ? t('failed')
      : t('failedOld', { time: wallOf(list.dataUpdatedAt, context.timeZone).time })
    : null
  const fields = columns.map((field) => field.name)
  const exportAs = (format: ExportFormat) =>
    exportList({ object, state, fields, format, total: total?.value ?? 0, ids: [] })
  return (
    <Page
      fixed
      header={<ListHeader object={object} state={state} onExport={exportAs} />}
      under={
        <FilterRow
          object={object}
          state={state}
          columns={columns}
          loaded={rows.length}
          total={total}
          searchBox={searchBox}
        />
      }
      panel={
        peeking && at !== undefined ? (
          <PeekPanel object={object} row={at} onClose={() => setPeeking(false)} />
        ) : undefined
      }
    >
      {list.isFetching && !list.isLoading && <div className="gs-progress" />}
      {failedText !== null && <Failure title={failedText} error={list.error} onRetry={() => void list.refetch()} />}
      <section
        className="gs-scroller"
        ref={scroller}
        tabIndex={-1}
        aria-label={label(object.label)}
        aria-busy={list.isFetching}
      >
        {board !== undefined ? (
          <Suspense fallback={<SkeletonRows rows={10} />}>
            <Board key={board.name} object={object} field={board} columns={columns} {...asked} />
          </Suspense>
        ) : list.isLoading ? (
          <SkeletonRows rows={14} columns={columns.slice(0, 8).map((_, index) => (index === 0 ? 220 : 72))} />
        ) : rows.length === 0 && !list.isError ? (
          <EmptyList object={object} state={state} />
        ) : rows.length === 0 ? null : width === 'phone' ? (
          <PhoneRows
            object={object}
            columns={columns}
            rows={rows}
            scroller={scroller}
            onNearEnd={nearEnd}
            startAt={left?.url === url ? left.scroll : 0}
          />
        ) : (
          <ListTable
            object={object}
            columns={columns}
            rows={rows}
            total={total?.value ?? rows.length}
            sort={state.sort}
            onSort={(sort) => state.set({ sort })}
            selected={selected}
            onSelect={select}
            onSelectAll={selectAll}
            active={active}
            onActive={setActive}
            scroller={scroller}
            onNearEnd={nearEnd}
            edit={edit}
            startAt={left?.url === url ? left.scroll : 0}
          />
        )}
        {isFetchingNextPage && <p className="gs-list-end gs-muted">{t('loadingMore')}</p>}
      </section>
      {picked.length > 0 && board === undefined && (
        <BulkBar
          object={object}
          columns={columns}
          rows={picked}
          onAction={(action, ids) => setRunning({ action, ids })}
          onChange={() => setChanging(true)}
          onExport={(format) =>
            exportList({
              object,
              state,
              fields,
              format,
              total: picked.length,
              ids: picked.map((row) => row.id),
            })
          }
          onClose={clear}
        />
      )}
      <Suspense fallback={null}>
        {changing && (
          <BulkUpdate
            object={object}
            ids={picked.map((row) => row.id)}
            onDone={(changed) => {
              setChanging(false)
              if (changed) clear()
            }}
          />
        )}
        {running !== null && (
          <ActionDialog
            object={object}
            action={running.action}
            ids={running.ids}
            onClose={() => setRunning(null)}
            onDone={() => {
              setRunning(null)
              clear()
              void recordsChanged(object.path)
            }}
          />
        )}
      </Suspense>
    </Page>
  )
}
